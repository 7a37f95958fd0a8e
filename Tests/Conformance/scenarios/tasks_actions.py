"""Assigning tasks, taking them away, their priority, and the preview that stands for the entity: for each role, with what is announced."""
from builders import NOWHERE, Journal, Stage, someone
from fixtures import ROLES, as_role, cast, department, login, new, task, task_type

WRONG = ({}, {"task_ids": []}, {"task_ids": "x"}, {"task_ids": [1]}, [])


def run(c):
    colleague, lead, elsewhere = someone(c), someone(c, "supervisor"), someone(c, "supervisor")
    s = Stage(c, team=("manager", "supervisor", "user", "client", "vendor", colleague, lead, elsewhere))
    mine, other = department(c, "mine-"), s.department
    for row, of in ((colleague, other), (lead, other), (elsewhere, mine)):
        c.put("/data/persons/" + row["id"], {"departments": [of["id"]]}, keep=False)
    stranger, bot = someone(c, "manager"), someone(c, is_bot=True)
    for row in (colleague, lead, elsewhere, bot, *cast(c).values()):
        c.get("/data/persons/" + row["id"], pick=lambda row: row["id"])
    journal = Journal(c, s.project)
    people = {colleague["id"]: "colleague", lead["id"]: "lead", **{row["id"]: role for role, row in cast(c).items()}}
    callers = [(role, as_role(c, role)) for role in ROLES] + [("lead", login(c, lead)), ("elsewhere", login(c, elsewhere)), ("stranger", login(c, stranger)), ("colleague", login(c, colleague))]

    def calm(rows):
        """A `pick`: the assignees by name; they have no order."""
        for row in rows if isinstance(rows, list) else [rows]:
            row["assignees"] = sorted(people.get(person, "another") for person in row["assignees"])
        return rows

    # One task
    one = f"/actions/tasks/{s.task['id']}/assign"
    for name, by in callers:
        by.put(one, {"person_id": colleague["id"]}, note=name, pick=calm)
        by.put(one, {"person_id": cast(c)["user"]["id"]}, note=name + ", an artist of no department", pick=lambda row: row["type"])
        journal.look()
    login(c, colleague).put(one, {"person_id": colleague["id"]}, note="himself, by department", pick=calm)
    outsider = someone(c)
    c.get("/data/persons/" + outsider["id"], pick=lambda row: row["id"])
    people[outsider["id"]] = "outsider"
    c.put(one, {"person_id": outsider["id"]}, note="joins the team", pick=calm)
    journal.look()
    c.put(one, {"person_id": bot["id"]}, note="a bot")
    c.put("/data/projects/" + s.project["id"], {"is_bot_collaboration_enabled": True}, keep=False)
    people[bot["id"]] = "bot"
    c.put(one, {"person_id": bot["id"]}, note="a bot that is let in", pick=calm)
    journal.look()
    for body in ({}, {"person_id": ""}, {"person_id": None}, {"person_id": 3}, {"person_id": NOWHERE}, {"person_id": "foo"}):
        c.put(one, body)
    for wrong in (NOWHERE, "foo"):
        c.put(f"/actions/tasks/{wrong}/assign", {"person_id": colleague["id"]})
        c.put(f"/actions/tasks/{wrong}/assign", {})
    c.anonymous().put(one, {"person_id": colleague["id"]})

    # Taking away
    clear = "/actions/tasks/clear-assignation"
    both = [s.task["id"], s.shot_task["id"]]
    for name, by in callers:
        c.put("/data/tasks/" + s.task["id"], {"assignees": [colleague["id"], lead["id"]]}, keep=False)
        c.put("/data/tasks/" + s.shot_task["id"], {"assignees": [colleague["id"]]}, keep=False)
        journal.look(keep=False)
        by.put(clear, {"task_ids": both + [NOWHERE], "person_id": colleague["id"]}, note=name)
        journal.look()
        by.put(clear, {"task_ids": [s.task["id"]]}, note=name + ", everybody")
        journal.look()
    c.put(clear, {"task_ids": ["foo", NOWHERE]})
    c.put(clear, {"task_ids": [s.task["id"]], "person_id": None}, note="nobody is there")
    journal.look()
    for body in (*WRONG, {"task_ids": both, "person_id": 3}):
        c.put(clear, body)
    c.anonymous().put(clear, {"task_ids": both})

    # Priority
    priority = "/actions/tasks/set-priority"
    third = task(c, s.project, s.asset, task_type(c, other, "third-"), s.todo)
    for place, (name, by) in enumerate(callers):
        by.put(priority, {"task_ids": [third["id"], NOWHERE, s.task["id"]], "priority": place}, note=name)
        journal.look()
    for body in (*WRONG, {"task_ids": both}, {"task_ids": both, "priority": -1}, {"task_ids": both, "priority": None}, {"task_ids": both, "priority": "x"}, {"task_ids": both, "priority": 1.5}):
        c.put(priority, body)
    c.put(priority, {"task_ids": both, "priority": "2"}, note="as text", pick=lambda rows: [row["priority"] for row in rows])
    c.anonymous().put(priority, {"task_ids": both, "priority": 1})

    # Main preview
    main = f"/actions/tasks/{s.task['id']}/set-main-preview"
    c.put(main, {}, note="without any preview")
    first = new(c, "preview-files", name="a", task_id=s.task["id"], extension="png", revision=2, status="ready")
    new(c, "preview-files", name="b", task_id=s.task["id"], extension="png", revision=2, position=2, status="ready")
    new(c, "preview-files", name="c", task_id=s.task["id"], extension="png", revision=1, status="broken")
    new(c, "preview-files", name="d", task_id=s.shot_task["id"], extension="png", revision=1, status="broken")
    c.get("/data/preview-files/" + first["id"], pick=lambda row: row["id"])
    journal.look(keep=False)
    for name, by in callers:
        by.put(main, {}, note=name)
        by.put("/actions/tasks/set-main-preview", {"task_ids": both}, note=name + ", several")
        journal.look("preview-file", "asset", "shot")
    fourth = task(c, s.project, s.shot, task_type(c, other, "fourth-", for_entity="Shot"), s.todo)
    c.put("/actions/tasks/set-main-preview", {"task_ids": [fourth["id"], s.task["id"]]}, note="one has none", pick=len)
    c.put("/actions/tasks/set-main-preview", {"task_ids": [s.task["id"], NOWHERE]})
    for body in WRONG:
        c.put("/actions/tasks/set-main-preview", body)
    for wrong in (NOWHERE, "foo"):
        c.put(f"/actions/tasks/{wrong}/set-main-preview", {})
    c.anonymous().put(main, {})
