"""Milestones: the team reads one, its managers write them, administrators list them."""
from fixtures import as_role, closed_status, new, project, task_type
from tables import NOBODY, changed, deleted, made, strangers, tried


def run(c):
    p, theirs = project(c), project(c, team=(), prefix="theirs-")
    t = task_type(c)
    fields = {"name": "Premiere", "date": "2024-12-24", "project_id": p["id"], "task_type_id": t["id"]}
    m = made(c, "milestones", "milestone", fields)
    c.post("/data/milestones", {"name": "No project"}, note="the rule asks for the project first")
    c.post("/data/milestones", {"name": "No project", "project_id": None})
    c.post("/data/milestones", {"name": "Unknown", "project_id": NOBODY})
    c.post("/data/milestones", {"name": "Malformed", "project_id": "abc"})
    c.post("/data/milestones", {"project_id": p["id"]}, note="no name")
    c.post("/data/milestones", {"name": "x" * 41, "project_id": p["id"]})
    c.post("/data/milestones", {**fields, "task_type_id": NOBODY})
    c.post("/data/milestones", fields, note="the same again is another one")
    changed(c, "milestones", "milestone", m, {"name": "Wrap", "date": None, "project_id": theirs["id"]}, note="the project stays")
    tried(c, "milestones", m, {"name": "Theirs", "project_id": p["id"]}, routes=("list", "get", "post", "put"), change={"name": "Changed"}, refused=["client"])
    tried(c, "milestones", m, {}, roles=("supervisor", "user", "client", "vendor"), routes=("delete",))

    far = new(c, "milestones", name="Far", project_id=theirs["id"])
    tried(c, "milestones", far, {"name": "Far", "project_id": theirs["id"]})
    for role in ("manager", "user"):
        as_role(c, role).post("/data/milestones", {"name": "Nowhere", "project_id": NOBODY}, note=role)
        as_role(c, role).post("/data/milestones", {"name": "Nowhere", "project_id": "abc"}, note=role)
        as_role(c, role).post("/data/milestones", {"name": "Nowhere"}, note=role)
        as_role(c, role).post("/data/milestones", {"name": "Nowhere", "project_id": None}, note=role)
    over = project(c, prefix="over-", project_status_id=closed_status(c)["id"])
    old = new(c, "milestones", name="Old", project_id=over["id"])
    as_role(c, "manager").put("/data/milestones/" + old["id"], {"name": "Older"}, note="a closed project is still theirs")
    strangers(c, "milestones")
    as_role(c, "manager").delete("/data/milestones/" + old["id"])
    deleted(c, "milestones", "milestone", m)
    c.delete("/data/task-types/" + t["id"], note="another milestone still uses it")
