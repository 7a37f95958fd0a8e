"""A template made from a production, and a production made like a template."""
from builders import NOWHERE, number, only, status
from fixtures import as_role, cast, department, entity_type, event, new, project, task_type

SETTINGS = ("fps", "ratio", "resolution", "production_type", "production_style", "max_retakes", "is_clients_isolated", "is_client_stats_visible", "is_client_task_list_visible", "is_preview_download_allowed",
            "is_set_preview_automated", "is_publish_default_for_artists", "is_single_preview_per_revision", "is_frame_in_numbering", "revision_padding", "homepage", "hd_bitrate_compression", "ld_bitrate_compression", "file_tree", "data")


def named(descriptors):
    """By name; those about projects come from whatever else the server holds."""
    return sorted((one for one in descriptors if one["entity_type"] != "Project"), key=lambda one: one["name"])


def run(c):
    kinds = [task_type(c, prefix="type" + number(c) + "-") for _ in range(2)]
    statuses = [status(c) for _ in range(2)]
    asset_type = entity_type(c, c.unique("Rig"))
    automation = new(c, "status-automations", in_task_type_id=kinds[0]["id"], in_task_status_id=statuses[0]["id"], out_task_type_id=kinds[1]["id"], out_task_status_id=statuses[1]["id"])
    backgrounds = [new(c, "preview-background-files", name=c.unique(n)) for n in ("one-", "two-")]
    d = department(c)
    model = project(
        c, fps="24", ratio="4:3", resolution="2048x858", production_style="vfx", max_retakes=2, is_clients_isolated=True, is_single_preview_per_revision=True, is_frame_in_numbering=True, revision_padding=3,
        homepage="shots", data={"x": 1}, file_tree={"working": {}}, hd_bitrate_compression=20, ld_bitrate_compression=5, is_client_stats_visible=False, asset_types=[asset_type["id"]], status_automations=[automation["id"]],
        preview_background_files=[b["id"] for b in backgrounds])
    c.put("/data/projects/" + model["id"], {"default_preview_background_file_id": backgrounds[0]["id"]}, keep=False)
    c.post("/data/task-type-links", {"project_id": model["id"], "task_type_id": kinds[0]["id"], "priority": 4}, keep=False)
    c.post("/data/task-type-links", {"project_id": model["id"], "task_type_id": kinds[1]["id"], "priority": 2}, keep=False)
    c.post("/data/task-status-links", {"project_id": model["id"], "task_status_id": statuses[0]["id"], "priority": 5, "roles_for_board": ["admin"]}, keep=False)
    new(c, "metadata-descriptors", project_id=model["id"], name="Rig Level", field_name="rig_level", entity_type="Asset", data_type="list", choices=["a", "b"], departments=[d["id"]], for_client=True)
    new(c, "metadata-descriptors", project_id=model["id"], name="Speed", field_name="speed", entity_type="Task", task_type_id=kinds[0]["id"], data_type="number", choices=[])

    make = "/data/project-templates/from-project/"
    for body in ({}, {"name": ""}, {"name": None}, {"name": 5}, ["a"], {"name": c.unique("x-"), "description": 5}):
        c.post(make + model["id"], body)
    c.post(make + model["id"], {"name": c.unique("n") * 40}, fixed={"status": 400})
    c.post(make + NOWHERE, {"name": c.unique("x-")})
    c.post(make + "foo", {"name": c.unique("x-")})
    name = c.unique("template-")
    template = c.post(make + model["id"], {"name": name, "description": "as always"}, ignore=("metadata_descriptors",))
    path = "/data/project-templates/" + template["id"]
    event(c, "project-template:new", project_template_id=template["id"])
    c.post(make + model["id"], {"name": name}, note="the name is taken")
    c.get(path, pick=lambda row: named(row["metadata_descriptors"]))
    c.get(path + "/task-types", pick=lambda rows: [only("name", "priority", "hd_bitrate_compression", "ld_bitrate_compression", "is_client_visible")(row) for row in rows])
    c.get(path + "/task-statuses", pick=only("name", "priority", "roles_for_board"))
    c.get(path, pick=lambda row: {k: len(row[k]) for k in ("asset_types", "status_automations", "preview_background_files")})
    c.post(make + project(c, prefix="bare-")["id"], {"name": c.unique("plain-")}, pick=only("data", "description", "file_tree"))

    # Applied to a production that has some of it.
    target = project(c, prefix="target-", data={"y": 2}, fps="30")
    c.post("/data/task-type-links", {"project_id": target["id"], "task_type_id": kinds[0]["id"], "priority": 77}, keep=False)
    new(c, "metadata-descriptors", project_id=target["id"], name="rig-level", field_name="rig_level", entity_type="Asset", data_type="string", choices=[])
    apply = f"/data/projects/{target['id']}/apply-template/"
    c.post(f"/data/projects/{NOWHERE}/apply-template/{template['id']}")
    c.post(f"/data/projects/foo/apply-template/{template['id']}")
    c.post(f"/data/projects/{NOWHERE}/apply-template/{NOWHERE}")
    c.post(apply + NOWHERE)
    c.post(apply + "foo")
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).post(apply + template["id"], note=role)
    for _ in range(2):
        c.post(apply + template["id"], pick=only(*SETTINGS))
        c.get("/data/projects/" + target["id"], pick=lambda row: {k: len(row[k]) for k in ("task_types", "task_statuses", "asset_types", "status_automations", "preview_background_files", "team")})
        c.get("/data/metadata-descriptors", query={"project_id": target["id"], "relations": "true"}, pick=lambda rows: named(only("name", "field_name", "entity_type", "data_type", "choices", "for_client", "position", "departments")(rows)))
        event(c, "project:update", project_id=target["id"])
    c.get("/data/projects/" + target["id"], pick=only("default_preview_background_file_id", "name", "description"))
    c.post(path + "/task-types", {"task_type_id": kinds[1]["id"], "hd_bitrate_compression": 10, "ld_bitrate_compression": 2, "is_client_visible": False}, keep=False)
    other = project(c, prefix="other-")
    c.post(f"/data/projects/{other['id']}/apply-template/{template['id']}", keep=False)
    c.post("/data/task-type-links", {"project_id": other["id"], "task_type_id": kinds[1]["id"], "priority": 2}, note="the bitrates came too")

    # From nothing.
    made = c.post("/data/projects", {"name": c.unique("made-"), "project_template_id": template["id"], "resolution": "640x480", "fps": "30", "data": None}, pick=only(*SETTINGS))
    c.post("/data/projects", {"name": c.unique("never-"), "project_template_id": NOWHERE}, skip_peer=True, fixed={"status": 404})
    c.get("/data/projects", query={"name": c.unique("never-")}, note="nothing was made", pick=len)
