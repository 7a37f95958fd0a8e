"""Castings as rows."""

from builders import NOWHERE, Journal, Stage, only
from fixtures import as_role, entity, event


def run(c):
    s = Stage(c)
    second = entity(c, s.project, "Prop", "second-")
    journal = Journal(c, s.project)
    given = {"entity_in_id": s.shot["id"], "entity_out_id": s.asset["id"]}
    link = c.post("/data/entity-links", given)
    path = "/data/entity-links/" + link["id"]
    event(c, "entity-link:new", entity_link_id=link["id"])
    c.get("/data/entities/" + s.shot["id"], pick=only("entities_out", "entities_in", "nb_entities_out"))
    c.get("/data/entities/" + s.asset["id"], pick=only("entities_out", "entities_in"))
    c.post("/data/entity-links", {**given, "entity_out_id": second["id"], "nb_occurences": 3, "label": "animate", "data": {"a": 1}})
    c.post("/data/entity-links", given, note="the same pair")
    c.post("/data/entity-links", {"entity_in_id": s.shot["id"]})
    c.post("/data/entity-links", {**given, "entity_out_id": NOWHERE})
    c.post("/data/entity-links", {**given, "entity_out_id": "abc"})
    c.post("/data/entity-links", {**given, "nb_occurences": "many"})
    c.post("/data/entity-links", {**given, "entity_out_id": entity(c, s.project, "Prop", "third-")["id"], "nb_occurences": -1}, skip_peer=True, fixed={"status": 400, "body": {"message": ""}}, note="less than none")
    c.put(path, {"nb_occurences": -1}, skip_peer=True, fixed={"status": 400, "body": {"message": ""}})
    c.post("/data/entity-links", {**given, "nonsense": 1})
    c.get(path)
    c.get("/data/entity-links", entity_in_id=s.shot["id"], unordered=True, pick=only("entity_out_id", "nb_occurences", "label"))
    c.get("/data/entity-links", entity_in_id=s.shot["id"], nb_occurences=3, fields="label")
    c.put(path, {"nb_occurences": 5, "label": "fixed", "data": {"b": 1}})
    c.put(path, {"entity_out_id": second["id"]}, note="there is one already")
    c.put(path, {"entity_in_id": second["id"]}, pick=only("entity_in_id", "entity_out_id"))
    event(c, "entity-link:update", entity_link_id=link["id"])
    c.get("/data/entities/" + s.shot["id"], pick=only("entities_out"))
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        by = as_role(c, role)
        by.get("/data/entity-links", entity_in_id=s.shot["id"], note="as " + role)
        by.get(path, note="as " + role)
        by.post("/data/entity-links", given, note="as " + role)
        by.put(path, {"nb_occurences": 1}, note="as " + role)
        by.delete(path, note="as " + role)
    c.get("/data/entity-links/abc")
    c.get("/data/entity-links/" + NOWHERE)
    c.put("/data/entity-links/" + NOWHERE, {})
    c.delete(path)
    event(c, "entity-link:delete", entity_link_id=link["id"])
    c.delete(path, note="twice")
    journal.look()
