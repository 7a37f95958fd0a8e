"""Deleting assets: those with tasks are only canceled, unless forced."""

from builders import NOWHERE, Journal, only, someone
from fixtures import as_role, entity, login, new, task
from series import Series


def run(c):
    s = Series(c)
    path = "/data/assets/" + s.asset["id"]
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).delete(path, note=role)
    login(c, someone(c, "manager")).delete(path, note="a manager who is not in the team")
    c.delete("/data/assets/" + NOWHERE)
    c.delete("/data/assets/abc", fixed={"status": 404})
    c.delete("/data/assets/" + s.first["id"], note="a shot")
    c.anonymous().delete(path)
    s.cast(s.first, s.asset, s.tree, keep=False)
    journal = Journal(c, s.project)
    as_role(c, "manager").delete(path)
    journal.look()
    c.get(path, pick=only("canceled"))
    c.get(s.casting(s.first), pick=only("asset_name"))
    c.get("/data/assets", query={"project_id": s.project["id"], "canceled": "true"}, pick=only("name"))
    c.delete(path, note="again")
    journal.look()
    c.put("/data/entities/" + s.asset["id"], {"canceled": False}, pick=only("canceled"))
    journal.look(keep=False)
    c.delete(path, query={"force": "false"})
    c.get(path, pick=only("canceled"))
    journal.look(keep=False)
    c.delete(path, query={"force": "True"})
    journal.look()
    c.get(path)
    c.get("/data/tasks/" + s.task["id"])
    c.get("/data/entities/" + s.first["id"], pick=only("nb_entities_out", "entities_out"))

    c.delete("/data/assets/" + s.tree["id"], note="without tasks")
    journal.look()
    c.get("/data/assets/" + s.tree["id"])
    new(c, "asset-instances", asset_id=s.hero["id"], scene_id=s.scene["id"], number=1)
    c.delete("/data/assets/" + s.hero["id"], note="with instances", fixed={"status": 204})
    c.get("/data/assets/" + s.hero["id"], fixed={"status": 404})

    maker = someone(c, "manager")
    c.put("/data/projects/" + s.project["id"], {}, keep=False)
    other = Series(c, team=(maker,))
    made = login(c, maker).post("/data/entities", {"name": "made", "project_id": other.project["id"], "entity_type_id": s.asset["entity_type_id"]}, keep=False)
    c.put("/data/persons/" + maker["id"], {"role": "user"}, keep=False)
    login(c, maker).delete("/data/assets/" + made["id"], note="its creator, now an artist")
    login(c, maker).delete("/data/assets/" + other.asset["id"], note="an artist")
