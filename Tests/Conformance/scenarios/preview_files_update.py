"""Changing a preview file: only managers, and a revision moves with its siblings."""

from builders import INVALID, NOWHERE, Journal, Stage, only
from fixtures import as_role, cast, event, new


def run(c):
    s = Stage(c)
    people = cast(c)
    c.put("/data/tasks/" + s.task["id"], {"assignees": [people[role]["id"] for role in ("user", "supervisor", "vendor")]}, keep=False)

    def preview(name, **fields):
        row = new(c, "preview-files", **{"name": c.unique(name + "-"), "task_id": s.task["id"], "revision": 1, **fields})
        return "/data/preview-files/" + row["id"]

    first, second, third = preview("first"), preview("second", position=2), preview("third", position=3)
    later = preview("later", revision=2)
    journal = Journal(c, s.project)
    c.put(first, {"description": "text", "width": 12, "status": "ready", "validation_status": "rejected"})
    event(c, "preview-file:update", preview_file_id=first.split("/")[-1])
    journal.look()
    as_role(c, "manager").put(
        first, {"description": "by a manager", "annotations": [{"time": 1}], "data": {"a": 1}}, pick=only("description", "annotations", "data")
    )
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).put(first, {"description": "x"}, note="as " + role + (", assigned" if role != "client" else ""))
    for status in ("processing", "broken", "missing", "ready"):
        c.put(first, {"status": status}, pick=only("status"))
    for status in ("validated", "neutral"):
        c.put(first, {"validation_status": status}, pick=only("validation_status"))
    for wrong in ({"status": "other"}, {"validation_status": "other"}):
        c.put(first, wrong, note=str(wrong), skip_peer=True, fixed={"status": 400, "body": INVALID})
    c.get(first, pick=only("status", "validation_status"))

    def revisions():
        c.get("/data/preview-files", task_id=s.task["id"], unordered=True, pick=only("name", "revision", "position"))

    c.put(first, {"revision": 2}, note="taken by another first position")
    revisions()
    c.put(first, {"revision": 5}, note="its siblings follow", pick=only("revision"))
    revisions()
    c.put(second, {"revision": 2}, note="not the first position: alone", pick=only("revision"))
    revisions()
    c.put(first, {"revision": 5}, note="unchanged", pick=only("revision"))
    c.put(later, {"position": 7}, pick=only("position"))
    c.put(first, {"revision": 2}, note="free now: nobody has the first position there", pick=only("revision"))
    revisions()
    twin = preview("twin", revision=8, position=2)
    c.put(twin, {"name": c.unique("second-"), "revision": 2}, note="name, task and revision together are unique")
    comment = s.comment(people["user"])
    c.put(first, {"comments": [comment["id"]]}, pick=lambda row: "comments" in row)
    c.get(first, pick=only("comments"))
    c.put(first, {"task_id": s.shot_task["id"]}, note="moved to another task", pick=only("task_id"))
    c.put(third, {"task_id": NOWHERE})
    c.put(first, {"revision": "first"})
    c.put("/data/preview-files/abc", {})
    c.put("/data/preview-files/" + NOWHERE, {})
    as_role(c, "user").put("/data/preview-files/" + NOWHERE, {})
