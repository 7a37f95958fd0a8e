"""Task statuses."""

from builders import NOWHERE, Stage, only, short_name, status
from fixtures import as_role, cast, event, new

ROLES = ("manager", "supervisor", "user", "client", "vendor")


def run(c):
    row = c.post("/data/task-status", {"name": c.unique("status-"), "short_name": short_name(c), "color": "#123456"})
    path = "/data/task-status/" + row["id"]
    event(c, "task-status:new", task_status_id=row["id"])
    full = c.post(
        "/data/task-status",
        {
            "name": c.unique("full-"),
            "short_name": short_name(c),
            "color": "#123456",
            "description": "text",
            "priority": 3,
            "archived": True,
            "is_done": True,
            "is_artist_allowed": False,
            "is_client_allowed": False,
            "is_retake": True,
            "is_feedback_request": True,
            "is_wip": True,
            "for_concept": True,
            "is_default": False,
        },
    )
    c.post("/data/task-status", {"name": row["name"], "short_name": short_name(c), "color": "#123456"}, note="names may be alike", pick=only("name"))
    c.post("/data/task-status", {"name": c.unique("x-"), "short_name": row["short_name"], "color": "#123456"}, note="short names may not")
    for missing in ("name", "short_name", "color"):
        given = {"name": c.unique("x-"), "short_name": short_name(c), "color": "#123456"}
        c.post("/data/task-status", {k: v for k, v in given.items() if k != missing}, note="without " + missing)
    c.post("/data/task-status", {"name": c.unique("x-"), "short_name": "01234567890", "color": "#123456"}, note="eleven characters")
    c.post("/data/task-status", {"name": c.unique("x-"), "short_name": short_name(c), "color": "#1234567"}, note="eight characters")
    c.get(path)
    for role in ROLES:
        by = as_role(c, role)
        by.get(path, note="as " + role, pick=only("name"))
        by.get("/data/task-status", name=full["name"], note="as " + role, pick=only("is_done", "for_concept"))
        by.post("/data/task-status", {"name": "x", "short_name": short_name(c), "color": "#123456"}, note="as " + role)
        by.put(path, {"color": "#000000"}, note="as " + role)
        by.delete(path, note="as " + role)
    c.get("/data/task-status", is_done="yes", name=full["name"], pick=only("name"))
    c.get("/data/task-status", is_done="abc")
    c.put(path, {"color": "#000000", "is_wip": True, "priority": 2})
    c.put(path, {"short_name": full["short_name"]}, note="taken")
    c.put(path, {"is_default": False}, pick=only("is_default"))
    c.put(path, {"is_done": "yes"})
    event(c, "task-status:update", task_status_id=row["id"])
    c.put("/data/task-status/" + NOWHERE, {})

    s = Stage(c)
    held = status(c, "held")
    c.put("/data/tasks/" + s.task["id"], {"task_status_id": held["id"]}, keep=False)
    c.delete("/data/task-status/" + held["id"], note="a task has it")
    c.put("/data/tasks/" + s.task["id"], {"task_status_id": s.todo["id"]}, keep=False)
    comment = s.comment(cast(c)["user"], task_status_id=held["id"])
    c.delete("/data/task-status/" + held["id"], note="a comment has it")
    c.delete("/data/comments/" + comment["id"], keep=False)
    new(c, "task-status-links", project_id=s.project["id"], task_status_id=held["id"])
    c.delete("/data/task-status/" + held["id"], note="a project has it")
    c.put("/data/projects/" + s.project["id"], {"task_statuses": []}, keep=False)
    c.delete("/data/task-status/" + held["id"], note="nobody has it")
    c.delete(path)
    event(c, "task-status:delete", task_status_id=row["id"])
    c.delete(path, note="twice")
