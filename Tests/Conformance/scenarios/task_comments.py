"""The conversation about a task: who reads what of it; deleting and moving comments; several at once."""

from builders import NOWHERE, Journal, Stage, only, someone, status, told
from fixtures import as_role, cast, entity, login, task, task_type

TASK = ("task_status_id", "retake_count", "real_start_date", "end_date", "done_date", "last_comment_date")


def conversation(c, s, note, **fields):
    return c.post(f"/actions/tasks/{s.task['id']}/comment", {"task_status_id": s.todo["id"], **fields}, keep=False)


def read(c, s, who):
    """A step: the texts that somebody reads, and by whom they are."""
    c.get(f"/data/tasks/{s.task['id']}/comments", note=who, pick=lambda rows: [
        [r["text"], r["for_client"], r["person"]["role"] if r["person"] else None, len(r["replies"]), len(r["checklist"])] for r in rows])


def run(c):
    artist, second = someone(c), someone(c, "client")
    s = Stage(c, ("manager", "supervisor", "user", "client", "vendor", artist, second))
    people = cast(c)
    c.put("/data/tasks/" + s.task["id"], {"assignees": [artist["id"], people["vendor"]["id"]]}, keep=False)
    path = f"/data/tasks/{s.task['id']}/comments"
    c.get(path, note="nothing yet")
    first = as_role(c, "manager").post(f"/actions/tasks/{s.task['id']}/comment", {"task_status_id": s.todo["id"], "comment": "first", "checklist": [{"text": "a", "checked": True}], "links": ["l"]}, keep=False)
    c.post(f"{path}/{first['id']}/reply", {"text": "answer"}, keep=False)
    c.post(f"{path}/{first['id']}/ack", keep=False)
    c.get(path, note="one", pick=lambda rows: [{k: v for k, v in r.items() if k != "updated_at"} for r in rows])
    c.put("/data/comments/" + first["id"], {"text": "first, edited"}, keep=False)
    c.get(path, note="with an editor", pick=lambda rows: rows[0]["editor"])
    written = [first]
    for who, text, fields in (("admin", "for the client", {"for_client": True}), ("client", "from the client", {}), ("user", "from an artist", {}), ("supervisor", "from a supervisor", {})):
        by = c if who == "admin" else login(c, artist) if who == "user" else as_role(c, who)
        written.append(by.post(f"/actions/tasks/{s.task['id']}/comment", {"task_status_id": s.todo["id"], "comment": text, **fields}, keep=False))
    written.append(login(c, second).post(f"/actions/tasks/{s.task['id']}/comment", {"task_status_id": s.todo["id"], "comment": "from another client"}, keep=False))
    times = sorted({w["created_at"] for w in written})
    for role in ("admin", "manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).get(path, note=role, pick=lambda rows: sorted([r["text"], r["for_client"], r["person"]["role"] if r["person"] else None, len(r["replies"])] for r in rows))
        for one in written:
            as_role(c, role).get(f"{path}/{one['id']}", note=role, pick=only("text", "type"))
    c.put("/data/projects/" + s.project["id"], {"is_clients_isolated": True}, keep=False)
    for who in (second, people["client"]):
        login(c, who).get(path, note="isolated", pick=lambda rows: sorted(r["text"] for r in rows))
    login(c, someone(c)).get(path, note="an outsider")
    c.get(path.replace(s.task["id"], NOWHERE))
    c.get(f"{path}/{NOWHERE}")
    c.get(f"/data/tasks/{s.shot_task['id']}/comments/{first['id']}", note="of another task")

    c.delete(f"/data/tasks/{s.shot_task['id']}/comments/{first['id']}", note="of another task", fixed={"status": 404}, skip_peer=True)

    # Deleting takes back what a comment did.
    wip, review, retake, done = (status(c, name, **{flag: True}) for name, flag in (("wip", "is_wip"), ("review", "is_feedback_request"), ("retake", "is_retake"), ("done", "is_done")))
    history = [c.post(f"/actions/tasks/{s.shot_task['id']}/comment", {"task_status_id": kind["id"], "comment": str(n)}, keep=False) for n, kind in enumerate((wip, review, retake, retake, wip, review, done))]
    home = f"/data/tasks/{s.shot_task['id']}/comments/"
    journal = Journal(c, s.project)
    for one in reversed(history):
        as_role(c, "user").delete(home + one["id"], note="not the author")
        c.delete(home + one["id"])
        c.get("/data/tasks/" + s.shot_task["id"], pick=only(*TASK))
        journal.look()
    c.delete(home + history[0]["id"], note="again")
    login(c, artist).delete(f"{path}/{written[3]['id']}", note="the author")
    as_role(c, "supervisor").delete(f"{path}/{first['id']}", note="a supervisor")
    as_role(c, "manager").delete(f"{path}/{first['id']}", note="a manager")

    # Moving.
    other = task(c, s.project, s.asset, task_type(c, s.department, "second-"), s.todo)
    mover = c.post(f"/actions/tasks/{s.task['id']}/comment", {"task_status_id": wip["id"], "comment": "to be moved"}, keep=False)
    c.put("/data/tasks/" + other["id"], {"assignees": [artist["id"]]}, keep=False)
    move = f"/actions/tasks/{s.task['id']}/comments/{mover['id']}/move"
    journal.look(keep=False)
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).post(move, {"target_task_id": other["id"]}, note=role)
    c.post(move, {})
    c.post(move, {"target_task_id": NOWHERE})
    c.post(move, {"target_task_id": s.task["id"]})
    c.post(move, {"target_task_id": s.shot_task["id"]})
    c.post(move.replace(s.task["id"], other["id"]), {"target_task_id": s.task["id"]}, note="it is not there")
    c.post(move.replace(mover["id"], NOWHERE), {"target_task_id": other["id"]})
    as_role(c, "manager").post(move, {"target_task_id": other["id"]})
    journal.look()
    told(c, mover, artist=artist)
    for one in (s.task, other):
        c.get("/data/tasks/" + one["id"], pick=only("task_status_id", "retake_count"))
