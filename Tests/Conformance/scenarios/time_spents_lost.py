"""Time spent on no task is refused before it is written; a day off takes the time of its days, and the tasks follow."""

from builders import Journal, Stage, only, someone
from fixtures import new


def run(c):
    p = someone(c)
    s = Stage(c, (p,))
    c.post("/data/time-spents", {"person_id": p["id"], "task_id": None, "date": "2024-01-02", "duration": 60})
    c.get("/data/time-spents", query={"person_id": p["id"]}, pick=lambda rows: len(rows), fixed={"status": 200, "body": 0})
    c.post("/data/time-spents", {"person_id": p["id"], "date": "2024-01-03", "duration": 60}, note="without a task")
    c.get("/data/time-spents", query={"person_id": p["id"]}, pick=lambda rows: len(rows), fixed={"status": 200, "body": 0})

    q = someone(c)
    task = "/data/tasks/" + s.task["id"]
    for day in range(2, 6):
        new(c, "time-spents", person_id=q["id"], task_id=s.task["id"], date=f"2024-01-0{day}", duration=60)
    c.get(task, pick=only("duration"))
    journal = Journal(c, s.project)
    off = c.post("/data/day-offs", {"person_id": q["id"], "date": "2024-01-03", "end_date": "2024-01-04"})
    c.get("/data/time-spents", query={"person_id": q["id"]}, unordered=True, pick=lambda rows: sorted(row["date"] for row in rows))
    c.get(task, pick=only("duration"), fixed={"status": 200, "body": {"duration": 120.0}})
    c.put("/data/day-offs/" + off["id"], {"end_date": "2024-01-05"}, pick=only("end_date"))
    c.get("/data/time-spents", query={"person_id": q["id"]}, pick=only("date"))
    c.get(task, pick=only("duration"), fixed={"status": 200, "body": {"duration": 60.0}})
    journal.look("time-spent")
