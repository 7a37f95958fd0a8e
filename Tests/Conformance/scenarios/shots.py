"""Shots: listing, reading, what was done on them, and who may see it."""

from breakdown import Breakdown, counted, names
from builders import NOWHERE, only
from fixtures import as_role, cast, entity, login, new, project


def run(c):
    b = Breakdown(c)
    p = b.project["id"]
    orphan = entity(c, b.project, "Shot", "orphan-")
    upper = entity(c, b.project, "Shot", "A-", parent_id=b.q1["id"], canceled=True, source_id=b.scene["id"])

    # Lists
    for path in ("/data/shots", "/data/shots/all"):
        c.get(path, project_id=p)
        b.seen_by(path, query={"project_id": p}, pick=names)
        as_role(c, "manager").get(path, note="without a project")
    as_role(c, "vendor").get("/data/shots", project_id=p)
    c.get("/data/shots", id=b.s1["id"], note="without a project")
    for query in (
        {"sequence_id": b.q1["id"]}, {"sequence_id": b.q1["id"], "parent_id": b.q2["id"]}, {"sequence_id": NOWHERE}, {"sequence_id": "foo"}, {"sequence_id": b.e1["id"]},
        {"parent_id": b.q2["id"]}, {"name": "s_-%"}, {"name": b.s3["name"].upper()}, {"canceled": "true"}, {"canceled": "perhaps"}, {"nb_frames": 50}, {"source_id": b.scene["id"]},
        {"parent_id": "foo"}, {"nothing": "x"}, {"page": 1, "limit": 1}, {"assigned_to": "x"}, {"id": '["%s","%s"]' % (b.s1["id"], b.s3["id"])},
    ):
        c.get("/data/shots", query={"project_id": p, **query}, pick=names)
    as_role(c, "user").get("/data/shots", project_id=p, assigned_to="x", pick=names)
    as_role(c, "client").get("/data/shots", sequence_id=b.q1["id"], pick=names)
    for who in (c, as_role(c, "manager")):
        who.get("/data/shots", project_id="foo")
        who.get("/data/shots", project_id=NOWHERE)
    for project_id in (p, NOWHERE, "foo"):
        c.get(f"/data/projects/{project_id}/shots")
        as_role(c, "manager").get(f"/data/projects/{project_id}/shots", pick=names)
    b.seen_by(f"/data/projects/{p}/shots", pick=names)
    as_role(c, "vendor").get(f"/data/projects/{p}/shots")

    # One shot
    path = f"/data/shots/{b.s1['id']}"
    c.get(path, pick=b.calm)
    for role in ("manager", "user", "client"):
        as_role(c, role).get(path, note=role, pick=counted(b.calm) if role == "client" else b.calm)
    hidden = lambda row: sorted(set(row["data"]) - {"theirs"}) + sorted(task["estimation"] for task in row["tasks"])
    as_role(c, "vendor").get(path, note="a vendor", pick=hidden)
    as_role(c, "vendor").get(f"/data/shots/{b.s3['id']}", note="a vendor without a task of it")
    c.get(f"/data/shots/{upper['id']}", pick=b.calm)
    for stranger in (orphan["id"], b.q1["id"], NOWHERE, "foo"):
        c.get("/data/shots/" + stranger)

    # What was done on it
    for what in ("tasks", "task-types", "preview-files", "versions"):
        b.seen_by(f"{path}/{what}", unordered=what != "preview-files")
        as_role(c, "vendor").get(f"/data/shots/{b.s3['id']}/{what}", note="not the vendor's")
        for stranger in (orphan["id"], NOWHERE, "foo"):
            c.get(f"/data/shots/{stranger}/{what}")
    c.get(path + "/tasks", relations="true", pick=lambda rows: sorted(len(row["assignees"]) for row in rows))
    c.get(f"/data/shots/{b.s3['id']}/tasks", relations="true")
    for revision, name in ((1, "first"), (1, "beside"), (2, "second")):
        new(c, "preview-files", task_id=b.tasks["late"]["id"], name=name, original_name=name, revision=revision, position=1, extension="mp4", duration=2.52, width=4, height=3,
            data={"original_width": 1920, "original_duration": 2.5, "width": 1}, person_id=cast(c)["user"]["id"], annotations=[{"time": 0}])
    new(c, "preview-files", task_id=b.tasks["s1"]["id"], name="other", revision=1, extension="png")
    c.get(path + "/preview-files")

    away = project(c, (), "away-")
    sequence = entity(c, away, "Sequence", "away-")
    shot = entity(c, away, "Shot", "away-", parent_id=sequence["id"])
    as_role(c, "manager").get("/data/shots/" + shot["id"])
    as_role(c, "manager").get("/data/shots", sequence_id=sequence["id"])
