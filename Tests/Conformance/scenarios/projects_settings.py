"""What a production uses of the studio's lists: asset types, task statuses, automations, backgrounds of previews."""
from fixtures import ROLES, as_role, entity_type, event, new, project, task_status, task_type
from tables import NOBODY


def run(c):
    p, theirs = project(c), project(c, team=(), prefix="theirs-")
    url = f"/data/projects/{p['id']}/settings"
    t = task_type(c)
    s, other = task_status(c), task_status(c, "other-")
    items = {
        "asset-types": ("asset_type_id", new(c, "entity-types", name=c.unique("type-"))["id"]),
        "task-status": ("task_status_id", s["id"]),
        "status-automations": ("status_automation_id", new(c, "status-automations", entity_type="asset", in_task_type_id=t["id"], in_task_status_id=s["id"], out_field_type="status", out_task_type_id=t["id"], out_task_status_id=other["id"])["id"]),
        "preview-background-files": ("preview_background_file_id", new(c, "preview-background-files", name=c.unique("background-"))["id"]),
    }
    for path, (field, item) in items.items():
        list_of = f"{url}/{path}"
        for role in ROLES:
            who = as_role(c, role)
            who.get(list_of, note=role + ", an empty list")
            who.get(f"/data/projects/{theirs['id']}/settings/{path}", note=role + ", of others")
            if role not in ("admin", "manager"):
                who.post(list_of, {field: item}, note=role)
                who.delete(f"{list_of}/{item}", note=role)
                who.post(list_of, {}, note=role + ": what is wrong with the body comes first")
        for body in ({}, {field: None}, {field: 5}, {field: ""}, [item]):
            c.post(list_of, body, note=repr(body).replace(item, "<item>"))
        c.post(list_of, {field: NOBODY})
        c.post(list_of, {field: "abc"}, fixed={"status": 400})
        c.post(f"/data/projects/{NOBODY}/settings/{path}", {field: item})
        as_role(c, "manager").post(f"/data/projects/{theirs['id']}/settings/{path}", {field: item})
        as_role(c, "manager").post(list_of, {field: item}, note="a manager adds")
        event(c, "project:update", project_id=p["id"])
        c.post(list_of, {field: item}, note="twice: nothing happens", pick=lambda r: r["id"])
        for role in ROLES:
            as_role(c, role).get(list_of, note=role)
        c.get("/data/projects/" + p["id"], pick=lambda r: [r["asset_types"], r["task_statuses"], r["status_automations"], r["preview_background_files"], r["task_statuses_link"].get(s["id"])])
        c.delete(f"{list_of}/abc", fixed={"status": 400})
        c.delete(f"{list_of}/{NOBODY}", note="nothing to remove")
        c.delete(f"/data/projects/{NOBODY}/settings/{path}/{item}")
        c.delete(f"{list_of}/{item}")
        c.delete(f"{list_of}/{item}", note="twice")
        c.get("/data/projects/" + p["id"], pick=lambda r: [r["asset_types"], r["task_statuses"], r["status_automations"], r["preview_background_files"]], note="removed")
        event(c, "project:update", project_id=p["id"])
    c.post(url + "/asset-types", {"asset_type_id": entity_type(c, "Shot")["id"]}, pick=lambda r: r["id"], note="any entity type is one of assets here")
    c.get(url + "/nope")

    # Whether clients may set a status in this production.
    permission = f"{url}/task-status/{s['id']}"
    c.put(permission, {"is_client_allowed": True}, note="not in the project")
    c.post(url + "/task-status", {"task_status_id": s["id"]}, keep=False)
    for role in ROLES:
        as_role(c, role).put(permission, {"is_client_allowed": False}, note=role)
    for body in ({}, {"is_client_allowed": "nope"}, {"is_client_allowed": "yes"}, {"is_client_allowed": None}, {"is_client_allowed": True}):
        c.put(permission, body, note=repr(body))
    event(c, "project:update", project_id=p["id"])
    c.put(f"{url}/task-status/abc", {"is_client_allowed": True})
    c.put(f"{url}/task-status/{NOBODY}", {"is_client_allowed": True})
    c.put(f"/data/projects/{NOBODY}/settings/task-status/{s['id']}", {"is_client_allowed": True})
    c.get("/data/projects/" + p["id"], pick=lambda r: r["task_statuses_link"][s["id"]])
    c.get(url + "/task-status", note="the status keeps its own flag")
    c.post("/data/task-status-links", {"project_id": p["id"], "task_status_id": s["id"], "priority": 3, "roles_for_board": ["user"]}, note="the order leaves it")
