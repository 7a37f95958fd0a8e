"""Changing the status of a comment computes its task again from all its comments."""

from builders import Journal, Stage, only, someone, status
from fixtures import as_role, cast, event, login

TASK = ("task_status_id", "retake_count", "real_start_date", "end_date", "done_date", "last_comment_date", "duration")


def run(c):
    assigned = someone(c)
    s = Stage(c, ("manager", "supervisor", "user", "client", "vendor", assigned))
    people = cast(c)
    c.put("/data/tasks/" + s.task["id"], {"assignees": [assigned["id"]]}, keep=False)
    kinds = {
        name: status(c, name, **flags)
        for name, flags in (
            ("wip", {"is_wip": True}),
            ("retake", {"is_retake": True}),
            ("review", {"is_feedback_request": True}),
            ("done", {"is_done": True}),
            ("not for artists", {"is_artist_allowed": False}),
            ("not for clients", {"is_client_allowed": False}),
        )
    }
    task = "/data/tasks/" + s.task["id"]
    written = [s.comment(assigned, created_at=f"2024-01-02T{hour:02}:00:00", task_status_id=kinds["wip"]["id"], text=str(hour)) for hour in range(9, 15)]
    paths = ["/data/comments/" + comment["id"] for comment in written]
    c.get("/data/comments", object_id=s.task["id"], fields="created_at,text", unordered=True, note="the moment of creation cannot be given")
    journal = Journal(c, s.project)

    for path, kind in zip(paths[1:], ("retake", "retake", "wip", "retake", "done")):
        c.put(path, {"task_status_id": kinds[kind]["id"]}, note=kind, pick=only("task_status_id", "editor_id"))
        c.get(task, pick=only(*TASK))
    journal.look()
    event(c, "comment:update", comment_id=written[1]["id"], task_id=s.task["id"])
    c.put(paths[5], {"task_status_id": kinds["done"]["id"]}, note="unchanged", pick=only("task_status_id"))
    journal.look("task")
    c.put(paths[4], {"task_status_id": kinds["review"]["id"]}, note="not the last one", pick=only("task_status_id"))
    c.get(task, pick=only(*TASK))
    journal.look("task")
    c.put(paths[5], {"task_status_id": None}, note="no status", pick=only("task_status_id"))
    c.get(task, pick=only(*TASK))
    journal.look("task")

    path = paths[0]
    login(c, assigned).put(path, {"task_status_id": kinds["retake"]["id"]}, note="the author, assigned", pick=only("task_status_id", "editor_id"))
    login(c, assigned).put(path, {"task_status_id": kinds["not for artists"]["id"]})
    login(c, assigned).put(path, {"task_status_id": kinds["not for clients"]["id"]}, pick=only("task_status_id"))
    as_role(c, "manager").put(path, {"task_status_id": kinds["not for artists"]["id"]}, pick=only("task_status_id"))
    login(c, assigned).put(path, {"task_status_id": kinds["not for artists"]["id"]}, note="unchanged, and still not for artists")
    login(c, assigned).put(path, {"text": "the status is not named"}, pick=only("task_status_id"))

    other = "/data/comments/" + s.comment(people["user"], task_status_id=kinds["wip"]["id"])["id"]
    as_role(c, "user").put(other, {"task_status_id": kinds["retake"]["id"]}, note="the author, not assigned")
    as_role(c, "user").put(other, {"task_status_id": kinds["wip"]["id"]}, note="the author, not assigned, unchanged", pick=only("task_status_id"))
    theirs = "/data/comments/" + s.comment(people["client"])["id"]
    as_role(c, "client").put(theirs, {"task_status_id": kinds["not for clients"]["id"]})
    as_role(c, "client").put(theirs, {"task_status_id": kinds["not for artists"]["id"]}, pick=only("task_status_id"))
    led = "/data/comments/" + s.comment(people["supervisor"])["id"]
    as_role(c, "supervisor").put(led, {"task_status_id": kinds["not for artists"]["id"]}, pick=only("task_status_id"))
    as_role(c, "supervisor").put(other, {"task_status_id": kinds["done"]["id"]}, note="not the author")
