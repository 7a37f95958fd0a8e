"""Episodes: listing, reading, creating, what is under them, and who may see it."""

from breakdown import Breakdown, names
from builders import NOWHERE, Journal, someone
from fixtures import as_role, entity, login, project


def run(c):
    b = Breakdown(c)
    p = b.project["id"]
    away = project(c, (), "away-")
    elsewhere = entity(c, away, "Episode", "away-")
    made = entity(c, b.project, "Prop", "made for-", source_id=b.e1["id"])
    b.work(made, b.asset_type, assignees=[b.artist["id"]])

    # Lists
    c.get("/data/episodes", project_id=p)
    b.seen_by("/data/episodes", query={"project_id": p}, pick=names)
    as_role(c, "vendor").get("/data/episodes", project_id=p, ignore={"type"}, note="kinds are told, where the original does not")
    for role in ("manager", "vendor"):
        as_role(c, role).get("/data/episodes", note=role + " without a project")
    c.get("/data/episodes", id=b.e1["id"])
    for query in ({"name": "e2%"}, {"status": "running"}, {"status": "complete"}, {"canceled": "perhaps"}):
        c.get("/data/episodes", query={"project_id": p, **query}, pick=names)
    for who in (c, as_role(c, "manager")):
        who.get("/data/episodes", project_id="foo")
        who.get("/data/episodes", project_id=NOWHERE)
    path = f"/data/projects/{p}/episodes"
    c.get(path)
    b.seen_by(path, pick=names)
    for stranger in (NOWHERE, "foo"):
        c.get(f"/data/projects/{stranger}/episodes")

    # One episode
    one = "/data/episodes/" + b.e1["id"]
    for role in ("admin", "manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).get(one, note=role)
    as_role(c, "manager").get("/data/episodes/" + elsewhere["id"])
    for stranger in (b.s1["id"], NOWHERE, "foo", "all", "main"):
        c.get("/data/episodes/" + stranger)
    for what in ("sequences", "shots", "edits", "tasks", "task-types", "shot-tasks", "asset-tasks", "edit-tasks"):
        c.get(f"{one}/{what}", unordered=True)
        b.seen_by(f"{one}/{what}", pick=lambda rows: len(rows))
        c.get(f"/data/episodes/{b.e2['id']}/{what}", unordered=True)
        c.get(f"{one}/{what}", relations="true", unordered=True)
        for stranger in (b.s1["id"], NOWHERE, "foo", "all", "main"):
            c.get(f"/data/episodes/{stranger}/{what}")
    as_role(c, "vendor").get(one + "/sequences", ignore={"type"})
    c.get(one + "/sequences", name="q2%")
    b.work(b.e1, b.more("Episode"), assignees=[b.vendor["id"]])
    for what in ("shots", "edits", "tasks", "task-types", "shot-tasks", "edit-tasks"):
        as_role(c, "vendor").get(f"{one}/{what}", note="a vendor with a task of it", unordered=True, ignore={"theirs"})

    # Creating
    journal = Journal(c, b.project)
    c.post(path, {"name": "ep010", "status": "standby", "description": "d", "data": {"a": 1}})
    c.post(path, {"name": "ep010", "status": "complete", "description": "e"}, note="the same again")
    for status in ("bogus", None, "canceled"):
        c.post(path, {"name": f"status {status}", "status": status})
    c.post(path, {"name": "odd", "data": None, "description": None})
    journal.look()
    for wrong in ({}, {"name": ""}, {"name": "x", "data": "y"}, {"name": "x", "description": 1}, {"name": "x", "status": 5}):
        c.post(path, wrong)
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).post(path, {"name": role}, note=role)
    login(c, someone(c, "manager")).post(path, {"name": "x"}, note="a manager who is not in the team")
    as_role(c, "manager").post(path, {"name": "managed"})
    for stranger in (NOWHERE, "foo"):
        c.post(f"/data/projects/{stranger}/episodes", {"name": "x"})
    journal.look()
