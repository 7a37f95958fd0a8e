"""Several comments in one request."""

from builders import NOWHERE, Journal, Stage, only, someone, status
from fixtures import as_role, cast, login


def run(c):
    artist = someone(c)
    s, away = Stage(c, ("manager", "supervisor", "user", "client", "vendor", artist)), Stage(c, ("manager",))
    c.put("/data/tasks/" + s.task["id"], {"assignees": [artist["id"]]}, keep=False)
    wip, closed = status(c, "wip", is_wip=True), status(c, "closed", is_artist_allowed=False)
    short = lambda rows: [[r["object_id"], r["text"], r["task_status_id"], r["links"], r["for_client"], "departments" in r["person"]] for r in rows]
    many = f"/actions/projects/{s.project['id']}/tasks/comment-many"

    def entry(task, **more):
        return {"object_id": task["id"], "task_status_id": wip["id"], "comment": "many", **more}

    c.get("/data/tasks/" + s.task["id"], pick=only("id")), c.get("/data/tasks/" + s.shot_task["id"], pick=only("id"))
    both = [entry(s.task, links=["a"]), entry(s.shot_task)]
    c.post(many, both, pick=short)
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).post(many, both, note=role, pick=short)
    login(c, artist).post(many, both, note="the assignee of one", pick=short)
    login(c, artist).post(many, [entry(s.task, task_status_id=closed["id"])], note="a status that artists do not give")
    login(c, someone(c)).post(many, both, note="an outsider", pick=short)
    c.post(many, [{"object_id": s.task["id"]}, {"task_status_id": wip["id"], "comment": "x"}, {}, entry(s.task, comment=None)], note="passed over", pick=short)
    c.post(many, [entry(away.task)], note="of another project", fixed={"status": 201, "body": []})
    c.post(many, [{**entry(s.task), "object_id": NOWHERE}])
    c.post(many, [{**entry(s.task), "object_id": "x"}])
    c.post(many, [entry(s.task, comment=3)])
    c.post(many, [entry(s.task, links="l")])
    c.post(many, {})
    c.post(many, ["x"])
    c.raw("POST", many, b"[", {"Content-Type": "application/json"})
    c.raw("POST", many, b"[]", {"Content-Type": "text/plain"})
    as_role(c, "manager").post(many.replace(s.project["id"], NOWHERE), both)

    # What the client said last.
    copy = f"/actions/projects/{s.project['id']}/tasks/copy-client-comments"
    client = as_role(c, "client")
    for text in ("once", "twice"):
        client.post(f"/actions/tasks/{s.task['id']}/comment", {"task_status_id": wip["id"], "comment": text, "created_at": "2026-01-01 10:00:00"}, keep=False)
    chosen = {"task_ids": [s.task["id"], s.shot_task["id"], away.task["id"], NOWHERE]}
    journal = Journal(c, s.project)
    c.post(copy, {})
    c.post(copy, {"task_ids": []})
    c.post(copy, {"task_ids": ["x"]})
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).post(copy, chosen, note=role)
    brief = lambda rows: [[r["object_id"], len(r["text"]), r["task_status_id"], "departments" in r["person"]] for r in rows]
    as_role(c, "manager").post(copy, chosen, pick=brief)
    journal.look()
    c.post(copy, {**chosen, "prefix": "client:"}, pick=brief)
    c.post(copy.replace(s.project["id"], NOWHERE), chosen, fixed={"status": 404})

    # Several with files.
    batch = f"/actions/tasks/{s.task['id']}/batch-comment"
    items = [{"task_status_id": wip["id"], "text": "one"}, {"task_status_id": wip["id"], "text": "two", "links": ["l"], "checklist": [{"text": "a", "checked": False}]}]
    short = lambda rows: [[r["object_id"], r["text"], r["checklist"], r["links"], r["for_client"], len(r["attachment_files"]), r["preview_files"]] for r in rows]
    c.post(batch, {"comments": items}, pick=short)
    c.post(batch, {"comments": items[0]}, note="a single one", pick=short)
    c.post(batch, {"comments": []}, pick=short)
    c.post(batch, {"comments": [3]})
    c.post(batch, {})
    c.post(batch, {"comments": [{"text": "no status"}]}, fixed={"status": 400})
    c.post(batch, {"comments": [{"task_status_id": NOWHERE, "text": "unknown status"}]})
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).post(batch, {"comments": items}, note=role, pick=short)
    all_tasks = [{**items[0], "task_id": s.task["id"]}, {**items[1], "task_id": s.shot_task["id"]}]
    c.post("/actions/tasks/batch-comment", {"comments": all_tasks}, pick=short)
    login(c, artist).post("/actions/tasks/batch-comment", {"comments": all_tasks[:1]}, note="the assignee", pick=short)
    c.post("/actions/tasks/batch-comment", {"comments": [{**items[0], "task_id": NOWHERE}]})
    import json
    c.upload(batch, form={"comments": json.dumps(items)}, pick=short, **{"attachment_file-0": ("a.txt", b"a", "text/plain"), "attachment_file-1": ("b.txt", b"b", "text/plain"), "attachment_file-1-2": ("c.txt", b"c", "text/plain")})
    c.upload(batch, form={"comments": "["}, fixed={"status": 400}, file=("a.txt", b"a", "text/plain"))
