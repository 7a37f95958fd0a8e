"""Output files of entities and of asset instances: paths, revisions, lists."""

from builders import NOWHERE, Journal, Stage, only, someone
from fixtures import ROLES, as_role, cast, entity, login, new
from trees import output_type, plant, simple


def refused(text, key="error"):
    return {"status": 400, "body": {key: text}}


def run(c):
    s = Stage(c)
    journal = Journal(c, s.project)
    sequence = entity(c, s.project, "Sequence", "SQ 01 ")
    shot = entity(c, s.project, "Shot", "SH 01 ", parent_id=sequence["id"])
    cache, render = output_type(c), output_type(c, "Render ")
    instance = new(c, "asset-instances", asset_id=s.asset["id"], name="Hero_0001", number=1)
    inside = new(c, "asset-instances", asset_id=s.asset["id"], name="Hero_0002", number=2, target_asset_id=s.asset["id"])
    working = new(c, "working-files", name="scene", revision=1, task_id=s.task["id"], entity_id=s.asset["id"])
    status = new(c, "file-status", name=c.unique("status-"), color="#123456")
    kinds = {"output_type_id": cache["id"], "task_type_id": s.asset_type["id"]}
    of = {"entity": "/data/entities/" + s.asset["id"], "instance": f"/data/asset-instances/{instance['id']}/entities/{shot['id']}"}
    keys = {"entity": "error", "instance": "message"}

    for name, path in of.items():
        c.post(path + "/output-file-path", kinds, note="no tree")
    c.post(of["entity"] + "/output-files/new", {**kinds, "name": "treeless"})
    c.get(of["entity"] + "/output-files", pick=len, note="and no row", fixed={"status": 200, "body": 0})
    c.post(of["instance"] + "/output-files/new", {**kinds, "name": "treeless"}, fixed=refused("No tree can be found for given project.", "message"))
    for row in c.get("/data/output-files", query={"name": "treeless", "entity_id": s.asset["id"]}, keep=False):
        c.delete("/data/output-files/" + row["id"], keep=False)
    plant(c, s.project, **simple())
    journal.look(keep=False)

    for name, path in of.items():
        # Paths
        for more in ({}, {"name": "Rig A", "revision": 3, "separator": "\\"}, {"representation": "abc"}, {"mode": "working"}, {"mode": "nowhere"}, {"extension": "x"}, {"revision": -1}):
            c.post(path + "/output-file-path", {**kinds, **more}, note=name)
        for body in ({}, {**kinds, "output_type_id": "x"}, {**kinds, "output_type_id": NOWHERE}, {**kinds, "task_type_id": "x"}, {**kinds, "output_type_id": None}, {**kinds, "revision": "x"}):
            c.post(path + "/output-file-path", body, note=name)
            c.post(path + "/output-files/next-revision", body, note=name)

        # New ones
        c.post(path + "/output-files/next-revision", kinds, note=name)
        c.post(path + "/output-files/new", {**kinds, "comment": "why", "extension": ".abc", "nb_elements": 24, "representation": "abc", "working_file_id": working["id"]}, note=name)
        journal.look()
        c.post(path + "/output-files/new", {**kinds, "person_id": cast(c)["user"]["id"], "file_status_id": status["id"], "sep": "::"}, note=name, pick=only("revision", "path", "person_id", "file_status_id"))
        for more in (
            {"revision": 1, "representation": "mov"}, {"revision": -1}, {"revision": 9}, {"representation": "abc"}, {"name": "Rig A"}, {"name": "", "revision": 3}, {"nb_elements": 0}, {"nb_elements": -4, "extension": "x"},
            {"mode": "working"}, {"working_file_id": NOWHERE}, {"working_file_id": "x"}, {"output_type_id": render["id"]},
        ):
            c.post(path + "/output-files/new", {**kinds, **more}, note=name, pick=only("name", "revision", "path", "file_name", "folder_path", "nb_elements", "source_file_id"))
        for more in (
            {"revision": 1, "representation": "abc"}, {"output_type_id": "x"}, {"output_type_id": NOWHERE}, {"output_type_id": "x", "task_type_id": "x"}, {"task_type_id": "x"}, {"task_type_id": NOWHERE}, {"person_id": "x"},
            {"person_id": NOWHERE}, {"output_type_id": None}, {"revision": "x"}, {"name": None},
        ):
            c.post(path + "/output-files/new", {**kinds, **more}, note=name)
        for wrong in (NOWHERE, "x"):
            c.post(path + "/output-files/new", {**kinds, "file_status_id": wrong}, note=name, fixed=refused("Cannot find given file status.", keys[name]))
        for more in ({"name": "x" * 251}, {"extension": "x" * 11}, {"representation": "x" * 21}, {"revision": 3_000_000_000}):
            c.post(path + "/output-files/new", {**kinds, **more}, note=name, fixed={"status": 400})
        journal.look("output-file")
        for more in ({}, {"name": "Rig A"}, {"name": ""}, {"name": "nothing"}, {"output_type_id": render["id"]}):
            c.post(path + "/output-files/next-revision", {**kinds, **more}, note=name)

    c.post(f"/data/asset-instances/{inside['id']}/entities/{s.asset['id']}/output-file-path", kinds, note="an instance in an asset")
    nowhere = f"/data/asset-instances/{instance['id']}/entities/{NOWHERE}"
    c.post(nowhere + "/output-files/next-revision", kinds)
    c.post(nowhere + "/output-files/new", kinds)
    c.post(nowhere + "/output-file-path", kinds)

    # Lists
    def files(rows):
        return sorted([row["name"], row["revision"], row["representation"], row["asset_instance_id"] is not None] for row in rows)

    def revisions(rows):
        return [row["revision"] for row in rows]

    lists = {"entity": of["entity"] + "/output-files", "instance": f"/data/asset-instances/{instance['id']}/output-files", "project": f"/data/projects/{s.project['id']}/output-files"}
    for name, path in lists.items():
        c.get(path, pick=files)
        c.get(path, pick=revisions if name != "project" else len)
        for query in (
            {"output_type_id": render["id"]}, {"task_type_id": s.asset_type["id"]}, {"task_type_id": NOWHERE}, {"representation": "abc"}, {"representation": ""}, {"name": "Rig A"}, {"name": ""},
            {"file_status_id": status["id"]}, {"output_type_id": ""},
        ):
            c.get(path, query=query, pick=files)
        for query in ({"output_type_id": "x"}, {"task_type_id": "x"}, {"file_status_id": "x"}):
            c.get(path, query=query, fixed={"status": 400})
    for query in ({"temporal_entity_id": shot["id"]}, {"temporal_entity_id": NOWHERE}):
        c.get(lists["instance"], query=query, pick=files)
    for path in of.values():
        c.get(path + "/output-types")
        for query in ({}, {"representation": "abc"}, {"representation": ""}, {"representation": "x"}):
            c.get(f"{path}/output-types/{cache['id']}/output-files", query=query, pick=files)
        c.get(f"{path}/output-types/{cache['id']}/output-files", pick=revisions)
        for wrong in (NOWHERE, "x"):
            c.get(f"{path}/output-types/{wrong}/output-files")
        for query in ({}, {"file_status_id": status["id"]}, {"name": "Rig A"}, {"representation": "abc"}, {"output_type_id": render["id"]}):
            c.get(path + "/output-files/last-revisions", query=query, pick=files)
    lost = new(c, "output-files", name="lost", revision=4, entity_id=s.asset["id"], file_status_id=status["id"])
    c.get(of["entity"] + "/output-files/last-revisions", query={"name": "lost"}, note="without a representation")
    c.get("/data/files/" + lost["id"])
    c.get(f"/data/asset-instances/{inside['id']}/output-files")
    for path in ("/output-files/last-revisions", "/output-types"):
        c.get(nowhere + path)
        c.get(f"/data/asset-instances/{instance['id']}/entities/x{path}", fixed={"status": 404})
    for path in ("/data/entities/%s/output-files", "/data/entities/%s/output-types", "/data/entities/%s/output-files/last-revisions", "/data/asset-instances/%s/output-files"):
        for wrong in (NOWHERE, "x"):
            c.get(path % wrong)
    c.get(f"/data/projects/{NOWHERE}/output-files")
    c.get("/data/projects/x/output-files", fixed={"status": 404})

    # Who
    everybody = [(role, as_role(c, role)) for role in ROLES] + [("a stranger", login(c, someone(c, "manager"))), ("nobody", c.anonymous())]

    def asked(note):
        for role, by in everybody:
            # Vendors see the files of what they work on.
            theirs = {"fixed": {"status": 403}} if role == "vendor" and not note else {}
            for name, path in of.items():
                about = note + name + " " + role
                by.post(path + "/output-file-path", kinds, note=about, pick=only("folder_path"))
                by.post(path + "/output-files/next-revision", kinds, note=about, pick=lambda row: row["next_revision"] > 0, **theirs)
                by.post(path + "/output-files/new", {**kinds, "name": note + role}, note=about, pick=only("revision"))
                by.get(path + "/output-files/last-revisions", note=about, pick=lambda rows: len(rows) > 0, **theirs)
                by.get(path + "/output-types", note=about, pick=len, **theirs)
                by.get(f"{path}/output-types/{cache['id']}/output-files", note=about, pick=lambda rows: len(rows) > 0, **theirs)
            for path in lists.values():
                by.get(path, note=note + role, pick=lambda rows: len(rows) > 0, **theirs)
            by.get("/data/files/" + lost["id"], note=note + role, pick=only("name"), **theirs)

    asked("")
    c.put("/data/tasks/" + s.task["id"], {"assignees": [cast(c)["vendor"]["id"]]}, keep=False)
    asked("assigned ")
    away = login(c, someone(c, "supervisor"))
    for path in of.values():
        away.post(path + "/output-files/next-revision", {**kinds, "output_type_id": NOWHERE}, note="first the types, then the right")
        away.post(path + "/output-files/new", {**kinds, "output_type_id": NOWHERE}, note="first the right")
        away.post(path + "/output-file-path", {**kinds, "output_type_id": NOWHERE})
        away.get(f"{path}/output-types/{NOWHERE}/output-files")
    away.get(f"/data/projects/{NOWHERE}/output-files")
