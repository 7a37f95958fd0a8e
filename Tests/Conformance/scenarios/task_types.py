"""Task types."""

from builders import NOWHERE, Stage, only
from fixtures import as_role, department, event, new, task_type

ROLES = ("manager", "supervisor", "user", "client", "vendor")


def run(c):
    d = department(c)
    row = c.post("/data/task-types", {"name": c.unique("type-"), "color": "#123456"})
    path = "/data/task-types/" + row["id"]
    event(c, "task-type:new", task_type_id=row["id"])
    full = c.post(
        "/data/task-types",
        {
            "name": c.unique("full-"),
            "short_name": "full",
            "color": "#123456",
            "description": "text",
            "priority": 3,
            "for_entity": "Shot",
            "allow_timelog": False,
            "archived": True,
            "department_id": d["id"],
        },
    )
    c.post(
        "/data/task-types",
        {"name": row["name"], "color": "#123456", "for_entity": "Shot", "department_id": d["id"]},
        note="the name is taken, whatever the kind",
    )
    c.post("/data/task-types", {"name": row["name"].upper(), "color": "#123456"}, note="the letter case of names counts", pick=only("for_entity"))
    c.post("/data/task-types", {"color": "#123456"})
    c.post("/data/task-types", {"name": None})
    c.post("/data/task-types", {"name": c.unique("none-")}, note="the colour may be left out", pick=only("color", "priority", "for_entity", "allow_timelog"))
    c.post("/data/task-types", {"name": c.unique("x-"), "department_id": NOWHERE})
    c.post("/data/task-types", {"name": c.unique("x-"), "priority": "high"})
    c.post("/data/task-types", {"name": "n" * 41})
    c.get(path)
    for role in ROLES:
        by = as_role(c, role)
        by.get(path, note="as " + role, pick=only("name"))
        by.get("/data/task-types", department_id=d["id"], note="as " + role, pick=only("name"))
        by.post("/data/task-types", {"name": c.unique(role)}, note="as " + role)
        by.put(path, {"color": "#000000"}, note="as " + role)
        by.delete(path, note="as " + role)
    c.put(path, {"color": "#000000", "priority": 7, "short_name": "s"})
    c.put(path, {"name": full["name"]}, note="taken")
    c.put(path, {"name": row["name"]}, note="its own name", pick=only("name"))
    event(c, "task-type:update", task_type_id=row["id"])
    c.put("/data/task-types/" + NOWHERE, {})
    c.get("/data/task-types/abc")

    s = Stage(c)
    linked = task_type(c, d, "linked-")
    new(c, "task-type-links", project_id=s.project["id"], task_type_id=linked["id"])
    item = new(c, "schedule-items", project_id=s.project["id"], task_type_id=linked["id"])
    as_role(c, "manager").delete("/data/task-types/" + linked["id"] + "?force=true", note="as manager")
    c.delete("/data/task-types/" + linked["id"], note="of a project and a schedule")
    c.delete("/data/task-types/" + linked["id"] + "?force=true", note="by force")
    c.get("/data/schedule-items/" + item["id"])
    c.get("/data/projects/" + s.project["id"], pick=only("task_types"))
    c.delete("/data/departments/" + s.department["id"], note="a department with task types")
    for force in ("", "?force=true"):
        c.delete("/data/task-types/" + s.asset_type["id"] + force, note="tasks have it")
    c.get("/data/task-types/" + s.asset_type["id"], pick=only("name"))
    linked = task_type(c, d, "subscribed-")
    item = new(c, "schedule-items", project_id=s.project["id"], task_type_id=linked["id"])
    c.get("/data/schedule-items/" + item["id"], pick=only("task_type_id"))
    new(c, "milestones", project_id=s.project["id"], task_type_id=linked["id"], name="m", date="2024-01-02")
    c.delete("/data/task-types/" + linked["id"] + "?force=true", note="a milestone has it")
    c.get("/data/schedule-items/" + item["id"], note="nothing was taken", pick=only("task_type_id"))
    c.delete(path)
    event(c, "task-type:delete", task_type_id=row["id"])
    c.delete(path, note="twice")
    c.delete("/data/task-types/abc")
