"""Notifications as rows: for administrators alone. The kind is a column named `type`, so it shows as `notification_type`."""
from fixtures import cast, entity, project, task, task_status, task_type
from tables import NOBODY, changed, deleted, made, strangers, tried


def run(c):
    p = project(c)
    t = task(c, p, entity(c, p), task_type(c), task_status(c))
    people = cast(c)
    fields = {"type": "assignation", "person_id": people["user"]["id"], "author_id": people["manager"]["id"], "task_id": t["id"]}
    n = made(c, "notifications", "notification", fields)
    c.post("/data/notifications", {**fields, "reply_id": NOBODY}, note="a reply is not looked up")
    c.post("/data/notifications", {k: v for k, v in fields.items() if k != "type"}, note="no kind")
    c.post("/data/notifications", {**fields, "type": None})
    c.post("/data/notifications", {k: v for k, v in fields.items() if k != "author_id"})
    c.post("/data/notifications", {**fields, "comment_id": NOBODY})
    c.post("/data/notifications", {**fields, "type": "nope"}, skip_peer=True, fixed={"status": 400, "body": {"error": True, "message": "", "data": None}}, note="an unknown kind")
    c.put("/data/notifications/" + n["id"], {"type": "nope"}, skip_peer=True, fixed={"status": 400, "body": {"error": True, "message": "", "data": None}})
    c.get("/data/notifications/" + n["id"], note="nothing was written")
    changed(c, "notifications", "notification", n, {"read": True, "type": "mention"})
    c.put("/data/notifications/" + n["id"], {"read": None})
    c.put("/data/notifications/" + n["id"], {"notification_type": "reply"}, note="not the name of the column")
    mine = {"person_id": people["user"]["id"], "task_id": t["id"]}
    c.get("/data/notifications", query={**mine, "type": "mention"}, pick=lambda rows: [r["id"] for r in rows])
    c.get("/data/notifications", query={**mine, "type": "Notification"}, pick=len)
    c.get("/data/notifications", query={**mine, "notification_type": "reply"}, pick=len, note="ignored")
    c.get("/data/notifications", query={**mine, "read": "true"}, pick=len)
    c.get("/data/notifications", query={**mine, "read": "true", "fields": "notification_type"})
    tried(c, "notifications", n, fields)
    strangers(c, "notifications")
    deleted(c, "notifications", "notification", n)
