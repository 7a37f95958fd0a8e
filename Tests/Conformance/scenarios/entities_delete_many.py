"""Deleting many entities at once: those with tasks are canceled, and deleted the second time."""

from builders import NOWHERE, Journal, Stage, someone
from fixtures import as_role, entity, login, project, task, task_type


def run(c):
    s = Stage(c)
    path = f"/actions/projects/{s.project['id']}/delete-entities"
    prop = lambda name, kind="Prop", **f: entity(c, s.project, kind, name, **f)
    concept_type = task_type(c, s.department, "concept-", for_entity="Concept")
    plain, sequence, episode, concept, edit = prop("plain-"), prop("sequence-", "Sequence"), prop("episode-", "Episode"), prop("concept-", "Concept"), prop("edit-", "Edit")
    task(c, s.project, concept, concept_type, s.todo)
    away = entity(c, project(c, prefix="other-"), "Prop", "away-")
    journal = Journal(c, s.project)
    ids = [x["id"] for x in (plain, s.asset, concept, sequence, episode, edit, s.shot, away)] + [NOWHERE]
    c.post(path, ids)
    journal.look()
    c.get("/data/entities/" + away["id"], pick=lambda row: row["canceled"])
    c.post(path, ids, note="again")
    journal.look()
    c.post(path, [])
    c.post(path, [NOWHERE])
    c.post(path, {"ids": []})
    c.post(path, ["abc"])
    c.post(path, [3])
    c.raw("POST", path, b"[", {"Content-Type": "application/json"})
    c.post(f"/actions/projects/{NOWHERE}/delete-entities", [])
    forced = prop("forced-")
    task(c, s.project, forced, s.asset_type, s.todo)
    journal.look(keep=False)
    c.post(path + "?force=true", [forced["id"]])
    journal.look()
    twice = prop("twice-")
    c.post(path, [twice["id"], twice["id"]], note="named twice", fixed={"status": 200})
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        row = prop(role + "-")
        by = as_role(c, role)
        by.post(path, [row["id"]], note=role)
        by.post(path, [NOWHERE], note=role)
    login(c, someone(c, "manager")).post(path, [prop("last-")["id"]], note="a manager who is not in the team")
    mine = as_role(c, "user").post(f"/data/projects/{s.project['id']}/concepts", {"name": "mine"}, keep=False)
    as_role(c, "user").post(path, [mine["id"]], note="by its creator")
    as_role(c, "manager").post(path, [away["id"]], note="of another project")
    c.get("/data/entities/" + away["id"], pick=lambda row: row["canceled"])
