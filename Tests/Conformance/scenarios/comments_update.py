"""Who may change what of a comment."""

from builders import NOWHERE, Stage, only, someone, supervisor
from fixtures import as_role, cast, department, login


def run(c):
    lead = supervisor(c, department(c, "other-"))
    s = Stage(c, ("manager", "supervisor", "user", "client", "vendor", lead))
    inside = supervisor(c, s.department)
    s2 = Stage(c, ("user", inside))
    people = cast(c)
    path = "/data/comments/" + s.comment(people["user"], text="text")["id"]
    author, other = as_role(c, "user"), login(c, someone(c))

    c.put(path, {"text": "by the administrator"})
    author.put(path, {"text": "by its author"}, pick=lambda row: [row["text"], row["editor_id"], row["person_id"]])
    as_role(c, "manager").put(
        path,
        {"text": "by a manager", "links": ["https://example.com"], "data": {"a": 1}},
        pick=lambda row: [row["text"], row["editor_id"], row["links"], row["data"]],
    )
    for role in ("supervisor", "client", "vendor"):
        as_role(c, role).put(path, {"text": "by somebody else"}, note="as " + role)
    other.put(path, {"text": "not in the team"})
    c.put(path, {}, note="nothing but the editor", pick=lambda row: row["editor_id"])
    c.put(
        path,
        {"mentions": [people["client"]["id"]], "department_mentions": [s.department["id"]]},
        note="mentions come from the text only",
        pick=lambda row: row["text"],
    )
    c.get(path, pick=only("mentions", "department_mentions"))

    author.put(path, {"pinned": True}, note="an author does not pin")
    author.put(path, {"pinned": None}, note="unchanged", pick=lambda row: row["pinned"])
    author.put(path, {"for_client": True}, note="an author does not show to clients")
    author.put(path, {"for_client": False}, note="unchanged", pick=lambda row: row["for_client"])
    as_role(c, "supervisor").put(path, {"for_client": True})
    as_role(c, "supervisor").put(path, {"pinned": True}, note="a supervisor of all departments", pick=lambda row: [row["pinned"], row["editor_id"]])
    login(c, lead).put(path, {"pinned": False}, note="a supervisor of another department")
    as_role(c, "supervisor").put(path, {"pinned": False, "text": "pinned and more"})
    as_role(c, "manager").put(path, {"for_client": True, "pinned": False}, pick=lambda row: [row["for_client"], row["pinned"]])
    theirs = s2.comment(people["user"])
    login(c, inside).put("/data/comments/" + theirs["id"], {"pinned": True}, note="a supervisor of a department that is not that of the task")

    author.put(path, {"person_id": people["manager"]["id"], "text": "x"}, note="an author cannot give it away")
    author.put(path, {"person_id": people["user"]["id"], "text": "still his"}, pick=lambda row: row["text"])
    author.put(path, {"object_id": s.shot_task["id"], "text": "x"})
    author.put(path, {"object_id": s.task["id"], "text": "same task"}, pick=lambda row: row["text"])
    as_role(c, "manager").put(path, {"person_id": people["supervisor"]["id"]}, note="a manager gives it away", pick=lambda row: row["person_id"])
    author.put(path, {"text": "no longer his"})
    author.put(path, {"checklist": None}, note="unchanged: no authorship needed", pick=lambda row: row["checklist"])

    c.put("/data/comments/abc", {})
    c.put("/data/comments/" + NOWHERE, {})
    c.put(path, {"task_status_id": NOWHERE})
    c.put(path, {"person_id": None})
    c.put(path, {"links": 3})
