"""Output files."""

from builders import NOWHERE, Journal, Stage, only, someone
from fixtures import as_role, cast, closed_status, login, new


def run(c):
    s = Stage(c)
    people = cast(c)
    journal = Journal(c, s.project)
    file_status = new(c, "file-status", name=c.unique("file-status-"), color="#123456")
    output_type = new(c, "output-types", name=c.unique("output-type-"), short_name="ot")
    working = new(c, "working-files", name="scene", revision=1, task_id=s.task["id"], entity_id=s.asset["id"])
    given = {
        "name": "render",
        "revision": 1,
        "file_status_id": file_status["id"],
        "entity_id": s.asset["id"],
        "output_type_id": output_type["id"],
        "task_type_id": s.asset_type["id"],
    }
    row = c.post(
        "/data/output-files",
        {
            **given,
            "source_file_id": working["id"],
            "person_id": people["user"]["id"],
            "representation": "mp4",
            "nb_elements": 3,
            "extension": "mp4",
            "checksum": "abc",
            "size": 4,
            "data": {"a": 1},
        },
    )
    path = "/data/output-files/" + row["id"]
    journal.look()
    c.post("/data/output-files", {"name": "least", "revision": 1, "file_status_id": file_status["id"], "entity_id": s.asset["id"]})
    c.post("/data/output-files", {k: v for k, v in given.items() if k != "name"})
    c.post("/data/output-files", {k: v for k, v in given.items() if k != "revision"})
    c.post("/data/output-files", {k: v for k, v in given.items() if k != "file_status_id"})
    c.post("/data/output-files", {**given, "entity_id": NOWHERE})
    c.post("/data/output-files", {**given, "checksum": "c" * 33})
    c.post("/data/output-files", {**given, "source_file": working["id"]})
    c.get(path)
    c.get(path, relations="false", pick=lambda row: sorted(row))
    c.get("/data/output-files", entity_id=s.asset["id"], revision=1, name="REN%", fields="name,source_file")
    c.delete("/data/file-status/" + file_status["id"], note="a status in use")
    c.delete("/data/output-types/" + output_type["id"], note="a type in use")

    for role in ("admin", "manager", "supervisor", "user", "client", "vendor"):
        by = as_role(c, role)
        by.get("/data/output-files", entity_id=s.asset["id"], note="as " + role, unordered=True, pick=only("name"))
        by.get(path, note="as " + role, pick=only("name"))
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        by = as_role(c, role)
        by.post("/data/output-files", {**given, "name": role}, note="as " + role)
        by.put(path, {"comment": role}, note="as " + role, pick=only("comment"))
        by.delete(path, note="as " + role)
    login(c, someone(c)).get(path, note="not in the team")
    login(c, someone(c)).get("/data/output-files", entity_id=s.asset["id"], note="not in the team")
    c.put("/data/tasks/" + s.task["id"], {"assignees": [people["user"]["id"], people["vendor"]["id"], people["supervisor"]["id"]]}, keep=False)
    for role in ("user", "vendor", "supervisor"):
        as_role(c, role).put(path, {"comment": "assigned " + role}, pick=only("comment"))
    as_role(c, "vendor").get(path, pick=only("name"))

    c.put(path, {"temporal_entity_id": s.shot["id"]}, pick=only("temporal_entity_id"))
    as_role(c, "user").put(path, {"comment": "assigned to the asset, not to the shot"})
    c.put("/data/tasks/" + s.shot_task["id"], {"assignees": [people["user"]["id"]]}, keep=False)
    as_role(c, "user").put(path, {"comment": "assigned to the shot"}, pick=only("comment"))
    journal.look("output-file")
    c.put(path, {"canceled": True, "path": "/a/b", "file_status_id": NOWHERE})
    c.put(path, {"canceled": True, "path": "/a/b"})
    c.get("/data/output-files/abc")
    c.get("/data/output-files/" + NOWHERE)
    c.put("/data/output-files/abc", {})
    c.delete("/data/output-files/abc")
    c.put("/data/projects/" + s.project["id"], {"project_status_id": closed_status(c)["id"]}, keep=False)
    as_role(c, "user").get("/data/output-files", entity_id=s.asset["id"], note="a closed project")
    preview = new(c, "preview-files", name="p", revision=1, task_id=s.task["id"], source_file_id=row["id"])
    c.delete(path, note="a preview was made from it")
    c.delete("/data/preview-files/" + preview["id"], keep=False)
    journal.look(keep=False)
    c.delete(path)
    journal.look()
    c.delete(path, note="twice")
