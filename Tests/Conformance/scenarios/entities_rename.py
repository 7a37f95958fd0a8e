"""Two entities of a project, of one kind and under one parent cannot be given the same name."""

from builders import Stage, only
from fixtures import entity, entity_type


def run(c):
    s = Stage(c)
    sequence, other = entity(c, s.project, "Sequence", "sequence-"), entity(c, s.project, "Sequence", "other-")
    first, second = entity(c, s.project, "Prop", "first-"), entity(c, s.project, "Prop", "second-")
    c.put("/data/entities/" + second["id"], {"name": first["name"]}, note="taken, without a parent")
    c.put("/data/entities/" + second["id"], {"name": first["name"].upper()}, note="the letter case counts", pick=only("name"))
    c.put(
        "/data/entities/" + second["id"],
        {"name": first["name"], "entity_type_id": entity_type(c, "Character")["id"]},
        note="of another kind",
        pick=only("name"),
    )
    c.put("/data/entities/" + second["id"], {"entity_type_id": first["entity_type_id"]}, note="back to the same kind")
    c.put("/data/entities/" + second["id"], {"name": first["name"]}, note="its own name", pick=only("name"))
    shot = entity(c, s.project, "Shot", "shot-a-", parent_id=sequence["id"])
    twin = entity(c, s.project, "Shot", "shot-b-", parent_id=sequence["id"])
    c.put("/data/entities/" + twin["id"], {"name": shot["name"]}, note="taken in the sequence")
    c.put("/data/entities/" + twin["id"], {"name": shot["name"], "parent_id": other["id"]}, note="in another sequence", pick=only("name"))
    c.put("/data/entities/" + twin["id"], {"parent_id": sequence["id"]}, note="back to the first sequence")
    c.put("/data/entities/" + twin["id"], {"parent_id": None}, note="without a parent", pick=only("name", "parent_id"))
    c.put("/data/entities/" + shot["id"], {"parent_id": None}, note="both without a parent")
