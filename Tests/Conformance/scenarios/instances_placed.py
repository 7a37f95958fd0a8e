"""Instances of assets in scenes, shots and other assets."""

from builders import NOWHERE, Journal, only, someone
from fixtures import as_role, cast, entity, event, login, new, project
from series import Series, by_name


def run(c):
    s = Series(c)
    tree = c.post("/data/entities", {"name": "Tree été/2", "project_id": s.project["id"], "entity_type_id": s.tree["entity_type_id"]}, keep=False)
    scene = f"/data/scenes/{s.scene['id']}/asset-instances"
    into = f"/data/assets/{s.hero['id']}/asset-asset-instances"
    one = c.post(scene, {"asset_id": tree["id"], "description": "text"})
    two = c.post(scene, {"asset_id": tree["id"]})
    car = c.post(scene, {"asset_id": s.car["id"], "description": None}, pick=lambda row: [row["number"], row["description"]])
    event(c, "asset_instance:new", asset_instance_id=one["id"])
    c.post(scene, {"asset_id": s.first["id"]}, note="a shot", skip_peer=True, fixed={"status": 404})
    c.post(scene, {})
    c.post(scene, {"asset_id": "abc", "description": 3})
    c.post(scene, {"asset_id": NOWHERE})
    c.post(scene, {"asset_id": tree["id"], "description": "d" * 201}, fixed={"status": 400})
    inside = c.post(into, {"asset_to_instantiate_id": tree["id"]})
    c.post(into, {"asset_to_instantiate_id": tree["id"]}, pick=only("number"))
    event(c, "asset_instance:new", asset_instance_id=inside["id"])
    c.post(into, {})
    c.post(into, {"asset_to_instantiate_id": NOWHERE})
    names = by_name(s.hero, s.car, tree, s.first, s.second, s.scene)
    c.get(scene, pick=names)
    c.get(into, pick=names)
    c.get(f"/data/assets/{tree['id']}/scene-asset-instances", pick=names)
    c.get(f"/data/scenes/{s.scene['id']}/camera-instances")

    shot = f"/data/shots/{s.first['id']}/asset-instances"
    c.post(shot, {"asset_instance_id": one["id"]})
    event(c, "asset_instance:add-to-shot", asset_instance_id=one["id"])
    c.post(shot, {"asset_instance_id": two["id"]}, pick=only("name"))
    c.post(shot, {"asset_instance_id": one["id"]}, note="it is there", fixed={"status": 400})
    c.post(shot, {})
    c.post(shot, {"asset_instance_id": NOWHERE})
    c.get(shot, pick=names)
    c.get(f"/data/assets/{tree['id']}/shot-asset-instances", pick=names)
    c.get("/data/entities/" + s.first["id"], pick=lambda row: len(row["instance_casting"]))
    c.delete(f"{shot}/{one['id']}")
    event(c, "asset_instance:remove-from-shot", asset_instance_id=one["id"])
    c.delete(f"{shot}/{one['id']}", note="twice", fixed={"status": 404})
    c.delete(f"{shot}/{NOWHERE}")
    c.get(shot, pick=names)
    c.get("/data/asset-instances/" + one["id"], pick=only("shots", "number"))

    ways = [scene, into, shot] + [f"/data/assets/{tree['id']}/{place}-asset-instances" for place in ("shot", "scene")] + [f"/data/scenes/{s.scene['id']}/camera-instances"]
    stranger = login(c, someone(c, "manager"))
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        by = as_role(c, role)
        for way in ways:
            by.get(way, note=role, pick=len)
        by.post(scene, {"asset_id": s.hero["id"]}, note=role, pick=only("number"))
        by.post(into, {"asset_to_instantiate_id": s.car["id"]}, note=role, pick=only("number"))
        by.post(f"/data/shots/{s.second['id']}/asset-instances", {"asset_instance_id": one["id"]}, note=role, pick=only("name"), **({} if role == "manager" else {"fixed": {"status": 400}}))
    as_role(c, "client").delete(f"/data/shots/{s.second['id']}/asset-instances/{one['id']}", note="client")
    for way in ways:
        stranger.get(way, note="not in the team")
        c.get(way.replace(s.scene["id"], NOWHERE).replace(s.hero["id"], NOWHERE).replace(s.first["id"], NOWHERE).replace(tree["id"], NOWHERE))
    stranger.post(scene, {"asset_id": s.hero["id"]}, note="not in the team")
    stranger.post(into, {"asset_to_instantiate_id": s.car["id"]}, note="not in the team")
    stranger.post(shot, {"asset_instance_id": one["id"]}, note="not in the team")
    stranger.delete(f"{shot}/{two['id']}", note="not in the team")
    c.post(scene.replace(s.scene["id"], s.first["id"]), {"asset_id": s.hero["id"]}, note="a shot")
