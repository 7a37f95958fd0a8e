"""Changing an entity: what is protected, what is merged, what is refused."""

from builders import NOWHERE, REFUSED, Journal, Stage, only
from fixtures import cast, entity


def run(c):
    s = Stage(c)
    path = "/data/entities/" + s.asset["id"]
    journal = Journal(c, s.project)
    c.put(path, {"name": "renamed", "description": "text", "code": "C1", "nb_frames": 12, "is_shared": True, "canceled": True})
    journal.look()
    c.put(path, {}, pick=only("name"))
    c.put(
        path,
        {
            "project_id": NOWHERE,
            "created_by": cast(c)["user"]["id"],
            "shotgun_id": 8,
            "type": "Shot",
            "nonsense": 1,
            "id": NOWHERE,
            "created_at": "2001-01-01T00:00:00",
        },
        note="none of it is written",
        pick=only("project_id", "created_by", "shotgun_id", "type", "id", "created_at", "entities_in", "entities_out"),
    )
    c.put(
        path,
        {"entities_in": [s.shot["id"]], "entities_out": [s.shot["id"]], "instance_casting": []},
        note="castings are protected",
        pick=only("entities_in", "entities_out"),
    )

    for value in ({"a": 1, "b": {"c": 1}}, {"b": {"d": 2}}, {"a": None}, None, {}, "text", [1]):
        c.put(path, {"data": value}, note="data " + repr(value), pick=only("data"))
    c.get(path, pick=only("data"))

    for value in ("standby", "complete", "canceled", "running", "other", None, ""):
        c.put(path, {"status": value}, note="status " + repr(value), pick=only("status"))
    c.put(path, {"parent_id": s.shot["id"]}, pick=only("parent_id"))
    c.put(path, {"parent_id": ""})
    c.put(path, {"parent_id": "null"})
    c.put(path, {"parent_id": None}, pick=only("parent_id"))
    c.put(path, {"source_id": s.shot["id"]}, pick=only("source_id"))
    c.put(path, {"source_id": "null"}, note="a text meaning null", pick=only("source_id"))
    c.put(path, {"source_id": NOWHERE})
    c.put(path, {"ready_for": s.asset_type["id"]}, pick=only("ready_for"))
    c.put(path, {"ready_for": NOWHERE})
    c.put(path, {"nb_frames": "many"})
    c.put(path, {"name": "n" * 161})
    c.put(path, {"name": None})
    c.put(path, {"entity_type_id": s.shot["entity_type_id"]}, note="becomes a shot", pick=only("type"))
    journal.look()
    c.put(path, {"entity_type_id": s.asset["entity_type_id"]}, pick=only("type"))

    for kind in ("Shot", "Sequence", "Episode", "Edit", "Scene", "Concept"):
        row = entity(c, s.project, kind, kind + "-")
        journal.look(keep=False)
        c.put("/data/entities/" + row["id"], {"description": kind}, pick=only("type", "description"))
        journal.look()

    c.put("/data/entities/abc", {})
    c.put("/data/entities/" + NOWHERE, {})
    c.raw("PUT", path, b"description=x", {"Content-Type": "application/x-www-form-urlencoded"}, note="not JSON", fixed={"status": 415, "body": REFUSED})
    c.raw("PUT", path, b"{", {"Content-Type": "application/json"}, note="broken JSON")
    c.raw("PUT", path, b"null", {"Content-Type": "application/json"}, note="null")
    c.put(path, [1], note="a list")
