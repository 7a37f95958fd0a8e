"""Working files."""

from builders import NOWHERE, Stage, only, someone, supervisor
from fixtures import as_role, cast, closed_status, department, event, login, new


def run(c):
    outside = supervisor(c, department(c, "other-"))
    s = Stage(c, ("manager", "supervisor", "user", "client", "vendor", outside))
    people = cast(c)
    software = new(c, "softwares", name=c.unique("software-"), short_name="sw", file_extension="sw")
    given = {
        "name": "scene",
        "revision": 1,
        "task_id": s.task["id"],
        "entity_id": s.asset["id"],
        "person_id": people["user"]["id"],
        "software_id": software["id"],
    }
    row = c.post("/data/working-files", {**given, "description": "text", "comment": "why", "size": 5, "checksum": 6, "path": "/a/b", "data": {"a": 1}})
    path = "/data/working-files/" + row["id"]
    event(c, "working-file:new", working_file_id=row["id"])
    c.post("/data/working-files", given, note="the same again")
    c.post("/data/working-files", {**given, "revision": 2}, pick=only("revision", "outputs"))
    bare = c.post("/data/working-files", {}, note="nothing is required")
    c.post("/data/working-files", {**given, "task_id": NOWHERE})
    c.post("/data/working-files", {**given, "size": "big"})
    c.post("/data/working-files", {**given, "path": "p" * 401})
    c.delete("/data/softwares/" + software["id"], note="a software in use")

    c.get(path)
    c.get(path, relations="false", pick=lambda row: "outputs" in row)
    for role in ("admin", "manager", "supervisor", "user", "client", "vendor"):
        by = as_role(c, role)
        by.get("/data/working-files", task_id=s.task["id"], note="as " + role, unordered=True, pick=only("revision"))
        by.get(path, note="as " + role, pick=only("name"))
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        by = as_role(c, role)
        by.post("/data/working-files", {**given, "revision": 3}, note="as " + role)
        by.put(path, {"comment": role}, note="as " + role, pick=only("comment"))
        by.delete(path, note="as " + role)
    login(c, outside).put(path, {"comment": "x"}, note="a supervisor of another department")
    login(c, someone(c)).get(path, note="not in the team")
    login(c, someone(c)).get("/data/working-files", task_id=s.task["id"], note="not in the team")
    c.put("/data/tasks/" + s.task["id"], {"assignees": [people["vendor"]["id"], people["user"]["id"]]}, keep=False)
    as_role(c, "user").put(path, {"comment": "assigned"}, pick=only("comment"))
    as_role(c, "vendor").get(path, note="an assigned vendor", pick=only("name"))
    as_role(c, "vendor").put(path, {"comment": "assigned vendor", "size": None}, pick=only("comment", "size"))
    c.put(path, {"revision": 2}, note="taken")
    c.put(path, {"revision": 9, "name": "renamed"}, note="the answer has no outputs")
    event(c, "working-file:update", working_file_id=row["id"])
    as_role(c, "user").get("/data/working-files/" + bare["id"], note="of no task")
    c.get("/data/working-files/" + bare["id"], note="of no task, even for an administrator")
    c.get("/data/working-files/abc")
    c.get("/data/working-files/" + NOWHERE)
    c.put("/data/working-files/abc", {})
    c.put("/data/working-files/" + NOWHERE, {})
    c.delete("/data/working-files/abc")

    c.put("/data/projects/" + s.project["id"], {"project_status_id": closed_status(c)["id"]}, keep=False)
    as_role(c, "user").get("/data/working-files", task_id=s.task["id"], note="a closed project", unordered=True, pick=only("revision"))
    file_status = new(c, "file-status", name=c.unique("file-status-"), color="#123456")
    output = c.post(
        "/data/output-files",
        {"name": "o", "revision": 1, "file_status_id": file_status["id"], "entity_id": s.asset["id"], "source_file_id": row["id"]},
        pick=lambda row: row["source_file"]["id"],
    )
    c.get("/data/working-files", query={"id": row["id"], "relations": "true"}, pick=only("outputs"))
    c.delete(path, note="its outputs forget it")
    event(c, "working-file:delete", working_file_id=row["id"])
    c.get("/data/output-files", query={"id": output["id"]}, pick=only("source_file_id", "source_file"))
    c.delete(path, note="twice")
