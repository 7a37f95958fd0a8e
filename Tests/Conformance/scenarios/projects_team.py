"""The team of a production: who is added, with which role, who leaves, and what each sees of the others."""
from fixtures import ROLES, as_role, department, entity, event, login, new, person, project, task, task_type
from builders import INVALID, seeded
from tables import NOBODY


def known(rows):
    """Without what is about preview accounts, which have a scenario of their own."""
    return [{k: v for k, v in row.items() if not k.startswith("preview_")} for row in rows]


def run(c):
    p, theirs = project(c), project(c, team=(), prefix="theirs-")
    team = f"/data/projects/{p['id']}/team"
    d = department(c)
    joe = person(c, "user", prefix="joe-", departments=[d["id"]])
    for role in ROLES:
        who = as_role(c, role)
        who.get(team, note=role, unordered=True, pick=lambda rows: sorted(known(rows), key=lambda r: r["first_name"] + r["last_name"]) if role in ("admin", "manager") else sorted(rows, key=lambda r: r["last_name"]))
        who.get(f"/data/projects/{theirs['id']}/team", note=role + ", a project of others")
        who.get(f"/data/projects/{NOBODY}/team", note=role)
        if role not in ("admin", "manager"):
            who.post(team, {"person_id": joe["id"]}, note=role)
            who.put(f"{team}/{joe['id']}", {"role": "user"}, note=role)
            who.delete(f"{team}/{joe['id']}", note=role)
    as_role(c, "user").post(team, {}, note="what is wrong with the body comes first")
    as_role(c, "manager").post(f"/data/projects/{theirs['id']}/team", {"person_id": joe["id"]})
    c.anonymous().get(team)

    for body in ({}, {"person_id": None}, {"person_id": 5}, {"person_id": joe["id"], "role": "admin"}, {"person_id": joe["id"], "role": "nope"}, {"person_id": joe["id"], "role": 3}, []):
        c.post(team, body, note=repr(body).replace(joe["id"], "<joe>"))
    c.post(team, {"person_id": NOBODY})
    c.post(team, {"person_id": "abc"}, fixed={"status": 400}, note="no id")
    c.post(f"/data/projects/{NOBODY}/team", {"person_id": joe["id"]})

    def updates(note):
        return event(c, "project:update", project_id=p["id"])

    def role_of(who):
        return c.get(team, pick=lambda rows: [r["project_role"] for r in rows if r["id"] == who["id"]])

    before = len(c.get("/data/events/last", query={"name": "project:update", "limit": 1000, "project_id": p["id"]}, keep=False))
    as_role(c, "manager").post(team, {"person_id": joe["id"]}, note="a manager adds")
    role_of(joe)
    c.post(team, {"person_id": joe["id"]}, note="again: nothing happens")
    c.post(team, {"person_id": joe["id"], "role": "supervisor"}, note="again, with a role")
    role_of(joe)
    c.post(team, {"person_id": joe["id"], "role": None}, note="null keeps it")
    role_of(joe)
    c.get("/data/events/last", query={"name": "project:update", "limit": 1000}, note="events", pick=lambda rows: len([r for r in rows if r["project_id"] == p["id"]]) - before)

    url = f"{team}/{joe['id']}"
    for body in ({"role": "manager"}, {"role": "admin"}, {"role": ""}, {"role": "client"}, {"role": None}, {"role": "vendor"}, {}):
        c.put(url, body, note=repr(body))
        role_of(joe)
    c.put(f"{team}/{NOBODY}", {"role": "user"})
    c.put(f"{team}/abc", {"role": "user"}, fixed={"status": 400, "body": INVALID})
    event(c, "project:update", project_id=p["id"])

    # A role in the project lifts and lowers what somebody may do there, and nowhere else.
    boss = person(c, "manager", prefix="boss-")
    c.post(team, {"person_id": boss["id"], "role": "client"}, keep=False)
    login(c, boss).put("/data/projects/" + p["id"], {"code": "no"}, note="a manager who is a client there")
    login(c, boss).post(team, {"person_id": joe["id"]}, note="a manager who is a client there")
    login(c, boss).get(team, note="a manager who is a client there", pick=lambda rows: list(rows[0]))
    c.put(url, {"role": "manager"}, keep=False)
    login(c, joe).put("/data/projects/" + p["id"], {"code": "yes"}, note="an artist who manages there", pick=lambda r: r["code"])
    login(c, joe).get(team, note="an artist who manages there", pick=lambda rows: "email" in rows[0])
    login(c, joe).post(team, {"person_id": boss["id"], "role": "vendor"}, note="an artist who manages there", pick=lambda r: r["id"])

    # Who leaves keeps the tasks.
    c.put(url, {}, keep=False)
    tt = task_type(c)
    work = task(c, p, entity(c, p), tt, seeded(c, "task-status", "Todo"), assignees=[joe["id"]])
    login(c, joe).get("/data/tasks/" + work["id"], pick=lambda r: r["id"], note="in the team")
    c.delete(url)
    c.delete(url, note="twice")
    c.delete(f"{team}/{NOBODY}", note="nobody")
    c.delete(f"{team}/abc", fixed={"status": 400})
    c.delete(f"/data/projects/{NOBODY}/team/{joe['id']}")
    c.get("/data/tasks/" + work["id"], pick=lambda r: r["assignees"], note="still assigned")
    login(c, joe).get("/data/tasks/" + work["id"], note="outside of the team")
    login(c, joe).get(team, note="outside of the team")
    role_of(joe)
    c.post(team, {"person_id": joe["id"]}, keep=False)
    c.get(team, note="the role is gone with the place", pick=lambda rows: [r["project_role"] for r in rows if r["id"] == joe["id"]])
