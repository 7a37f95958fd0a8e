"""Making assets."""

from builders import NOWHERE, Journal, Stage, only, someone
from fixtures import as_role, entity, login, project


def run(c):
    s = Stage(c)
    episode = entity(c, s.project, "Episode", "episode-")
    away = entity(c, project(c, prefix="other-"), "Episode", "away-")
    path = f"/data/projects/{s.project['id']}/asset-types/{s.asset['entity_type_id']}/assets/new"
    journal = Journal(c, s.project)
    first = c.post(path, {"name": c.unique("one-")})
    second = c.post(path, {"name": c.unique("one-")}, note="the same name")
    c.get("/data/assets/" + second["id"], pick=lambda row: row["id"] != first["id"])
    c.post(path, {"name": "all", "description": "text", "data": {"a": [1, {"b": None}]}, "is_shared": True, "episode_id": episode["id"], "nonsense": 1})
    c.post(path, {"name": "nulls", "description": None, "data": None, "is_shared": None, "episode_id": None})
    c.post(path + "?name=query")
    c.raw("POST", path, b"name=form&is_shared=yes", {"Content-Type": "application/x-www-form-urlencoded"})
    journal.look()
    c.post(path, {})
    c.post(path, {"name": ""})
    c.post(path, {"name": 3})
    c.post(path, {"name": None, "data": [], "is_shared": "maybe", "episode_id": "abc", "description": 1})
    c.post(path, ["name"])
    c.post(path, {"name": "x", "episode_id": ""})
    c.post(path, {"name": "n" * 161}, fixed={"status": 400})
    c.post(path, {"name": "x", "episode_id": NOWHERE}, fixed={"status": 404})
    c.post(path, {"name": "x", "episode_id": away["id"]}, note="an episode of another production", skip_peer=True, fixed={"status": 404})
    c.post(path, {"name": "x", "episode_id": s.asset["id"]}, note="no episode", skip_peer=True, fixed={"status": 404})
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).post(path, {"name": role}, note=role, pick=only("name", "created_by"))
    login(c, someone(c, "manager")).post(path, {"name": "x"}, note="a manager who is not in the team")
    for by in (c, as_role(c, "manager")):
        by.post(path.replace(s.project["id"], NOWHERE), {"name": "x"})
        by.post(path.replace(s.project["id"], "abc"), {"name": "x"})
        by.post(path.replace(s.asset["entity_type_id"], NOWHERE), {"name": "x"})
        by.post(path.replace(s.asset["entity_type_id"], s.shot["entity_type_id"]), {"name": "x"}, note="no asset type")
    c.anonymous().post(path, {"name": "x"})
