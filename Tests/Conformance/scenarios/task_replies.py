"""Answers to comments, and acknowledging them."""

from builders import NOWHERE, Journal, Stage, only, someone, status, told
from fixtures import as_role, cast, login


def run(c):
    artist, second, client = someone(c), someone(c), someone(c, "client")
    s = Stage(c, ("manager", "supervisor", "user", "client", "vendor", artist, second, client))
    people = cast(c)
    c.put("/data/tasks/" + s.task["id"], {"assignees": [artist["id"]]}, keep=False)
    names = {"artist": artist, "second": second, "manager": people["manager"], "client": people["client"]}
    comment = as_role(c, "manager").post(f"/actions/tasks/{s.task['id']}/comment", {"task_status_id": s.todo["id"], "comment": "look"}, keep=False)
    c.get("/data/tasks/" + s.task["id"], pick=only("id")), c.get("/data/comments/" + comment["id"], pick=only("id"))
    path = f"/data/tasks/{s.task['id']}/comments/{comment['id']}/reply"
    journal = Journal(c, s.project)

    login(c, artist).post(path, {"text": "done"}, note="the assignee")
    journal.look()
    told(c, comment, **names)
    reply = c.post(path, {"text": f"@{second['full_name']} see"}, note="an administrator", pick=only("text", "date", "created_at"))
    journal.look()
    told(c, comment, **names)
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).post(path, {"text": role}, note=role, pick=only("text", "person"))
    login(c, second).post(path, {"text": "I saw"}, note="mentioned in an answer", pick=only("text"))
    c.post(path, {}, pick=only("text"), note="no text")
    c.post(path, {"text": 3})
    c.post(path, {"text": None}, fixed={"status": 400})
    login(c, someone(c)).post(path, {"text": 3}, note="who may not is told first")
    c.post(path.replace(s.task["id"], s.shot_task["id"]), {"text": "a"}, note="another task")
    c.post(path.replace(comment["id"], NOWHERE), {"text": "a"})
    c.post(path.replace(comment["id"], "nothing"), {"text": "a"})
    c.anonymous().post(path, {"text": "a"})
    c.get("/data/comments/" + comment["id"], pick=lambda row: [r["text"] for r in row["replies"]])

    # What clients are told is for managers and clients.
    public = c.post(f"/actions/tasks/{s.task['id']}/comment", {"task_status_id": s.todo["id"], "comment": "dear client", "for_client": True}, keep=False)
    from_client = as_role(c, "client").post(f"/actions/tasks/{s.task['id']}/comment", {"task_status_id": s.todo["id"], "comment": "dear studio"}, keep=False)
    for one in (public, from_client):
        for role in ("manager", "supervisor", "user", "client", "vendor"):
            as_role(c, role).post(f"/data/tasks/{s.task['id']}/comments/{one['id']}/reply", {"text": role}, note=role, pick=only("text"))
        login(c, artist).post(f"/data/tasks/{s.task['id']}/comments/{one['id']}/reply", {"text": "x"}, note="the assignee", pick=only("text"))
        login(c, client).post(f"/data/tasks/{s.task['id']}/comments/{one['id']}/reply", {"text": "x"}, note="another client", pick=only("text"))

    # Files of an answer.
    answer = c.upload(path, form={"text": "with files"}, one=("scène.tar.gz", b"ab", "application/gzip"), two=("b.png", b"abc", "image/png"), note="with files")
    c.get("/data/attachment-files", comment_id=comment["id"], pick=lambda rows: sorted([r["name"], r["extension"], r["size"], r["mimetype"], r["reply_id"] == answer["id"]] for r in rows))

    # Deleting.
    mine = login(c, artist).post(path, {"text": "a mistake"}, keep=False)
    delete = path + "/" + mine["id"]
    as_role(c, "manager").delete(delete, note="a manager, not the author")
    login(c, second).delete(delete, note="another artist")
    login(c, artist).delete(delete, note="the author", pick=lambda row: mine["id"] in [r["id"] for r in row["replies"]])
    login(c, artist).delete(delete, note="again")
    c.delete(path + "/" + answer["id"], note="an administrator", pick=lambda row: len(row["replies"]))
    c.get("/data/attachment-files", comment_id=comment["id"], pick=len, note="its files are gone")
    c.get("/data/notifications", query={"reply_id": answer["id"]}, pick=len)

    # Acknowledging.
    ack = path.replace("/reply", "/ack")
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).post(ack, note=role, pick=only("id", "acknowledgements"))
        as_role(c, role).post(ack, note=role, pick=only("id", "acknowledgements"))
    c.post(ack, note="an administrator", pick=lambda row: sorted(row))
    login(c, someone(c)).post(ack, note="an outsider")
    c.post(ack.replace(comment["id"], NOWHERE))
    c.post(ack.replace(s.task["id"], NOWHERE))
    elsewhere = {"note": "another task", "fixed": {"status": 404}, "skip_peer": True}
    c.post(ack.replace(s.task["id"], s.shot_task["id"]), **elsewhere)
    kept = login(c, artist).post(path, {"text": "kept"}, keep=False)
    c.delete(path.replace(s.task["id"], s.shot_task["id"]) + "/" + kept["id"], **elsewhere)
    c.get("/data/comments/" + comment["id"], note="the answer stays", pick=lambda row: kept["id"] in [r["id"] for r in row["replies"]])
