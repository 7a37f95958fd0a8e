"""Attachments of comments."""

from builders import NOWHERE, Stage, only, someone
from fixtures import as_role, cast, closed, event, login


def run(c):
    s = Stage(c)
    people = cast(c)
    comment = s.comment(people["user"])
    client_comment = s.comment(people["client"])
    given = {"name": "notes.txt", "size": 12, "extension": "txt", "mimetype": "text/plain", "comment_id": comment["id"]}
    row = c.post("/data/attachment-files", given)
    path = "/data/attachment-files/" + row["id"]
    event(c, "attachment-file:new", attachment_file_id=row["id"])
    c.post("/data/attachment-files", {}, note="nothing is required")
    c.post("/data/attachment-files", {"name": "big", "size": 5000000000}, pick=only("size"))
    c.post("/data/attachment-files", {**given, "comment_id": NOWHERE})
    c.post("/data/attachment-files", {**given, "extension": "toolong"})
    c.post("/data/attachment-files", {"name": "x", "comment": comment["id"]}, note="the relation itself cannot be written")
    c.get("/data/comments/" + comment["id"], pick=only("attachment_files"))
    c.get("/data/attachment-files", comment_id=comment["id"])
    c.get("/data/attachment-files", comment_id=comment["id"], relations="true", pick=lambda rows: sorted(rows[0]))
    c.get("/data/attachment-files", comment=comment["id"], fixed={"status": 400})
    for role in ("admin", "manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).get(path, note="as " + role, pick=lambda row: [row["name"], row["comment"]["text"], row["chat_message"]], **closed(role, "client"))
    c.put("/data/tasks/" + s.task["id"], {"assignees": [people["vendor"]["id"]]}, keep=False)
    as_role(c, "vendor").get(path, note="a vendor with a task of the asset", pick=only("name"))
    login(c, someone(c)).get(path, note="not in the team")
    theirs = c.post("/data/attachment-files", {"name": "theirs", "comment_id": client_comment["id"]}, keep=False)
    as_role(c, "user").get("/data/attachment-files/" + theirs["id"], note="of a comment he may not read", pick=only("name"), fixed={"status": 403})
    orphan = c.post("/data/attachment-files", {"name": "orphan"}, keep=False)
    c.get("/data/attachment-files/" + orphan["id"], note="of nothing, even for an administrator")
    lost = c.post("/data/attachment-files", {"name": "lost", "comment_id": s.comment(people["user"], task={"id": NOWHERE})["id"]}, keep=False)
    c.get("/data/attachment-files/" + lost["id"], note="of a comment whose task is gone")

    for role in ("manager", "supervisor", "user", "client", "vendor"):
        by = as_role(c, role)
        by.get("/data/attachment-files", comment_id=comment["id"], note="as " + role)
        by.post("/data/attachment-files", given, note="as " + role)
        by.put(path, {"name": "x"}, note="as " + role)
        by.delete(path, note="as " + role)
    c.put(path, {"name": "renamed.txt", "size": 13})
    c.put(path, {"comment": client_comment["id"]}, note="the relation itself cannot be written")
    c.put(path, {"comment_id": client_comment["id"]}, pick=lambda row: row["comment"]["id"])
    event(c, "attachment-file:update", attachment_file_id=row["id"])
    c.get("/data/attachment-files/abc")
    c.get("/data/attachment-files/" + NOWHERE)
    c.put("/data/attachment-files/" + NOWHERE, {})
    c.delete(path)
    event(c, "attachment-file:delete", attachment_file_id=row["id"])
    c.delete(path, note="twice")
    c.get("/data/comments/" + client_comment["id"], note="the comment stays", pick=lambda row: len(row["attachment_files"]))
