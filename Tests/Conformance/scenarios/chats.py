"""Chats as rows: for administrators alone. `object_id` is not looked up."""
from fixtures import cast, project
from tables import NOBODY, changed, deleted, made, strangers, tried


def run(c):
    p = project(c)
    people = cast(c)
    chat = made(c, "chats", "chat", {"object_id": p["id"], "object_type": "project", "participants": [people["user"]["id"], people["client"]["id"]]})
    c.post("/data/chats", {"object_id": NOBODY}, note="only what is required, about nothing there is")
    c.post("/data/chats", {})
    c.post("/data/chats", {"object_id": None})
    c.post("/data/chats", {"object_id": p["id"], "object_type": None}, note="null takes the default")
    c.post("/data/chats", {"object_id": p["id"], "object_type": "x" * 81})
    changed(c, "chats", "chat", chat, {"last_message": "2024-05-06T07:08:09", "participants": [people["user"]["id"]]})
    c.get("/data/chats/" + chat["id"])
    c.get("/data/chats", query={"object_id": p["id"], "participants": people["user"]["id"]})
    c.get("/data/chats", query={"object_id": p["id"], "participants": people["vendor"]["id"]})
    c.put("/data/chats/" + chat["id"], {"object_id": None})
    c.put("/data/chats/" + chat["id"], {"object_type": None})
    tried(c, "chats", chat, {"object_id": p["id"]})
    strangers(c, "chats")
    deleted(c, "chats", "chat", chat)
