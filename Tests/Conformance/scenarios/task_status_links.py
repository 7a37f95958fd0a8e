"""Attaching task statuses to a project, and their order."""

from builders import NOWHERE, Stage, among, only, someone, status
from fixtures import as_role, event, login


def run(c):
    s = Stage(c)
    first, second = status(c, "first"), status(c, "second")
    project = s.project["id"]
    table = "/data/task-status-links"
    both = only("priority", "roles_for_board")
    c.post(table, {"project_id": project, "task_status_id": first["id"]})
    event(c, "project:update", project_id=project)
    c.post(table, {"project_id": project, "task_status_id": first["id"], "priority": 7, "roles_for_board": ["admin", "manager"]}, pick=both)
    c.post(table, {"project_id": project, "task_status_id": first["id"]}, note="again: nothing said of the roles", pick=both)
    c.post(table, {"project_id": project, "task_status_id": second["id"], "priority": None, "roles_for_board": "user"}, note="a single role", pick=both)
    c.post(table, {"project_id": project, "task_status_id": second["id"], "roles_for_board": []}, pick=both)
    c.raw(
        "POST",
        f"{table}?project_id={project}&task_status_id={second['id']}&priority=4&roles_for_board=user&roles_for_board=client",
        note="as a query",
        pick=both,
    )
    c.post(table, {"task_status_id": first["id"]})
    c.post(table, {"project_id": project})
    c.post(table, {"project_id": project, "task_status_id": first["id"], "priority": "high"})
    c.post(table, {"project_id": project, "task_status_id": "abc"})
    c.post(table, {"project_id": project, "task_status_id": NOWHERE}, fixed={"status": 404})
    c.post(table, {"project_id": NOWHERE, "task_status_id": first["id"]}, fixed={"status": 404})
    as_role(c, "manager").post(table, {"project_id": NOWHERE, "task_status_id": first["id"]})
    as_role(c, "manager").post(table, {"project_id": project, "task_status_id": first["id"], "priority": 2, "roles_for_board": ["vendor"]}, pick=both)
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).post(table, {"project_id": project, "task_status_id": first["id"]}, note="as " + role)
    login(c, someone(c, "manager")).post(table, {"project_id": project, "task_status_id": first["id"]}, note="a manager who is not in the team")
    c.get("/data/task-status/" + second["id"], pick=only("id"))
    c.get("/data/projects/" + project, pick=among("task_statuses", first=first, second=second))

    path = f"/actions/projects/{project}/task-status-links/reorder"
    c.post(path, {"task_status_ids": [second["id"], NOWHERE, first["id"]]}, pick=only("task_status_id", "priority", "roles_for_board"))
    as_role(c, "manager").post(path, {"task_status_ids": [first["id"], second["id"]]}, note="as manager")
    c.post(path, {"task_status_ids": []})
    for wrong in ({}, {"task_status_ids": "abc"}, {"task_status_ids": None}):
        c.post(path, wrong, note=str(wrong))
    c.post(path, {"task_status_ids": ["abc"]}, fixed={"status": 400})
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).post(path, {"task_status_ids": [first["id"]]}, note="as " + role)
    c.post(f"/actions/projects/{NOWHERE}/task-status-links/reorder", {"task_status_ids": [first["id"]]}, fixed={"status": 404})
    as_role(c, "manager").post(f"/actions/projects/{NOWHERE}/task-status-links/reorder", {"task_status_ids": [first["id"]]})

    made = c.post("/data/projects", {"name": c.unique("made-"), "task_statuses": [first["id"]]}, pick=only("task_statuses"))
    c.post(
        f"/actions/projects/{made['id']}/task-status-links/reorder",
        {"task_status_ids": [first["id"]]},
        note="attached with the project: the roles of a new link",
        pick=both,
    )
