"""The task types of a production: with order, bitrates and what clients see; and many settings in one request."""
from fixtures import ROLES, as_role, event, new, project, task_status, task_type
from builders import INVALID
from tables import NOBODY


def run(c):
    p, theirs = project(c), project(c, team=(), prefix="theirs-")
    url = f"/data/projects/{p['id']}/settings"
    a, b, d = task_type(c, prefix="a-"), task_type(c, prefix="b-"), task_type(c, prefix="d-")
    words = {a["id"]: "a", b["id"]: "b", d["id"]: "d"}

    def links(note=""):
        c.get("/data/projects/" + p["id"], note=note, pick=lambda r: {words[k]: v for k, v in sorted(r["task_type_links"].items(), key=lambda x: words[x[0]])})

    for role in ROLES:
        who = as_role(c, role)
        who.get(f"/data/projects/{p['id']}/task-types", note=role)
        who.get(f"/data/projects/{theirs['id']}/task-types", note=role)
        who.get(f"/data/projects/{NOBODY}/task-types", note=role)
        if role not in ("admin", "manager"):
            who.post(url + "/task-types", {"task_type_id": a["id"]}, note=role)
            who.delete(f"{url}/task-types/{a['id']}", note=role)
            who.post(url + "/batch", {}, note=role)
            who.post(url + "/task-types", {}, note=role + ": what is wrong with the body comes first")
    as_role(c, "manager").post(url + "/task-types", {"task_type_id": a["id"], "priority": 3})
    event(c, "project:update", project_id=p["id"])
    c.post(url + "/task-types", {"task_type_id": a["id"], "priority": 7}, note="the priority of a link stays", pick=lambda r: r["id"])
    links()
    c.get(f"/data/projects/{p['id']}/task-types")
    for body in ({}, {"task_type_id": None}, {"task_type_id": a["id"], "priority": "x"}, {"task_type_id": a["id"], "priority": 1.5}, []):
        c.post(url + "/task-types", body, note=repr(body).replace(a["id"], "<a>"))
    c.post(url + "/task-types", {"task_type_id": a["id"], "priority": 2 ** 40}, fixed={"status": 400}, skip_peer=True, note="beyond 32 bits")
    c.post(url + "/task-types", {"task_type_id": "abc"}, note="no id", fixed={"status": 400})
    c.post(url + "/task-types", {"task_type_id": NOBODY}, fixed={"status": 400, "body": INVALID})
    c.post(f"/data/projects/{NOBODY}/settings/task-types", {"task_type_id": a["id"]})
    as_role(c, "manager").post(f"/data/projects/{theirs['id']}/settings/task-types", {"task_type_id": a["id"]})

    high, low = "hd_bitrate_compression", "ld_bitrate_compression"
    for more in ({high: 20, low: 5}, {high: 0}, {low: -1}, {high: 29}, {high: 20, low: 21}, {high: "12", low: 5}, {high: 1.5}, {high: None, low: None}, {low: 29}, {low: 28}, {"is_client_visible": False}, {"is_client_visible": None},
                 {"is_client_visible": "perhaps"}, {high: 9, low: 9, "is_client_visible": True}):
        c.post(url + "/task-types", {"task_type_id": b["id"], **more}, note=repr(more), pick=lambda r: r["id"])
        links()
    c.post(url + "/task-types", {"task_type_id": b["id"], high: 10}, pick=lambda r: r["id"], note="the other bitrate stays", fixed={"status": 201})
    for more in ({high: 29}, {high: 0}, {high: "20"}, {high: True}, {high: 1.5}, {high: 20, low: 21}, {high: 20, low: 10}, {high: 5}, {low: 6}, {high: None, low: None}, {low: 28}):
        c.put("/data/projects/" + p["id"], more, note=repr(more), pick=lambda r: [r[high], r[low]])
    for more in ({high: 29}, {low: "5"}, {high: 4, low: 5}, {high: 4, low: 3}):
        c.post("/data/projects", {"name": c.unique("bits-"), **more}, note=repr(more), pick=lambda r: [r[high], r[low]])

    c.delete(f"{url}/task-types/abc", fixed={"status": 400})
    c.delete(f"{url}/task-types/{NOBODY}")
    c.delete(f"/data/projects/{NOBODY}/settings/task-types/{a['id']}")
    c.delete(f"{url}/task-types/{b['id']}")
    links("one removed")

    # Many at once.
    s, t = task_status(c), new(c, "entity-types", name=c.unique("type-"))
    batch = url + "/batch"
    as_role(c, "manager").post(batch, {}, note="nothing")
    event(c, "project:update", project_id=p["id"])
    entry = {"task_type_id": a["id"], "priority": 5}
    for body in ({"task_types": [entry, {"task_type_id": d["id"], "is_client_visible": False}, {"task_type_id": NOBODY}]}, {"task_types": [{"task_type_id": a["id"], "priority": None}]},
                 {"task_types": [{**entry, "priority": 6}, {**entry, "priority": 8}]}, {"task_types": [{"task_type_id": d["id"], "is_client_visible": None}]}, {"task_types": [{"task_type_id": a["id"], "is_client_visible": False}]},
                 {"task_types": [{"task_type_id": b["id"]}], "replace_task_types": True}, {"task_types": [{**entry, high: 3}]}):
        c.post(batch, body, pick=lambda r: r["id"])
        links()
    c.post(batch, {"task_status_ids": [s["id"], NOBODY, s["id"]], "asset_type_ids": [t["id"], NOBODY]}, pick=lambda r: r["id"])
    c.post(batch, {"task_status_ids": [s["id"]], "asset_type_ids": [t["id"]]}, pick=lambda r: r["id"], note="again")
    c.get("/data/projects/" + p["id"], pick=lambda r: [r["task_statuses"], r["asset_types"], r["task_statuses_link"].get(s["id"])])
    for body in ({"task_types": [{"priority": 1}]}, {"task_types": [5]}, {"task_types": "x"}, {"task_types": None}, {"task_types": [{"task_type_id": ""}]}, {"task_types": [{**entry, "priority": "x"}]}, {"replace_task_types": "perhaps"},
                 {"task_status_ids": [5]}, {"asset_type_ids": None}, []):
        c.post(batch, body, note=repr(body).replace(a["id"], "<a>"))
    for body in ({"task_types": [entry, {"task_type_id": "abc"}]}, {"task_status_ids": [s["id"], "abc"]}, {"asset_type_ids": ["abc"]}):
        c.post(batch, body, fixed={"status": 400}, skip_peer=True, note="no id among them")
    many = [NOBODY[:-4] + f"{i:04x}" for i in range(10000)]
    c.post(batch, {"task_status_ids": many}, note="ten thousand", fixed={"status": 400}, skip_peer=True)
    c.post(batch, {"task_types": [{"task_type_id": i} for i in many]}, note="ten thousand", fixed={"status": 400}, skip_peer=True)
    links("nothing of it was stored")
    c.post(batch, {"replace_task_types": True}, pick=lambda r: r["id"], note="an empty list replaces too")
    links()
    c.post(f"/data/projects/{NOBODY}/settings/batch", {})
    as_role(c, "manager").post(f"/data/projects/{theirs['id']}/settings/batch", {})
    c.get(url + "/task-types", note="only what a project uses is listed elsewhere")
