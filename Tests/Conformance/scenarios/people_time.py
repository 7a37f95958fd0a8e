"""The time that people spend, by period and in tables, over the turns of years; days off; who is there."""
from breakdown import Breakdown
from builders import NOWHERE, someone, supervisor
from fixtures import as_role, cast, closed_status, department, event, login, new, person, project

SPENT = {"2025-12-28": 480, "2025-12-29": 120, "2025-12-31": 60, "2026-01-01": 30, "2026-01-04": 45, "2026-03-31": 77, "2026-04-01": 78}
PERIODS = ("year/2025", "year/2026", "month/2026/1", "month/2026/01", "month/2025/12", "week/2025/52", "week/2026/1", "week/2026/01", "week/2026/53", "week/2020/53", "day/2026/1/5", "day/2026/01/05", "day/2026/2/28", "year/1", "year/9998")
WRONG = ("year/0", "year/9999", "year/x", "year/-1", "month/2026/13", "month/2026/0", "month/x/1", "month/2026/x", "week/2025/53", "week/2026/54", "week/2026/0", "week/x/1", "day/2026/2/29", "day/2026/x/1", "day/x/1/1", "day/2026/4/31")
REFUSED = {"status": 400, "body": {"error": True, "message": "", "data": None}}


def run(c):
    b = Breakdown(c, team=("manager", "supervisor", "user", "client", "vendor"))
    who, mate = someone(c, first_name="Zoe"), someone(c, studio_id=new(c, "studios", name=c.unique("studio-"), color="#000000")["id"])
    other, over = project(c, (), "other-"), project(c, ("manager",), "over-", project_status_id=closed_status(c)["id"])
    far = Elsewhere(c, b, other)
    for date, minutes in SPENT.items():
        new(c, "time-spents", task_id=b.tasks["s1"]["id"], person_id=who["id"], date=date, duration=minutes)
    new(c, "time-spents", task_id=b.tasks["late"]["id"], person_id=who["id"], date="2026-01-05", duration=90.5)
    new(c, "time-spents", task_id=b.task["id"], person_id=who["id"], date="2026-01-05", duration=200)
    new(c, "time-spents", task_id=far.task(other)["id"], person_id=who["id"], date="2026-01-06", duration=10)
    new(c, "time-spents", task_id=far.task(over)["id"], person_id=who["id"], date="2026-01-06", duration=20)
    new(c, "time-spents", task_id=b.tasks["edit"]["id"], person_id=mate["id"], date="2021-01-03", duration=33)
    new(c, "time-spents", task_id=b.tasks["edit"]["id"], person_id=mate["id"], date="2024-12-31", duration=44)
    me = login(c, who)
    path = f"/data/persons/{who['id']}/time-spents/"
    words = {who["id"]: "who", mate["id"]: "mate"}
    ours = set(words)

    def listed(rows):
        return sorted(rows, key=lambda row: (row.get("date", ""), row["duration"]))

    for period in PERIODS:
        c.get(path + period, pick=listed)
        me.get(path + period, pick=lambda rows: sorted(row["duration"] for row in rows), note="oneself")
    c.get(f"/data/persons/{mate['id']}/time-spents/week/2025/1", pick=listed)
    c.get(f"/data/persons/{mate['id']}/time-spents/week/2020/53", pick=listed)
    for period in WRONG:
        c.get(path + period)
    lead, stranger = supervisor(c, b.other), supervisor(c)
    both = project(c, [lead, stranger], "both-")
    new(c, "time-spents", task_id=far.task(both)["id"], person_id=who["id"], date="2026-01-07", duration=40)
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        by = as_role(c, role)
        by.get(path + "year/2026", pick=listed, note=role)
        by.get(path + "year/x", note=role)
        by.get(path + "month/all/2026/1", note=role)
        by.get(path + "2026-01-05", pick=listed, note=role)
        by.get(path + "x", note=role)
        by.get(path.rstrip("/"), start_date="2026-01-01", end_date="2026-01-31", note=role)
    for by, note in ((lead, "a supervisor of another department"), (stranger, "a supervisor of all")):
        login(c, by).get(path + "year/2026", pick=listed, note=note)
        login(c, by).get(path + "2026-01-07", pick=listed, note=note)
    for given in (b.project["id"], other["id"], NOWHERE):
        c.get(path + "year/2026", project_id=given, pick=listed)
        me.get(path + "year/2026", project_id=given, pick=listed)
        as_role(c, "manager").get(path + "year/2026", project_id=given, pick=listed)
    for wrong in ("x", ""):
        c.get(path + "year/2026", project_id=wrong, fixed=REFUSED)
        as_role(c, "manager").get(path + "year/2026", project_id=wrong)
    for nobody in (NOWHERE, "foo", someone(c, is_bot=True)["id"]):
        for end in ("year/2026", "month/all/2026/1", "2026-01-05", "", "year/x"):
            c.get(f"/data/persons/{nobody}/time-spents/{end}".rstrip("/"), note="nobody, or a bot")
        c.get(f"/data/persons/{nobody}/day-offs")
    for by in (c, me):
        for end in ("month/all/2026/1", "month/all/2026/01", "month/all/2026/13"):
            by.get(path + end, pick=listed)
    c.get(path + "month/all/x/1", fixed=REFUSED)
    for date in ("2026-01-05", "2026-1-5", "20260105", "2026-01-05T12:00:00", "2026-01", "x", "2026-02-30"):
        c.get(path + date, pick=listed)
        me.get("/data/user/time-spents/" + date, pick=listed)
    for query in ({}, {"start_date": "", "end_date": ""}, {"start_date": "2026-01-01", "end_date": "2026-01-05"}, {"start_date": "2026-01-05", "end_date": "2026-01-05"}, {"start_date": "2026-02-01", "end_date": "2026-01-01"},
                  {"start_date": "2026-01-01"}, {"end_date": "2026-01-01"}, {"start_date": "x", "end_date": "2026-01-01"}, {"start_date": "2026-01-01", "end_date": "2026-13-01"}):
        c.get(path.rstrip("/"), query=query, pick=listed)
        me.get("/data/user/time-spents", query=query, pick=listed)
        me.get(path.rstrip("/"), query=query)
    task = f"/data/user/tasks/{b.tasks['late']['id']}/time-spents/"
    me.get(task + "2026-01-05")
    me.get(task + "2026-1-5")
    me.get(task + "2026-01-06", fixed={"status": 200, "body": None})
    me.get(task + "x")
    me.get(f"/data/user/tasks/{NOWHERE}/time-spents/2026-01-05", fixed={"status": 200, "body": None})
    me.get("/data/user/tasks/foo/time-spents/2026-01-05", fixed={"status": 404})
    me.get(task + "2026-01-05/")

    # Tables
    def table(body):
        found = {unit: {words[key]: value for key, value in people.items() if key in ours} for unit, people in body.items()}
        return {unit: people for unit, people in sorted(found.items()) if people}

    tables = ("year-table", "month-table/2026", "month-table/2025", "week-table/2025", "week-table/2026", "week-table/2021", "week-table/2024", "day-table/2026/1", "day-table/2026/01", "day-table/2026/2")
    for end in tables:
        c.get("/data/persons/time-spents/" + end, pick=table)
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).get("/data/persons/time-spents/year-table", pick=table, note=role)
    for end in ("year-table", "week-table/2026"):
        me.get("/data/persons/time-spents/" + end, pick=table, note="one's own")
        for by, note in ((lead, "a supervisor of another department"), (stranger, "a supervisor of all")):
            login(c, by).get("/data/persons/time-spents/" + end, pick=table, note=note)
        for query in ({"project_id": b.project["id"]}, {"project_id": other["id"]}, {"project_id": NOWHERE}, {"department_id": b.department["id"]}, {"department_id": b.other["id"]}, {"department_id": NOWHERE},
                      {"studio_id": mate["studio_id"]}, {"studio_id": NOWHERE}, {"studio_id": mate["studio_id"], "project_id": b.project["id"], "department_id": b.department["id"]}):
            for by in (c, as_role(c, "manager"), me, login(c, lead), login(c, stranger)):
                by.get("/data/persons/time-spents/" + end, query=query, pick=table)
    c.get("/data/persons/time-spents/year-table", project_id="x", fixed=REFUSED)
    c.get("/data/persons/time-spents/year-table", department_id="", pick=table, fixed={"status": 200})
    for end in ("month-table/x", "month-table/0", "month-table/9999", "week-table/x", "day-table/x/1", "day-table/2026/x"):
        c.get("/data/persons/time-spents/" + end, fixed=REFUSED)
    c.get("/data/persons/time-spents/day-table/2026/13")
    c.anonymous().get("/data/persons/time-spents/year-table")

    # Days off
    offs = {new(c, "day-offs", person_id=person["id"], date=first, end_date=last, description=name)["id"]: name for name, person, first, last in
            (("holidays", who, "2026-01-30", "2026-02-03"), ("a day", who, "2026-05-01", "2026-05-01"), ("a year", mate, "2024-12-30", "2026-02-01"))}

    def off(rows):
        return sorted((row for row in rows if row["id"] in offs), key=lambda row: offs[row["id"]])

    path = f"/data/persons/{who['id']}/day-offs"
    for end in ("", "/week/2026/5", "/week/2026/6", "/week/2026/7", "/month/2026/1", "/month/2026/2", "/month/2026/03", "/year/2026", "/year/2025"):
        c.get(path + end, pick=off)
        me.get(path + end, pick=lambda rows: len(off(rows)))
    c.get(f"/data/persons/{mate['id']}/day-offs/year/2025", pick=off)
    for date in ("2026-01-29", "2026-01-30", "2026-02-03", "2026-02-04", "20260203", "2026-2-3", "x", "2026-13-01"):
        c.get(f"{path}/{date}")
        me.get("/data/user/day-offs/" + date)
    for end in ("/week/2026/54", "/week/x/1", "/month/2026/13", "/month/2026/x", "/year/x", "/year/0"):
        c.get(path + end, fixed=REFUSED)
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        by = as_role(c, role)
        for end in ("", "/week/2026/5", "/month/2026/1", "/year/2026", "/2026-01-30", "/x"):
            by.get(path + end, note=role)
        by.get("/data/persons/day-offs/2026/2", pick=off, note=role)
    for by in (c, me, login(c, mate)):
        for month in ("2", "02", "5", "7"):
            by.get("/data/persons/day-offs/2026/" + month, pick=off)
    for wrong in ("2026/13", "x/1", "2026/x", "0/1"):
        c.get("/data/persons/day-offs/" + wrong, fixed=REFUSED)

    # Who is there
    early = someone(c, first_name="Aaron;\"", last_name=c.unique("Quoted "))
    guest, gone, bot = someone(c, is_guest=True), someone(c, active=False), someone(c, is_bot=True)
    mine = login(c, early)
    path = f"/data/persons/{early['id']}/desktop-login-logs"

    def seen():
        c.get("/data/persons/" + early["id"], pick=lambda row: row["last_presence"])

    c.get(path)
    for body in ({"date": "2026-02-04"}, {"date": "2026-02-04T23:59:59"}, {"date": "2026-02-02T08:30:00"}):
        mine.post(path, body)
        seen()
    for body in ({"date": "2026-02-04 10:00:00"}, {"date": ""}, {"date": 5}, {"date": "20260204"}, ["a"]):
        mine.post(path, body)
        as_role(c, "user").post(path, body)
    new(c, "time-spents", task_id=b.tasks["s1"]["id"], person_id=early["id"], date="2026-02-10", duration=1)
    seen()
    c.post(path, {"date": "2026-02-05"}, note="by an admin")
    seen()
    event(c, "person:update", person_id=early["id"])
    mine.post(path, {"date": None}, pick=lambda row: row["date"][:10] > "2026-03")
    c.post(f"/data/persons/{bot['id']}/desktop-login-logs", {"date": "2026-02-04"}, note="a bot's")
    c.get(f"/data/persons/{bot['id']}/desktop-login-logs")
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        by = as_role(c, role)
        by.get(path, note=role, pick=len)
        by.post(path, {"date": "2026-02-06"}, note=role)
        for nobody in (NOWHERE, "foo"):
            by.get(f"/data/persons/{nobody}/desktop-login-logs", note=role)
            by.post(f"/data/persons/{nobody}/desktop-login-logs", {"date": "2026-02-06"}, note=role)
    for nobody in (NOWHERE, "foo"):
        c.get(f"/data/persons/{nobody}/desktop-login-logs")
        c.post(f"/data/persons/{nobody}/desktop-login-logs", {"date": "2026-02-06"}, fixed={"status": 404})
    mine.get("/data/user/desktop-login-logs", pick=lambda rows: [row["date"] for row in rows if row["date"] < "2026-03"])
    for body in ({"date": "2026-02-07"}, {"date": "2026-02-07 10:00:00"}, {"date": "20260207"}):
        mine.post("/data/user/desktop-login-logs", body)
    mine.post("/data/user/desktop-login-logs?date=2026-02-08", {"date": "2026-02-07"}, note="the query wins")
    mine.post("/data/user/desktop-login-logs", {}, pick=lambda row: row["date"][:10] > "2026-03")
    for body in ({"date": "x"}, {"date": None}):
        mine.post("/data/user/desktop-login-logs", body, fixed={"status": 400})
    c.anonymous().get("/data/user/desktop-login-logs")

    def sheet(text):
        lines = text.split("\r\n")
        people = {row["full_name"] for row in (early, guest, gone, bot, who)}
        return [lines[0]] + [line for line in lines[1:] if line.split(";X")[0].split(";;")[0].strip('"').replace('""', '"') in people]

    for month in ("2026-02", "2026-2", "2026-03"):
        c.get("/data/persons/presence-logs/" + month, pick=sheet, headers=("Content-Disposition", "Content-Type"))
    for month in ("2026-13", "2026", "x", "2026-02-01", "2026-x", "26-01"):
        c.get("/data/persons/presence-logs/" + month)
    for role in ("manager", "user"):
        as_role(c, role).get("/data/persons/presence-logs/2026-02")
        as_role(c, role).get("/data/persons/presence-logs/x")


class Elsewhere:
    """Tasks in other projects."""

    def __init__(self, c, b, *projects):
        self.c, self.b = c, b

    def task(self, project):
        shot = new(self.c, "entities", name=self.c.unique("far-"), project_id=project["id"], entity_type_id=self.b.s1["entity_type_id"])
        return new(self.c, "tasks", name="main", project_id=project["id"], entity_id=shot["id"], task_type_id=self.b.late["id"], task_status_id=self.b.todo["id"])
