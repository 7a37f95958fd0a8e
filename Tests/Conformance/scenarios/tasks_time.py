"""The time that is spent on a task: set, added to, deleted; the task's sum and the person's sheet follow, in minutes."""
from builders import NOWHERE, Journal, Stage, someone
from fixtures import ROLES, as_role, cast, closed, login, new

TOO_LONG = {"status": 400}


def run(c):
    s = Stage(c)
    artist, mate, stranger, bot = cast(c)["user"], someone(c), someone(c, "manager"), someone(c, is_bot=True)
    for row in (artist, mate, bot):
        c.get("/data/persons/" + row["id"], pick=lambda row: row["id"])
    c.put("/data/tasks/" + s.task["id"], {"assignees": [artist["id"], mate["id"], bot["id"]]}, keep=False)
    path = f"/actions/tasks/{s.task['id']}/time-spents"
    journal = Journal(c, s.project)

    def of(date, person=artist, end=""):
        return f"{path}/{date}/persons/{person['id']}{end}"

    def state():
        journal.look()
        c.get("/data/tasks/" + s.task["id"], pick=lambda row: row["duration"], note="the task's minutes")
        c.get(f"/data/persons/{artist['id']}/time-spents/year/2026", pick=lambda rows: [row["duration"] for row in rows if row["task_id"] == s.task["id"]], note="the sheet")

    c.get(path, note="nothing yet")
    for way, date, body in (("", "2026-01-05", {"duration": 60}), ("", "2026-01-05", {"duration": 90}), ("/add", "2026-1-5", {"duration": 30.5}), ("/add", "2026-01-06", {"duration": "15"}), ("", "2026-01-05", {"duration": 20})):
        c.post(of(date, end=way), body)
        state()
    c.get(path)
    c.get(path + "/2026-01-05", note="one day")
    c.get(path + "/2026-1-6", note="one day")
    c.get(path + "/2026-01-07", note="a day without any")
    c.delete(of("2026-01-06"))
    state()
    c.delete(of("2026-01-06"), note="gone")
    as_role(c, "manager").post(of("2026-01-08", mate), {"duration": 240.0})
    as_role(c, "manager").post(of("2026-01-08", mate, "/add"), {"duration": 30})
    state()
    c.get(path, pick=lambda body: sorted([key, body[key] if key == "total" else len(body[key])] for key in body if key == "total" or key == artist["id"]))

    # Who
    for role in ROLES:
        by = as_role(c, role)
        by.get(path, note=role, pick=lambda body: body["total"], **closed(role, "client"))
        by.get(path + "/2026-01-05", note=role, pick=lambda body: body["total"], **closed(role, "client"))
        by.post(of("2026-02-01"), {"duration": 5}, note=role)
        by.post(of("2026-02-01", end="/add"), {"duration": 5}, note=role)
        by.delete(of("2026-02-01"), note=role)
        by.post(of("2026-02-01", cast(c)["supervisor"]), {"duration": 5}, note=role + ", of who does not have the task")
        journal.look(keep=False)
    login(c, stranger).get(path)
    login(c, stranger).post(of("2026-02-01"), {"duration": 5}, note="a manager who is not in the team")
    login(c, mate).post(of("2026-02-01", mate), {"duration": 5}, note="an assignee who is not in the team")
    login(c, mate).get(path, note="an assignee who is not in the team")
    c.anonymous().get(path)
    c.anonymous().post(of("2026-02-01"), {"duration": 5})

    # Bots
    c.post(of("2026-02-02", bot), {"duration": 5}, note="a bot")
    c.put("/data/projects/" + s.project["id"], {"is_bot_collaboration_enabled": True}, keep=False)
    c.post(of("2026-02-02", bot), {"duration": 5}, note="a bot that is let in")
    c.delete(of("2026-02-02", bot), note="a bot that is let in")

    # Bad input
    for duration in (0, -1, None, "x", "", [], True, 1440):
        c.post(of("2026-03-01"), {"duration": duration})
    c.post(of("2026-03-01"), {})
    c.post(of("2026-03-02"), {"duration": 1440.5}, fixed=TOO_LONG, skip_peer=True, note="a day has no more minutes")
    c.post(of("2026-03-01", end="/add"), {"duration": 0.5}, fixed=TOO_LONG, skip_peer=True, note="a day has no more minutes")
    for date in ("2026-02-30", "2026-13-01", "foo", "2026-02"):
        c.post(of(date), {"duration": 5})
        c.delete(of(date))
        c.get(f"{path}/{date}", fixed={"status": 400})
        as_role(c, "vendor").post(of(date), {"duration": 5}, note="who may is asked before")
    for wrong in (NOWHERE, "foo"):
        c.get(f"/actions/tasks/{wrong}/time-spents")
        c.get(f"/actions/tasks/{wrong}/time-spents/2026-01-05")
        c.post(f"/actions/tasks/{wrong}/time-spents/2026-01-05/persons/{artist['id']}", {"duration": 5})
        c.post(f"/actions/tasks/{wrong}/time-spents/2026-01-05/persons/{artist['id']}", {})
        c.post(f"{path}/2026-01-05/persons/{wrong}", {"duration": 5})
        c.post(f"{path}/2026-01-05/persons/{wrong}", {})
        c.delete(f"{path}/2026-01-05/persons/{wrong}")
        c.delete(f"/actions/tasks/{wrong}/time-spents/2026-01-05/persons/{artist['id']}")
    c.get(path, pick=lambda body: body["total"], note="nothing of that is there")
