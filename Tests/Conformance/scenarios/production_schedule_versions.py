"""Versions of a schedule."""

from builders import NOWHERE, Journal, Stage, only, someone
from fixtures import as_role, login

ROLES = ("admin", "manager", "supervisor", "user", "client", "vendor")


def run(c):
    s = Stage(c)
    journal = Journal(c, s.project)
    given = {"name": "first", "project_id": s.project["id"]}
    row = c.post("/data/production-schedule-versions", given)
    path = "/data/production-schedule-versions/" + row["id"]
    journal.look()
    c.post("/data/production-schedule-versions", given, note="the same again")
    c.post("/data/production-schedule-versions", {**given, "name": "second", "production_schedule_from": row["id"], "locked": True, "canceled": True})
    c.post("/data/production-schedule-versions", {**given, "name": "x", "production_schedule_from": NOWHERE})
    c.post("/data/production-schedule-versions", {"name": "x"})
    c.post("/data/production-schedule-versions", {"project_id": s.project["id"]})
    c.post("/data/production-schedule-versions", {**given, "name": "n" * 81})
    c.post("/data/production-schedule-versions", {**given, "project_id": NOWHERE})
    as_role(c, "manager").post("/data/production-schedule-versions", {**given, "project_id": NOWHERE})
    as_role(c, "manager").post("/data/production-schedule-versions", {**given, "name": "by a manager"}, pick=only("name"))
    for role in ROLES[2:]:
        as_role(c, role).post("/data/production-schedule-versions", {**given, "name": role}, note="as " + role)
    login(c, someone(c, "manager")).post("/data/production-schedule-versions", {**given, "name": "x"}, note="a manager who is not in the team")

    for role in ROLES:
        by = as_role(c, role)
        by.get("/data/production-schedule-versions", project_id=s.project["id"], note="as " + role, unordered=True, pick=only("name"))
        by.get("/data/production-schedule-versions", name="none of this name" + c.unique(), note="without a project, as " + role)
        by.get(path, note="as " + role, pick=only("name"))
    login(c, someone(c)).get("/data/production-schedule-versions", project_id=s.project["id"], note="not in the team")
    login(c, someone(c)).get(path, note="not in the team")
    c.get("/data/production-schedule-versions", project_id=NOWHERE)
    as_role(c, "manager").get("/data/production-schedule-versions", project_id=NOWHERE)
    as_role(c, "manager").get("/data/production-schedule-versions", project_id="abc")
    c.get("/data/production-schedule-versions", project_id="abc")

    c.put(path, {"name": "renamed", "locked": True, "project_id": NOWHERE})
    as_role(c, "manager").put(path, {"canceled": True}, note="locked, and still changed", pick=only("canceled", "locked"))
    for role in ROLES[2:]:
        as_role(c, role).put(path, {"name": "x"}, note="as " + role)
    c.put(path, {"name": "second"}, note="taken")
    journal.look()
    c.get("/data/production-schedule-versions/abc")
    c.get("/data/production-schedule-versions/" + NOWHERE)
    c.put("/data/production-schedule-versions/" + NOWHERE, {})
    for role in ROLES[1:]:
        as_role(c, role).delete(path, note="as " + role)
    c.delete(path, note="another version comes from it")
    c.get("/data/production-schedule-versions", project_id=s.project["id"], name="second", pick=only("production_schedule_from"))
    lone = c.post("/data/production-schedule-versions", {**given, "name": "lone"}, keep=False)
    journal.look(keep=False)
    c.delete("/data/production-schedule-versions/" + lone["id"])
    journal.look()
    c.delete("/data/production-schedule-versions/" + lone["id"], note="twice")
