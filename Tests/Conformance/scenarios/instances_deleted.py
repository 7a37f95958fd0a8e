"""Assets that hold instances which stand in shots, or that files were made from, are deleted with them; the original cannot."""

from builders import only
from fixtures import entity, new, task
from series import Series

GONE = {"skip_peer": True, "fixed": {"status": 204}}


def run(c):
    s = Series(c)
    status = new(c, "file-status", name=c.unique("file-status-"), color="#123456")
    house, street = entity(c, s.project, "Prop", "house-"), entity(c, s.project, "Prop", "street-")

    def placed(target):
        instance = c.post(f"/data/assets/{target['id']}/asset-asset-instances", {"asset_to_instantiate_id": s.tree["id"]}, keep=False)
        c.post(f"/data/shots/{s.first['id']}/asset-instances", {"asset_instance_id": instance["id"]}, keep=False)
        return instance

    def left(note):
        body = [1] if note == "one" else []
        c.get(f"/data/shots/{s.first['id']}/asset-instances", note=note, pick=lambda groups: [len(rows) for rows in groups.values()], skip_peer=True, fixed={"status": 200, "body": body})
        c.get("/data/assets/" + s.tree["id"], pick=only("name"))

    placed(house)
    new(c, "output-files", name="o", revision=1, entity_id=s.tree["id"], asset_instance_id=placed(street)["id"], file_status_id=status["id"])
    c.delete("/data/assets/" + house["id"], **GONE)
    left("one")
    task(c, s.project, street, s.asset_type, s.todo)
    c.delete("/data/assets/" + street["id"], query={"force": "true"}, **GONE)
    left("none")
    for asset in (house, street):
        c.get("/data/assets/" + asset["id"], skip_peer=True, fixed={"status": 404})

    held = entity(c, s.project, "Prop", "held-")
    placed(held)
    c.post(f"/actions/projects/{s.project['id']}/delete-entities", [held["id"]], pick=len, skip_peer=True, fixed={"status": 200, "body": 1})
    left("none")

    working = new(c, "working-files", name="w", revision=1, entity_id=s.car["id"])
    made = new(c, "output-files", name="made", revision=1, entity_id=s.tree["id"], source_file_id=working["id"], file_status_id=status["id"])
    c.delete("/data/assets/" + s.car["id"], note="another one's file was made from one of its own", **GONE)
    c.get("/data/output-files/" + made["id"], skip_peer=True, fixed={"status": 404})
