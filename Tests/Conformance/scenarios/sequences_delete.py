"""Deleting sequences: what stands in the way, what goes with force, and who may."""

from breakdown import Breakdown
from builders import NOWHERE, REFUSED, Journal, someone
from fixtures import as_role, cast, entity, login, new, project


def run(c):
    b = Breakdown(c)
    journal = Journal(c, b.project)
    path = "/data/sequences/" + b.q1["id"]
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).delete(path, note=role, fixed={"status": 403, "body": REFUSED}, skip_peer=True)
    login(c, someone(c, "manager")).delete(path, note="a manager who is not in the team", fixed={"status": 403, "body": REFUSED}, skip_peer=True)
    as_role(c, "manager").delete(path, note="there are shots")
    for stranger in (b.s1["id"], NOWHERE, "foo"):
        c.delete("/data/sequences/" + stranger)

    def sequence(name):
        row = entity(c, b.project, "Sequence", name + "-")
        journal.look(keep=False)
        return row

    row = sequence("empty")
    new(c, "entity-links", entity_in_id=row["id"], entity_out_id=b.asset["id"])
    c.delete("/data/sequences/" + row["id"], headers=("Content-Type",), note="only cast in")
    journal.look()
    c.get("/data/sequences/" + row["id"])
    c.delete("/data/sequences/" + row["id"], note="twice")

    for name in ("task", "scene", "edit", "subscription"):
        row = sequence(name)
        if name == "task":
            b.work(row, b.of["Sequence"])
        elif name == "subscription":
            new(c, "subscriptions", person_id=cast(c)["user"]["id"], entity_id=row["id"], task_type_id=b.shot_type["id"])
        else:
            entity(c, b.project, name.capitalize(), "child-", parent_id=row["id"])
        c.delete("/data/sequences/" + row["id"], note="with a " + name)
        journal.look(keep=False)
        c.delete("/data/sequences/" + row["id"] + "?force=true", note=f"with a {name}, by force")
        journal.look()

    journal.look(keep=False)
    c.delete("/data/scenes/" + b.scene["id"], keep=False)
    b.work(b.s2, b.late)
    journal.look(keep=False)
    as_role(c, "manager").delete("/data/sequences/" + b.q2["id"] + "?force=true", note="a shot with a task")
    journal.look()
    for gone in (b.q2, b.s3):
        c.get("/data/entities/" + gone["id"])
    c.get("/data/tasks/" + b.tasks["s3"]["id"])

    maker = someone(c, "manager")
    other = project(c, (maker,), "other-")
    mine = login(c, maker).post(f"/data/projects/{other['id']}/sequences", {"name": "mine"}, keep=False)
    c.put("/data/persons/" + maker["id"], {"role": "user"}, keep=False)
    login(c, maker).delete("/data/sequences/" + mine["id"], note="by its creator, now an artist", fixed={"status": 204}, skip_peer=True)
