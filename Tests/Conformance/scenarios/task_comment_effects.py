"""What a comment sets in motion on other tasks and for other people: hashtags, mentions, automations, files."""

from builders import Journal, Stage, among, only, someone, status, told
from fixtures import cast, entity, login, new, task, task_type


def run(c):
    artist, fan = someone(c), someone(c)
    s = Stage(c, ("manager", "supervisor", "user", "client", "vendor", artist, fan))
    people = cast(c)
    letters = c.unique()
    beta, gamma = task_type(c, s.department, name="Beta" + letters), task_type(c, s.department, name="Gamma" + letters)
    second, third = task(c, s.project, s.asset, beta, s.todo), task(c, s.project, s.asset, gamma, s.todo)
    c.get("/data/tasks/" + second["id"], pick=only("id")), c.get("/data/tasks/" + third["id"], pick=only("id"))
    c.put("/data/tasks/" + s.task["id"], {"assignees": [artist["id"]]}, keep=False)
    login(c, fan).post(f"/actions/user/tasks/{second['id']}/subscribe", keep=False)
    wip, done = status(c, "wip", is_wip=True), status(c, "done", is_done=True)
    path = f"/actions/tasks/{s.task['id']}/comment"
    journal = Journal(c, s.project)

    def said(note, **body):
        comment = c.post(path, {"task_status_id": wip["id"], **body}, note=note, pick=only("id", "text", "checklist", "links", "task_status_id"))
        journal.look()
        for one in (s.task, second, third):
            c.get("/data/comments", object_id=one["id"], pick=lambda rows: sorted([r["text"], r["checklist"], r["for_client"]] for r in rows), note="what is said there")
        return comment

    said("a hashtag", comment=f"hello #Beta{letters} #nothing", checklist=[{"text": "x", "checked": False}], links=["a"])
    said("all", comment="everybody #all", for_client=True, person_id=artist["id"])
    said("of another day", comment=f"back then #beta{letters.upper()}", created_at="2020-05-05 10:00:00")
    said("no name", comment="# alone")

    # Mentions.
    comment = said("by name and by department", comment=f"@{artist['full_name']} @{s.department['name']} hello @{people['manager']['full_name']}", person_id=people["manager"]["id"])
    c.get("/data/comments/" + comment["id"], pick=among("mentions", artist=artist, manager=people["manager"]))
    c.get("/data/comments/" + comment["id"], pick=among("department_mentions", department=s.department))
    told(c, comment, artist=artist, fan=fan, manager=people["manager"])

    # Automations.
    review, retake = status(c, "review", is_feedback_request=True), status(c, "back", is_retake=True)
    for kind, priority in ((s.asset_type, 1), (beta, 2), (gamma, 3)):
        c.post("/data/task-type-links", {"project_id": s.project["id"], "task_type_id": kind["id"], "priority": priority}, keep=False)
    rules = [
        {"entity_type": "asset", "in_task_type_id": s.asset_type["id"], "in_task_status_id": done["id"], "out_field_type": "status", "out_task_type_id": beta["id"], "out_task_status_id": review["id"]},
        {"entity_type": "asset", "in_task_type_id": beta["id"], "in_task_status_id": review["id"], "out_field_type": "ready_for", "out_task_type_id": gamma["id"]},
        {"entity_type": "asset", "in_task_type_id": gamma["id"], "in_task_status_id": done["id"], "out_field_type": "status", "out_task_type_id": s.asset_type["id"], "out_task_status_id": retake["id"]},
        {"entity_type": "shot", "in_task_type_id": s.asset_type["id"], "in_task_status_id": done["id"], "out_field_type": "status", "out_task_type_id": gamma["id"], "out_task_status_id": review["id"]},
    ]
    made = [new(c, "status-automations", **rule)["id"] for rule in rules]
    c.put("/data/projects/" + s.project["id"], {"status_automations": made}, note="in force", pick=lambda row: row["name"])
    c.get("/data/projects/" + s.project["id"], pick=lambda row: len(row["status_automations"]))
    journal.look(keep=False)
    said("an automation", task_status_id=done["id"])
    c.get("/data/entities/" + s.asset["id"], pick=lambda row: row["ready_for"] == gamma["id"])
    said("and again", task_status_id=done["id"])
    c.post(f"/actions/tasks/{third['id']}/comment", {"task_status_id": done["id"]}, pick=only("task_status_id"), note="no task is set back by a later one")
    journal.look()
    for one in (s.task, second, third):
        c.get("/data/tasks/" + one["id"], pick=only("task_status_id", "retake_count"))

    # Concepts are no news.
    concept = entity(c, s.project, "Concept", "concept-")
    drawn = task(c, s.project, concept, task_type(c, s.department, "concept-type-", for_entity="Concept"), s.todo)
    journal.look(keep=False)
    c.post(f"/actions/tasks/{drawn['id']}/comment", {"task_status_id": wip["id"]}, pick=only("task_status_id"))
    journal.look()

