"""Creating preview files and seeing them."""

from builders import INVALID, NOWHERE, Journal, Stage, only, someone
from fixtures import as_role, cast, closed_status, event, login

ROLES = ("admin", "manager", "supervisor", "user", "client", "vendor")


def run(c):
    s = Stage(c)
    people = cast(c)
    journal = Journal(c, s.project)
    given = {"name": "main", "task_id": s.task["id"], "revision": 1}
    row = c.post("/data/preview-files", given)
    path = "/data/preview-files/" + row["id"]
    event(c, "preview-file:new", preview_file_id=row["id"])
    journal.look()
    c.post("/data/preview-files", given, note="the same again")
    c.post(
        "/data/preview-files",
        {
            **given,
            "revision": 2,
            "original_name": "a.mp4",
            "position": 3,
            "extension": "mp4",
            "description": "text",
            "path": "/a/b",
            "source": "webgui",
            "file_size": 5000000000,
            "status": "ready",
            "validation_status": "validated",
            "annotations": [{"time": 0, "drawing": {}}],
            "width": 1920,
            "height": 1080,
            "duration": 4,
            "data": {"a": 1},
            "token_in": 1,
            "token_out": 2,
            "person_id": people["user"]["id"],
            "is_movie": True,
            "url": "u",
        },
    )
    comment = s.comment(people["user"])
    c.post("/data/preview-files", {**given, "revision": 3, "comments": [comment["id"]]}, pick=only("comments"))
    c.get("/data/comments/" + comment["id"], pick=lambda row: len(row["previews"]))
    lost = c.post("/data/preview-files", {}, note="nothing is required")
    for wrong in ({"task_id": NOWHERE}, {"person_id": NOWHERE}, {"source_file_id": NOWHERE}, {"revision": "first"}, {"extension": "toolong"}, {"nonsense": 1}):
        c.post("/data/preview-files", {**given, "revision": 9, **wrong}, note=str(wrong))
    for wrong in ({"status": "other"}, {"validation_status": "other"}):
        c.post("/data/preview-files", {**given, "revision": 9, **wrong}, note=str(wrong), skip_peer=True, fixed={"status": 400, "body": INVALID})
    c.get("/data/preview-files", task_id=s.task["id"], revision=9)

    other = c.post("/data/preview-files", {"name": "other", "task_id": s.shot_task["id"], "revision": 1}, keep=False)
    c.put("/data/tasks/" + s.task["id"], {"assignees": [people["vendor"]["id"]]}, keep=False)
    c.get(path)
    c.get(path, relations="false", pick=lambda row: "comments" in row)
    for role in ROLES:
        by = as_role(c, role)
        by.get(
            "/data/preview-files",
            query={"task_id": f'["{s.task["id"]}","{s.shot_task["id"]}"]'},
            note="as " + role,
            unordered=True,
            pick=only("name", "revision"),
        )
        by.get(path, note="as " + role, pick=only("name"))
        by.get("/data/preview-files/" + other["id"], note="of another task, as " + role, pick=only("name"))
    login(c, someone(c)).get(path, note="not in the team")
    login(c, someone(c)).get("/data/preview-files", task_id=s.task["id"], note="not in the team")
    for role in ROLES[1:]:
        as_role(c, role).post("/data/preview-files", given, note="as " + role)
    c.get("/data/preview-files", task_id=s.task["id"], status="processing", unordered=True, pick=only("revision"))
    c.get("/data/preview-files", task_id=s.task["id"], is_movie="yes", fields="revision,status")
    c.get("/data/preview-files", comments=comment["id"], pick=only("revision"))
    c.get("/data/preview-files/" + lost["id"], note="of no task, even for an administrator")
    c.put("/data/preview-files/" + lost["id"], {}, note="of no task, even for an administrator")
    c.delete("/data/preview-files/" + lost["id"], note="of no task, even for an administrator")
    c.get("/data/preview-files/abc")
    c.get("/data/preview-files/" + NOWHERE)
    as_role(c, "vendor").get("/data/preview-files/" + NOWHERE)
    c.put("/data/projects/" + s.project["id"], {"project_status_id": closed_status(c)["id"]}, keep=False)
    for role in ROLES:
        as_role(c, role).get("/data/preview-files", task_id=s.shot_task["id"], note="a closed project, as " + role, pick=only("name"))
    as_role(c, "vendor").get("/data/preview-files", task_id=s.task["id"], note="a closed project, his own task")
    as_role(c, "user").get(path, note="a closed project", pick=only("name"))
