"""Templates of projects."""

from builders import IMPOSSIBLE, INVALID, NOWHERE, only
from fixtures import as_role, event, task_type

ROLES = ("admin", "manager", "supervisor", "user", "client", "vendor")


def run(c):
    name = c.unique("template-")
    row = c.post(
        "/data/project-templates",
        {
            "name": name,
            "description": "text",
            "fps": "24",
            "metadata_descriptors": [{"name": "Rig"}],
            "file_tree": {"a": 1},
            "data": {"b": 2},
            "is_single_preview_per_revision": True,
            "is_frame_in_numbering": True,
            "revision_padding": 4,
            "default_preview_background_file_id": NOWHERE,
            "task_types": [NOWHERE],
            "nonsense": 1,
            "id": NOWHERE,
        },
    )
    path = "/data/project-templates/" + row["id"]
    event(c, "project-template:new", project_template_id=row["id"])
    c.post("/data/project-templates", {"name": name}, note="the same name")
    c.post("/data/project-templates", {"name": ""})
    c.post("/data/project-templates", {"name": None})
    c.post("/data/project-templates", {}, fixed={"status": 400, "body": IMPOSSIBLE})
    c.post("/data/project-templates", {"name": c.unique("wrong-"), "max_retakes": "many"}, fixed={"status": 400})
    c.post("/data/project-templates", {"name": c.unique("wrong-") + "n" * 81}, fixed={"status": 400})
    c.post("/data/project-templates", {"name": c.unique("style-"), "production_style": "other"}, skip_peer=True, fixed={"status": 400, "body": INVALID})
    c.post("/data/project-templates", [], fixed={"status": 400})
    c.raw("POST", "/data/project-templates", b"x", {"Content-Type": "text/plain"})
    plain = c.post("/data/project-templates", {"name": c.unique("plain-")}, note="nothing but a name")

    c.get(path)
    c.get(path, relations="false", pick=lambda row: "task_types" in row)
    for role in ROLES:
        by = as_role(c, role)
        by.get("/data/project-templates", name=name, note="as " + role, pick=only("name", "fps"))
        by.get(path, note="as " + role, pick=only("name"))
    for role in ROLES[1:]:
        by = as_role(c, role)
        by.post("/data/project-templates", {"name": c.unique(role)}, note="as " + role)
        by.put(path, {"fps": "30"}, note="as " + role)
        by.delete(path, note="as " + role)
    c.get(
        "/data/project-templates",
        name=name,
        relations="true",
        pick=only("task_types", "task_statuses", "asset_types", "status_automations", "preview_background_files"),
    )

    kind = task_type(c)
    c.put(
        path,
        {
            "fps": "30",
            "description": None,
            "metadata_descriptors": [],
            "revision_padding": 2,
            "nonsense": 1,
            "id": NOWHERE,
            "type": "x",
            "task_types": [kind["id"]],
        },
    )
    c.get(path, pick=only("task_types", "revision_padding", "metadata_descriptors"))
    event(c, "project-template:update", project_template_id=row["id"])
    c.raw("PUT", path, b"null", {"Content-Type": "application/json"}, note="null is nothing", pick=only("fps"))
    c.put(path, {}, pick=only("fps"))
    c.put(path, {"name": plain["name"]}, note="taken")
    c.put(path, {"name": name}, note="its own name", pick=only("name"))
    c.put(path, {"max_retakes": "many"}, fixed={"status": 400})
    c.put(path, {"production_style": "other"}, skip_peer=True, fixed={"status": 400, "body": INVALID})
    c.get(path, pick=only("production_style"))
    c.put("/data/project-templates/abc", {})
    c.put("/data/project-templates/" + NOWHERE, {})
    as_role(c, "user").put("/data/project-templates/" + NOWHERE, {}, note="the role first")
    c.get("/data/project-templates/abc")
    c.get("/data/project-templates/" + NOWHERE)
    c.delete("/data/project-templates/abc")
    c.delete("/data/project-templates/" + NOWHERE)
    c.delete(path)
    event(c, "project-template:delete", project_template_id=row["id"])
    c.delete(path, note="twice")
    c.delete("/data/task-types/" + kind["id"], note="nothing was linked")
