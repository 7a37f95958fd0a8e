"""Edits: one of each name under an episode."""

from builders import NOWHERE, Journal, only, someone
from fixtures import as_role, cast, department, entity, login, new, project, task, task_type
from series import Series


def run(c):
    s = Series(c)
    path = s.path + "/edits"
    journal = Journal(c, s.project)
    first = c.post(path, {"name": "one", "episode_id": s.episode["id"], "description": "text", "data": {"fps": "25", "frame_in": 1}})
    journal.look()
    c.post(path, {"name": "one", "episode_id": s.episode["id"], "description": "other"}, note="there is one of that name")
    c.post(path, {"name": "one"}, note="of no episode")
    c.post(path, {"name": "one", "episode_id": None, "description": None, "data": None}, note="of no episode again")
    c.post(path, {"name": "two", "description": None, "data": None})
    journal.look()
    c.post(path, {})
    c.post(path, {"name": "", "episode_id": "abc", "data": 3})
    c.post(path, {"name": "x", "episode_id": NOWHERE}, fixed={"status": 404})
    away = entity(c, project(c, prefix="other-"), "Episode", "away-")
    c.post(path, {"name": "x", "episode_id": away["id"]}, note="an episode of another production", skip_peer=True, fixed={"status": 404})
    c.post(f"/data/projects/{NOWHERE}/edits", {"name": "x"})
    kind = task_type(c, s.department, "edit-", for_entity="Edit")
    work = task(c, s.project, first, kind, s.todo)
    previews = [
        new(c, "preview-files", name=c.unique(f"p{n}-"), task_id=work["id"], revision=revision, position=position, extension="mp4", duration=2.5, data={"original_width": 10, "original_height": 20, "original_duration": 1.5, "original_file_size": 30, "width": 7})
        for n, (revision, position) in enumerate(((1, 1), (1, 2), (2, 1)))
    ]
    c.get("/data/edits/" + first["id"])
    for end in ("tasks", "task-types", "preview-files", "versions"):
        c.get(f"/data/edits/{first['id']}/{end}", pick=(lambda groups: [[len(groups)], list(groups.values())]) if end == "preview-files" else None)
        c.get(f"/data/edits/{NOWHERE}/{end}")
    c.get(f"/data/edits/{first['id']}/tasks", relations="true", pick=only("assignees"))
    c.get(f"/data/entities/{first['id']}/preview-files")
    c.get("/data/edits", query={"project_id": s.project["id"]})
    c.get("/data/edits/all", query={"project_id": s.project["id"], "parent_id": s.episode["id"]}, pick=only("name", "project_name"))
    c.get("/data/edits", query={"project_id": s.project["id"], "name": "T%"}, pick=only("name"))
    c.get("/data/edits", query={"project_id": NOWHERE})
    c.get("/data/edits", query={"project_id": "abc"})
    c.get(path)
    c.get("/data/projects/abc/edits")
    c.get(f"/data/projects/{NOWHERE}/edits")
    c.get("/data/edits/" + NOWHERE)
    c.get("/data/edits/abc", fixed={"status": 404})
    c.get("/data/edits/" + s.first["id"], note="a shot")
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        by = as_role(c, role)
        for end in ("", "/tasks", "/task-types", "/preview-files", "/versions"):
            by.get("/data/edits/" + first["id"] + end, note=role, pick=len)
        by.get("/data/edits", query={"project_id": s.project["id"]}, note=role, pick=len)
        by.get("/data/edits", note=role)
        by.get(path, note=role, pick=len)
        by.post(path, {"name": role}, note=role, pick=only("name"))
        if role != "manager":
            by.delete("/data/edits/" + first["id"], note=role)
    stranger = login(c, someone(c, "manager"))
    stranger.get("/data/edits/" + first["id"], note="not in the team")
    stranger.get(path, note="not in the team")
    stranger.post(path, {"name": "x"}, note="not in the team")
    stranger.get("/data/edits", query={"project_id": "abc"})
    new(c, "metadata-descriptors", project_id=s.project["id"], entity_type="Edit", name="Fps", field_name="fps", data_type="string", departments=[s.department["id"]])
    c.put("/data/tasks/" + work["id"], {"assignees": [cast(c)["vendor"]["id"]]}, keep=False)
    vendor = as_role(c, "vendor")
    vendor.get("/data/edits", query={"project_id": s.project["id"]}, pick=only("name", "data"))
    vendor.get(path, pick=only("name", "data"))
    vendor.get("/data/edits/" + first["id"], pick=only("name"))
    journal.look(keep=False)
    as_role(c, "manager").delete("/data/edits/" + first["id"])
    journal.look()
    c.get("/data/edits/" + first["id"], pick=only("canceled"))
    c.delete("/data/edits/" + first["id"], query={"force": "true"})
    journal.look()
    c.get("/data/edits/" + first["id"])
    c.delete("/data/edits/" + NOWHERE)
    c.delete("/data/edits/abc", fixed={"status": 404})
