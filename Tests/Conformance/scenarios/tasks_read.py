"""Who sees which tasks."""

from builders import INVALID, NOWHERE, Stage, only, someone
from fixtures import as_role, cast, closed_status, entity, login, task


def run(c):
    s = Stage(c)
    people = cast(c)
    c.put("/data/tasks/" + s.task["id"], {"assignees": [people["vendor"]["id"]]}, keep=False)
    path = "/data/tasks/" + s.task["id"]
    c.get(path)
    c.get(path, relations="false", pick=lambda row: "assignees" in row)
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).get(path, note="as " + role, pick=only("name", "assignees"))
    login(c, someone(c)).get(path, note="not in the team")
    login(c, someone(c, "manager")).get(path, note="not in the team")
    as_role(c, "vendor").get("/data/tasks/" + s.shot_task["id"], note="a task of an entity the vendor does not work on")
    second = task(c, s.project, s.asset, s.asset_type, s.todo, name="second")
    as_role(c, "vendor").get("/data/tasks/" + second["id"], note="another task of an entity the vendor works on", pick=only("name"))
    c.get("/data/tasks/abc")
    c.get("/data/tasks/" + NOWHERE)
    as_role(c, "user").get("/data/tasks/" + NOWHERE)

    kinds = {s.asset["id"]: "asset", s.shot["id"]: "shot"}

    def seen(rows):
        return sorted([row["name"], kinds.get(row["entity_id"])] for row in rows)

    for role in ("admin", "manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).get("/data/tasks", project_id=s.project["id"], note="as " + role, pick=seen)
    login(c, someone(c, "manager")).get("/data/tasks", project_id=s.project["id"], note="not in the team")
    c.get("/data/tasks", project_id=s.project["id"], name="SECOND")
    c.get("/data/tasks", project_id=s.project["id"], name="seco")
    c.get("/data/tasks", project_id=s.project["id"], name="seco%", fields="name,entity_id")
    c.get(
        "/data/tasks",
        project_id=s.project["id"],
        name="main",
        relations="true",
        pick=lambda rows: sorted([kinds[row["entity_id"]], len(row["assignees"])] for row in rows),
    )
    c.get("/data/tasks", project_id=s.project["id"], assignees=people["vendor"]["id"], pick=only("entity_id"))
    c.get(
        "/data/tasks",
        entity_id=f'["{s.asset["id"]}","{s.shot["id"]}"]',
        page=1,
        limit=2,
        pick=lambda page: [page["total"], page["nb_pages"], len(page["data"])],
    )
    as_role(c, "vendor").get("/data/tasks", project_id=s.project["id"], page=1, pick=only("total", "nb_pages", "limit", "offset", "page"))
    as_role(c, "user").get("/data/tasks", project_id=s.project["id"], page=2, limit=2, pick=lambda page: [page["total"], page["nb_pages"], len(page["data"])])

    episode = entity(c, s.project, "Episode", "episode-")
    sequence = entity(c, s.project, "Sequence", "sequence-", parent_id=episode["id"])
    shot = entity(c, s.project, "Shot", "of-episode-", parent_id=sequence["id"])
    kinds[shot["id"]] = "shot of the episode"
    task(c, s.project, shot, s.shot_type, s.todo)
    c.get("/data/tasks", episode_id=episode["id"], pick=only("name", "entity_id", "type"))
    as_role(c, "user").get("/data/tasks", episode_id=episode["id"], relations="true", pick=only("name", "assignees"))
    c.get("/data/tasks", episode_id=sequence["id"])
    c.get("/data/tasks", episode_id=NOWHERE)
    c.get("/data/tasks", episode_id="abc", fixed={"status": 400, "body": INVALID})
    c.get("/data/tasks", assignees="abc", fixed={"status": 400, "body": INVALID})

    c.put("/data/projects/" + s.project["id"], {"project_status_id": closed_status(c)["id"]}, keep=False)
    for role in ("admin", "manager", "user", "vendor"):
        as_role(c, role).get("/data/tasks", project_id=s.project["id"], note="a closed project, as " + role, pick=seen)
    as_role(c, "user").get(path, note="a closed project", pick=only("name"))
