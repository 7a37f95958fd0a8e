"""Deleting an entity: its links go with it, everything else stands in the way."""

from builders import NOWHERE, Journal, Stage, only, someone
from fixtures import as_role, cast, entity, login, new, project


def run(c):
    s = Stage(c)
    people = cast(c)
    props = {}

    def prop(name):
        props[name] = entity(c, s.project, "Prop", name + "-")
        return "/data/entities/" + props[name]["id"]

    path = prop("refused")
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).delete(path, note="as " + role)
    login(c, someone(c, "manager")).delete(path, note="a manager who is not in the team")
    c.delete("/data/entities/abc")
    c.delete("/data/entities/" + NOWHERE)
    journal = Journal(c, s.project)
    as_role(c, "manager").delete(path, headers=("Content-Type",))
    journal.look()
    c.get(path)
    c.delete(path, note="twice")

    for kind in ("Shot", "Sequence", "Episode", "Edit", "Scene", "Concept"):
        row = entity(c, s.project, kind, kind + "-")
        journal.look(keep=False)
        c.delete("/data/entities/" + row["id"], note=kind)
        journal.look()

    path = prop("cast")
    user, used = (entity(c, s.project, "Shot", name) for name in ("using-", "used-"))
    out = new(c, "entity-links", entity_in_id=user["id"], entity_out_id=props["cast"]["id"])
    into = new(c, "entity-links", entity_in_id=props["cast"]["id"], entity_out_id=used["id"])
    c.delete(path, note="linked both ways")
    c.get("/data/entity-links/" + out["id"])
    c.get("/data/entity-links/" + into["id"])
    c.get("/data/entities/" + user["id"], pick=only("entities_out", "nb_entities_out"))

    sequence = entity(c, s.project, "Sequence", "followed-")
    subscription = new(c, "subscriptions", person_id=people["user"]["id"], entity_id=sequence["id"], task_type_id=s.shot_type["id"])
    c.delete("/data/entities/" + sequence["id"], note="a followed sequence")
    c.get("/data/subscriptions/" + subscription["id"])

    maker = someone(c, "manager")
    other = project(c, (maker,), "other-")
    made = login(c, maker).post("/data/entities", {"name": "made", "project_id": other["id"], "entity_type_id": s.asset["entity_type_id"]}, keep=False)
    away = login(c, maker).post("/data/entities", {"name": "kept", "project_id": other["id"], "entity_type_id": s.asset["entity_type_id"]}, keep=False)
    c.put("/data/persons/" + maker["id"], {"role": "user"}, keep=False)
    login(c, maker).delete("/data/entities/" + made["id"], note="by its creator, now an artist")
    as_role(c, "user").delete("/data/entities/" + away["id"])
