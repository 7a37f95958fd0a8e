"""Instances of assets."""

from builders import NOWHERE, Stage, only, someone
from fixtures import as_role, cast, entity, event, login


def run(c):
    s = Stage(c)
    scene = entity(c, s.project, "Scene", "scene-")
    given = {"asset_id": s.asset["id"], "name": "one", "number": 1, "scene_id": scene["id"], "target_asset_id": s.asset["id"]}
    row = c.post("/data/asset-instances", given)
    path = "/data/asset-instances/" + row["id"]
    event(c, "asset-instance:new", asset_instance_id=row["id"])
    c.post("/data/asset-instances", given, note="the same place and number")
    c.post("/data/asset-instances", {"asset_id": s.asset["id"]}, note="the least")
    c.post(
        "/data/asset-instances",
        {"asset_id": s.asset["id"], "shots": [s.shot["id"]], "number": 2, "data": {"a": 1}, "description": "text"},
        pick=only("shots", "number", "data", "description"),
    )
    c.get("/data/entities/" + s.shot["id"], pick=lambda row: len(row["instance_casting"]))
    c.post("/data/asset-instances", {"name": "no asset"})
    c.post("/data/asset-instances", {"asset_id": NOWHERE})
    c.post("/data/asset-instances", {"asset_id": s.asset["id"], "description": "d" * 201})
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        by = as_role(c, role)
        by.get("/data/asset-instances", asset_id=s.asset["id"], note="as " + role)
        by.post("/data/asset-instances", given, note="as " + role)
        by.get(path, note="as " + role, pick=only("name"))
        by.put(path, {"name": role}, note="as " + role, pick=only("name"))
        by.delete(path, note="as " + role)
    stranger = login(c, someone(c))
    stranger.get(path, note="not in the team")
    stranger.put(path, {"name": "x"}, note="not in the team")
    c.put("/data/tasks/" + s.task["id"], {"assignees": [cast(c)["vendor"]["id"]]}, keep=False)
    as_role(c, "vendor").get(path, note="a vendor with a task of the asset", pick=only("name"))
    as_role(c, "vendor").put(path, {"name": "vendor"}, note="a vendor with a task of the asset", pick=only("name"))
    c.get("/data/asset-instances", asset_id=s.asset["id"], unordered=True, pick=only("name", "number"))
    c.get("/data/asset-instances", shots=s.shot["id"], relations="true", pick=only("number", "shots"))
    c.put(path, {"number": 9, "active": False, "description": "text", "data": {"a": 1}}, note="the number stays")
    c.put(path, {"shots": [s.shot["id"]]}, pick=lambda row: "shots" in row)
    c.get(path, pick=only("shots", "number"))
    c.put(path, {"asset_id": None})
    event(c, "asset-instance:update", asset_instance_id=row["id"])
    c.get("/data/asset-instances/abc")
    c.get("/data/asset-instances/" + NOWHERE)
    as_role(c, "user").get("/data/asset-instances/" + NOWHERE)
    c.delete(path, note="its shots are only unlinked")
    event(c, "asset-instance:delete", asset_instance_id=row["id"])
    c.delete(path, note="twice")
    c.get("/data/entities/" + s.shot["id"], pick=only("name"))
