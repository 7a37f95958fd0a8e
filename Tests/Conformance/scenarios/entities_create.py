"""Creating entities of every kind."""

from builders import NOWHERE, Journal, number, only, someone
from fixtures import as_role, cast, entity, entity_type, login, project


def run(c):
    p = project(c)
    journal = Journal(c, p)

    def named(kind="Prop", **fields):
        return {"name": c.unique("entity" + number(c) + "-"), "project_id": p["id"], "entity_type_id": entity_type(c, kind)["id"], **fields}

    for kind in ("Prop", "Shot", "Sequence", "Episode", "Edit", "Scene", "Concept"):
        row = c.post("/data/entities", named(kind), note=kind)
        c.get("/data/entities/" + row["id"], pick=only("type"))
        c.get("/data/entities", id=row["id"], pick=only("type"))
    journal.look()
    custom = c.post("/data/entities", named(c.unique("kind-")), note="an asset type of one's own")
    c.get("/data/entities/" + custom["id"], pick=only("type"))
    journal.look()

    artist = cast(c)["user"]
    sequence, scene = entity(c, p, "Sequence", "place-"), entity(c, p, "Scene", "source-")
    journal.look(keep=False)
    full = as_role(c, "manager").post(
        "/data/entities",
        named(
            "Shot",
            code="C1",
            description="text",
            canceled=True,
            nb_frames=100,
            is_casting_standby=True,
            is_shared=True,
            status="standby",
            source_id=scene["id"],
            data={"frame_in": 1},
            created_by=artist["id"],
            shotgun_id=7,
            nb_entities_out=5,
        ),
    )
    c.post(
        "/data/entities",
        named("Shot", parent_id=sequence["id"], entities_out=[custom["id"]]),
        note="with a parent and a casting",
        pick=only("parent_id", "entities_out", "entities_in", "created_by"),
    )
    c.get("/data/entities/" + custom["id"], pick=only("entities_in"))
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).post("/data/entities", named(), note="as " + role)
    login(c, someone(c, "manager")).post("/data/entities", named(), note="a manager who is not in the team")
    as_role(c, "manager").post("/data/entities", named(project_id=NOWHERE))
    as_role(c, "manager").post("/data/entities", named(project_id="abc"))

    asset = named()
    c.post("/data/entities", asset, pick=only("parent_id"))
    c.post("/data/entities", asset, note="the same again: nothing forbids it without a parent", pick=only("parent_id"))
    child = named("Shot", parent_id=sequence["id"])
    c.post("/data/entities", child, pick=only("parent_id"))
    c.post("/data/entities", child, note="the same again")
    c.post("/data/entities", {**child, "entity_type_id": entity_type(c, "Prop")["id"]}, note="of another kind", pick=only("parent_id"))

    for status in ("standby", "running", "complete", "canceled"):
        c.post("/data/entities", named(status=status), pick=only("status"))
    for wrong in (
        {"status": "other"},
        {"status": None},
        {"status": ""},
        {"project_id": NOWHERE},
        {"project_id": "abc"},
        {"project_id": None},
        {"entity_type_id": NOWHERE},
        {"entity_type_id": None},
        {"parent_id": NOWHERE},
        {"parent_id": ""},
        {"source_id": NOWHERE},
        {"source_id": "null"},
        {"name": None},
        {"name": "n" * 161},
        {"preview_file_id": NOWHERE},
        {"ready_for": NOWHERE},
        {"nb_frames": "many"},
        {"type": "Shot"},
        {"nonsense": 1},
        {"canceled": "true"},
    ):
        c.post("/data/entities", named(**wrong), note=str(wrong)[:60])
    for missing in ("name", "project_id", "entity_type_id"):
        c.post("/data/entities", {k: v for k, v in named().items() if k != missing}, note="without " + missing)
    c.post("/data/entities", [])
    c.post("/data/entities", {})
