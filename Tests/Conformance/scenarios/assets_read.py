"""Assets alone and in lists."""

from builders import NOWHERE, only, someone
from fixtures import as_role, cast, entity, login, person, project
from series import Series

name = lambda rows: sorted(r["name"].split("-")[0] for r in rows)


def run(c):
    s = Series(c)
    assignee = someone(c)
    c.put("/data/tasks/" + s.task["id"], {"assignees": [assignee["id"]]}, keep=False)
    made = entity(c, s.project, "Prop", "made-", source_id=s.episode["id"], description="text", data={"a": 1}, is_shared=True)
    s.cast(s.episode, s.tree, made, keep=False)
    c.get("/data/assets/" + s.asset["id"])
    c.get("/data/assets/" + made["id"])
    c.get("/data/assets/" + s.tree["id"], pick=only("casting_episode_ids", "entities_in", "episode_id"))
    c.get("/data/assets/" + s.asset["id"] + "/tasks")
    c.get("/data/assets/" + s.asset["id"] + "/tasks", relations="true")
    c.get("/data/assets/" + s.asset["id"] + "/task-types")
    c.get("/data/assets/" + NOWHERE)
    c.get("/data/assets/abc", fixed={"status": 404})
    c.get("/data/assets/" + s.first["id"], note="a shot")
    for end in ("tasks", "task-types"):
        c.get(f"/data/assets/{NOWHERE}/{end}")
        c.get(f"/data/assets/{s.first['id']}/{end}", note="a shot")

    project_id = s.project["id"]
    for path in ("/data/assets", "/data/assets/all"):
        c.get(path, query={"project_id": project_id, "name": c.unique("made") + "%"}, pick=name)
        c.get(path, query={"project_id": project_id, "name": "MADE%"})
        c.get(path, query={"project_id": project_id}, pick=name)
    for query in (
        {"entity_type_id": s.tree["entity_type_id"]}, {"is_shared": "true"}, {"is_shared": "perhaps"}, {"canceled": "f"}, {"entity_type_id": "abc"}, {"source_id": s.episode["id"]},
        {"id": s.tree["id"]}, {"entities_in": s.episode["id"]}, {"name": "%ree%"}, {"nonsense": "x"}, {"page": 2, "limit": 1}, {"relations": "true", "id": s.tree["id"]}, {"assigned_to": "x"},
        {"episode_id": s.episode["id"]}, {"episode_id": s.episode["id"], "name": "%made%"}, {"episode_id": NOWHERE}, {"id": '["%s"]' % s.tree["id"]},
    ):
        c.get("/data/assets", query={"project_id": project_id, **query}, pick=name)
        c.get(f"/data/projects/{project_id}/assets", query=query, pick=name)
    c.get("/data/assets", query={"project_id": project_id, "episode_id": "all"}, pick=len, fixed={"status": 200, "body": 5})
    c.get("/data/assets", query={"project_id": project_id, "episode_id": "main"}, pick=len, fixed={"status": 200, "body": 4})
    login(c, assignee).get("/data/assets", note="not in the team", query={"project_id": project_id})
    c.get("/data/assets", query={"episode_id": s.episode["id"]}, pick=name, note="the episode's project")
    c.get("/data/assets", query={"episode_id": s.first["id"]})
    c.get("/data/assets", query={"episode_id": NOWHERE})
    c.get("/data/assets", query={"project_id": NOWHERE})
    c.get("/data/assets", query={"project_id": "abc"})
    c.get(f"/data/projects/{NOWHERE}/assets")
    c.get("/data/projects/abc/assets")
    types = f"/data/projects/{project_id}/asset-types"
    c.get(types, unordered=True)
    c.get(f"{types}/{s.tree['entity_type_id']}/assets", pick=name)
    c.get(f"{types}/{s.tree['entity_type_id']}/assets", query={"name": "%made%"})
    c.get(f"{types}/{NOWHERE}/assets")
    c.get(f"{types}/{s.first['entity_type_id']}/assets", note="no asset type")
    c.get(f"{types}/abc/assets")
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        by = as_role(c, role)
        by.get("/data/assets/" + s.asset["id"], note=role, pick=only("name"))
        by.get("/data/assets/" + s.asset["id"] + "/tasks", note=role, pick=len)
        by.get("/data/assets/" + s.asset["id"] + "/task-types", note=role, pick=len)
        by.get("/data/assets", query={"project_id": project_id}, note=role, pick=name)
        by.get(f"/data/projects/{project_id}/assets", note=role, pick=name)
        by.get(types, note=role, pick=len)
        by.get(f"{types}/{s.tree['entity_type_id']}/assets", note=role, pick=name)
    stranger = login(c, someone(c, "manager"))
    for path in ("/data/assets/" + s.asset["id"], "/data/assets/" + s.asset["id"] + "/tasks", f"/data/projects/{project_id}/assets", types, f"{types}/{s.tree['entity_type_id']}/assets"):
        stranger.get(path, note="a manager who is not in the team")
    stranger.get("/data/assets", query={"project_id": project_id}, note="a manager who is not in the team")
    stranger.get("/data/assets", query={"project_id": NOWHERE})
    stranger.get("/data/assets", query={"project_id": "abc"})
    stranger.get("/data/assets", query={"episode_id": s.episode["id"]})
    stranger.get("/data/assets")
    stranger.get("/data/projects/abc/assets")
    both = someone(c, "manager")
    p, q = project(c, team=(both,), prefix="mine-"), project(c, team=(both,), prefix="too-")
    entity(c, p, "Prop", "p-"), entity(c, q, "Prop", "q-")
    login(c, both).get("/data/assets", pick=name, note="of all projects that one works in")
