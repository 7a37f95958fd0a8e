"""Shots: creating, replacing, deleting and canceling, with the events; who may."""

from breakdown import Breakdown
from builders import IMPOSSIBLE, INVALID, NOWHERE, Journal, someone
from fixtures import as_role, cast, entity, login, new, project


def run(c):
    b = Breakdown(c)
    p = b.project["id"]
    path = f"/data/projects/{p}/shots"
    away = project(c, (), "away-")
    elsewhere = entity(c, away, "Sequence", "away-")
    journal = Journal(c, b.project)

    # Creating
    c.post(path, {"name": "sh010", "sequence_id": b.q1["id"], "data": {"frame_in": 1}, "nb_frames": "12", "description": "d"})
    journal.look()
    c.post(path, {"name": "sh010", "sequence_id": b.q1["id"], "data": {"frame_in": 2}, "nb_frames": 5}, note="the same again")
    c.post(path, {"name": "SH010", "sequence_id": b.q1["id"]})
    c.post(path, {"name": "sh010 ", "sequence_id": b.q1["id"]}, note="with a blank")
    c.post(path, {"name": "sh010", "sequence_id": b.q2["id"]}, note="in another sequence")
    c.post(path, {"name": "alone"}, note="without a sequence")
    c.post(path, {"name": "alone", "sequence_id": None})
    c.post(path, {"name": "odd", "sequence_id": b.q1["id"], "data": None, "description": None, "nb_frames": None, "unknown": 1})
    c.post(path, query={"name": "asked"}, note="without a body")
    journal.look()
    for wrong in (
        {}, {"name": ""}, {"name": None}, {"name": 5}, {"name": "x", "sequence_id": ""}, {"name": "x", "sequence_id": "foo"}, {"name": "x", "nb_frames": 1.5},
        {"name": "x", "nb_frames": "many"}, {"name": "x", "data": []}, {"name": "x", "description": 5, "nb_frames": []}, [],
    ):
        c.post(path, wrong)
    c.post(path, {"name": "x" * 161}, fixed={"status": 400}, note="too long")
    for sequence in (elsewhere, b.e1, b.s1):
        c.post(path, {"name": "x", "sequence_id": sequence["id"]})
    c.post(path, {"name": "x", "sequence_id": NOWHERE})
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).post(path, {"name": role}, note=role)
    login(c, someone(c, "manager")).post(path, {"name": "x"}, note="a manager who is not in the team")
    as_role(c, "manager").post(path, {"name": "managed", "sequence_id": b.q1["id"]})
    as_role(c, "user").post(path, {"name": ""}, note="the body is looked at first")
    for stranger in (NOWHERE, "foo"):
        c.post(f"/data/projects/{stranger}/shots", {"name": "x"})
    journal.look()

    # Replacing
    path = "/data/shots/" + b.s1["id"]
    c.put(path, {"data": {"z": 1}, "nb_frames": 7, "name": "renamed", "unknown": 1, "project_id": away["id"], "type": "x", "created_by": None, "id": NOWHERE})
    c.put(path, {}, note="nothing")
    c.put(path, {"entity_concept_links": [b.concept["id"]], "status": "standby", "canceled": True, "source_id": b.scene["id"]})
    c.put(path, {"data": None, "description": None})
    c.get("/data/entities/" + b.s1["id"])
    journal.look()
    c.put(path, {"status": "bogus"}, fixed={"status": 400, "body": INVALID}, skip_peer=True)
    c.put(path, {"nb_frames": "many"}, fixed={"status": 400, "body": IMPOSSIBLE})
    c.put(path, {"name": b.s2["name"]}, fixed={"status": 400, "body": IMPOSSIBLE}, note="taken")
    c.put(path, [], fixed={"status": 400, "body": INVALID})
    c.raw("PUT", path, b"null", {"Content-Type": "application/json"})
    c.raw("PUT", path, b"name=x")
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).put(path, {"name": role}, note=role)
    as_role(c, "manager").put(path, {"nb_frames": 8})
    for stranger in (b.q1["id"], NOWHERE, "foo"):
        c.put("/data/shots/" + stranger, {})
    c.get(f"/data/shots/{b.s1['id']}/versions", note="this keeps none")
    journal.look()

    # Deleting
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).delete(path, note=role)
    login(c, someone(c, "manager")).delete(path, note="a manager who is not in the team")
    as_role(c, "manager").delete(path, note="it has tasks", headers=("Content-Type",))
    c.delete(path, note="again")
    journal.look()
    c.get("/data/entities/" + b.s1["id"], pick=lambda row: row["canceled"])
    new(c, "entity-links", entity_in_id=b.s1["id"], entity_out_id=b.asset["id"])
    new(c, "subscriptions", person_id=cast(c)["user"]["id"], task_id=b.tasks["s1"]["id"])
    new(c, "preview-files", task_id=b.tasks["s1"]["id"], name="p", revision=1, extension="png")
    journal.look(keep=False)
    c.delete(path + "?force=true")
    journal.look()
    for method in ("GET", "PUT", "DELETE"):
        c.step(method, path, json={}, note="gone")
    c.get("/data/tasks/" + b.tasks["s1"]["id"])
    c.delete("/data/shots/" + b.s2["id"], note="without tasks")
    c.get("/data/shots/" + b.s2["id"])
    journal.look()
    for stranger in (b.q1["id"], NOWHERE, "foo"):
        c.delete("/data/shots/" + stranger)

    maker = someone(c, "manager")
    other = project(c, (maker,), "other-")
    shot = login(c, maker).post(f"/data/projects/{other['id']}/shots", {"name": "mine"}, keep=False)
    c.put("/data/persons/" + maker["id"], {"role": "user"}, keep=False)
    login(c, maker).delete("/data/shots/" + shot["id"], note="by its creator, now an artist")
