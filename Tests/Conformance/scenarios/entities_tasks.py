"""Making the tasks of an entity."""

from builders import NOWHERE, Journal, Stage, only, someone
from fixtures import as_role, cast, entity, entity_type, login, new, task_type


def run(c):
    s = Stage(c)
    second = task_type(c, s.department, "second-")
    unused = task_type(c, s.department, "unused-")
    for kind in (s.asset_type, second, s.shot_type):
        new(c, "task-type-links", project_id=s.project["id"], task_type_id=kind["id"])
    prop = lambda name, **f: entity(c, s.project, f.pop("kind", "Prop"), name, **f)
    path = lambda e: f"/data/entities/{e['id']}/tasks"
    journal = Journal(c, s.project)
    one = prop("one-")
    journal.look(keep=False)
    c.post(path(one), {"task_type_ids": [s.asset_type["id"]]})
    journal.look()
    c.post(path(one), {"task_type_ids": [s.asset_type["id"], second["id"]]}, pick=only("task_type_name", "entity_id"), note="one is there")
    c.post(path(one), {"task_type_ids": [s.asset_type["id"]]}, note="both are there")
    c.post(path(s.asset), {}, pick=only("task_type_name"), unordered=True, note="all of the project")
    c.post(path(s.shot), pick=only("task_type_name"), note="there is one")
    two = prop("two-")
    c.post(path(two), {"task_type_ids": [s.asset_type["id"], s.asset_type["id"]]}, pick=len, note="the same twice", fixed={"status": 201, "body": 1})
    third = prop("third-")
    c.post(path(third), {"task_type_ids": [s.shot_type["id"]]}, note="for shots")
    c.post(path(third), {"task_type_ids": [unused["id"]]}, note="not in the project")
    c.post(path(third), {"task_type_ids": [s.asset_type["id"], NOWHERE]})
    c.post(path(third), {"task_type_ids": ["abc"]})
    c.post(path(third), {"task_type_ids": None})
    c.post(path(third), {"task_type_ids": "abc"})
    c.post(path(third), {"task_type_ids": [3]})
    c.get(f"/data/assets/{third['id']}/tasks", note="none of them")
    kind = new(c, "entity-types", name=c.unique("kind-"), task_types=[second["id"]])
    planned = new(c, "entities", name=c.unique("planned-"), project_id=s.project["id"], entity_type_id=kind["id"])
    c.post(path(planned), {"task_type_ids": [s.asset_type["id"]]}, note="not in the workflow of the type")
    c.post(path(planned), {}, pick=only("task_type_name"), note="the workflow of the type")
    concept_type = task_type(c, s.department, "concept-", for_entity="Concept")
    new(c, "task-type-links", project_id=s.project["id"], task_type_id=concept_type["id"])
    concept = prop("concept-", kind="Concept")
    c.post(path(concept), {}, pick=only("task_type_name", "task_status_name", "task_status_short_name"))
    c.post(path({"id": NOWHERE}), {})
    c.post(path({"id": "abc"}), {})
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        row = prop(role + "-")
        as_role(c, role).post(path(row), {"task_type_ids": [s.asset_type["id"]]}, note=role, pick=only("task_type_name"))
        as_role(c, role).post(path(row), {"task_type_ids": None}, note=role)
    login(c, someone(c, "manager")).post(path(third), {}, note="a manager who is not in the team")
    c.put("/data/tasks/" + s.task["id"], {"assignees": [cast(c)["vendor"]["id"]]}, keep=False)
    as_role(c, "vendor").post(path(s.asset), {}, note="a vendor with a task of it")
