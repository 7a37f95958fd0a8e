"""Ticking and rewriting the checklist of somebody else's comment."""

from builders import REFUSED, Stage, someone, supervisor
from fixtures import as_role, cast, department, login


def items(*texts, checked=False):
    return [{"text": text, "checked": checked} for text in texts]


def run(c):
    outside, assigned = supervisor(c, department(c, "other-")), someone(c)
    s = Stage(c, ("manager", "supervisor", "user", "client", "vendor", outside, assigned))
    people = cast(c)
    c.put("/data/tasks/" + s.task["id"], {"assignees": [assigned["id"]]}, keep=False)
    manager = people["manager"]

    def attempts(by, who, refused):
        path = "/data/comments/" + s.comment(manager, checklist=items("a", "b"))["id"]
        show = {"pick": lambda row: row["checklist"]}
        # The original refuses ticks and lets rewriting pass; both are changes of somebody else's list.
        fixed = {"fixed": {"status": 403, "body": REFUSED}} if refused else {}
        by.put(path, {"checklist": items("a", "b")}, note=who + ", unchanged", **show)
        by.put(path, {"checklist": items("a", "b", checked=True)}, note=who + ", ticks", **show)
        by.put(path, {"checklist": items("a", "c")}, note=who + ", rewrites", **show, **fixed)
        by.put(path, {"checklist": items("a")}, note=who + ", removes", **show, **fixed)
        by.put(path, {"checklist": items("a"), "text": "x"}, note=who + ", and the text")

    attempts(as_role(c, "manager"), "manager, the author", False)
    attempts(login(c, assigned), "an assigned artist", False)
    attempts(as_role(c, "supervisor"), "a supervisor of all departments", False)
    attempts(login(c, outside), "a supervisor of another department", True)
    attempts(as_role(c, "user"), "an artist", True)
    attempts(as_role(c, "client"), "a client", True)
    attempts(as_role(c, "vendor"), "a vendor", True)
    attempts(c, "admin", False)
