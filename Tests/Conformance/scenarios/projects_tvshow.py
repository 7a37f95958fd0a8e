"""A show is born with its first episode, and tells which one that is."""

from builders import Journal, only
from fixtures import as_role, cast, entity, event


def run(c):
    show = c.post("/data/projects", {"name": c.unique("show-"), "production_type": "tvshow", "team": [cast(c)["manager"]["id"]]})
    episode = "/data/entities/" + show["first_episode_id"]
    c.get(episode)
    event(c, "episode:new", project_id=show["id"])
    event(c, "project:new", project_id=show["id"])
    path = "/data/projects/" + show["id"]
    c.get(path, pick=lambda row: "first_episode_id" in row)
    c.put(path, {"description": "text"}, pick=only("first_episode_id", "description"))
    entity(c, show, "Episode", "Z-")
    c.put(path, {}, note="the first by name", pick=only("first_episode_id"))
    early = entity(c, show, "Episode", "A-")
    c.get("/data/entities/" + early["id"], pick=only("id"))
    c.put(path, {}, note="the first by name", pick=only("first_episode_id"))
    as_role(c, "manager").put(path, {"production_type": "short"}, pick=lambda row: [row["production_type"], "first_episode_id" in row])

    film = c.post("/data/projects", {"name": c.unique("film-")}, pick=lambda row: "first_episode_id" in row)
    journal = Journal(c, film)
    c.put("/data/projects/" + film["id"], {"production_type": "tvshow"}, note="becomes a show", pick=only("first_episode_id", "production_type"))
    c.get("/data/entities", project_id=film["id"], pick=only("name", "type"))
    journal.look()
