"""Schedule items: those who plan a project change them, administrators do the rest."""
from fixtures import ROLES, as_role, department, login, new, person, project, task_type
from tables import NOBODY, OTHERS, changed, deleted, made, strangers, tried


def run(c):
    url = "/data/schedule-items"
    d = department(c)
    t, free = task_type(c, d), task_type(c, prefix="free ")
    chief = person(c, "supervisor", prefix="chief-", departments=[d["id"]])
    p, theirs = project(c, team=ROLES + (chief,)), project(c, team=(), prefix="theirs-")
    fields = {"project_id": p["id"], "task_type_id": t["id"], "start_date": "2024-01-01", "end_date": "2024-02-01", "man_days": 12}
    s = made(c, "schedule-items", "schedule-item", fields)
    c.post(url, fields, note="the same again")
    c.post(url, {"project_id": p["id"], "task_type_id": t["id"]}, note="nulls count as equal")
    c.post(url, {**fields, "object_id": p["id"]}, note="about something")
    c.post(url, {**fields, "object_id": p["id"]})
    c.post(url, {**fields, "object_id": None})
    c.post(url, {**fields, "task_type_id": NOBODY})
    c.post(url, {**fields, "task_type_id": free["id"], "man_days": "7"})
    c.post(url, {**fields, "task_type_id": "abc"})
    changed(c, "schedule-items", "schedule-item", s, {"end_date": "2024-03-01", "man_days": 20, "project_id": theirs["id"]}, note="the project stays")
    c.put(url + "/" + s["id"], {"man_days": "30"}, note="days given as text are left out")
    c.put(url + "/" + s["id"], {"man_days": 2.5})
    c.put(url + "/" + s["id"], {"man_days": None})
    c.put(url + "/" + s["id"], {"start_date": "abc"})
    c.put(url + "/" + s["id"], {"task_type_id": None})
    c.put(url + "/" + s["id"], {"task_type_id": t["id"]})
    tried(c, "schedule-items", s, {"project_id": p["id"]}, change={"man_days": 5})

    # Supervisors plan their departments; without any, all of them.
    login(c, chief).put(url + "/" + s["id"], {"man_days": 6}, note="a supervisor of the department")
    other = new(c, "schedule-items", project_id=p["id"], task_type_id=free["id"], object_id=p["id"])
    login(c, chief).put(url + "/" + other["id"], {"man_days": 6}, note="of another department")
    as_role(c, "supervisor").put(url + "/" + other["id"], {"man_days": 7}, note="of none")
    far = new(c, "schedule-items", project_id=theirs["id"], task_type_id=t["id"])
    for role in OTHERS:
        as_role(c, role).put(url + "/" + far["id"], {"man_days": 1}, note=role + ", a project of others")
    nowhere = c.post(url, {"object_id": s["id"]}, keep=False)
    as_role(c, "manager").put(url + "/" + nowhere["id"], {"man_days": 1}, note="no project at all")
    c.put(url + "/" + nowhere["id"], {"man_days": 1})
    c.delete(url + "/" + nowhere["id"])
    strangers(c, "schedule-items")
    deleted(c, "schedule-items", "schedule-item", s)
