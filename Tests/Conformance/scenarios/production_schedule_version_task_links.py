"""The tasks of a version of a schedule."""

from builders import NOWHERE, Journal, Stage, only, someone
from fixtures import as_role, cast, event, login, new

ROLES = ("admin", "manager", "supervisor", "user", "client", "vendor")


def run(c):
    s, other = Stage(c), Stage(c, ("manager",))
    artist = cast(c)["user"]
    version = new(c, "production-schedule-versions", name="version", project_id=s.project["id"])
    elsewhere = new(c, "production-schedule-versions", name="version", project_id=other.project["id"])
    table = "/data/production-schedule-version-task-links"
    given = {"production_schedule_version_id": version["id"], "task_id": s.task["id"]}
    journal = Journal(c, s.project)

    row = c.post(table, {**given, "start_date": "2024-01-02", "due_date": "2024-01-03T04:05:06", "estimation": 480, "assignees": [artist["id"]]})
    path = table + "/" + row["id"]
    event(c, "production-schedule-version-task-link:new", production_schedule_version_task_link_id=row["id"])
    journal.look()
    c.post(table, given, note="the same again")
    c.post(table, {**given, "task_id": other.task["id"]}, note="a task of another project")
    c.post(table, {**given, "task_id": NOWHERE})
    c.post(table, {**given, "production_schedule_version_id": NOWHERE})
    c.post(table, {"task_id": s.task["id"]})
    c.post(table, {"production_schedule_version_id": version["id"]})
    c.post(table, {**given, "task_id": s.shot_task["id"], "nonsense": 1})
    as_role(c, "manager").post(table, {**given, "task_id": s.shot_task["id"]}, pick=only("start_date", "estimation", "assignees"))
    for role in ROLES[2:]:
        as_role(c, role).post(table, given, note="as " + role)
    login(c, someone(c, "manager")).post(table, given, note="a manager who is not in the team")
    theirs = new(c, "production-schedule-version-task-links", production_schedule_version_id=elsewhere["id"], task_id=other.task["id"])

    for role in ROLES:
        by = as_role(c, role)
        by.get(table, production_schedule_version_id=version["id"], note="without a project, as " + role, pick=lambda rows: len(rows))
        by.get(table, project_id=s.project["id"], production_schedule_version_id=version["id"], note="as " + role, pick=lambda rows: len(rows))
        by.get(path, note="as " + role, pick=only("task_id"))
    login(c, someone(c)).get(table, project_id=s.project["id"], note="not in the team")
    login(c, someone(c)).get(path, note="not in the team")
    as_role(c, "user").get(table, project_id=NOWHERE)
    as_role(c, "user").get(
        table,
        project_id=s.project["id"],
        production_schedule_version_id=elsewhere["id"],
        note="the links of another project",
        pick=lambda rows: len(rows),
        fixed={"status": 200, "body": 0},
    )
    as_role(c, "user").get("/data/production-schedule-version-task-links/" + theirs["id"], note="the link of another project")
    c.get(table, production_schedule_version_id=version["id"], task_id=s.task["id"], relations="true", pick=only("assignees", "estimation"))

    c.put(
        path,
        {"estimation": 60, "due_date": None, "task_id": s.shot_task["id"], "production_schedule_version_id": elsewhere["id"]},
        note="task and version stay",
    )
    as_role(c, "manager").put(path, {"assignees": []}, pick=lambda row: "assignees" in row)
    c.get(path, pick=only("assignees"))
    for role in ROLES[2:]:
        as_role(c, role).put(path, {"estimation": 1}, note="as " + role)
    c.put(path, {"estimation": "long"})
    c.put(path, {"start_date": "soon"})
    event(c, "production-schedule-version-task-link:update", production_schedule_version_task_link_id=row["id"])
    c.delete("/data/production-schedule-versions/" + version["id"], note="a version with tasks")
    c.get(table + "/abc")
    c.get(table + "/" + NOWHERE)
    c.put(table + "/" + NOWHERE, {})
    for role in ROLES[2:]:
        as_role(c, role).delete(path, note="as " + role)
    as_role(c, "manager").delete(path)
    event(c, "production-schedule-version-task-link:delete", production_schedule_version_task_link_id=row["id"])
    c.delete(path, note="twice")
    journal.look()
