"""Exports for spreadsheets: people, productions, task types, tasks, hours; assets, shots, edits and castings of a production."""

from builders import NOWHERE, Stage, someone
from fixtures import ROLES, as_role, cast, department, entity, login, new, person, task, task_status, task_type

SHOWN = ("Content-Disposition",)


def run(c):
    s = Stage(c, production_type="tvshow")
    p = s.project
    c.put("/data/projects/" + p["id"], {"name": "Été d'un " + c.unique()}, keep=False)
    people = cast(c)
    studio = new(c, "studios", name=c.unique("studio-"), color="#123456")
    ann, bob = person(c, "user", "Ann-", country="FR", studio_id=studio["id"], position="lead", seniority="senior", contract_type="freelance", phone="+33 6", departments=[s.department["id"], department(c, "B ")["id"]]), \
        someone(c, "vendor", active=False)
    e1, e2 = entity(c, p, "Episode", "E01 "), entity(c, p, "Episode", "E02 ")
    q1, q2 = entity(c, p, "Sequence", "SQ1 ", parent_id=e1["id"]), entity(c, p, "Sequence", "SQ2 ")
    for kind in ("Asset", "Shot", "Edit"):
        for name, data_type in (("Contractor", "string"), ("Is hero", "boolean"), ("Owner", "person"), ("Size", "number"), ("Two\"; lines", "textarea")):
            c.post(f"/data/projects/{p['id']}/metadata-descriptors", {"name": name, "entity_type": kind, "data_type": data_type, "choices": [], "for_client": False, "departments": []}, keep=False)
    data = {"contractor": "A;\"b\"\nc", "is_hero": "true", "owner": ann["id"], "size": 5, "unknown": 1}
    chair = entity(c, p, "Prop", "Chair ", description="A; \"chair\"", data=data)
    tree = entity(c, p, "Character", "Tree ", source_id=e1["id"], canceled=True, data={"is_hero": "false", "size": 1.5})
    bare = entity(c, p, "Prop", "Apple ")
    s1 = entity(c, p, "Shot", "SH1 ", parent_id=q1["id"], nb_frames=20, description="desc", data={**data, "frame_in": 101, "frame_out": "120", "fps": 24.5})
    s2 = entity(c, p, "Shot", "SH2 ", parent_id=q2["id"])
    cut = entity(c, p, "Edit", "Cut ", parent_id=e1["id"], data=data)
    wip, ready = task_status(c, "wip-"), task_status(c, "ready-")
    first, last = task_type(c, s.department, "Z first ", priority=1), task_type(c, s.department, "A last ", priority=3)
    edit_type = task_type(c, s.department, "Editing ", for_entity="Edit")
    work = task(c, p, chair, first, wip, assignees=[ann["id"], people["user"]["id"]], estimation=480, start_date="2026-01-05", due_date="2026-01-09", real_start_date="2026-01-06T10:00:00", assigner_id=ann["id"])
    task(c, p, chair, last, ready)
    task(c, p, tree, first, ready)
    task(c, p, s1, s.shot_type, wip, assignees=[ann["id"]])
    task(c, p, cut, edit_type, wip)
    c.post(f"/actions/tasks/{work['id']}/time-spents/2026-01-07/persons/{ann['id']}", {"duration": 90}, keep=False)
    c.delete(f"/data/tasks/{s.shot_task['id']}", keep=False)

    def links(target, *assets):
        for asset, count, label in assets:
            new(c, "entity-links", entity_in_id=target["id"], entity_out_id=asset["id"], nb_occurences=count, label=label)

    links(s1, (chair, 2, "animate"), (tree, 1, ""))
    links(s2, (tree, 1, "fixed"))
    links(e1, (chair, 1, ""))
    links(tree, (chair, 3, "in"))
    links(bare, (chair, 1, ""))

    def own(text):
        """A `pick`: the header, and the lines of this scenario."""
        lines = text.split("\r\n")
        return lines[:1] + [line for line in lines[1:] if c.unique() in line]

    def sort_people(text):
        return text.replace(f"Cast user{c.run.server.salt}", "CAST").replace(f"Fix {ann['last_name']},CAST", f"CAST,Fix {ann['last_name']}").replace(f"Fix {ann['last_name']}, CAST", f"CAST, Fix {ann['last_name']}")

    for path in ("persons", "projects", "task-types", "tasks"):
        c.get(f"/export/csv/{path}.csv", pick=lambda text: own(sort_people(text)), headers=SHOWN)
    c.get("/export/csv/time-spents.csv", pick=own)
    for role in [*ROLES[1:]]:
        for path in ("persons", "projects", "task-types", "tasks", "time-spents"):
            as_role(c, role).get(f"/export/csv/{path}.csv", note=role, pick=lambda text: text.split("\r\n")[0])
    c.anonymous().get("/export/csv/persons.csv")

    path = f"/export/csv/projects/{p['id']}/"
    kinds = ("assets", "shots", "edits", "casting")
    for kind in kinds:
        c.get(f"{path}{kind}.csv", pick=sort_people, headers=SHOWN)
    for role, by in [(role, as_role(c, role)) for role in ROLES] + [("a stranger", login(c, someone(c, "manager"))), ("a supervisor elsewhere", login(c, someone(c, "supervisor")))]:
        for kind in kinds:
            by.get(f"{path}{kind}.csv", note=role, pick=sort_people)
            by.get(f"/export/csv/projects/{NOWHERE}/{kind}.csv", note=role)
            by.get(f"/export/csv/projects/x/{kind}.csv", note=role)
    for query in ({"id": chair["id"]}, {"id": s1["id"]}, {"id": NOWHERE}, {"id": "zz"}, {"episode_id": "all"}, {"episode_id": e1["id"]}, {"episode_id": e2["id"]}, {"episode_id": "x"}, {"project_id": "x"}):
        for kind in ("assets", "shots", "edits"):
            c.get(f"{path}{kind}.csv", query=query, pick=sort_people)
    c.get(path + "assets.csv", query={"episode_id": "main"}, pick=sort_people)
    c.get(path + "shots.csv", query={"episode_id": "main"}, fixed={"status": 200})
    for kind in ("assets", "shots"):
        as_role(c, "user").get(f"{path}{kind}.csv", query={"assigned_to": "x"}, note="what the caller is assigned to", pick=sort_people)
    for query in ({"episode_id": "main"}, {"episode_id": "all"}, {"episode_id": e1["id"]}, {"episode_id": e2["id"]}, {"is_shot_casting": "true"}, {"is_shot_casting": "true", "episode_id": e1["id"]}, {"is_shot_casting": "1"}):
        c.get(path + "casting.csv", query=query)
    c.get(path + "casting.csv", query={"episode_id": "x"}, fixed={"status": 400})
    c.put("/data/projects/" + p["id"], {"production_type": "short"}, keep=False)
    for query in ({}, {"episode_id": "all"}, {"episode_id": e1["id"]}, {"is_shot_casting": "true"}):
        c.get(path + "casting.csv", query=query)
    c.get(path + "casting.csv", query={"episode_id": "main"}, fixed={"status": 200})
    c.post(path + "casting.csv")
    c.get(path + "casting.csv/")

    # What spreadsheets would calculate, and values that are not what their field says
    c.put("/data/entities/" + chair["id"], {"description": "=cmd|' /C calc'!A0", "data": {"contractor": "+33 6", "is_hero": True, "size": [1, "a"]}}, keep=False)
    c.put("/data/entities/" + tree["id"], {"description": "'-x", "data": {"contractor": "-5.5"}}, keep=False)
    c.get(path + "assets.csv", pick=lambda text: [line.split(";")[3:7] for line in text.split("\r\n")[1:3]], fixed={"status": 200})
    empty = new(c, "projects", name=c.unique("Nothing 1,000 "), production_type="short", team=[])
    for kind in kinds:
        c.get(f"/export/csv/projects/{empty['id']}/{kind}.csv", headers=SHOWN)
