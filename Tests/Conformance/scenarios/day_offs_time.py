"""A day off takes away the time somebody said to have worked on it."""
from fixtures import cast, entity, new, person, project, task, task_status, task_type


def run(c):
    who, other = person(c), cast(c)["vendor"]
    p = project(c)
    t = task(c, p, entity(c, p), task_type(c), task_status(c), assignees=[who["id"], other["id"]])
    for day in ("2030-03-03", "2030-03-04", "2030-03-05", "2030-03-06"):
        new(c, "time-spents", task_id=t["id"], person_id=who["id"], date=day, duration=60)
    new(c, "time-spents", task_id=t["id"], person_id=other["id"], date="2030-03-04", duration=30)
    spent = lambda **kw: c.get("/data/time-spents", task_id=t["id"], pick=lambda rows: sorted([r["date"], r["duration"], r["person_id"]] for r in rows), **kw)
    spent()
    c.get("/data/tasks/" + t["id"], pick=lambda r: r["duration"])
    d = c.post("/data/day-offs", {"person_id": who["id"], "date": "2030-03-04", "end_date": "2030-03-05"})
    spent(note="both days, nobody else's")
    c.get("/data/tasks/" + t["id"], pick=lambda r: r["duration"], fixed={"status": 200, "body": 150.0}, note="the duration follows")
    c.get("/data/events/last", query={"name": "time-spent:delete", "limit": 50}, pick=lambda rows: [r for r in rows if r["project_id"] == p["id"]], note="no event for them")
    c.put("/data/day-offs/" + d["id"], {"end_date": "2030-03-06"})
    spent(note="a day more")
    c.get("/data/tasks/" + t["id"], pick=lambda r: r["duration"], fixed={"status": 200, "body": 90.0})
    c.delete("/data/day-offs/" + d["id"])
    spent(note="nothing comes back")
