"""Who comments a task, with which status; who answers where they are mentioned; how often a task is sent back."""

from builders import Stage, only, someone, status, supervisor
from fixtures import as_role, cast, department, login


def run(c):
    artist, vendor, other = someone(c), someone(c, "vendor"), department(c, "other-")
    mine, theirs, member = supervisor(c), supervisor(c, other), someone(c, departments=[other["id"]])
    s = Stage(c, ("manager", "supervisor", "user", "client", "vendor", artist, vendor, mine, theirs, member))
    c.put("/data/persons/" + mine["id"], {"departments": [s.department["id"]]}, keep=False)
    people = cast(c)
    c.put("/data/tasks/" + s.task["id"], {"assignees": [artist["id"], vendor["id"]]}, keep=False)
    free, closed, shut = status(c, "free"), status(c, "closed", is_artist_allowed=False), status(c, "shut", is_client_allowed=False)
    path = f"/actions/tasks/{s.task['id']}/comment"
    callers = {"the assignee": artist, "an assigned vendor": vendor, "a supervisor of the department": mine, "of another department": theirs}
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        for kind in (free, closed, shut):
            as_role(c, role).post(path, {"task_status_id": kind["id"]}, note=role, pick=only("task_status_id", "person_id"))
    for note, who in callers.items():
        for kind in (free, closed, shut):
            login(c, who).post(path, {"task_status_id": kind["id"]}, note=note, pick=only("task_status_id", "person_id"))
    login(c, someone(c)).post(path, {"task_status_id": free["id"]}, note="an outsider")
    login(c, someone(c, "manager")).post(path, {}, note="the body is looked at first")

    # Mentioned: an answer, and nothing else.
    c.post(path, {"task_status_id": free["id"], "comment": "nobody yet"}, keep=False)
    user = as_role(c, "user")
    user.post(path, {"task_status_id": free["id"]}, note="not mentioned")
    c.post(path, {"task_status_id": free["id"], "comment": f"@{people['user']['full_name']} and @{people['vendor']['full_name']} look"}, pick=only("text"))
    user.post(path, {"task_status_id": free["id"], "comment": "I do"}, note="mentioned", pick=only("text", "task_status_id"))
    user.post(path, {"task_status_id": shut["id"]}, note="mentioned, another status")
    as_role(c, "vendor").post(path, {"task_status_id": free["id"]}, note="a vendor who is mentioned")
    login(c, member).post(path, {"task_status_id": free["id"]}, note="of a department")
    c.post(path, {"task_status_id": free["id"], "comment": f"@{other['name']}"}, pick=only("text"))
    login(c, member).post(path, {"task_status_id": free["id"]}, note="of a department that is mentioned", pick=only("person_id"))
    login(c, theirs).post(path, {"task_status_id": free["id"]}, note="its supervisor", pick=only("person_id"))

    # Retakes have an end.
    retake, again = status(c, "retake", is_retake=True), status(c, "again", is_retake=True)
    c.put("/data/projects/" + s.project["id"], {"max_retakes": 2}, keep=False)
    for kind in (retake, again, retake):
        c.post(path, {"task_status_id": kind["id"], "comment": "no"}, pick=only("task_status_id"))
    c.get("/data/tasks/" + s.task["id"], pick=only("retake_count", "task_status_id"))
    c.post(path, {"task_status_id": again["id"]}, note="the status it has")
    c.put("/data/entities/" + s.asset["id"], {"data": {"max_retakes": 3}}, keep=False)
    c.post(path, {"task_status_id": retake["id"]}, note="the entity may have three", pick=only("task_status_id"))
    c.put("/data/entities/" + s.asset["id"], {"data": {"max_retakes": 0}}, keep=False)
    c.post(path, {"task_status_id": retake["id"]}, note="none of its own")
    c.get(f"/data/comments?object_id={s.task['id']}", pick=len)
