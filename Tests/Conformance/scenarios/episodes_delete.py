"""Deleting episodes: what stands in the way, what goes with force, and who may."""

from breakdown import Breakdown
from builders import NOWHERE, Journal, someone
from fixtures import as_role, entity, login, new, project


def run(c):
    b = Breakdown(c)
    journal = Journal(c, b.project)
    path = "/data/episodes/" + b.e2["id"]
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).delete(path + "?force=true", note=role)
    login(c, someone(c, "manager")).delete(path, note="a manager who is not in the team")
    as_role(c, "manager").delete(path, note="there is a sequence")
    for stranger in (b.s1["id"], NOWHERE, "foo"):
        c.delete("/data/episodes/" + stranger)
    journal.look()

    row = entity(c, b.project, "Episode", "empty-")
    new(c, "entity-links", entity_in_id=row["id"], entity_out_id=b.asset["id"])
    journal.look(keep=False)
    c.delete("/data/episodes/" + row["id"], headers=("Content-Type",), note="only cast in")
    journal.look()
    c.delete("/data/episodes/" + row["id"], note="twice")

    for name in ("task", "asset", "playlist"):
        row = entity(c, b.project, "Episode", name + "-")
        if name == "task":
            b.work(row, b.of["Episode"])
        elif name == "asset":
            made = entity(c, b.project, "Prop", "made for-", source_id=row["id"])
            b.work(made, b.asset_type)
        else:
            new(c, "playlists", name=c.unique("list-"), project_id=b.project["id"], episode_id=row["id"])
        c.delete("/data/episodes/" + row["id"], note="with a " + name)
        journal.look(keep=False)
        c.delete("/data/episodes/" + row["id"] + "?force=true", note=f"with a {name}, by force")
        journal.look()
    c.get("/data/entities/" + made["id"])

    as_role(c, "manager").delete(path + "?force=true", note="a sequence, a shot, a task")
    journal.look()
    for gone in (b.e2, b.q2, b.s3):
        c.get("/data/entities/" + gone["id"])
    c.delete("/data/episodes/" + b.e1["id"] + "?force=true", note="an edit goes with it", fixed={"status": 204}, skip_peer=True)

    maker = someone(c, "manager")
    other = project(c, (maker,), "other-")
    mine = login(c, maker).post(f"/data/projects/{other['id']}/episodes", {"name": "mine"}, keep=False)
    c.put("/data/persons/" + maker["id"], {"role": "user"}, keep=False)
    login(c, maker).delete("/data/episodes/" + mine["id"], note="by its creator, now an artist")
