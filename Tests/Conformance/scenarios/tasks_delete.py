"""Deleting a task: what stands in the way, and what is lost."""

from builders import NOWHERE, Journal, Stage, only, someone
from fixtures import as_role, cast, login, new, task


def run(c):
    s = Stage(c)
    people = cast(c)
    path = "/data/tasks/" + s.task["id"]
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).delete(path, note="as " + role)
    login(c, someone(c, "manager")).delete(path, note="a manager who is not in the team")
    c.delete("/data/tasks/abc")
    c.delete("/data/tasks/" + NOWHERE)
    as_role(c, "user").delete("/data/tasks/" + NOWHERE)

    journal = Journal(c, s.project)
    as_role(c, "manager").delete(path, note="a manager of the team", headers=("Content-Type",))
    journal.look()
    c.get(path)
    as_role(c, "manager").delete(path, note="twice")
    c.get("/data/entities/" + s.asset["id"], pick=only("name"))

    def another(name, **fields):
        return task(c, s.project, s.asset, s.asset_type, s.todo, name=name, **fields)

    t = another("assigned", assignees=[people["user"]["id"]])
    as_role(c, "user").delete("/data/tasks/" + t["id"], note="its assignee")
    c.delete("/data/tasks/" + t["id"], note="assignments do not stand in the way")
    t = another("told")
    c.put("/data/tasks/" + t["id"], {"assignees": [people["user"]["id"]]}, keep=False)
    c.delete("/data/tasks/" + t["id"], note="the notification of the assignment does")
    t = another("commented")
    comment = s.comment(people["user"], task=t)
    c.delete("/data/tasks/" + t["id"], note="comments do not stand in the way")
    c.get("/data/comments", object_id=t["id"], pick=only("text"))
    c.get("/data/comments/" + comment["id"], note="left alone", pick=only("text"))

    for table, fields in (
        ("preview-files", {"name": "p", "revision": 1}),
        ("time-spents", {"person_id": people["user"]["id"], "date": "2024-01-02", "duration": 60}),
        ("working-files", {"name": "w", "revision": 1, "entity_id": s.asset["id"]}),
        ("subscriptions", {"person_id": people["user"]["id"]}),
        ("news", {"author_id": people["user"]["id"]}),
        ("notifications", {"type": "assignation", "person_id": people["user"]["id"], "author_id": people["manager"]["id"]}),
    ):
        t = another("with " + table)
        new(c, table, task_id=t["id"], **fields)
        c.delete("/data/tasks/" + t["id"], note="held by " + table)
        c.get("/data/tasks/" + t["id"], pick=only("name"))
        c.get("/data/" + table, task_id=t["id"], pick=lambda rows: len(rows))
        c.delete("/data/tasks/" + t["id"] + "?force=true", note="held by " + table)
        c.get("/data/" + table, task_id=t["id"])
    c.delete("/data/tasks/" + another("wrong")["id"] + "?force=maybe", note="an odd force")
