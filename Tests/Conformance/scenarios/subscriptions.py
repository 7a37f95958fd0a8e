"""Subscriptions as rows: for administrators alone."""
from fixtures import cast, entity, project, task, task_status, task_type
from tables import NOBODY, changed, deleted, made, strangers, tried


def run(c):
    p = project(c)
    e, tt = entity(c, p), task_type(c)
    t = task(c, p, e, tt, task_status(c))
    who, other = cast(c)["user"], cast(c)["vendor"]
    s = made(c, "subscriptions", "subscription", {"person_id": who["id"], "task_id": t["id"]})
    c.post("/data/subscriptions", {"person_id": who["id"], "task_id": t["id"]}, note="twice the same task")
    c.post("/data/subscriptions", {"person_id": other["id"], "task_id": t["id"]}, note="another person")
    whole = {"person_id": who["id"], "entity_id": e["id"], "task_type_id": tt["id"]}
    c.post("/data/subscriptions", whole)
    c.post("/data/subscriptions", whole, note="twice the same type of task")
    c.post("/data/subscriptions", {"person_id": who["id"]}, note="to nothing")
    c.post("/data/subscriptions", {"person_id": who["id"]}, note="nulls are never the same")
    c.post("/data/subscriptions", {"task_id": t["id"]})
    c.post("/data/subscriptions", {"person_id": NOBODY})
    c.post("/data/subscriptions", {"person_id": who["id"], "entity_id": NOBODY})
    changed(c, "subscriptions", "subscription", s, {"task_id": None})
    c.put("/data/subscriptions/" + s["id"], {"person_id": None})
    c.put("/data/subscriptions/" + s["id"], {"entity_id": e["id"], "task_type_id": tt["id"]}, note="what another already is")
    tried(c, "subscriptions", s, {"person_id": who["id"]})
    strangers(c, "subscriptions")
    deleted(c, "subscriptions", "subscription", s)
