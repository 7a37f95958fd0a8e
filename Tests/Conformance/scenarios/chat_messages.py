"""Messages of an entity's chat, and their attachments."""

from builders import NOWHERE, REFUSED, Stage, only, someone
from fixtures import as_role, cast, event, login, new


def run(c):
    s = Stage(c)
    artist = cast(c)["user"]
    chat = new(c, "chats", object_id=s.asset["id"], object_type="entity")
    given = {"chat_id": chat["id"], "person_id": artist["id"], "text": "hello"}
    row = c.post("/data/chat-messages", given)
    path = "/data/chat-messages/" + row["id"]
    event(c, "chat-message:new", chat_message_id=row["id"])
    c.get("/data/chats/" + chat["id"], note="the chat does not follow", pick=only("last_message", "participants"))
    c.post("/data/chat-messages", {"chat_id": chat["id"], "person_id": artist["id"]}, pick=only("text"))
    c.post("/data/chat-messages", {"person_id": artist["id"]})
    c.post("/data/chat-messages", {"chat_id": chat["id"]})
    c.post("/data/chat-messages", {**given, "chat_id": NOWHERE})
    c.get(path)
    c.get("/data/chat-messages", chat_id=chat["id"], person_id=artist["id"], text="hello")
    c.put(path, {"text": "changed"})
    event(c, "chat-message:update", chat_message_id=row["id"])
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        by = as_role(c, role)
        by.get("/data/chat-messages", chat_id=chat["id"], note="as " + role)
        by.post("/data/chat-messages", given, note="as " + role)
        by.get(path, note="as " + role)
        by.put(path, {"text": "x"}, note="as " + role)
        by.delete(path, note="as " + role)

    attachment = c.post("/data/attachment-files", {"name": "notes.txt", "chat_message_id": row["id"]})
    file = "/data/attachment-files/" + attachment["id"]
    c.get(path, pick=lambda row: sorted(row))
    for role in ("admin", "manager", "user", "client"):
        as_role(c, role).get(file, note="as " + role, pick=lambda row: [row["name"], row["comment"], row["chat_message"]["text"]])
    as_role(c, "vendor").get(file, note="a vendor without a task of the asset")
    login(c, someone(c)).get(file, note="not in the team of the chat's entity", pick=only("name"), fixed={"status": 403, "body": REFUSED})
    c.get("/data/chats", object_id=chat["id"], note="reading an attachment makes no chat", pick=only("object_type"), fixed={"status": 200, "body": []})

    c.delete("/data/chats/" + chat["id"], note="a chat with messages")
    c.get("/data/chat-messages/abc")
    c.get("/data/chat-messages/" + NOWHERE)
    c.delete(path)
    event(c, "chat-message:delete", chat_message_id=row["id"])
    c.delete(path, note="twice")
    c.get("/data/attachment-files", query={"id": attachment["id"]}, pick=only("chat_message_id", "chat_message"))
    c.get(file, note="an attachment of nothing")
