"""From when to when people have tasks, and when they work for others."""
from breakdown import Breakdown
from builders import NOWHERE, someone
from fixtures import ROLES, as_role, cast, closed_status, entity, login, new, project, task


def run(c):
    lead = someone(c, "manager")
    b = Breakdown(c, team=("manager", "supervisor", "user", "client", "vendor", lead))
    busy, undated, gone, bot, far = someone(c), someone(c), someone(c, active=False), someone(c, is_bot=True), someone(c)
    words = {busy["id"]: "busy", undated["id"]: "undated", gone["id"]: "gone", bot["id"]: "bot", far["id"]: "far"}
    other, closed = project(c, (), "other-"), project(c, (), "closed-", project_status_id=closed_status(c)["id"])

    def known(rows):
        """A `pick`: this scenario's people."""
        return sorted(({**row, "person_id": words[row["person_id"]]} for row in rows if row["person_id"] in words), key=lambda row: row["person_id"])

    def work(place, person, start=None, due=None):
        shot = entity(c, place, "Shot", f"shot{len(made)}-")
        made.append(task(c, place, shot, b.late, b.todo, assignees=[person["id"]], start_date=start, due_date=due))

    made = []
    c.get("/data/persons/task-dates", project_id=b.project["id"], pick=known)
    work(b.project, busy, "2026-02-01", "2026-02-05T18:00:00")
    work(b.project, busy, "2026-01-15T08:30:00")
    work(b.project, busy, None, "2026-03-01")
    work(b.project, undated)
    work(b.project, gone, "2026-01-01", "2026-01-02")
    work(b.project, bot, "2026-01-01", "2026-01-02")
    for start, due in (("2026-05-01", "2026-05-04"), ("2026-05-03", "2026-05-06"), ("2026-05-06", "2026-05-07"), ("2026-05-08", "2026-05-09"), ("2026-05-01", "2026-05-02"), (None, "2026-06-01"), ("2026-06-01", None)):
        work(other, busy, start, due)
    work(other, far, "2026-07-01", "2026-07-02")
    work(other, gone, "2026-07-01", "2026-07-02")
    work(closed, busy, "2026-08-01", "2026-08-02")
    work(closed, far, "2026-08-01", "2026-08-02")
    path = "/data/persons/task-dates"
    for role in ROLES:
        by = as_role(c, role)
        by.get(path, pick=known, note=role)
        for place in (b.project["id"], other["id"], closed["id"], NOWHERE, "", " ", "x"):
            by.get(path, project_id=place, pick=known, note=role)
    login(c, lead).get(path, pick=known)
    login(c, someone(c, "supervisor")).get(path, pick=known, note="in no team")
    c.anonymous().get(path)
