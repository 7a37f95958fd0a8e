"""Tasks are given to somebody: which of them, by whom; what is announced; who joins the team."""
from breakdown import Breakdown
from builders import NOWHERE, Journal, someone, supervisor
from fixtures import as_role, cast, department, login, new, project


def run(c):
    own, foreign = department(c, "own-"), department(c, "foreign-")
    lead, other, all_round = supervisor(c, own), supervisor(c, foreign), supervisor(c)
    mate = someone(c, departments=[own["id"]])
    b = Breakdown(c, team=("manager", lead, other, all_round, mate))
    outsider, bot, gone = someone(c), someone(c, is_bot=True), someone(c, active=False)
    names = {row["id"]: name for name, row in b.tasks.items()}
    c.put("/data/task-types/" + b.late["id"], {"department_id": own["id"]}, keep=False)
    late, s1, s3, q1 = (b.tasks[name]["id"] for name in ("late", "s1", "s3", "q1"))
    people = {row["id"]: name for name, row in dict(lead=lead, other=other, all_round=all_round, mate=mate, outsider=outsider, bot=bot, gone=gone, user=cast(c)["user"], vendor=cast(c)["vendor"]).items()}

    def given(rows):
        """A `pick`: which tasks, and whose they are now."""
        return [[names[row["id"]], sorted(people.get(person, "another") for person in row["assignees"])] for row in rows]

    def give(by, person, *tasks, **options):
        by.put(f"/actions/persons/{person['id']}/assign", {"task_ids": list(tasks)}, **{"pick": given, **options})

    journal = Journal(c, b.project)
    give(c, mate, late, pick=None, note="a whole row")
    journal.look()
    give(c, mate, late, note="again")
    journal.look()
    c.get("/data/notifications", person_id=mate["id"], pick=len)
    give(c, outsider, s3, q1, s1)
    journal.look()
    c.get("/data/projects/" + b.project["id"], query={"relations": "true"}, pick=lambda row: outsider["id"] in row["team"])
    give(c, bot, s1, note="no bots here")
    c.put("/data/projects/" + b.project["id"], {"is_bot_collaboration_enabled": True}, keep=False)
    give(c, bot, s1)
    give(c, gone, s1)
    give(c, mate, NOWHERE, s1, "foo", s1)
    give(c, mate, NOWHERE, "foo")
    for nobody in ({"id": NOWHERE}, {"id": "foo"}):
        give(c, nobody, s1)
        give(c, nobody, NOWHERE)
    for body in ({}, {"task_ids": []}, {"task_ids": None}, {"task_ids": "x"}, {"task_ids": [1]}, ["a"]):
        c.put(f"/actions/persons/{mate['id']}/assign", body)
    # Who
    for by, note in ((as_role(c, "manager"), "a manager"), (login(c, lead), "a supervisor of the department"), (login(c, other), "a supervisor of another"), (login(c, all_round), "a supervisor of all")):
        give(by, mate, late, s3, q1, note=note)
        give(by, outsider, late, q1, note=note + ", somebody of no department")
    give(login(c, mate), mate, late, s1, note="oneself")
    give(login(c, mate), outsider, late, note="another, by an artist")
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        give(as_role(c, role), cast(c)["user"], s1, note=role, pick=len)
        give(as_role(c, role), cast(c)["vendor"], late, s1, note=role + ", to a vendor", pick=len)
    journal.look()
    give(login(c, lead), lead, late, note="oneself, by a supervisor")
    give(c.anonymous(), mate, late)
