"""Who reads somebody's time and quotas in several productions: every route, as everybody (contract chapter 09, rows 16 and 17)."""
from builders import NOWHERE, someone, supervisor
from fixtures import ROLES, department, entity, login, new, project, task, task_status, task_type


def run(c):
    d, e = department(c, "a-"), department(c, "b-")
    who = someone(c, departments=[d["id"]])
    members = {role: someone(c, role) for role in ROLES[1:]}
    leaders = {"department a": supervisor(c, d), "department b": supervisor(c, e)}
    one = project(c, team=(who, *members.values(), *leaders.values()), prefix="one-")
    two = project(c, team=(who,), prefix="two-")
    types = [task_type(c, department=d, prefix="first-", for_entity="Shot"), task_type(c, department=e, prefix="second-", for_entity="Shot")]
    status, minutes = task_status(c), 0
    for p in (one, two):
        sequence = entity(c, p, kind="Sequence", prefix="sequence-")
        for number, kind in enumerate(types):
            shot = entity(c, p, kind="Shot", prefix=f"shot{number}-", parent_id=sequence["id"])
            t = task(c, p, shot, kind, status, assignees=[who["id"]], done_date="2031-03-04T10:00:00", end_date="2031-03-04T10:00:00", real_start_date="2031-03-03T10:00:00")
            for day in ("2031-03-03", "2031-03-04"):
                minutes += 10
                new(c, "time-spents", task_id=t["id"], person_id=who["id"], date=day, duration=minutes)

    def noted(rows):
        return sorted([row["duration"], row["date"], row.get("project_id"), row.get("task_type_id"), sorted(row)] for row in rows)

    def ask(by, note):
        path = f"/data/persons/{who['id']}"
        for query in ({"start_date": "2031-03-03", "end_date": "2031-03-04"}, {"start_date": "2031-03-04", "end_date": "2031-03-31"}, {"start_date": "2031-03-04"}, {}):
            by.get(path + "/time-spents", query=query, note=note, pick=noted)
        by.get(path + "/time-spents/2031-03-04", note=note, pick=noted)
        for query in ({"project_id": one["id"], "task_type_id": types[0]["id"]}, {"project_id": one["id"]}, {"task_type_id": types[0]["id"]}, {}, {"project_id": two["id"]}, {"project_id": NOWHERE}):
            for mode in ("weighted", "done"):
                by.get(path + "/quota-shots/month/2031/3", query=query | {"count_mode": mode}, note=note, pick=lambda rows: sorted([row["full_name"], row["weight"]] for row in rows))
        by.get(path + "/quota-shots/week/2031/10", query={"project_id": one["id"]}, note=note, pick=lambda rows: sorted([row["full_name"], row["weight"]] for row in rows))

    ask(c, "admin")
    ask(login(c, who), "oneself")
    for role, member in members.items():
        ask(login(c, member), f"{role} of one")
    for role in ("manager", "supervisor"):
        ask(login(c, someone(c, role)), f"{role} of none")
        made = someone(c)
        c.post(f"/data/projects/{one['id']}/team", {"person_id": made["id"], "role": role}, keep=False)
        ask(login(c, made), f"artist, there {role}")
    for name, leader in leaders.items():
        ask(login(c, leader), "supervisor of " + name)
    mine = login(c, who)
    mine.get("/data/user/time-spents", query={"start_date": "2031-03-03", "end_date": "2031-03-04"}, pick=noted)
    c.anonymous().get(f"/data/persons/{who['id']}/time-spents")
