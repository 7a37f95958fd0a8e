"""Scenes: listing, reading, creating, deleting, and the shots made from them."""

from breakdown import Breakdown, names
from builders import NOWHERE, Journal, someone
from fixtures import as_role, cast, entity, login, project


def run(c):
    b = Breakdown(c)
    p = b.project["id"]
    orphan = entity(c, b.project, "Scene", "orphan-")
    plain = entity(c, b.project, "Sequence", "plain-")
    second = entity(c, b.project, "Scene", "A-", parent_id=plain["id"], canceled=True)
    away = project(c, (), "away-")
    elsewhere = entity(c, away, "Sequence", "away-")
    far = entity(c, away, "Shot", "far-", parent_id=elsewhere["id"])

    # Lists
    c.get("/data/scenes")
    c.get("/data/scenes/all", project_id=p, unordered=True)
    b.seen_by("/data/scenes/all", query={"project_id": p}, pick=names)
    as_role(c, "manager").get("/data/scenes/all", note="without a project")
    for query in ({"name": "a-%"}, {"parent_id": plain["id"]}, {"canceled": "perhaps"}, {"assigned_to": "x"}, {"id": b.scene["id"]}):
        c.get("/data/scenes/all", query={"project_id": p, **query}, pick=names)
    for who in (c, as_role(c, "manager")):
        who.get("/data/scenes/all", project_id="foo")
        who.get("/data/scenes/all", project_id=NOWHERE)
    path = f"/data/projects/{p}/scenes"
    c.get(path)
    b.seen_by(path, pick=names)
    for stranger in (NOWHERE, "foo"):
        c.get(f"/data/projects/{stranger}/scenes")

    # One scene
    one = "/data/scenes/" + b.scene["id"]
    c.get(one)
    b.seen_by(one)
    c.get("/data/scenes/" + second["id"], note="its sequence is in no episode")
    for stranger in (orphan["id"], b.s1["id"], NOWHERE, "foo"):
        c.get("/data/scenes/" + stranger)
    for what in ("tasks", "task-types", "shots"):
        c.get(f"{one}/{what}")
        b.seen_by(f"{one}/{what}", pick=lambda rows: len(rows))
        c.get(f"{one}/{what}", relations="true")
        for stranger in (b.s1["id"], NOWHERE, "foo"):
            c.get(f"/data/scenes/{stranger}/{what}")

    # Its shots
    journal = Journal(c, b.project)
    c.post(one + "/shots", {"shot_id": b.s2["id"]})
    c.post(one + "/shots", {"shot_id": b.s1["id"]})
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).post(one + "/shots", {"shot_id": b.s2["id"]}, note=role)
    login(c, someone(c, "manager")).post(one + "/shots", {"shot_id": b.s2["id"]}, note="a manager who is not in the team")
    c.post(one + "/shots", {"shot_id": far["id"]}, note="of another project", skip_peer=True, fixed={"status": 404})
    journal.look()
    for wrong in ({}, {"shot_id": None}, {"shot_id": "foo"}, {"shot_id": NOWHERE}, {"shot_id": b.q1["id"]}):
        c.post(one + "/shots", wrong)
    for stranger in (b.s1["id"], NOWHERE, "foo"):
        c.post(f"/data/scenes/{stranger}/shots", {"shot_id": b.s2["id"]})
    c.get(one + "/shots")
    b.work(b.scene, b.more("Scene"), assignees=[b.vendor["id"]])
    for what in ("", "/tasks", "/task-types", "/shots"):
        as_role(c, "vendor").get(one + what, note="a vendor with a task of it", unordered=True, ignore={"data"})
    as_role(c, "vendor").get(path)
    journal.look(keep=False)
    c.delete(f"{one}/shots/{b.s2['id']}", headers=("Content-Type",))
    c.delete(f"{one}/shots/{b.s2['id']}", note="again")
    c.delete(f"{one}/shots/{far['id']}", skip_peer=True, fixed={"status": 404})
    as_role(c, "client").delete(f"{one}/shots/{b.s3['id']}", note="never was")
    login(c, someone(c, "manager")).delete(f"{one}/shots/{b.s2['id']}", note="a manager who is not in the team")
    for scene, shot in ((NOWHERE, b.s2["id"]), ("foo", b.s2["id"]), (b.scene["id"], NOWHERE), (b.scene["id"], "foo"), (b.scene["id"], b.q1["id"])):
        c.delete(f"/data/scenes/{scene}/shots/{shot}")
    journal.look()

    # Creating
    c.post(path, {"name": "sc010", "sequence_id": b.q1["id"]})
    c.post(path, {"name": "sc010", "sequence_id": b.q1["id"], "data": {"a": 1}}, note="the same again")
    c.post(path, {"name": "sc010", "sequence_id": b.q2["id"], "description": "ignored", "data": {"a": 1}})
    c.post(path, {"name": "sc010"}, note="in no sequence")
    c.post(path, {"name": "sc010", "sequence_id": None})
    for wrong in ({}, {"name": ""}, {"name": "x", "sequence_id": ""}):
        c.post(path, wrong)
    for sequence in (b.e1["id"], elsewhere["id"], NOWHERE):
        c.post(path, {"name": "x", "sequence_id": sequence})
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).post(path, {"name": role}, note=role)
    as_role(c, "manager").post(path, {"name": "managed"})
    for stranger in (NOWHERE, "foo"):
        c.post(f"/data/projects/{stranger}/scenes", {"name": "x"})
    journal.look()

    # Deleting
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).delete(one, note=role)
    login(c, someone(c, "manager")).delete(one, note="a manager who is not in the team")
    as_role(c, "manager").delete(one, note="it has tasks and shots", headers=("Content-Type",))
    c.delete(one + "?force=true", note="force makes no difference")
    c.get(one)
    c.delete("/data/scenes/" + orphan["id"])
    c.get("/data/entities/" + orphan["id"])
    for stranger in (b.s1["id"], NOWHERE, "foo"):
        c.delete("/data/scenes/" + stranger)
    journal.look()
