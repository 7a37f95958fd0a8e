"""Where the time of a production went: by department, person and month; by day; days off of the team."""
from builders import NOWHERE, number, seeded, someone
from fixtures import ROLES, as_role, cast, department, entity, login, new, project, task, task_type


def run(c):
    a, b = someone(c), someone(c)
    p = project(c, team=(*ROLES[1:], a, b))
    path = f"/data/projects/{p['id']}"
    todo = seeded(c, "task-status", "Todo")
    modeling, animation = department(c, "m-"), department(c, "n-")
    kinds = [task_type(c, modeling, "modeling-"), task_type(c, animation, "animation-"), task_type(c, None, "none-")]
    asset = entity(c, p)
    tasks = [task(c, p, asset, kind, todo) for kind in kinds]
    for who, of, day, minutes in ((a, 0, "2026-03-02", 240), (a, 0, "2026-04-02", 480), (a, 0, "2026-06-01", 30), (a, 1, "2026-03-03", 60), (b, 1, "2026-03-31", 120), (b, 2, "2026-03-31", 7)):
        new(c, "time-spents", person_id=who["id"], task_id=tasks[of]["id"], date=day, duration=minutes)
    names = {modeling["id"]: "M", animation["id"]: "N", a["id"]: "A", b["id"]: "B"}

    def named(value):
        return {names.get(k, k): named(v) for k, v in sorted(value.items())} if isinstance(value, dict) else value

    c.get(path + "/budgets/time-spents", pick=named)
    c.get(f"/data/projects/{NOWHERE}/budgets/time-spents")
    c.get("/data/projects/foo/budgets/time-spents")
    c.get(path + "/time-spents", unordered=True)
    c.get(f"/data/projects/{NOWHERE}/time-spents")
    c.get("/data/projects/foo/time-spents", fixed={"status": 404})
    of = f"{path}/task-types/{kinds[0]['id']}/time-spents"
    c.get(of, pick=lambda found: {names[k]: v for k, v in found.items()})
    for query in ({"start_date": "2026-03-02", "end_date": "2026-04-02"}, {"start_date": "2026-03-03"}, {"end_date": "2026-03-02"}):
        c.get(of, query=query, pick=lambda found: {names[k]: [row["date"] for row in v] for k, v in found.items()})
    for query in ({"start_date": ""}, {"end_date": "soon"}, {"start_date": "2026-13-01"}):
        c.get(of, query=query)
    c.get(f"{path}/task-types/{NOWHERE}/time-spents")
    c.get(f"{path}/task-types/foo/time-spents")
    c.get(f"/data/projects/{NOWHERE}/task-types/{kinds[0]['id']}/time-spents")

    off = [new(c, "day-offs", person_id=a["id"], date="2027-05-03", end_date="2027-05-07", description="sea"), new(c, "day-offs", person_id=b["id"], date="2027-05-10", end_date="2027-05-10", description="mountain")]
    new(c, "day-offs", person_id=someone(c)["id"], date="2027-05-03", end_date="2027-05-07")
    days = path + "/day-offs"

    def by_person(found):
        return {names.get(k, k): v for k, v in found.items()}

    c.get(days, pick=by_person)
    for query in ({"start_date": "2027-05-07", "end_date": "2027-05-09"}, {"start_date": "2027-05-08", "end_date": "2027-05-09"}, {"start_date": "2027-05-10"}, {"end_date": "2027-05-03"}):
        c.get(days, query=query, pick=lambda found: sorted(names[k] for k in found))
    for query in ({"start_date": "soon"}, {"end_date": "2027-02-30"}, {"start_date": ""}):
        c.get(days, query=query)
    login(c, a).get(days, note="one's own are told whole", pick=by_person)
    for role in ROLES:
        by = as_role(c, role)
        by.get(days, note=role, pick=lambda found: {names[k]: [sorted(row) for row in v] for k, v in found.items()})
        # Vendors see the hours of what they work on.
        by.get(path + "/time-spents", note=role, pick=len, **({"fixed": {"status": 200, "body": 0}} if role == "vendor" else {}))
        by.get(of, note=role, pick=len)
        for wrong in (NOWHERE, "foo"):
            by.get(f"/data/projects/{wrong}/day-offs", note=role)
    stranger = login(c, someone(c))
    for where in (days, path + "/time-spents", of, path + "/budgets"):
        stranger.get(where, note="not in the team")
    c.anonymous().get(days)
