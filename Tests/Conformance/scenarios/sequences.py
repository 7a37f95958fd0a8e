"""Sequences: listing, reading, creating, what is under them, and who may see it."""

from breakdown import Breakdown, names
from builders import NOWHERE, Journal, someone
from fixtures import as_role, entity, login, project


def run(c):
    b = Breakdown(c)
    p = b.project["id"]
    alone = entity(c, b.project, "Sequence", "alone-", canceled=True)
    away = project(c, (), "away-")
    elsewhere = entity(c, away, "Episode", "away-")
    elsewhere_sequence = entity(c, away, "Sequence", "away-", parent_id=elsewhere["id"])

    # Lists
    c.get("/data/sequences", project_id=p)
    team = ("manager", "supervisor", "user", "client")
    b.seen_by("/data/sequences", team, query={"project_id": p}, pick=names)
    # The original lists the episode of the vendor's edit among the sequences.
    only_sequence = {"status": 200, "body": [b.q1["name"]]}
    as_role(c, "vendor").get("/data/sequences", project_id=p, pick=names, fixed=only_sequence)
    as_role(c, "manager").get("/data/sequences", note="without a project")
    as_role(c, "vendor").get("/data/sequences", note="without a project")
    c.get("/data/sequences", id=b.q1["id"])
    for query in ({"parent_id": b.e1["id"]}, {"name": "Q1%"}, {"canceled": "true"}, {"parent_id": "foo"}, {"page": 1, "limit": 1}, {"status": "running"}):
        c.get("/data/sequences", query={"project_id": p, **query}, pick=names)
    for episode in (b.e1["id"], b.e2["id"], b.q1["id"], NOWHERE, "foo", elsewhere["id"]):
        c.get("/data/sequences", episode_id=episode, pick=names)
        as_role(c, "manager").get("/data/sequences", episode_id=episode, pick=names)
    as_role(c, "manager").get("/data/sequences", query={"episode_id": b.e1["id"], "project_id": away["id"], "parent_id": b.e2["id"]}, pick=names)
    for who in (c, as_role(c, "manager")):
        who.get("/data/sequences", project_id="foo")
        who.get("/data/sequences", project_id=NOWHERE)
    path = f"/data/projects/{p}/sequences"
    c.get(path)
    b.seen_by(path, team, pick=names)
    as_role(c, "vendor").get(path, pick=names, fixed=only_sequence)
    for stranger in (NOWHERE, "foo"):
        c.get(f"/data/projects/{stranger}/sequences")

    # One sequence
    one = "/data/sequences/" + b.q1["id"]
    c.get(one)
    c.get("/data/sequences/" + alone["id"])
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).get(one, note=role)
    as_role(c, "manager").get("/data/sequences/" + elsewhere_sequence["id"])
    for stranger in (b.s1["id"], NOWHERE, "foo"):
        c.get("/data/sequences/" + stranger)
    for what in ("shots", "scenes", "tasks", "task-types", "shot-tasks"):
        c.get(f"{one}/{what}", unordered="task" in what)
        b.seen_by(f"{one}/{what}", unordered="task" in what, pick=lambda rows: len(rows))
        c.get(f"/data/sequences/{b.q2['id']}/{what}", unordered="task" in what)
        for stranger in (b.s1["id"], NOWHERE, "foo"):
            c.get(f"/data/sequences/{stranger}/{what}")
    as_role(c, "vendor").get(one + "/shots")
    for query in ({"name": "s2%"}, {"parent_id": b.q2["id"]}, {"assigned_to": "x"}):
        c.get(one + "/shots", query=query, pick=names)
    for what in ("tasks", "shot-tasks"):
        c.get(f"{one}/{what}", relations="true", pick=lambda rows: sorted(len(row["assignees"]) for row in rows))
    b.work(b.q1, b.more("Sequence"), assignees=[b.vendor["id"]])
    as_role(c, "vendor").get(one + "/tasks", note="a vendor with a task of it")
    as_role(c, "vendor").get(one, note="a vendor with a task of it", ignore={"theirs"})
    as_role(c, "vendor").get(one + "/scenes")
    as_role(c, "vendor").get(one + "/shot-tasks")

    # Creating
    journal = Journal(c, b.project)
    c.post(path, {"name": "sq010", "episode_id": b.e1["id"], "description": "d", "data": {"a": 1}})
    c.post(path, {"name": "sq010", "episode_id": b.e1["id"], "description": "e", "data": {"a": 2}}, note="the same again")
    c.post(path, {"name": "sq010", "episode_id": b.e2["id"]}, note="in another episode")
    c.post(path, {"name": "sq010"}, note="in none")
    c.post(path, {"name": "sq010", "episode_id": None})
    c.post(path, {"name": "odd", "data": None, "description": None, "status": "standby"})
    journal.look()
    for wrong in ({}, {"name": ""}, {"name": "x", "episode_id": ""}, {"name": "x", "data": "y"}, {"name": "x", "description": 1}):
        c.post(path, wrong)
    for episode in (b.q1["id"], elsewhere["id"], NOWHERE):
        c.post(path, {"name": "x", "episode_id": episode})
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).post(path, {"name": role}, note=role)
    login(c, someone(c, "manager")).post(path, {"name": "x"}, note="a manager who is not in the team")
    as_role(c, "manager").post(path, {"name": "managed"})
    for stranger in (NOWHERE, "foo"):
        c.post(f"/data/projects/{stranger}/sequences", {"name": "x"})
    journal.look()
