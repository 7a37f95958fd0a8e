"""Posting a comment on a task: what it answers, what it announces, what becomes of the task, who is told."""

from builders import INVALID, NOWHERE, Journal, Stage, only, seeded, someone, status, told
from fixtures import cast, login, as_role, event

TASK = ("task_status_id", "retake_count", "real_start_date", "end_date", "done_date", "last_comment_date", "duration")


def seen(row):
    """The comment with the keys of its author that are no settings."""
    return {**row, "person": {key: row["person"].get(key, "absent") for key in ("id", "full_name", "role", "departments", "type")}}


def run(c):
    artist = someone(c)
    s = Stage(c, ("manager", "supervisor", "user", "client", "vendor", artist))
    people = cast(c)
    c.get("/data/tasks/" + s.task["id"], pick=only("id", "task_status_id", "assignees"))
    for known in (artist, people["supervisor"]):
        c.get("/data/persons/" + known["id"], pick=only("id"))
    c.put("/data/tasks/" + s.task["id"], {"assignees": [artist["id"]]}, keep=False)
    as_role(c, "supervisor").post(f"/actions/user/tasks/{s.task['id']}/subscribe", keep=False)
    wip, review, retake, done = (status(c, name, **{flag: True}) for name, flag in (
        ("wip", "is_wip"), ("review", "is_feedback_request"), ("retake", "is_retake"), ("done", "is_done")))
    path = f"/actions/tasks/{s.task['id']}/comment"
    journal = Journal(c, s.project)

    comment = c.post(path, {"task_status_id": s.todo["id"]}, note="nothing but the status", pick=seen)
    journal.look()
    told(c, comment, artist=artist, supervisor=people["supervisor"])
    c.get("/data/tasks/" + s.task["id"], pick=only(*TASK))
    comment = login(c, artist).post(path, {"task_status_id": wip["id"], "comment": "begun"}, note="the assignee", pick=seen)
    journal.look()
    told(c, comment, artist=artist, supervisor=people["supervisor"])
    c.get("/data/tasks/" + s.task["id"], pick=only(*TASK))
    comment = login(c, artist).post(path, {"task_status_id": review["id"], "comment": "look"}, note="a feedback request", pick=seen)
    journal.look()
    told(c, comment, artist=artist, supervisor=people["supervisor"])
    c.get("/data/tasks/" + s.task["id"], pick=only(*TASK))
    for kind in (retake, retake, wip, review, retake, done, s.todo):
        c.post(path, {"task_status_id": kind["id"]}, pick=only("task_status_id"))
        c.get("/data/tasks/" + s.task["id"], pick=only(*TASK))
    event(c, "notification:new", project_id=s.project["id"])
    c.get(f"/data/projects/{s.project['id']}/news", pick=lambda page: sorted(n["change"] for n in page["data"]))

    # Fields that only managers set.
    comment = c.post(path, {"task_status_id": wip["id"], "comment": "for another", "person_id": artist["id"], "for_client": True,
                            "checklist": [{"text": "eyes", "checked": False}], "links": ["https://example.com", "b"]}, note="in the name of another", pick=seen)
    journal.look()
    told(c, comment, artist=artist, supervisor=people["supervisor"])
    login(c, artist).post(path, {"task_status_id": wip["id"], "person_id": people["manager"]["id"], "for_client": True, "created_at": "2020-01-01 00:00:00"},
                          pick=only("person_id", "for_client", "created_at"), note="an artist: dropped")
    as_role(c, "manager").post(path, {"task_status_id": wip["id"], "person_id": people["user"]["id"], "for_client": "yes"}, pick=only("person_id", "for_client"))

    # Refused, in this order.
    c.post(path, {}, note="no status")
    c.post(path, {"task_status_id": None})
    c.post(path, {"task_status_id": 1, "comment": 2, "person_id": None, "created_at": 3, "checklist": 4, "links": "[", "for_client": "perhaps"})
    c.post(path, {"task_status_id": wip["id"], "checklist": "{}"})
    c.post(path, {"task_status_id": wip["id"], "checklist": [{"a": 1}]}, note="items of another kind", pick=only("checklist"))
    c.post(path, {"task_status_id": wip["id"], "checklist": "[]", "links": ""}, pick=only("checklist", "links"))
    c.post(path, {"task_status_id": wip["id"], "checklist": None, "links": None}, pick=only("checklist", "links"))
    c.post(path, {"task_status_id": wip["id"], "checklist": '[{"text": "a", "checked": true}]', "links": '["x"]'}, pick=only("checklist", "links"))
    c.post(path, [], note="a list")
    c.post(path + f"?task_status_id={wip['id']}&comment=hi", note="in the query", pick=only("text", "task_status_id"))
    c.post(f"/actions/tasks/{NOWHERE}/comment", {}, note="no status, no task")
    c.post(f"/actions/tasks/{NOWHERE}/comment", {"task_status_id": wip["id"]})
    c.post("/actions/tasks/nothing/comment", {"task_status_id": wip["id"]})
    c.post(path, {"task_status_id": NOWHERE})
    c.post(path, {"task_status_id": "nothing"})
    c.post(path, {"task_status_id": wip["id"], "person_id": NOWHERE})
    c.post(path, {"task_status_id": wip["id"], "person_id": "nobody"})
    c.anonymous().post(path, {})
    login(c, artist).post(path, {"task_status_id": NOWHERE}, note="an unknown status, an artist")

    # Dates.
    for moment in ("2020-05-05", "2020-05-05T10:00:00Z", "2020-05-05T10:00:00", "2020-05-06 10:00:00", "2020-05-06 10:00:00.123"):
        c.post(path, {"task_status_id": done["id"], "created_at": moment, "comment": moment}, pick=only("created_at", "text"))
        c.get("/data/tasks/" + s.task["id"], pick=only(*TASK))
    journal.look()
    c.post(path, {"task_status_id": done["id"], "created_at": "2020-02-30 10:00:00"}, fixed={"status": 400, "body": INVALID}, pick=only("created_at"))
    c.post(path, {"task_status_id": wip["id"], "links": ["a", 1]}, note="a link that is a number", fixed={"status": 400})
    c.post(path, {"task_status_id": wip["id"], "checklist": ["a", 1]}, note="a checklist of the wrong shape", fixed={"status": 400}, pick=only("checklist"))
