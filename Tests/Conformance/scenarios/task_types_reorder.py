"""The order of task types in general."""

from builders import NOWHERE, only
from fixtures import as_role, task_type


def run(c):
    first, second = task_type(c, None, "first-"), task_type(c, None, "second-")
    path = "/actions/task-types/reorder"
    c.post(path, {"task_type_ids": [second["id"], NOWHERE, first["id"]]})
    c.get("/data/task-types/" + first["id"], pick=only("priority"))
    c.post(path, {"task_type_ids": []})
    for wrong in ({}, {"task_type_ids": "abc"}, {"task_type_ids": None}):
        c.post(path, wrong, note=str(wrong))
    c.post(path, {"task_type_ids": ["abc"]}, fixed={"status": 400})
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).post(path, {"task_type_ids": [first["id"]]}, note="as " + role)
