"""Names of nothing and of 300 characters, metadata that is none, places that cannot be: every route that creates or changes entities says no, and nothing is stored."""

from breakdown import Breakdown
from builders import NOWHERE
from fixtures import entity, project

# The original stores these, or fails.
NO = {"fixed": {"status": 400}, "skip_peer": True}


def run(c):
    b = Breakdown(c)
    p, prop = b.project["id"], b.asset["entity_type_id"]
    away = project(c, (), "away-")
    far = {kind: entity(c, away, kind, "far-") for kind in ("Episode", "Sequence", "Shot", "Scene", "Prop")}
    rows = {"asset": b.asset, "shot": b.s1, "sequence": b.q1, "episode": b.e1, "scene": b.scene, "edit": b.edit, "concept": b.concept}
    creating = {"asset": f"/data/projects/{p}/asset-types/{prop}/assets/new", **{kind: f"/data/projects/{p}/{kind}s" for kind in rows if kind != "asset"}}
    many = {"shots": {}, "assets": {"asset_type_id": prop}}

    def unchanged():
        """Steps: what is stored."""
        c.get("/data/entities", project_id=p, pick=lambda found: sorted([row["type"], row["name"].split("-")[0]] for row in found), note="all that there is")
        for row in rows.values():
            c.get("/data/entities/" + row["id"])
        c.get(f"/data/projects/{p}/entity-links", pick=len)

    unchanged()

    # Names
    for kind, path in creating.items():
        c.post(path, {"name": ""})
        c.post(path, {"name": "n" * 300}, **NO)
        c.post(path, {"name": "nul\0"}, **NO)
        c.post(path, {})
    for name in ("", "n" * 300, "nul\0", None):
        c.post("/data/entities", {"name": name, "project_id": p, "entity_type_id": prop}, **NO)
        for row in rows.values():
            c.put("/data/entities/" + row["id"], {"name": name}, **NO)
        c.put("/data/shots/" + b.s1["id"], {"name": name}, **NO)
        for kind, fields in many.items():
            c.post(f"/data/projects/{p}/{kind}/bulk", [{"name": "good", **fields}, {"name": name, **fields}], **NO)
    unchanged()

    # Metadata
    for data in (5, "text", [1], True):
        for kind, path in creating.items():
            if kind != "scene":
                c.post(path, {"name": "x", "data": data})
        c.post("/data/entities", {"name": "x", "project_id": p, "entity_type_id": prop, "data": data}, **NO)
        for row in rows.values():
            c.put("/data/entities/" + row["id"], {"data": data}, **NO)
        c.put("/data/shots/" + b.s1["id"], {"data": data}, **NO)
        for kind, fields in many.items():
            c.post(f"/data/projects/{p}/{kind}/bulk", [{"name": "good", **fields}, {"name": "x", "data": data, **fields}], **NO)
    unchanged()

    # Places: of nowhere, of another production, of another kind, under itself
    wrong = {
        "shot": ("parent_id", [b.e1, b.s2, b.asset, b.scene, far["Sequence"], rows["shot"]]), "scene": ("parent_id", [b.e1, b.s1, far["Sequence"], rows["scene"]]),
        "sequence": ("parent_id", [b.q2, b.s1, b.asset, far["Episode"], rows["sequence"]]), "edit": ("parent_id", [b.s1, b.asset, far["Episode"], far["Sequence"]]),
        "episode": ("parent_id", [b.q1, b.s1, b.edit, rows["episode"], far["Episode"]]), "concept": ("parent_id", [rows["concept"], far["Prop"]]), "asset": ("parent_id", [rows["asset"], far["Prop"], far["Episode"]]),
    }
    wrong_sources = {"shot": [b.q1, b.asset, rows["shot"], far["Scene"]], "asset": [rows["asset"], far["Episode"]], "edit": [rows["edit"], far["Episode"]]}
    for kind, (column, places) in wrong.items():
        for place in [{"id": NOWHERE}, {"id": "foo"}, *places]:
            c.put("/data/entities/" + rows[kind]["id"], {column: place["id"]}, **NO)
            if place is not rows[kind] and kind != "episode":
                c.post("/data/entities", {"name": "x", "project_id": p, "entity_type_id": rows[kind]["entity_type_id"], column: place["id"]}, **NO)
    for kind, places in wrong_sources.items():
        for place in [{"id": NOWHERE}, *places]:
            c.put("/data/entities/" + rows[kind]["id"], {"source_id": place["id"]}, **NO)
    for column, places in (("parent_id", wrong["shot"][1]), ("source_id", wrong_sources["shot"])):
        for place in places:
            c.put("/data/shots/" + b.s1["id"], {column: place["id"]}, **NO)
    for column in ("ready_for", "preview_file_id", "entity_type_id"):
        c.put("/data/entities/" + b.s1["id"], {column: NOWHERE})
    for path, field, places in (
        (creating["shot"], "sequence_id", [b.e1, b.s1, b.asset, far["Sequence"]]), (creating["scene"], "sequence_id", [b.e1, b.s1, far["Sequence"]]),
        (creating["sequence"], "episode_id", [b.q1, b.asset, far["Episode"]]),
    ):
        for place in [{"id": NOWHERE}, *places]:
            c.post(path, {"name": "x", field: place["id"]})
    for kind in ("edit", "asset"):
        for place in ({"id": NOWHERE}, b.q1, b.s1, far["Episode"]):
            c.post(creating[kind], {"name": "x", "episode_id": place["id"]}, skip_peer=True, fixed={"status": 404})
    for place in (b.e1, b.s1, far["Sequence"], {"id": NOWHERE}):
        c.post(f"/data/projects/{p}/shots/bulk", [{"name": "good"}, {"name": "x", "sequence_id": place["id"]}], **NO)
    for place in (b.q1, b.s1, far["Episode"], {"id": NOWHERE}):
        c.post(f"/data/projects/{p}/assets/bulk", [{"name": "good", **many["assets"]}, {"name": "x", "episode_id": place["id"], **many["assets"]}], **NO)
    for kind in (b.s1["entity_type_id"], NOWHERE):
        c.post(f"/data/projects/{p}/asset-types/{kind}/assets/new", {"name": "x"})
        c.post(f"/data/projects/{p}/assets/bulk", [{"name": "x", "asset_type_id": kind}], **NO)
    unchanged()

    # Castings
    for caster in (b.s1, b.e1, b.q1, b.asset):
        for entry in (
            {"asset_id": b.asset["id"], "nb_occurences": -1}, {"asset_id": b.asset["id"], "nb_occurences": 2**31}, {"asset_id": b.asset["id"], "nb_occurences": 10**30}, {"asset_id": b.asset["id"], "nb_occurences": "many"},
            {"asset_id": b.asset["id"], "nb_occurences": [1]}, {"asset_id": b.asset["id"], "nb_occurences": 1, "label": "l" * 81}, {"asset_id": b.asset["id"], "nb_occurences": 1, "label": {}},
            {"asset_id": "foo", "nb_occurences": 1}, {"asset_id": 5, "nb_occurences": 1}, {"asset_id": None, "nb_occurences": 1}, 5, None,
        ):
            good = {"asset_id": b.asset["id"], "nb_occurences": 1}
            c.put(f"/data/projects/{p}/entities/{caster['id']}/casting", [good, entry], **NO)
            c.put(f"/data/projects/{p}/entities/casting", {b.s2["id"]: [good], caster["id"]: [good, entry]}, **NO)
            if caster is b.asset:
                c.put(f"/data/assets/{caster['id']}/casting", [good, entry], **NO)
    for stranger, status in ((far["Shot"]["id"], 403), (NOWHERE, 404), ("foo", 404)):
        c.put(f"/data/projects/{p}/entities/casting", {stranger: []})
    unchanged()
    # What is no asset is refused like what does not exist; so is the caster itself, and what is there twice.
    c.put(f"/data/projects/{p}/entities/{b.s1['id']}/casting", [{"asset_id": b.asset["id"], "nb_occurences": 1}] * 2, **NO)
    for caster, thing in ((b.s1, b.s2), (b.s1, b.s1), (b.asset, b.asset), (b.e1, b.q1)):
        c.put(f"/data/projects/{p}/entities/{caster['id']}/casting", [{"asset_id": thing["id"], "nb_occurences": 1}], **NO)
        c.get(f"/data/projects/{p}/entities/{caster['id']}/casting")
    c.get(f"/data/projects/{p}/entity-links", pick=len)

    # A megabyte of metadata is a file, which has no place in a listing; half as much is kept whole.
    huge, large = {"huge": "x" * 999_990}, {"large": "x" * 490_000}
    for kind, path in creating.items():
        if kind != "scene":
            c.post(path, {"name": "huge", "data": huge}, **NO)
    c.post("/data/entities", {"name": "huge", "project_id": p, "entity_type_id": prop, "data": huge}, **NO)
    for row in rows.values():
        c.put("/data/entities/" + row["id"], {"data": huge}, **NO)
    c.put("/data/shots/" + b.s1["id"], {"data": huge}, **NO)
    for kind, fields in many.items():
        c.post(f"/data/projects/{p}/{kind}/bulk", [{"name": "good", **fields}, {"name": "huge", "data": huge, **fields}], **NO)
    unchanged()
    c.put("/data/entities/" + b.s2["id"], {"data": large}, pick=lambda row: row["data"] == large)
    c.put("/data/entities/" + b.s2["id"], {"data": {"more": "x" * 20_000}}, **NO, note="together they are too much")
    c.post(creating["concept"], {"name": "large", "data": large}, pick=lambda row: row["data"] == large)
    c.get("/data/shots/" + b.s2["id"], pick=lambda row: row["data"] == large)
