"""Making the tasks of a type for many entities, and deleting many tasks."""
from breakdown import Breakdown
from builders import NOWHERE, Journal, someone
from fixtures import ROLES, as_role, cast, entity, login, new, project, task, task_type


def run(c):
    b = Breakdown(c, production_type="tvshow")
    journal = Journal(c, b.project)
    stranger = login(c, someone(c, "manager"))
    of = {"assets": [b.asset], "shots": [b.s1, b.s2, b.s3], "edits": [b.edit], "concepts": [b.concept]}
    kinds = {row["id"]: place for place, row in enumerate(sum(of.values(), [b.q1, b.e1]))}

    def path(type, kind):
        return f"/actions/projects/{b.project['id']}/task-types/{type['id']}/{kind}"

    def known(rows):
        """A `pick`: in the order of the entities."""
        return sorted(rows, key=lambda row: kinds.get(row["entity_id"], -1))

    def fresh(kind):
        return task_type(c, b.department, "fresh-" + kind[:3] + str(len(kinds)) + str(c.run.numbers), for_entity=kind[:-1].capitalize())

    for kind, rows in of.items():
        c.run.numbers += 1
        type = fresh(kind)
        c.get("/data/task-types/" + type["id"], pick=lambda row: row["id"])
        for row in rows:
            c.get("/data/entities/" + row["id"], pick=lambda row: row["id"])
        c.post(path(type, kind + "/create-tasks"), [rows[0]["id"]], note="one of them", pick=known)
        journal.look()
        c.post(path(type, kind + "/create-tasks"), note="the others", pick=lambda rows: [[row["name"], row["task_status_short_name"]] for row in known(rows)])
        c.post(path(type, kind + "/create-tasks"), [], note="none is left")
        for role in ROLES:
            c.run.numbers += 1
            type = fresh(kind)
            as_role(c, role).post(path(type, kind + "/create-tasks"), [rows[0]["id"]], note=role, pick=len)
            stranger.post(path(type, kind + "/create-tasks"), note="not in the team", pick=len)
        other = b.s1 if kind != "shots" else b.asset
        c.post(path(type, kind + "/create-tasks"), [other["id"]], note="of another kind")
        c.post(path(type, kind + "/create-tasks"), [NOWHERE])
        for body in ({"a": 1}, ["x"], [1], "x"):
            c.post(path(type, kind + "/create-tasks"), body)
        c.post(path({"id": NOWHERE}, kind + "/create-tasks"))
        c.post(path({"id": "foo"}, kind + "/create-tasks"))
        c.anonymous().post(path(type, kind + "/create-tasks"))

    # Which
    c.run.numbers += 1
    type = fresh("shots")
    far = project(c, ROLES, "far-")
    shot = entity(c, far, "Shot", "far-")
    c.post(path(type, "shots/create-tasks"), [shot["id"]], note="of another project")
    c.post(path(type, "shots/create-tasks") + f"?parent_id={b.q2['id']}", note="of a sequence", pick=len)
    c.post(path(type, "shots/create-tasks") + "?parent_id=foo")
    c.post(path(type, "shots/create-tasks") + "?unknown=foo&name=" + b.s1["name"].upper(), {}, note="by name", pick=len)
    c.post(path(type, "shots/create-tasks"), [b.s2["id"], b.s2["id"]], note="twice the same", pick=len, fixed={"status": 201, "body": 1}, skip_peer=True)
    c.run.numbers += 1
    type = fresh("sequences")
    c.post(path(type, "create-tasks/sequence"), [b.q1["id"]], pick=known)
    c.post(path(type, "create-tasks/SEQUENCE") + f"?episode_id={b.e2['id']}", pick=len)
    c.post(path(type, "create-tasks/sequence") + "?episode_id=foo", fixed={"status": 400})
    c.post(path(type, "create-tasks/nonsense" + c.unique()))
    for role in ROLES:
        as_role(c, role).post(path(type, "create-tasks/sequence"), note=role, pick=len)

    # Deleting
    delete = f"/actions/projects/{b.project['id']}/delete-tasks"
    rows = [task(c, b.project, b.q1, b.of["Sequence"], b.todo, name=f"t{place}") for place in range(4)]
    elsewhere = task(c, far, shot, b.late, b.todo)
    for row in rows + [elsewhere]:
        c.get("/data/tasks/" + row["id"], pick=lambda row: row["id"])
    new(c, "time-spents", task_id=rows[0]["id"], person_id=b.artist["id"], date="2026-01-05", duration=10)
    journal.look(keep=False)
    for role in ROLES[2:]:
        as_role(c, role).post(delete, [rows[0]["id"]], note=role)
    stranger.post(delete, [rows[0]["id"]], note="not in the team")
    c.post(delete, [rows[0]["id"], NOWHERE, elsewhere["id"]])
    journal.look()
    as_role(c, "manager").post(delete, [rows[1]["id"], rows[2]["id"]], note="several")
    for row in rows + [elsewhere]:
        c.get("/data/tasks/" + row["id"], pick=lambda row: row["name"])
    for body in ({}, None, "x", ["x"], [1]):
        c.post(delete, body)
    c.post(delete, [])
    c.anonymous().post(delete, [])
    for role in ROLES[1:]:
        as_role(c, role).delete(path(b.of["Sequence"], "delete-tasks"), note=role)
    journal.look(keep=False)
    c.delete(path(b.of["Sequence"], "delete-tasks"))
    journal.look()
    c.delete(path(b.of["Sequence"], "delete-tasks"), note="none is left")
    c.delete(path({"id": NOWHERE}, "delete-tasks"))
    c.delete(path({"id": "foo"}, "delete-tasks"), fixed={"status": 404})
    c.delete(f"/actions/projects/{NOWHERE}/task-types/{b.late['id']}/delete-tasks")
    c.delete(f"/actions/projects/foo/task-types/{b.late['id']}/delete-tasks")
