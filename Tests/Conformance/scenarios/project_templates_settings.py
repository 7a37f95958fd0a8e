"""What a template of projects holds: task types, statuses, asset types, automations, backgrounds, fields."""
from builders import NOWHERE, number, only, status
from fixtures import ROLES, as_role, department, entity_type, event, new, task_type


def announced(c, template, seen):
    """A step: how many updates of the template were announced since the last look."""
    rows = c.get("/data/events/last", query={"name": "project-template:update", "limit": 1000}, keep=False)
    ids = {row["id"] for row in rows if (row["data"] or {}).get("project_template_id") == template["id"]}
    fresh = len(ids - seen)
    seen |= ids
    c.get("/data/project-templates/" + template["id"], note="updates announced", pick=lambda _: fresh)


def run(c):
    template = new(c, "project-templates", name=c.unique("template-"))
    path, seen = "/data/project-templates/" + template["id"], set()
    kinds = sorted((task_type(c, prefix="type" + number(c) + "-") for _ in range(3)), key=lambda row: row["name"])
    statuses = [status(c) for _ in range(2)]
    assets = [entity_type(c, c.unique("Rig")), entity_type(c, c.unique("Tree"))]
    automation = new(c, "status-automations", in_task_type_id=kinds[0]["id"], in_task_status_id=statuses[0]["id"], out_task_type_id=kinds[1]["id"], out_task_status_id=statuses[1]["id"])
    background = new(c, "preview-background-files", name=c.unique("background-"), is_default=False)
    nowhere = "/data/project-templates/" + NOWHERE

    for field, others in (("task_type_id", "task-types"), ("task_status_id", "task-statuses"), ("asset_type_id", "asset-types"), ("status_automation_id", "status-automations"), ("preview_background_file_id", "preview-background-files")):
        c.get(f"{path}/{others}", note="none yet")
        for body in ({}, {field: None}, {field: 5}, {field: ""}, ["a"]):
            c.post(f"{path}/{others}", body)
            c.post(f"{nowhere}/{others}", body, note="the body first")
        for unknown in (NOWHERE, "foo"):
            c.post(f"{path}/{others}", {field: unknown}, fixed={"status": 400} if unknown == "foo" and field in ("asset_type_id", "status_automation_id", "preview_background_file_id") else None)
        for wrong in (NOWHERE, "foo"):
            c.get(f"/data/project-templates/{wrong}/{others}")
    c.post(nowhere + "/task-types", {"task_type_id": kinds[0]["id"]})
    c.post(nowhere + "/task-types", {"task_type_id": NOWHERE})
    c.post(nowhere + "/task-statuses", {"task_status_id": statuses[0]["id"]})
    c.post(nowhere + "/asset-types", {"asset_type_id": assets[0]["id"]})
    c.post(nowhere + "/status-automations", {"status_automation_id": automation["id"]})
    c.post(nowhere + "/preview-background-files", {"preview_background_file_id": background["id"]})
    announced(c, template, seen)

    c.post(path + "/task-types", {"task_type_id": kinds[0]["id"]})
    c.post(path + "/task-types", {"task_type_id": kinds[0]["id"], "priority": 3})
    c.post(path + "/task-types", {"task_type_id": kinds[0]["id"]}, note="the priority stays")
    c.post(path + "/task-types", {"task_type_id": kinds[0]["id"], "priority": "x"})
    c.post(path + "/task-types", {"task_type_id": kinds[0]["id"], "priority": 2 ** 40}, fixed={"status": 400})
    c.post(path + "/task-types", {"task_type_id": kinds[1]["id"], "priority": 1, "hd_bitrate_compression": 20, "ld_bitrate_compression": 4, "is_client_visible": False})
    c.post(path + "/task-types", {"task_type_id": kinds[2]["id"]})
    for body in ({"hd_bitrate_compression": 0}, {"ld_bitrate_compression": 0}, {"hd_bitrate_compression": 29}, {"hd_bitrate_compression": 10, "ld_bitrate_compression": 12}, {"hd_bitrate_compression": "20"},
                 {"hd_bitrate_compression": 20.5}, {"hd_bitrate_compression": True}, {"is_client_visible": "maybe"}):
        c.post(path + "/task-types", {"task_type_id": kinds[2]["id"], **body})
    c.post(path + "/task-types", {"task_type_id": kinds[1]["id"], "hd_bitrate_compression": 10}, note="one of both", pick=only("ld_bitrate_compression"), fixed={"status": 201, "body": {"ld_bitrate_compression": 4}})
    c.post(path + "/task-types", {"task_type_id": kinds[1]["id"], "hd_bitrate_compression": None, "ld_bitrate_compression": None})
    c.post(path + "/task-types", {"task_type_id": kinds[1]["id"], "is_client_visible": True})
    announced(c, template, seen)
    c.get(path + "/task-types")
    reorder = f"/actions/project-templates/{template['id']}/task-types/reorder"
    for body in ({}, {"task_type_ids": None}, {"task_type_ids": "x"}, {"task_type_ids": [5]}, ["a"]):
        c.post(reorder, body)
    c.post(reorder, {"task_type_ids": []})
    c.post(reorder, {"task_type_ids": [kinds[2]["id"], kinds[0]["id"], kinds[1]["id"]]})
    announced(c, template, seen)
    c.get(path + "/task-types", pick=lambda rows: [row["priority"] for row in rows])
    c.post(reorder, {"task_type_ids": [NOWHERE, kinds[1]["id"]]}, note="one is unknown")
    c.post(reorder, {"task_type_ids": ["foo", kinds[1]["id"]]})
    c.post(f"/actions/project-templates/{NOWHERE}/task-types/reorder", {"task_type_ids": [kinds[1]["id"]]})
    c.post("/actions/project-templates/foo/task-types/reorder", {"task_type_ids": [kinds[1]["id"]]})
    c.post(f"/actions/project-templates/{NOWHERE}/task-types/reorder", {"task_type_ids": []})
    for _ in range(2):
        c.delete(f"{path}/task-types/{kinds[2]['id']}")
    c.delete(f"{path}/task-types/{NOWHERE}")
    c.delete(f"{path}/task-types/foo", fixed={"status": 404})
    c.delete(f"{nowhere}/task-types/{kinds[2]['id']}", fixed={"status": 404})
    c.post(reorder, {"task_type_ids": [kinds[0]["id"], kinds[2]["id"]]}, note="what is missing is made")
    c.get(path + "/task-types", pick=only("name", "priority"))

    c.post(path + "/task-statuses", {"task_status_id": statuses[0]["id"]})
    c.post(path + "/task-statuses", {"task_status_id": statuses[1]["id"], "priority": 2, "roles_for_board": ["admin", "client"], "is_client_allowed": False})
    c.post(path + "/task-statuses", {"task_status_id": statuses[1]["id"], "roles_for_board": []}, note="empty is not given")
    c.post(path + "/task-statuses", {"task_status_id": statuses[1]["id"], "priority": 1, "is_client_allowed": None})
    c.post(path + "/task-statuses", {"task_status_id": statuses[1]["id"], "roles_for_board": ["user"], "is_client_allowed": True})
    c.post(path + "/task-statuses", {"task_status_id": statuses[1]["id"], "roles_for_board": None})
    c.post(path + "/task-statuses", {"task_status_id": statuses[1]["id"], "roles_for_board": "user"})
    c.post(path + "/task-statuses", {"task_status_id": statuses[1]["id"], "roles_for_board": ["boss"]}, skip_peer=True, fixed={"status": 400})
    announced(c, template, seen)
    c.get(path + "/task-statuses")
    reorder = f"/actions/project-templates/{template['id']}/task-statuses/reorder"
    c.post(reorder, {})
    c.post(reorder, {"task_status_ids": [statuses[0]["id"], statuses[1]["id"]]})
    c.post(reorder, {"task_status_ids": [NOWHERE]})
    c.post(f"/actions/project-templates/{NOWHERE}/task-statuses/reorder", {"task_status_ids": [statuses[0]["id"]]})
    c.delete(f"{path}/task-statuses/{statuses[1]['id']}")
    c.delete(f"{path}/task-statuses/foo", fixed={"status": 404})
    c.delete(f"{nowhere}/task-statuses/{statuses[1]['id']}", fixed={"status": 404})
    c.get(path + "/task-statuses", pick=only("name", "priority"))

    announced(c, template, seen)
    for others, field, rows in (("asset-types", "asset_type_id", assets), ("status-automations", "status_automation_id", [automation]), ("preview-background-files", "preview_background_file_id", [background])):
        for row in rows:
            for _ in range(2):
                c.post(f"{path}/{others}", {field: row["id"]})
        c.get(f"{path}/{others}")
        announced(c, template, seen)
    default = path + "/default-preview-background-file"
    another = new(c, "preview-background-files", name=c.unique("another-"))
    for body in ({"default_preview_background_file_id": another["id"]}, {"default_preview_background_file_id": NOWHERE}, {"default_preview_background_file_id": 5}):
        c.put(default, body)
    c.put(default, {"default_preview_background_file_id": "foo"}, fixed={"status": 400})
    c.put(default, {"default_preview_background_file_id": background["id"]})
    c.put(default, {}, pick=only("default_preview_background_file_id"))
    c.put(default, {"default_preview_background_file_id": background["id"]}, keep=False)
    c.put(nowhere + "/default-preview-background-file", {"default_preview_background_file_id": background["id"]})
    c.delete(f"{path}/preview-background-files/{background['id']}")
    c.get(path, note="the default is gone with it", pick=only("default_preview_background_file_id", "preview_background_files", "asset_types", "status_automations"))
    for others, row in (("asset-types", assets[0]), ("status-automations", automation), ("preview-background-files", background)):
        for _ in range(2):
            c.delete(f"{path}/{others}/{row['id']}")
        c.delete(f"{path}/{others}/{NOWHERE}")
        c.delete(f"{path}/{others}/foo", fixed={"status": 404})
        c.delete(f"{nowhere}/{others}/{row['id']}")
    announced(c, template, seen)

    fields = path + "/metadata-descriptors"
    d = department(c)
    c.put(fields, [{"name": "Rig Level", "entity_type": "Asset", "data_type": "list", "choices": ["a"], "departments": [d["id"]], "position": 2, "for_client": True, "nonsense": 1}, {}])
    c.put(fields, {"metadata_descriptors": [{"name": "Été", "field_name": "own", "entity_type": "Shot"}]}, pick=only("metadata_descriptors"))
    for body in ({"metadata_descriptors": 5}, {"metadata_descriptors": [5]}, [5], 5, {"metadata_descriptors": "x"}):
        c.put(fields, body)
    c.put(fields, {"metadata_descriptors": None}, pick=only("metadata_descriptors"))
    c.put(fields, {}, pick=only("metadata_descriptors"))
    c.put(nowhere + "/metadata-descriptors", [])
    announced(c, template, seen)

    for role in ROLES[1:]:
        by = as_role(c, role)
        for others, field in (("task-types", "task_type_id"), ("task-statuses", "task_status_id"), ("asset-types", "asset_type_id"), ("status-automations", "status_automation_id"), ("preview-background-files", "preview_background_file_id")):
            by.get(f"{path}/{others}", note=role, pick=len)
            by.get(f"{nowhere}/{others}", note=role)
            by.post(f"{path}/{others}", {}, note=role)
            by.delete(f"{path}/{others}/foo", note=role)
        by.post(f"/actions/project-templates/{template['id']}/task-types/reorder", {}, note=role)
        by.post(f"/actions/project-templates/{template['id']}/task-statuses/reorder", {}, note=role)
        by.put(default, {"default_preview_background_file_id": 5}, note=role)
        by.put(fields, [5], note=role)
        by.post("/data/project-templates/from-project/" + NOWHERE, {}, note=role)
        by.post(f"/data/projects/{NOWHERE}/apply-template/{template['id']}", note=role)
    for method, where in (("GET", path + "/task-types"), ("POST", path + "/task-types"), ("PUT", fields)):
        c.anonymous().raw(method, where)
    c.delete(path, note="with its links")
    event(c, "project-template:delete", project_template_id=template["id"])
