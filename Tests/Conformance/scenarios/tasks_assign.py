"""Changing the assignees of a task tells those concerned."""

from builders import NOWHERE, Journal, Stage, among, only, someone
from fixtures import as_role, cast


def run(c):
    s = Stage(c)
    first, second, outsider = someone(c), someone(c), someone(c)
    for known in (first, second, outsider, cast(c)["manager"]):
        c.get("/data/persons/" + known["id"], pick=only("id"))
    names = {
        first["id"]: "first",
        second["id"]: "second",
        outsider["id"]: "outsider",
        cast(c)["manager"]["id"]: "manager",
        c.login["user"]["id"]: "administrator",
    }
    path = "/data/tasks/" + s.task["id"]
    journal = Journal(c, s.project)

    def told():
        c.get(
            "/data/notifications",
            task_id=s.task["id"],
            note="who is told",
            pick=lambda rows: sorted([names[row["person_id"]], names.get(row["author_id"]), row["notification_type"], row["read"]] for row in rows),
        )

    def assign(by, *values, **options):
        by.put(path, {"assignees": list(values)}, **{"pick": lambda row: "assignees" in row, **options})
        c.get(path, pick=among("assignees", first=first, second=second, outsider=outsider, manager=cast(c)["manager"]))

    assign(as_role(c, "manager"), first["id"], note="the answer has no relation")
    journal.look()
    told()
    assign(as_role(c, "manager"), {"id": first["id"]}, second["id"], note="one more, as an object")
    journal.look()
    told()
    assign(as_role(c, "manager"), second["id"], cast(c)["manager"]["id"], note="one less, and himself")
    journal.look()
    told()
    assign(c, NOWHERE, second["id"], note="an unknown person is left out")
    journal.look()
    assign(c, outsider["id"], note="out of the team")
    journal.look()
    told()
    c.put(path, {"assignees": None}, pick=only("name"))
    c.get(path, pick=only("assignees"))
    journal.look()
    assign(c, first["id"], first["id"], note="twice the same")
    journal.look()
    assign(c, "abc", note="malformed")
    c.put(path, {"assignees": first["id"]}, note="not a list")
    c.put(path, {"assignees": 3}, note="not a list")
    for wrong in ([1], [{}]):
        c.put(path, {"assignees": wrong}, note="neither an identifier nor a row", fixed={"status": 400})
    c.put(path, {"assignees": ""}, note="empty text", pick=only("name"))
    assign(c, None, first["id"], note="null is left out")
