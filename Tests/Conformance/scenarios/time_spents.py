"""Time spent on tasks: the task adds it up."""

from builders import INVALID, NOWHERE, Journal, Stage, only, someone
from fixtures import as_role, cast, event, login


def run(c):
    s = Stage(c)
    people = cast(c)
    artist = people["user"]
    task = "/data/tasks/" + s.task["id"]
    journal = Journal(c, s.project)
    given = {"person_id": artist["id"], "task_id": s.task["id"], "date": "2024-01-02", "duration": 60}
    row = c.post("/data/time-spents", given)
    path = "/data/time-spents/" + row["id"]
    journal.look()
    event(c, "time-spent:new", time_spent_id=row["id"])
    c.get(task, pick=only("duration"))
    c.post("/data/time-spents", given, note="the same day again")
    second = c.post("/data/time-spents", {**given, "date": "2024-01-03", "duration": 30.5}, pick=only("duration"))
    other = c.post("/data/time-spents", {**given, "person_id": people["supervisor"]["id"], "duration": 10}, pick=only("duration"))
    c.get(task, pick=only("duration"))
    for wrong in (
        {"duration": 0},
        {"duration": -5},
        {"duration": "x"},
        {"duration": None},
        {"date": None},
        {"date": "soon"},
        {"date": ""},
        {"person_id": NOWHERE},
        {"task_id": NOWHERE},
        {"nonsense": 1},
    ):
        c.post("/data/time-spents", {**given, "date": "2024-01-09", **wrong}, note=str(wrong))
    c.post("/data/time-spents", {**given, "date": "2024-01-05T10:00:00", "person_id": None}, pick=only("date", "person_id"))
    c.get(path)
    c.put(path, {"duration": 90})
    journal.look()
    event(c, "time-spent:update", time_spent_id=row["id"])
    c.get(task, pick=only("duration"))
    c.put(path, {"duration": 0})
    c.put(path, {"date": "2024-01-03"}, note="taken")
    c.put(path, {"task_id": s.shot_task["id"]}, note="moved: the task left behind does not add up again", pick=only("task_id"))
    c.get("/data/tasks/" + s.shot_task["id"], pick=only("duration"))
    c.put(path, {"task_id": s.task["id"]}, pick=only("task_id"))
    c.get(task, pick=only("duration"))
    journal.look()
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        by = as_role(c, role)
        by.get("/data/time-spents", task_id=s.task["id"], note="as " + role)
        by.get(path, note="as " + role)
        by.post("/data/time-spents", given, note="as " + role)
        by.put(path, {"duration": 1}, note="as " + role)
        by.delete(path, note="as " + role)
    c.get("/data/time-spents", task_id=s.task["id"], date="2024-01-02", unordered=True, pick=only("person_id", "duration"))

    days = {"task_id": s.task["id"], "person_id": artist["id"]}
    c.get(
        "/data/time-spents",
        query={**days, "start_date": "2024-01-02", "end_date": "2024-01-02"},
        pick=only("date"),
        fixed={"status": 200, "body": [{"date": "2024-01-02"}]},
    )
    c.get(
        "/data/time-spents",
        query={**days, "start_date": "2024-01-02", "end_date": "2024-01-03"},
        pick=lambda rows: sorted(row["date"] for row in rows),
        fixed={"status": 200, "body": ["2024-01-02", "2024-01-03"]},
    )
    c.get("/data/time-spents", query={**days, "start_date": "2024-02-02", "end_date": "2024-02-03"}, fixed={"status": 200, "body": []})
    c.get("/data/time-spents", query={**days, "start_date": "soon", "end_date": "2024-02-03"}, fixed={"status": 400, "body": INVALID})
    c.get("/data/time-spents", query={**days, "start_date": "2024-01-02"})
    c.get("/data/time-spents", query={**days, "end_date": "2024-01-02"})
    c.get("/data/time-spents", query={**days, "start_date": "", "end_date": ""}, pick=lambda rows: len(rows))

    c.delete(path, note="he is not assigned, even for an administrator")
    c.put(task, {"assignees": [artist["id"]]}, keep=False)
    for role in ("supervisor", "client", "vendor"):
        as_role(c, role).delete(path, note="assigned now, as " + role)
    login(c, someone(c, "manager")).delete(path, note="a manager who is not in the team")
    journal.look(keep=False)
    as_role(c, "user").delete(path, note="his own")
    journal.look()
    event(c, "time-spent:delete", time_spent_id=row["id"])
    c.get(task, pick=only("duration"))
    as_role(c, "manager").delete("/data/time-spents/" + second["id"], note="as manager")
    c.delete("/data/time-spents/" + other["id"], note="of somebody not assigned")
    c.get(task, pick=only("duration"))
    c.delete(path, note="twice")
    c.delete("/data/time-spents/abc")
    c.get("/data/time-spents/abc")
    c.get("/data/time-spents/" + NOWHERE)
    c.put("/data/time-spents/" + NOWHERE, {})
