"""The board of open tasks: its filters, order, pages and figures; the burndown; what waits to be checked, by pages."""
from breakdown import Breakdown
from builders import NOWHERE, someone, status, supervisor
from fixtures import ROLES, as_role, cast, closed_status, entity, login, new, person, project, task

BOARD = "/data/tasks/open-tasks"


def run(c):
    b = Breakdown(c, production_type="tvshow")
    studio = new(c, "studios", name=c.unique("studio-"), color="#000000")
    member = someone(c, studio_id=studio["id"], departments=[b.department["id"]])
    people = {b.vendor["id"]: "vendor", b.artist["id"]: "artist", member["id"]: "member"}
    done, check = status(c, "done-", is_done=True), status(c, "check-", is_feedback_request=True)
    of = {row["id"]: name for name, row in b.tasks.items()} | {b.task["id"]: "asset", b.shot_task["id"]: "shot"}
    names = {b.todo["id"]: "todo", done["id"]: "done", check["id"]: "check"}
    here = {"project_id": b.project["id"]}

    def put(name, **fields):
        c.put("/data/tasks/" + b.tasks[name]["id"], fields, keep=False)

    put("late", task_status_id=done["id"], done_date="2026-11-30T10:00:00", start_date="2026-11-01", due_date="2026-12-20", duration=30)
    put("s3", task_status_id=done["id"], done_date="2026-10-05T10:00:00", start_date="2026-11-03", duration=12.5)
    put("scene", task_status_id=check["id"], assignees=[member["id"]], priority=2, due_date="2026-12-01")
    put("edit", task_status_id=check["id"], priority=1, due_date="2026-12-05")
    c.put("/data/task-types/" + b.late["id"], {"priority": 7}, keep=False)

    def calm(board):
        for row in board["data"]:
            row["assignees"] = sorted(people.get(person, "another") for person in row["assignees"])
        board["stats"]["status"].sort(key=lambda row: names[row["task_status_id"]])
        return board

    def brief(board):
        return [[of[row["id"]] for row in board["data"]], {**board["stats"], "status": sorted([names[row["task_status_id"]], row["amount"]] for row in board["stats"]["status"])}]

    c.get(BOARD, **here, pick=calm)
    for role in ROLES[1:4]:
        as_role(c, role).get(BOARD, **here, note=role, pick=brief)
    as_role(c, "client").get(BOARD, **here, note="clients do not see the estimations", pick=lambda board: sorted({row["estimation"] for row in board["data"]}), fixed={"status": 200, "body": [0]})
    as_role(c, "vendor").get(BOARD, **here, note="vendors see their own", pick=lambda board: [of[row["id"]] for row in board["data"]], fixed={"status": 200, "body": ["s1", "edit"]})
    login(c, someone(c, "manager")).get(BOARD, **here, note="not in the team")
    login(c, someone(c)).get(BOARD, note="in no team")
    login(c, someone(c)).get(BOARD + "/stats", note="in no team")
    login(c, someone(c)).get(BOARD + "/burndown", note="in no team")
    c.anonymous().get(BOARD)
    filters = [{"task_type_id": b.late["id"]}, {"task_type_id": b.of["Concept"]["id"]}, {"task_status_id": done["id"]}, {"person_id": "unassigned"}, {"person_id": b.artist["id"]},
               {"person_id": member["id"] + "," + b.artist["id"]}, {"studio_id": studio["id"]}, {"department_id": b.department["id"]}, {"start_date": "2026-11-02"}, {"start_date": "2026-11-01T00:00:00"},
               {"due_date": "2026-12-20"}, {"due_date": "2026-12-04"}, {"priority": 7}, {"task_status_id": NOWHERE}, {"group_by": "x"}]
    for one in filters:
        c.get(BOARD, **here, **one, pick=brief)
        c.get(BOARD + "/burndown", **here, **one)
    for wrong in ({"task_type_id": "foo"}, {"task_status_id": ""}, {"person_id": "foo"}, {"studio_id": "foo"}, {"department_id": "foo"}, {"start_date": "foo"}, {"due_date": "2026-02-30"}, {"priority": "x"}):
        c.get(BOARD, **here, **wrong)
        c.get(BOARD + "/burndown", **here, **wrong)
    for wrong in ({"page": "x"}, {"limit": "x"}, {"project_id": "foo"}, {"project_id": NOWHERE}):
        c.get(BOARD, query={**here, **wrong})
    as_role(c, "manager").get(BOARD, project_id=NOWHERE)
    c.get(BOARD, **here, page=1, limit=3, pick=brief)
    for page, seen in ((1, ["scene", "late", "s1"]), (2, ["s3", "edit", "q1"]), (3, ["e1", "asset", "shot"])):
        c.get(BOARD, **here, page=page, limit=3, pick=lambda board: [[of[row["id"]] for row in board["data"]], board["stats"]["total"], board["is_more"]],
              fixed={"status": 200, "body": [seen, 9, page < 3]}, note="the total is that of all pages")
    for page, limit in ((0, 2), (-1, -1), (1, 0)):
        c.get(BOARD, **here, page=page, limit=limit, pick=lambda board: [len(board["data"]), board["limit"], board["page"], board["is_more"]])
    c.get(BOARD + "/burndown", **here)
    for role in ROLES:
        options = {"fixed": {"status": 200, "body": {"vendor": [1, 120.0], "client": [2, 0]}[role]}} if role in ("vendor", "client") else {}
        as_role(c, role).get(BOARD + "/burndown", **here, task_type_id=b.shot_type["id"], note=role, pick=lambda body: [body["total"], body["total_estimation"]], **options)
    login(c, someone(c, "manager")).get(BOARD + "/burndown", **here)
    c.get(BOARD + "/stats", pick=lambda body: {**body[b.project["id"]], "task_types": sorted(body[b.project["id"]]["task_types"], key=lambda row: (row["total_estimation"], row["amount"]))})
    for role in ROLES[1:4]:
        as_role(c, role).get(BOARD + "/stats", note=role, pick=lambda body: body[b.project["id"]]["amount"])

    # To check, by pages
    to_check = "/data/user/tasks-to-check"
    extra = [task(c, b.project, entity(c, b.project, "Prop", f"check{place}-"), b.asset_type, check, estimation=place, priority=place % 3, **more)
             for place, more in enumerate(({"due_date": "2026-12-03"}, {}, {"due_date": "2026-11-03"}))]
    of.update({row["id"]: f"extra{place}" for place, row in enumerate(extra)})
    lead = as_role(c, "supervisor")

    def page(body):
        rows = body if isinstance(body, list) else body["data"]
        return [[of[row["id"]] for row in rows], None if isinstance(body, list) else {**body, "data": None}]

    lead.get(to_check, **here, page=1, pick=page)
    for order in ("priority", "due_date", "estimation", "entity_name", "x"):
        lead.get(to_check, **here, order_by=order, pick=page)
    for number in (1, 2, 3, 4, 0, -2):
        lead.get(to_check, **here, page=number, limit=2, order_by="entity_name", pick=page)
    for one in ({"task_type_id": b.asset_type["id"]}, {"task_status_id": done["id"]}, {"person_id": member["id"]}, {"person_id": member["id"] + "," + b.artist["id"]}, {"episode_id": b.e1["id"]}, {"due_date_since": "2026-12-01"}, {"due_date_until": "2026-12-01"},
                {"due_date_since": "2026-12-01", "due_date_until": "2026-12-03"}):
        lead.get(to_check, **here, **one, pick=lambda rows: sorted(page(rows)[0]))
    for wrong in ({"project_id": "foo"}, {"task_type_id": "foo"}, {"episode_id": "foo"}, {"due_date_since": "foo"}, {"due_date_until": "2026-02-30"}, {"page": "x"}, {"limit": "x"}):
        lead.get(to_check, **wrong)
    values = to_check + "/filter-values"
    for role in ROLES:
        by = as_role(c, role)
        by.get(to_check, **here, page=1, limit=2, note=role, pick=lambda body: {**body, "data": len(body["data"])})
        by.get(values, note=role, pick=lambda body: {name: len(set(ids) & {b.project["id"], b.asset_type["id"], b.of["Scene"]["id"], b.of["Edit"]["id"], check["id"], b.e1["id"], member["id"], b.artist["id"], b.vendor["id"]}) for name, ids in sorted(body.items())})
    c.anonymous().get(values)
