"""A production as the web app creates it: each call once, and what is there afterwards."""
from builders import Journal, someone, status
from fixtures import cast, department, entity_type, new, task_type


def run(c):
    d = department(c)
    kind, shots, todo = task_type(c, d, "modelling-"), task_type(c, d, "layout-", for_entity="Shot"), status(c, "todo-")
    prop, artist = new(c, "entity-types", name=c.unique("Prop ")), someone(c, departments=[d["id"]])
    p = c.post("/data/projects", {
        "name": c.unique("production-"), "code": "PRD", "description": "", "production_type": "short", "production_style": "3d", "fps": "24", "ratio": "16:9",
        "resolution": "1920x1080", "start_date": "2026-01-05", "end_date": "2026-12-18", "nb_episodes": 0, "episode_span": 0, "man_days": 120})
    journal = Journal(c, p)
    path = "/data/projects/" + p["id"]
    settings = path + "/settings"
    c.post(settings + "/asset-types", {"asset_type_id": prop["id"]}, pick=lambda r: r["name"])
    c.post(settings + "/task-types", {"task_type_id": kind["id"], "priority": 1}, pick=lambda r: r["name"])
    c.post(settings + "/task-types", {"task_type_id": shots["id"], "priority": 2}, pick=lambda r: r["name"])
    c.post(settings + "/task-status", {"task_status_id": todo["id"]}, pick=lambda r: r["name"])
    c.post(path + "/team", {"person_id": artist["id"]}, pick=lambda r: r["name"])
    c.post(path + "/team", {"person_id": cast(c)["manager"]["id"], "role": "supervisor"}, pick=lambda r: r["name"])
    c.post(path + "/metadata-descriptors", {"name": "Difficulty", "entity_type": "Asset", "data_type": "list", "choices": ["easy", "hard"], "for_client": False,
                                            "departments": [d["id"]]})
    journal.look()
    c.get(path, pick=lambda r: [r["name"], r["asset_types"] == [prop["id"]], sorted(r["task_types"]) == sorted([kind["id"], shots["id"]]), r["task_statuses"] == [todo["id"]],
                                len(r["team"]), [[f["name"], f["field_name"], f["choices"]] for f in r["descriptors"]], r["start_date"], r["end_date"]])
    c.get("/data/projects/open", pick=lambda rows: [r["name"] for r in rows if r["id"] == p["id"]])
    c.get("/data/user/context", pick=lambda b: [r["name"] for r in b["projects"] if r["id"] == p["id"]])
    c.get(path + "/team", pick=lambda rows: sorted([r["role"], r["project_role"] or ""] for r in rows))
    c.get(settings + "/task-types", pick=lambda rows: [r["name"] for r in rows])
    c.get(settings + "/task-status", pick=lambda rows: [r["name"] for r in rows])
    c.get(settings + "/asset-types", pick=lambda rows: [r["name"] for r in rows])
    # The press of a button that was lost: the second time changes nothing.
    c.post(settings + "/task-types", {"task_type_id": kind["id"], "priority": 1}, note="again", pick=lambda r: r["name"])
    c.post("/data/projects", {"name": p["name"]}, note="the same name")
    asset = c.post(f"{path}/asset-types/{prop['id']}/assets/new", {"name": "Tree", "description": "", "data": {}}, pick=lambda r: r["name"])
    c.post(f"/actions{path[5:]}/task-types/{kind['id']}/assets/create-tasks", [asset["id"]], pick=lambda rows: [r["task_type_name"] == kind["name"] for r in rows])
    c.get(path + "/tasks", pick=len)
