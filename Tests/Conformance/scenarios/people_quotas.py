"""The shots that count for somebody in a period: by time spent, by working days, or whole."""
from breakdown import Breakdown
from builders import NOWHERE, someone
from fixtures import as_role, cast, login, new

INVALID = {"status": 400, "body": {"error": True, "message": "", "data": None}}
MODES = ("weighted", "weighteddone", "feedback", "done")
PERIODS = ("month/2026/1", "month/2026/2", "month/2026/3", "day/2026/1/29", "day/2026/2/3", "day/2026/1/31", "week/2026/5", "week/2026/6")


def run(c):
    b = Breakdown(c, fps="24")
    who, abroad = someone(c), someone(c, "admin", timezone="Asia/Tokyo")
    tasks = {name: b.tasks[name]["id"] for name in ("s1", "late", "s3")}
    other = b.work(b.s2, b.late)["id"]

    def put(task, **fields):
        c.put("/data/tasks/" + task, {"assignees": [who["id"]], **fields}, keep=False)

    def ask(by, period, note="", mode=None, **query):
        given = {"project_id": b.project["id"], "task_type_id": b.late["id"], **({"count_mode": mode} if mode else {}), **query}
        by.get(f"/data/persons/{who['id']}/quota-shots/{period}", query={k: v for k, v in given.items() if v is not None}, note=note)

    ask(c, PERIODS[0], "nothing is done")
    put(tasks["late"], end_date="2026-02-03T17:00:00", done_date="2026-02-05T23:30:00", real_start_date="2026-01-28T09:00:00")
    for period in PERIODS:
        for mode in MODES:
            if period.startswith("week") and mode.startswith("weighted"):
                continue  # the original fails
            ask(c, period, "by working days", mode)
    put(tasks["s3"], end_date="2026-01-31T23:30:00", done_date="2026-02-01T00:00:00", real_start_date="2026-01-05T09:00:00")
    put(other, end_date="2026-02-10T10:00:00", done_date=None)
    for date, minutes, person in (("2026-01-12", 30, who), ("2026-01-13", 45, who), ("2026-02-02", 100, who), ("2026-01-14", 715, b.artist)):
        new(c, "time-spents", task_id=tasks["s3"], person_id=person["id"], date=date, duration=minutes)
    for date in ("2026-01-20", "2026-02-03"):
        new(c, "time-spents", task_id=other, person_id=who["id"], date=date, duration=60)
    for period in PERIODS[:5]:
        for mode in MODES:
            ask(c, period, "with time spent", mode)
            ask(login(c, abroad), period, "where the day begins earlier", mode)
    ask(c, "week/2026/3", "of a week with time spent", "weighted")
    ask(c, "week/2026/5", mode="feedback")
    ask(c, "week/2026/5", mode="done")

    # What is asked
    ask(c, PERIODS[0], "the default")
    for mode in ("x", "", "Weighted"):
        c.get(f"/data/persons/{who['id']}/quota-shots/month/2026/1", query={"project_id": b.project["id"], "task_type_id": b.late["id"], "count_mode": mode})
    ask(c, PERIODS[0], "no project", project_id=None)
    ask(c, PERIODS[0], "no type", task_type_id=None)
    ask(c, PERIODS[0], "another type", task_type_id=NOWHERE)
    for wrong in (NOWHERE, "foo"):
        ask(c, PERIODS[0], project_id=wrong)
        ask(as_role(c, "manager"), PERIODS[0], project_id=wrong)
    c.get(f"/data/persons/{who['id']}/quota-shots/month/2026/1", query={"project_id": b.project["id"], "task_type_id": "foo"}, fixed=INVALID)
    for period in ("month/2026/13", "month/x/1", "week/2026/54", "day/2026/2/30"):
        ask(c, period)
    for nobody in (NOWHERE, "foo", someone(c, is_bot=True)["id"]):
        c.get(f"/data/persons/{nobody}/quota-shots/month/2026/1")
        c.get(f"/data/persons/{nobody}/quota-shots/month/2026/1", count_mode="x")

    # Who
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        ask(as_role(c, role), PERIODS[0], role)
        ask(as_role(c, role), PERIODS[0], role + ", without a project", project_id=None)
        as_role(c, role).get(f"/data/persons/{cast(c)[role]['id']}/quota-shots/month/2026/1", query={"project_id": b.project["id"], "task_type_id": b.late["id"]}, note=role + ", oneself")
        as_role(c, role).get(f"/data/persons/{who['id']}/quota-shots/month/2026/1", count_mode="x", note=role)
    ask(login(c, someone(c, "manager")), PERIODS[0], "a manager who is not in the team")
    ask(login(c, who), PERIODS[0], "oneself, not in the team")
    ask(c.anonymous(), PERIODS[0])
