"""Status automations: all but vendors list them, only administrators do more."""
from fixtures import as_role, new, project, task_status, task_type
from tables import NOBODY, OTHERS, changed, deleted, made, strangers, tried

REFUSED = {"status": 400, "body": {"error": True, "message": "", "data": None}}


def run(c):
    url = "/data/status-automations"
    first, then = task_type(c, prefix="first "), task_type(c, prefix="then ")
    done, ready = task_status(c, prefix="done "), task_status(c, prefix="ready ")
    fields = {"entity_type": "shot", "in_task_type_id": first["id"], "in_task_status_id": done["id"], "out_field_type": "status", "out_task_type_id": then["id"],
              "out_task_status_id": ready["id"], "import_last_revision": True}
    a = made(c, "status-automations", "status-automation", fields)
    c.post(url, {}, note="nothing is required")
    c.post(url, {"out_field_type": "ready_for", "out_task_status_id": None})
    c.post(url, {"in_task_type_id": NOBODY})
    c.post(url, {"out_field_type": None}, note="null takes the default")
    c.post(url, {"out_field_type": "nope"}, skip_peer=True, fixed=REFUSED, note="the original writes it and can never read the table again")
    c.put(url + "/" + a["id"], {"out_field_type": "nope"}, skip_peer=True, fixed=REFUSED)
    c.get(url + "/" + a["id"], note="nothing was written")
    changed(c, "status-automations", "status-automation", a, {"archived": True, "import_last_revision": False, "entity_type": None})
    c.put(url + "/" + a["id"], {"out_field_type": None})
    tried(c, "status-automations", a, fields)
    strangers(c, "status-automations")
    c.delete("/data/task-types/" + then["id"], note="the automation leads there")
    c.delete("/data/task-status/" + ready["id"])

    used = new(c, "status-automations", **fields)
    p = project(c, status_automations=[used["id"]])
    c.get("/data/projects/" + p["id"], pick=lambda r: {"status_automations": r["status_automations"]})
    c.delete(url + "/" + used["id"], note="a project uses it")
    for role in OTHERS:
        as_role(c, role).delete(url + "/" + used["id"], note=role + ": being in use comes before the role")
    c.put("/data/projects/" + p["id"], {"status_automations": []}, keep=False)
    as_role(c, "manager").delete(url + "/" + used["id"])
    c.delete(url + "/" + used["id"])
    deleted(c, "status-automations", "status-automation", a)
