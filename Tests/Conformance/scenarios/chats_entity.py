"""The chat of an entity: joining, leaving, writing, reading."""
from builders import NOWHERE, only, someone
from fixtures import ROLES, as_role, entity, login, project, task, task_status, task_type


def run(c):
    a, b, stranger = someone(c), someone(c), someone(c)
    p, theirs = project(c, team=(*ROLES[1:], a, b)), project(c, team=(), prefix="theirs-")
    e, other, foreign = entity(c, p), entity(c, p, prefix="other-"), entity(c, theirs, prefix="foreign-")
    chat, messages = f"/data/entities/{e['id']}/chat", f"/data/entities/{e['id']}/chat/messages"
    join = f"/actions/user/chats/{e['id']}/join"
    c.get(chat, note="it is made by looking at it")
    c.get(messages)
    c.post(messages, {"message": "hello"}, note="not in it, administrators too")
    first = c.post(join)
    c.post(join, note="twice")
    c.get(chat, pick=lambda row: len(row["participants"]))
    by = login(c, a)
    by.post(messages, {"message": "hello"}, note="not in it")
    by.post(join, pick=only("object_id"))
    for body in ({}, {"message": None}, {"message": 5}, {"message": ""}, ["a"]):
        by.post(messages, body)
    one = by.post(messages, {"message": "hello"})
    two = c.post(messages, {"message": "good day"})
    by.upload(messages, form={"message": "as a form"})
    by.get(messages)
    by.get(f"{messages}/{one['id']}")
    c.get(chat, pick=lambda row: [row["last_message"] is not None, len(row["participants"]), row["messages"]])
    by.get("/data/user/chats")
    login(c, b).get("/data/user/chats", note="not in it")
    login(c, b).get(messages, note="read without being in it", pick=len)
    for wrong in (NOWHERE, "foo"):
        c.get(f"/data/entities/{wrong}/chat")
        c.get(f"/data/entities/{wrong}/chat/messages")
        c.post(f"/data/entities/{wrong}/chat/messages", {"message": "x"})
        c.post(f"/actions/user/chats/{wrong}/join")
        c.delete(f"/actions/user/chats/{wrong}/join")
        c.get(f"{messages}/{wrong}", fixed={"status": 404})
        c.delete(f"{messages}/{wrong}", fixed={"status": 404})
    c.get(f"/data/entities/{other['id']}/chat/messages/{one['id']}", note="of another entity")
    c.delete(f"/data/entities/{other['id']}/chat/messages/{one['id']}", note="of another entity")
    login(c, b).delete(f"{messages}/{one['id']}", note="somebody else's")
    as_role(c, "manager").delete(f"{messages}/{one['id']}", note="a manager")
    by.delete(f"{messages}/{one['id']}")
    c.delete(f"{messages}/{two['id']}", note="one's own")
    third = by.post(messages, {"message": "third"}, pick=only("text"))
    c.delete(f"{messages}/{third['id']}", note="an administrator")
    by.get(messages, pick=len)
    by.delete(join)
    by.delete(join, note="twice")
    by.get("/data/user/chats")
    by.post(messages, {"message": "gone"})
    for role in ROLES:
        who = as_role(c, role)
        who.get(chat, note=role, pick=lambda row: row["object_type"])
        who.get(messages, note=role, pick=len)
        who.post(f"/actions/user/chats/{other['id']}/join", note=role, pick=only("object_id"))
        who.post(f"/data/entities/{other['id']}/chat/messages", {"message": "from " + role}, note=role, pick=only("text"))
        who.delete(f"/actions/user/chats/{other['id']}/join", note=role)
        who.get(f"/data/entities/{foreign['id']}/chat", note=role + ", of a project of others", pick=lambda row: row["participants"])
    for path in (chat, messages):
        login(c, stranger).get(path, note="not in the team")
    vendor = someone(c, "vendor")
    q = project(c, team=(vendor,), prefix="vendors-")
    mine, not_mine = entity(c, q, prefix="mine-"), entity(c, q, prefix="not-mine-")
    task(c, q, mine, task_type(c), task_status(c), assignees=[vendor["id"]])
    for which in (mine, not_mine):
        login(c, vendor).get(f"/data/entities/{which['id']}/chat", pick=lambda row: row["object_type"])
    for who in (c.anonymous(),):
        who.get(chat)
        who.post(join)
