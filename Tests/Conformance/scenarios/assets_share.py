"""Sharing assets with other productions."""

from builders import NOWHERE, Journal, only, someone
from fixtures import as_role, entity, login, project
from series import Series

shown = lambda rows: sorted([r["name"].split("-")[0], r["is_shared"], r["type"]] for r in rows)


def run(c):
    s = Series(c)
    other = project(c, prefix="other-")
    away = entity(c, other, "Prop", "away-")
    journal = Journal(c, s.project)
    path = "/actions/assets/share"
    c.post(path, {"asset_ids": [s.tree["id"], s.hero["id"]]}, pick=shown)
    c.post(path, {"asset_ids": [s.tree["id"]], "is_shared": False})
    c.post(path, {"asset_ids": []})
    c.post(path)
    c.post(path, {"asset_ids": [NOWHERE]})
    c.post(path, {"asset_ids": [s.first["id"]]}, note="a shot")
    c.post(path, {"asset_ids": ["abc"]})
    c.post(path, {"asset_ids": "abc"})
    c.post(path, {"asset_ids": [s.tree["id"]], "is_shared": None}, fixed={"status": 400})
    c.get("/data/assets", query={"project_id": s.project["id"]}, pick=shown)
    mine = f"/actions/projects/{s.project['id']}/assets/share"
    c.post(mine, {"asset_ids": [s.car["id"], away["id"]]}, pick=shown, note="one of another project")
    c.post(mine, {"is_shared": False}, pick=shown, note="all of them")
    c.post(mine, {"asset_ids": [], "is_shared": True}, pick=shown, note="all of them")
    c.post(mine, {"is_shared": "perhaps"})
    c.post(f"/actions/projects/{NOWHERE}/assets/share", {})
    types = f"/actions/projects/{s.project['id']}/asset-types"
    c.post(f"{types}/{s.hero['entity_type_id']}/assets/share", {"is_shared": False, "asset_ids": [s.tree["id"]]}, pick=shown)
    c.post(f"{types}/{NOWHERE}/assets/share", {})
    for ids in (["x"], "x"):
        c.post(f"{types}/{s.hero['entity_type_id']}/assets/share", {"asset_ids": ids})
    c.get("/data/assets/" + away["id"], pick=only("is_shared"))
    journal.look()
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        by = as_role(c, role)
        by.post(path, {"asset_ids": [s.tree["id"]]}, note=role, pick=shown)
        by.post(path, {}, note=role)
        by.post(mine, {"asset_ids": [s.tree["id"]]}, note=role, pick=shown)
        by.post(f"{types}/{s.hero['entity_type_id']}/assets/share", {}, note=role, pick=shown)
    stranger = login(c, someone(c, "manager"))
    stranger.post(path, {"asset_ids": [s.tree["id"]]}, note="a manager who is not in the team")
    stranger.post(mine, {}, note="a manager who is not in the team")
    stranger.post(f"{types}/{s.hero['entity_type_id']}/assets/share", {}, note="a manager who is not in the team")

    c.post(path, {"asset_ids": [away["id"]]}, keep=False)
    s.cast(s.first, s.tree, away, keep=False)
    used = f"/data/projects/{s.project['id']}/assets/shared-used"
    there = f"/data/projects/{s.project['id']}/episodes/%s/assets/shared-used"
    c.get(used)
    for episode in (s.episode["id"], "all", "main", NOWHERE):
        c.get(there % episode, pick=len)
    c.get(there % "abc", fixed={"status": 404})
    for role in ("manager", "user", "client", "vendor"):
        as_role(c, role).get(used, note=role, pick=len)
        as_role(c, role).get(there % s.episode["id"], note=role, pick=len)
    stranger.get(used, note="not in the team")
    stranger.get(there % "all", note="not in the team")
    s.cast(s.first, away, away, keep=False)
    c.get(used, pick=len, note="each once")
    c.put("/data/entities/" + away["id"], {"canceled": True}, keep=False)
    c.get(used)
