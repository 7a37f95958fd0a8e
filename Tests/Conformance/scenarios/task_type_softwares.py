"""The software of a production's task types."""
from builders import NOWHERE, number, supervisor
from fixtures import ROLES, as_role, department, event, login, new, project, task_type


def run(c):
    d, e = department(c, "a-"), department(c, "b-")
    ours, others = supervisor(c, d), supervisor(c, e)
    p = project(c, team=(*ROLES[1:], ours, others))
    kind, foreign = task_type(c, d, "ours-"), task_type(c, d, "foreign-")
    c.post("/data/task-type-links", {"project_id": p["id"], "task_type_id": kind["id"]}, keep=False)
    s, archived = [new(c, "softwares", name=c.unique(n), short_name=n, file_extension="x", archived=n == "old") for n in ("new", "old")]
    path, base = f"/data/projects/{p['id']}/task-type-softwares", f"/data/projects/{p['id']}/task-types"
    one = f"{base}/{kind['id']}/softwares"
    c.get(path)
    for body in ({}, {"software_id": None}, {"software_id": ""}, {"software_id": 5}, ["a"]):
        c.post(one, body)
    for software in ("foo", NOWHERE, archived["id"]):
        c.post(one, {"software_id": software})
    for wrong in ("foo", NOWHERE, foreign["id"]):
        c.post(f"{base}/{wrong}/softwares", {"software_id": s["id"]})
        c.delete(f"{base}/{wrong}/softwares/{s['id']}")
    c.post(f"/data/projects/{NOWHERE}/task-types/{kind['id']}/softwares", {"software_id": s["id"]}, fixed={"status": 404})
    c.post(f"/data/projects/foo/task-types/{kind['id']}/softwares", {"software_id": s["id"]}, fixed={"status": 404})
    for _ in range(2):
        c.post(one, {"software_id": s["id"]})
        event(c, "project:update", project_id=p["id"])
    for role in ROLES:
        by = as_role(c, role)
        by.get(path, note=role)
        by.post(one, {"software_id": s["id"]}, note=role)
        by.delete(f"{one}/{NOWHERE}", note=role)
        for wrong in (NOWHERE, "foo"):
            by.get(f"/data/projects/{wrong}/task-type-softwares", note=role, fixed={"status": 404})
    login(c, ours).post(one, {"software_id": s["id"]}, note="of the department")
    login(c, others).post(one, {"software_id": s["id"]}, note="of another department")
    for _ in range(2):
        c.delete(f"{one}/{s['id']}")
    event(c, "project:update", project_id=p["id"])
    c.get(path)
    c.post(one, {"software_id": s["id"]}, keep=False)
    c.delete("/data/softwares/" + s["id"])
    c.get(path, note="gone with the software")
    c.anonymous().get(path)
