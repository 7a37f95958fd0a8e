"""Attaching task types to a project, and their order."""

from builders import NOWHERE, Stage, among, only, someone
from fixtures import as_role, event, login, task_type


def run(c):
    s = Stage(c)
    first, second, third = (task_type(c, None, name) for name in ("first-", "second-", "third-"))
    project = s.project["id"]
    table = "/data/task-type-links"
    c.post(table, {"project_id": project, "task_type_id": first["id"]})
    event(c, "project:update", project_id=project)
    c.post(table, {"project_id": project, "task_type_id": first["id"], "priority": 7}, note="again: another priority", pick=only("priority"))
    c.post(table, {"project_id": project, "task_type_id": first["id"]}, note="again: the default priority", pick=only("priority"))
    c.post(table, {"project_id": project, "task_type_id": second["id"], "priority": None}, pick=only("priority"))
    c.raw("POST", f"{table}?project_id={project}&task_type_id={third['id']}&priority=4", note="as a query", pick=only("priority"))
    c.raw(
        "POST",
        f"{table}?priority=5",
        f'{{"project_id":"{project}","task_type_id":"{third["id"]}","priority":9}}'.encode(),
        {"Content-Type": "application/json"},
        note="the query wins",
        pick=only("priority"),
    )
    c.upload(
        table,
        form={"project_id": project, "task_type_id": third["id"], "priority": "6"},
        note="as a form",
        file=("x.txt", b"x", "text/plain"),
        pick=only("priority"),
    )
    c.post(table, {"task_type_id": first["id"]})
    c.post(table, {"project_id": project})
    c.post(table, {})
    c.post(table, {"project_id": project, "task_type_id": first["id"], "priority": "high"})
    c.post(table, {"project_id": project, "task_type_id": "abc"})
    c.post(table, {"project_id": project, "task_type_id": NOWHERE}, fixed={"status": 404})
    c.post(table, {"project_id": NOWHERE, "task_type_id": first["id"]}, fixed={"status": 404})
    as_role(c, "manager").post(table, {"project_id": NOWHERE, "task_type_id": first["id"]})
    as_role(c, "manager").post(table, {"project_id": "abc", "task_type_id": first["id"]})
    as_role(c, "manager").post(table, {"project_id": project, "task_type_id": first["id"], "priority": 2}, pick=only("priority"))
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).post(table, {"project_id": project, "task_type_id": first["id"]}, note="as " + role)
    login(c, someone(c, "manager")).post(table, {"project_id": project, "task_type_id": first["id"]}, note="a manager who is not in the team")
    for known in (first, second, third):
        c.get("/data/task-types/" + known["id"], pick=only("priority"))
    c.get("/data/projects/" + project, pick=among("task_types", first=first, second=second, third=third))

    path = f"/actions/projects/{project}/task-type-links/reorder"
    c.post(
        path,
        {"task_type_ids": [third["id"], NOWHERE, s.asset_type["id"], first["id"]]},
        note="those that are not attached keep their number",
        pick=only("task_type_id", "priority"),
    )
    as_role(c, "manager").post(path, {"task_type_ids": [first["id"], third["id"]]}, note="as manager")
    c.post(path, {"task_type_ids": []})
    for wrong in ({}, {"task_type_ids": "abc"}, {"task_type_ids": None}):
        c.post(path, wrong, note=str(wrong))
    c.post(path, [first["id"]], note="a list")
    c.post(path, {"task_type_ids": ["abc"]}, fixed={"status": 400})
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).post(path, {"task_type_ids": [first["id"]]}, note="as " + role)
    as_role(c, "user").post(path, {}, note="the role comes first")
    c.post(f"/actions/projects/{NOWHERE}/task-type-links/reorder", {"task_type_ids": [first["id"]]}, fixed={"status": 404})
    as_role(c, "manager").post(f"/actions/projects/{NOWHERE}/task-type-links/reorder", {"task_type_ids": [first["id"]]})
    as_role(c, "manager").post("/actions/projects/abc/task-type-links/reorder", {"task_type_ids": [first["id"]]})
