"""Sequences, episodes and scenes with their tasks."""

from breakdown import Breakdown, names
from builders import NOWHERE
from fixtures import as_role, entity


def run(c):
    b = Breakdown(c)
    p = b.project["id"]
    entity(c, b.project, "Sequence", "alone-", description="no episode", canceled=True)
    made = entity(c, b.project, "Prop", "made for-", source_id=b.e2["id"])
    for kind in ("sequences", "episodes", "scenes"):
        path = f"/data/{kind}/with-tasks"
        c.get(path, project_id=p, pick=b.tidy)
        b.seen_by(path, query={"project_id": p}, pick=b.tidy)
        as_role(c, "manager").get(path, note="without a project")
        for word in (b.e1["id"], b.q1["id"], NOWHERE, "all"):
            c.get(path, project_id=p, episode_id=word, pick=names)
        c.get(path, project_id=p, episode_id="main", fixed={"status": 200, "body": []})
        for name in ("project_id", "episode_id"):
            for value in ("foo", ""):
                c.get(path, query={"project_id": p, name: value})
        c.get(path, project_id=p, id="foo", note="ignored", pick=names)
        for person in (b.artist["id"], b.vendor["id"], "x"):
            c.get(path, project_id=p, assigned_to=person, note="tasks of one person", pick=b.tidy)
        c.get(path, project_id=p, stream="true", compact="true", note="no such form here", pick=names)
        c.get(path, project_id=NOWHERE)
        as_role(c, "client").get(path, project_id=NOWHERE)
    vendor = as_role(c, "vendor")
    vendor.get("/data/sequences/with-tasks", project_id=p, episode_id=b.e2["id"])
    vendor.get("/data/sequences/with-tasks", project_id=p, episode_id=b.e1["id"], pick=names)
    b.work(made, b.asset_type, assignees=[b.vendor["id"]])
    b.work(b.e2, b.of["Episode"], assignees=[b.vendor["id"]])
    vendor.get("/data/episodes/with-tasks", project_id=p, pick=b.tidy, note="by an asset")
    b.work(b.q1, b.more("Sequence"), assignees=[b.vendor["id"]])
    for kind in ("sequences", "episodes"):
        for person in (b.artist["id"], "x"):
            vendor.get(f"/data/{kind}/with-tasks", project_id=p, assigned_to=person, note="a vendor's own tasks all the same", pick=b.tidy)
