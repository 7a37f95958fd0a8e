"""Reading and changing projects."""

from builders import NOWHERE, among, only, seeded, someone
from fixtures import as_role, event, login, new, project, task_type

ROLES = ("admin", "manager", "supervisor", "user", "client", "vendor")


def run(c):
    team = tuple(someone(c, role) for role in ("manager", "user"))
    p = project(c, (*ROLES[1:], *team), prefix="read-")
    small = project(c, team, prefix="small-")
    path = "/data/projects/" + p["id"]
    closed = seeded(c, "project-status", "Closed")
    for role in ROLES:
        by = as_role(c, role)
        by.get("/data/projects", name=p["name"], note="as " + role, pick=lambda rows: [sorted(row) for row in rows])
        by.get(path, note="as " + role, pick=only("name", "project_status_name"))
        by.get("/data/projects/" + small["id"], note="as " + role + ", not in the team", pick=only("name"))
    c.get("/data/projects/" + small["id"], ignore={"team"})
    c.get("/data/projects/" + small["id"], pick=among("team", manager=team[0], artist=team[1]))
    c.get("/data/projects/" + small["id"], relations="false", pick=lambda row: [k for k in ("team", "task_types", "project_status_name") if k in row])
    c.get(
        "/data/projects",
        name=small["name"],
        relations="true",
        pick=only("task_types", "asset_types", "task_statuses", "status_automations", "preview_background_files"),
    )
    login(c, team[1]).get("/data/projects", unordered=True, note="those of his team", pick=only("name"))
    c.get("/data/projects", team=team[1]["id"], unordered=True, pick=only("name"))
    c.get("/data/projects", name="READ-%", team=team[0]["id"], fields="name")
    c.get("/data/projects/abc")
    c.get("/data/projects/" + NOWHERE)

    c.put(path, {"name": c.unique("renamed-"), "fps": "30", "data": {"a": 1}, "start_date": "2024-01-02"})
    event(c, "project:update", project_id=p["id"])
    c.put(path, {"data": {"b": 2}}, note="replaced, not merged", pick=only("data"))
    c.put(path, {"team": []}, pick=only("name"))
    c.get(path, note="the team stays", pick=lambda row: len(row["team"]))
    kind = task_type(c)
    c.put(path, {"task_types": [kind["id"]]}, pick=lambda row: "task_types" in row)
    c.get(path, pick=only("task_types"))
    c.delete("/data/task-types/" + kind["id"])
    c.put(path, {"task_types": []}, pick=only("name"))
    as_role(c, "manager").put(path, {"description": "by a manager"}, pick=only("description"))
    for role in ROLES[2:]:
        as_role(c, role).put(path, {"description": "x"}, note="as " + role)
    as_role(c, "manager").put("/data/projects/" + small["id"], {"description": "x"}, note="a manager who is not in the team")
    for style in ("2d", None):
        c.put(path, {"production_style": style}, note=repr(style), pick=only("production_style"))
    c.put(path, {"production_style": "other"})
    for resolution in ("x480", "", None, "big"):
        c.put(path, {"resolution": resolution}, note=repr(resolution), pick=only("resolution"))
    background = new(c, "preview-background-files", name=c.unique("background-"), extension="hdr")
    other = new(c, "preview-background-files", name=c.unique("other-"), extension="hdr")
    c.put(path, {"preview_background_files": [background["id"]]}, pick=only("default_preview_background_file_id"))
    c.get(path, pick=only("preview_background_files"))
    c.put(path, {"preview_background_files": [background["id"], NOWHERE]})
    c.put(path, {"preview_background_files": None})
    c.put(
        path,
        {"preview_background_files": [background["id"]], "preview_background_file_id": background["id"]},
        note="never stored",
        pick=only("default_preview_background_file_id"),
    )
    c.put(path, {"preview_background_files": [background["id"]], "preview_background_file_id": other["id"]})
    c.put(path, {"preview_background_file_id": background["id"]}, note="without the list", fixed={"status": 400})
    c.put(path, {"default_preview_background_file_id": other["id"]}, note="not in the list", pick=only("default_preview_background_file_id"))
    c.delete("/data/preview-background-files/" + other["id"], note="a default background")
    c.put(path, {"name": small["name"]}, note="taken")
    c.put(path, {"name": None})
    c.put(path, {"man_days": "many"})
    c.put(path, {"end_date": "soon"})
    c.put(path, {"end_date": "2024-02-03T04:05:06"}, pick=only("end_date"))
    c.put(path, {"project_status_id": NOWHERE})
    c.put("/data/projects/abc", {})
    c.put("/data/projects/" + NOWHERE, {})
    as_role(c, "manager").put("/data/projects/" + NOWHERE, {})

    as_role(c, "manager").put(path, {"project_status_id": closed["id"]}, note="closing it", pick=lambda row: row["project_status_id"] == closed["id"])
    for role in ROLES[:4]:
        by = as_role(c, role)
        by.get("/data/projects", query={"id": p["id"]}, note="closed, as " + role, pick=lambda rows: len(rows))
        by.get(path, note="closed, as " + role, pick=only("project_status_name"))
    as_role(c, "manager").put(path, {"description": "still changed"}, pick=only("description"))
