"""Who changes which columns of a task, and how values are read."""

from builders import NOWHERE, Journal, Stage, only, someone, supervisor
from fixtures import as_role, cast, department, login


def run(c):
    outside = supervisor(c, department(c, "other-"))
    s = Stage(c, ("manager", "supervisor", "user", "client", "vendor", outside))
    path = "/data/tasks/" + s.task["id"]
    c.put(path, {"assignees": [cast(c)["user"]["id"]]}, keep=False)
    journal = Journal(c, s.project)

    c.put(path, {"name": "renamed", "description": "text", "difficulty": 1, "sort_order": 3, "nb_drawings": 4, "completion_rate": 50})
    journal.look()
    c.put(path, {}, note="only the moment of the change moves", pick=only("name", "updated_at"))
    c.put(
        path,
        {"nonsense": 1, "type": "Other", "id": NOWHERE, "created_at": "2001-01-01T00:00:00", "project_id": NOWHERE},
        note="none of it is written",
        pick=only("id", "project_id", "created_at", "type"),
    )
    as_role(c, "manager").put(path, {"name": "by a manager", "retake_count": 2}, pick=only("name", "retake_count"))
    for key, value in (("priority", 3), ("start_date", "2024-01-02"), ("due_date", "2024-02-03"), ("estimation", 60), ("difficulty", 2), ("data", {"a": 1})):
        as_role(c, "supervisor").put(path, {key: value}, note="as supervisor", pick=only(key))
    as_role(c, "supervisor").put(path, {"priority": 1, "name": "x"}, note="one column too many")
    as_role(c, "supervisor").put(path, {"task_status_id": s.todo["id"]})
    as_role(c, "supervisor").put(path, {"assignees": []})
    as_role(c, "supervisor").put(path, {}, pick=only("priority"))
    login(c, outside).put(path, {"priority": 3}, note="a supervisor of another department")
    for role in ("user", "client", "vendor"):
        as_role(c, role).put(path, {"priority": 3}, note="as " + role)
    login(c, someone(c, "manager")).put(path, {"priority": 3}, note="a manager who is not in the team")
    c.put("/data/tasks/abc", {})
    c.put("/data/tasks/" + NOWHERE, {})
    as_role(c, "user").put("/data/tasks/" + NOWHERE, {})

    for value in ("2024-01-02T03:04:05+02:00", "2024-01-02T03:04:05Z", "2024-01-02T03:04:05.678", "20240102", "2024-01-02", None, "", "garbage", 5):
        c.put(path, {"due_date": value}, note="due_date " + repr(value), pick=only("due_date"))
    for value in ("6", 7.6, "7.0", True, None, " 5 ", "", "high", 3000000000, []):
        c.put(path, {"priority": value}, note="priority " + repr(value), pick=only("priority"))
    for value in (1, 5, 0, 6, None):
        c.put(path, {"difficulty": value}, note="difficulty " + repr(value), pick=only("difficulty"))
    for value in (12, "1.5", "x", True):
        c.put(path, {"estimation": value}, note="estimation " + repr(value), pick=only("estimation"))
    for value in (12, ["a"], "n" * 81, None, {"a": 1}):
        c.put(path, {"name": value}, note="name " + repr(value)[:10], pick=only("name"))
    c.put(path, {"name": "before the data"}, keep=False)
    for value in ({"b": 2}, {"a": None}, {}, None, {"c": 3}, "", {"d": {"e": 1}}, {"d": {"f": 2}}, "text", [1]):
        c.put(path, {"data": value}, note="data " + repr(value), pick=only("data"))

    c.put(path, {"task_status_id": NOWHERE})
    c.put(path, {"task_type_id": None}, pick=only("task_type_id"))
    c.put(path, {"task_type_id": s.shot_type["id"], "entity_id": s.shot["id"], "name": "main"}, note="there is one already")
    c.put(path, {"task_type_id": s.shot_type["id"]}, note="the kinds need not agree any more", pick=only("task_type_id"))
    c.put(path, [], fixed={"status": 400})
