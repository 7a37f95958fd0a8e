"""Creating playlists."""

from builders import NOWHERE, Journal, Stage, number, only, someone
from fixtures import as_role, cast, entity, login


def run(c):
    s = Stage(c)
    journal = Journal(c, s.project)

    def named(**fields):
        return {"name": c.unique("playlist" + number(c) + "-"), "project_id": s.project["id"], **fields}

    c.post("/data/playlists", named())
    journal.look()
    episode = entity(c, s.project, "Episode", "episode-")
    c.post(
        "/data/playlists",
        named(
            shots=[{"entity_id": s.shot["id"], "preview_file_id": NOWHERE, "extra": 1}, {"id": "x"}],
            episode_id=episode["id"],
            task_type_id=s.shot_type["id"],
            for_client=True,
            is_for_all=True,
            created_by=cast(c)["user"]["id"],
        ),
        note="shots as they are, the creator is the caller",
    )
    for kind in ("shot", "asset", "sequence", "edit", "episode", None):
        c.post("/data/playlists", named(for_entity=kind), pick=only("for_entity"))
    c.post("/data/playlists", named(for_entity="scene"))
    c.post("/data/playlists", named(for_entity=""))
    for value in ("all", "main", None):
        c.post("/data/playlists", named(episode_id=value), note="episode " + str(value), pick=only("episode_id"))
    c.post("/data/playlists", named(episode_id="other"))
    c.post("/data/playlists", named(episode_id=NOWHERE))
    for value in ("all", "", None):
        c.post("/data/playlists", named(task_type_id=value), note="task type " + repr(value), pick=only("task_type_id"))
    c.post("/data/playlists", named(task_type_id=NOWHERE))
    twice = named()
    c.post("/data/playlists", twice, pick=only("episode_id"))
    c.post("/data/playlists", twice, note="the same again: nothing forbids it without an episode", pick=only("episode_id"))
    c.post("/data/playlists", {**twice, "episode_id": episode["id"]}, pick=only("episode_id"))
    c.post("/data/playlists", {**twice, "episode_id": episode["id"]}, note="the same again, in an episode")

    for role in ("manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).post("/data/playlists", named(), note="as " + role, pick=only("created_by"))
    login(c, someone(c, "manager")).post("/data/playlists", named(), note="a manager who is not in the team")
    c.post("/data/playlists", {"name": c.unique("x-")}, note="without a project")
    as_role(c, "manager").post("/data/playlists", named(project_id=NOWHERE))
    c.post("/data/playlists", named(project_id=NOWHERE))
    c.post("/data/playlists", {"project_id": s.project["id"]}, note="without a name")
    c.post("/data/playlists", named(name="n" * 81))
    c.post("/data/playlists", named(nonsense=1))
