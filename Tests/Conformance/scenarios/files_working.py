"""Working files of tasks: paths, revisions, lists, comments, the file itself."""

from builders import NOWHERE, Journal, Stage, only, someone
from fixtures import ROLES, as_role, cast, login, new
from trees import plant, simple


def run(c):
    s = Stage(c)
    journal = Journal(c, s.project)
    people = cast(c)
    task = "/data/tasks/" + s.task["id"]
    software = new(c, "softwares", name=c.unique("Paint "), short_name="pa", file_extension="pa")
    c.post(task + "/working-file-path", {})
    c.post(task + "/working-files/new", {"name": "scene"}, note="no tree", fixed={"status": 400, "body": {"error": "No tree can be found for given project."}})
    plant(c, s.project, **simple())
    journal.look(keep=False)

    # Paths
    for body in ({}, {"name": "Héllo World!", "revision": 7, "sep": "\\"}, {"mode": "output"}, {"mode": "nowhere"}, {"software_id": software["id"]}, {"software_id": ""}, {"revision": -1}, {"name": ""}):
        c.post(task + "/working-file-path", body)
    for body in ({"software_id": "x"}, {"software_id": NOWHERE}, {"name": 5}, {"revision": "x"}, {"mode": None}, {"comment": 5, "sep": 5}):
        c.post(task + "/working-file-path", body)
    c.post(f"/data/tasks/{s.shot_task['id']}/working-file-path", {}, note="a shot in no sequence")
    c.post(task + "/working-file-path", {"sep": "x" * 11}, fixed={"status": 400})

    # Revisions
    c.post(task + "/working-files/new", {"name": "scene", "description": "text", "comment": "why", "software_id": software["id"]})
    journal.look()
    first = c.post(task + "/working-files/new", {"name": "scene", "person_id": people["user"]["id"]})
    c.post(task + "/working-files/new", {"name": "scene", "revision": 1})
    c.post(task + "/working-files/new", {"name": "scene", "revision": 9, "sep": "\\"}, pick=only("revision", "path"))
    c.post(task + "/working-files/new", {"name": "scene"}, pick=only("revision"))
    c.post(task + "/working-files/new", {"name": "other", "mode": "output"}, pick=only("revision", "path"))
    c.post(task + "/working-files/new", {"name": "other", "revision": -5}, pick=only("revision", "path"))
    journal.look("working-file")
    for body in ({}, {"name": ""}, {"name": None}, {"name": "x", "software_id": "x"}, {"name": "x", "software_id": NOWHERE}, {"name": "x", "revision": "x"}):
        c.post(task + "/working-files/new", body)
    for person in (NOWHERE, "x"):
        c.post(task + "/working-files/new", {"name": "x", "person_id": person}, fixed={"status": 400, "body": {"error": "Cannot find given person."}})
    c.post(task + "/working-files/new", {"name": "x", "mode": "nowhere"}, fixed={"status": 400, "body": {"error": "Mode nowhere cannot be found on given tree."}})
    c.post(task + "/working-files/new", {"name": "x" * 251}, fixed={"status": 400})
    c.post(task + "/working-files/new", {"name": "x", "revision": 3_000_000_000}, fixed={"status": 400})
    c.get(task, pick=lambda row: len(row["assignees"]), note="who makes a file works on the task")

    # Lists
    c.get(task + "/working-files", pick=only("name", "revision"))
    c.get(task + "/working-files/last-revisions")
    c.get(f"/data/tasks/{s.shot_task['id']}/working-files/last-revisions")
    c.get(f"/data/tasks/{s.shot_task['id']}/working-files")
    entity = f"/data/entities/{s.asset['id']}/working-files"
    c.get(entity, pick=only("name", "revision"))
    for query in ({"name": "other"}, {"task_id": s.task["id"]}, {"task_id": NOWHERE}, {"name": "x"}, {"name": ""}):
        c.get(entity, query=query, pick=lambda rows: [row["revision"] for row in rows])
    c.get(entity, query={"name": "other", "relations": "true"})
    c.get(entity, query={"task_id": "x"}, fixed={"status": 400})
    c.get("/data/files/" + first["id"])
    c.get("/data/files/" + NOWHERE)
    c.get("/data/files/x")

    # Changing
    file = "/actions/working-files/" + first["id"]
    c.put(file + "/comment", {"comment": "better"})
    c.put(file + "/modified")
    for body in ({}, {"comment": ""}, {"comment": None}, {"comment": 5}):
        c.put(file + "/comment", body)
    c.put(f"/actions/working-files/{NOWHERE}/comment", {})
    for identifier in (NOWHERE, "x"):
        c.put(f"/actions/working-files/{identifier}/comment", {"comment": "x"})
        c.put(f"/actions/working-files/{identifier}/modified")
    journal.look("working-file")

    # The file
    content = f"/data/working-files/{first['id']}/file"
    c.get(content)
    c.upload(content, form={"a": "b"})
    c.upload(content, file=("scene.blend", b"some bytes", "application/octet-stream"))
    c.get(content, headers=("Content-Disposition",))
    c.upload(content, file=("other.blend", b"other bytes, more of them", "application/octet-stream"), pick=only("name", "outputs"))
    c.get(content)
    c.upload(content, file=("empty.blend", b"", "application/octet-stream"), fixed={"status": 400})
    c.upload(content, file=("other.blend", b"other bytes", "application/octet-stream"), keep=False)
    c.upload(f"/data/working-files/{NOWHERE}/file", file=("a", b"b", "application/octet-stream"))
    c.get("/data/working-files/x/file")
    journal.look("working-file")

    # Who
    stranger = login(c, someone(c, "manager"))
    everybody = [(role, as_role(c, role)) for role in ROLES] + [("a stranger", stranger), ("nobody", c.anonymous())]

    def asked(note, names=("",)):
        for role, by in everybody:
            by.post(task + "/working-file-path", {}, note=note + role, pick=only("name"))
            by.get(task + "/working-files", note=note + role, pick=lambda rows: rows[0]["name"])
            by.get(task + "/working-files/last-revisions", note=note + role, pick=sorted)
            # Vendors see the files of what they work on.
            theirs = {"fixed": {"status": 403}} if role == "vendor" and not note else {}
            by.get(entity, note=note + role, pick=lambda rows: rows[0]["name"], **theirs)
            by.get("/data/files/" + first["id"], note=note + role, pick=only("name"), **theirs)
            by.get(content, note=note + role)
            by.upload(content, file=("a", role.encode(), "application/octet-stream"), note=note + role, pick=only("name"))
            by.put(file + "/comment", {"comment": role}, note=note + role, pick=only("comment"))
            by.put(file + "/modified", note=note + role, pick=only("name"))

    c.put(task, {"assignees": []}, keep=False)
    asked("")
    c.put(task, {"assignees": [people["user"]["id"], people["vendor"]["id"]]}, keep=False)
    asked("assigned ")
    for role, by in everybody:
        by.post(task + "/working-files/new", {"name": role}, note=role, pick=only("path"))
    for path in ("/data/tasks/%s/working-files", "/data/tasks/%s/working-files/last-revisions", "/data/entities/%s/working-files"):
        for identifier in (NOWHERE, "x"):
            c.get(path % identifier)
    c.post(f"/data/tasks/{NOWHERE}/working-files/new", {})
    c.post(f"/data/tasks/{NOWHERE}/working-files/new", {"name": "x"})
