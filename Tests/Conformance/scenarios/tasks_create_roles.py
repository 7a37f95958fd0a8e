"""Only those who manage the project of the entity create tasks, and the identifier is the server's business."""

import uuid

from builders import REFUSED, Stage, number, only, someone
from fixtures import as_role, login


def run(c):
    s = Stage(c)
    elsewhere = Stage(c, ("user",))

    def named(**fields):
        given = {"project_id": s.project["id"], "entity_id": s.asset["id"], "task_type_id": s.asset_type["id"], "task_status_id": s.todo["id"]}
        return {**given, "name": c.unique("task" + number(c) + "-"), **fields}

    as_role(c, "manager").post("/data/tasks", named(), pick=only("project_id", "entity_id"))
    as_role(c, "manager").post(
        "/data/tasks", {k: v for k, v in named().items() if k != "project_id"}, note="the project is that of the entity", pick=only("entity_id")
    )
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).post("/data/tasks", named(), note="as " + role, fixed={"status": 403, "body": REFUSED})
    login(c, someone(c, "manager")).post("/data/tasks", named(), note="a manager who is not in the team", fixed={"status": 403, "body": REFUSED})
    as_role(c, "manager").post(
        "/data/tasks", named(entity_id=elsewhere.asset["id"]), note="an entity of a project he does not manage", fixed={"status": 403, "body": REFUSED}
    )
    as_role(c, "user").post("/data/tasks", named(task_type_id="abc"), note="refused whatever is sent", fixed={"status": 403, "body": REFUSED})

    wanted = str(uuid.uuid4())
    c.post("/data/tasks", named(id=wanted), note="is the identifier the one sent?", pick=lambda row: row["id"] == wanted, fixed={"status": 201, "body": False})
