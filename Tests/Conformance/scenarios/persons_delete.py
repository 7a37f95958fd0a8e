"""Deleting a person: what stands in the way."""

from builders import NOWHERE, Stage, only, someone
from fixtures import as_role, department, login, new, project


def run(c):
    d = department(c)
    p = someone(c, departments=[d["id"]])
    path = "/data/persons/" + p["id"]
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).delete(path, note="as " + role)
    login(c, p).delete(path, note="oneself")
    boss = someone(c, "admin")
    login(c, boss).delete("/data/persons/" + boss["id"], note="oneself, an administrator")
    c.delete("/data/persons/abc")
    c.delete("/data/persons/" + NOWHERE)
    as_role(c, "user").delete("/data/persons/" + NOWHERE)
    c.delete(path, note="he logged in once")
    c.get(path, pick=only("id"))
    q = someone(c, departments=[d["id"]])
    c.delete("/data/persons/" + q["id"], note="of a department", headers=("Content-Type",))
    c.get(
        "/data/events/last",
        query={"name": "person:delete", "limit": 100},
        note="announced",
        pick=lambda rows: {"seen": any(r["data"] == {"person_id": q["id"]} for r in rows)},
    )
    c.get("/data/persons/" + q["id"])
    c.delete("/data/persons/" + q["id"], note="twice")
    c.get("/data/departments/" + d["id"], pick=only("name"))

    s = Stage(c)
    for note, hold in (
        ("in a team", lambda p: project(c, (p,), "team-")),
        ("assigned", lambda p: c.put("/data/tasks/" + s.task["id"], {"assignees": [p["id"]]}, keep=False)),
        ("author of a comment", lambda p: s.comment(p)),
        ("with a day off", lambda p: new(c, "day-offs", person_id=p["id"], date="2024-01-02", end_date="2024-01-03")),
        ("with time spent", lambda p: new(c, "time-spents", person_id=p["id"], task_id=s.task["id"], date="2024-01-02", duration=60)),
    ):
        p = someone(c)
        hold(p)
        c.delete("/data/persons/" + p["id"], note=note)
        c.get("/data/persons/" + p["id"], pick=only("id"))
