"""Edits and concepts with their tasks, and the concepts linked to an entity."""

from breakdown import Breakdown, names
from builders import NOWHERE
from fixtures import as_role, entity


def run(c):
    b = Breakdown(c)
    p = b.project["id"]
    entity(c, b.project, "Edit", "alone-", canceled=True)
    entity(c, b.project, "Concept", "unlinked-", data={"fps": 12, "frame_in": None}, nb_frames=3, description="d")
    for kind, one in (("edits", b.edit), ("concepts", b.concept)):
        path = f"/data/{kind}/with-tasks"
        c.get(path, project_id=p, pick=b.tidy)
        b.seen_by(path, query={"project_id": p}, pick=b.tidy)
        as_role(c, "manager").get(path, note="without a project")
        c.get(path, id=one["id"], pick=b.tidy)
        for name in ("project_id", "id"):
            for value in ("foo", ""):
                c.get(path, query={"project_id": p, name: value})
        as_role(c, "user").get(path, project_id=p, assigned_to="x", pick=names)
        c.get(path, project_id=p, stream="true", compact="true", note="no such form here", pick=names)
        c.get(path, project_id=NOWHERE)
    for word in (b.e1["id"], b.e2["id"], "foo", ""):
        for kind in ("edits", "concepts"):
            c.get(f"/data/{kind}/with-tasks", project_id=p, episode_id=word, pick=names)
    c.get("/data/edits/with-tasks", project_id=p, episode_id="main", fixed={"status": 200, "body": []})
    c.get("/data/edits/with-tasks", project_id=p, episode_id="all", fixed={"status": 200}, pick=names)

    linked = f"/data/entities/{b.asset['id']}/entities-linked/with-tasks"
    c.get(linked, pick=b.tidy)
    b.seen_by(linked, pick=b.tidy)
    c.get(f"/data/entities/{b.s1['id']}/entities-linked/with-tasks")
    for stranger in (NOWHERE, "foo"):
        c.get(f"/data/entities/{stranger}/entities-linked/with-tasks")
