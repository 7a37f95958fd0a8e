"""Who sees castings and who changes them."""

from builders import NOWHERE, someone
from fixtures import as_role, cast, entity, login, project
from series import Series


def run(c):
    s = Series(c)
    s.cast(s.first, s.hero, s.tree, keep=False)
    s.cast(s.hero, s.tree, keep=False)
    other = project(c, prefix="other-")
    away = entity(c, other, "Shot", "away-")
    reads = [
        s.casting(s.first),
        f"{s.path}/asset-types/{s.hero['entity_type_id']}/casting",
        s.path + "/episodes/casting",
        f"{s.path}/sequences/{s.sequence['id']}/casting",
        s.path + "/sequences/all/casting",
        f"{s.path}/episodes/{s.episode['id']}/sequences/all/casting",
        f"/data/assets/{s.hero['id']}/casting",
        f"/data/assets/{s.tree['id']}/cast-in",
        f"/data/assets/{s.hero['id']}/assets",
        f"/data/shots/{s.first['id']}/assets",
        f"/data/shots/{s.first['id']}/asset-types",
    ]
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        by = as_role(c, role)
        for path in reads:
            by.get(path, note=role, pick=len)
        by.put(s.casting(s.second), [], note=role)
        by.put(f"/data/assets/{s.car['id']}/casting", [], note=role)
    stranger = login(c, someone(c, "manager"))
    for path in reads:
        stranger.get(path, note="a manager who is not in the team")
    stranger.put(s.casting(s.second), [], note="a manager who is not in the team")
    stranger.put(f"/data/assets/{s.car['id']}/casting", [], note="a manager who is not in the team")
    c.anonymous().get(reads[0])
    c.put("/data/tasks/" + s.task["id"], {"assignees": [cast(c)["vendor"]["id"]], "entity_id": s.hero["id"]}, keep=False)
    vendor = as_role(c, "vendor")
    vendor.get(f"/data/assets/{s.hero['id']}/casting", note="a vendor with a task of the asset", pick=len)
    vendor.get(s.casting(s.hero), note="a vendor with a task of the asset")
    manager = as_role(c, "manager")
    for by in (c, manager):
        by.get(s.casting(away), note="of another project")
        by.get(s.casting({"id": NOWHERE}))
        by.get(s.casting({"id": "abc"}))
        by.put(s.casting(away), [], note="of another project")
        by.put(s.casting({"id": NOWHERE}), [])
        by.put(s.casting({"id": "abc"}), [])
        by.get(f"{s.path}/asset-types/{NOWHERE}/casting")
        by.get(f"{s.path}/asset-types/{s.first['entity_type_id']}/casting", note="no asset type")
        by.get(f"{s.path}/sequences/{NOWHERE}/casting")
        by.get(f"{s.path}/sequences/{s.first['id']}/casting", note="a shot")
        by.get(f"{s.path}/episodes/{NOWHERE}/sequences/all/casting")
        by.get(f"{s.path}/episodes/main/sequences/all/casting")
        by.get(f"/data/assets/{s.first['id']}/casting", note="a shot")
        by.get(f"/data/shots/{s.hero['id']}/assets", note="an asset")
    manager.get(f"/data/projects/{NOWHERE}/episodes/casting")
    manager.get("/data/projects/abc/episodes/casting")
    c.get(f"/data/projects/{NOWHERE}/episodes/casting")
    c.get("/data/projects/abc/episodes/casting", fixed={"status": 404, "body": {"error": True, "message": ""}})
    c.get(f"{s.path}/episodes/all/sequences/all/casting", pick=len, fixed={"status": 200, "body": 1})
    c.get(f"{s.path}/episodes/abc/sequences/all/casting", fixed={"status": 404, "body": {"error": True, "message": ""}})
