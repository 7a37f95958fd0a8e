"""Playlists that are made for the moment (contract chapter 07, TempEntry; chapter 09, row 99)."""
from breakdown import Breakdown
from builders import NOWHERE, Stage, only, someone
from fixtures import ROLES, as_role, entity, login, task
from published import upload

PLACES = ("name", "parent_name", "episode_name", "sequence_name", "asset_type_name")


def places(rows):
    return [[row[key] for key in PLACES] for row in rows]


def run(c):
    b = Breakdown(c, production_type="tvshow")
    path = f"/data/projects/{b.project['id']}/playlists/temp"
    first = upload(c, b.tasks["s1"], 2)
    upload(c, b.tasks["s1"])
    upload(c, b.tasks["q1"])
    upload(c, b.task)
    for kind in (b.shot_type, b.late, b.of["Sequence"], b.asset_type):
        c.get("/data/task-types/" + kind["id"], pick=only("id"), note="the keys that follow")
    c.post(path, {"task_ids": [b.tasks[kind]["id"] for kind in ("s1", "late", "q1", "e1", "edit")] + [b.task["id"]]})
    c.put(f"/actions/preview-files/{first[0]['id']}/update-annotations", {"additions": [{"time": 0, "drawing": {"objects": [{"id": "a"}]}}]}, keep=False)
    c.post(path, {"task_ids": [b.tasks["s1"]["id"]] * 2}, note="twice", pick=len)
    for kind in (b.shot_type, b.late, b.asset_type):
        c.post(f"/data/projects/{b.project['id']}/settings/task-types", {"task_type_id": kind["id"], "priority": 3 if kind is b.shot_type else 2}, keep=False)
    c.post(path, {"task_ids": [b.tasks["late"]["id"]]}, note="another type stands in", pick=lambda rows: [[row["preview_file_task_id"], row["preview_file_id"], row["preview_file_revision"]] for row in rows])
    ids = [b.s1["id"], b.s2["id"], b.asset["id"], b.e1["id"]]
    c.post(path, {"entity_ids": ids, "task_ids": [b.tasks["s3"]["id"]]}, note="tasks and entities")
    upload(c, b.tasks["late"])
    # Comments have a time in seconds.
    c.put("/data/tasks/" + b.tasks["late"]["id"], {"last_comment_date": "2030-01-01T00:00:00"}, keep=False)
    c.post(path, {"entity_ids": [b.s1["id"]]}, note="the task talked of last", pick=lambda rows: [row["preview_file_task_id"] for row in rows])
    for body in ({"task_ids": "x"}, {"task_ids": ["x"]}, {"task_ids": [NOWHERE]}, {"entity_ids": [NOWHERE]}, {"entity_ids": None}, {}, [1], {"task_ids": None}, {"task_ids": [], "entity_ids": []}):
        c.post(path, body)

    q3 = entity(c, b.project, "Sequence", "a-", parent_id=b.e2["id"])
    shots = [entity(c, b.project, "Shot", f"{name}-", parent_id=parent["id"]) for name, parent in (("z", b.q1), ("b", q3), ("a", q3), ("y", b.q2))]
    work = [task(c, b.project, shot, b.shot_type, b.todo)["id"] for shot in shots]
    assets = [task(c, b.project, entity(c, b.project, kind, f"{name}-"), b.asset_type, b.todo)["id"] for kind, name in (("Prop", "z"), ("Character", "y"), ("Prop", "c"))]
    c.post(path, {"task_ids": work + assets}, note="in the order asked for", pick=places)
    c.post(path, {"task_ids": [b.tasks["e1"]["id"], *assets, b.tasks["q1"]["id"], b.tasks["edit"]["id"]]}, query={"sort": "true"}, note="sorted", pick=places)
    # The original does not know the episode of a shot: sequences of all episodes are mixed up.
    sorted_shots = [["z-", "q1-", "", "q1-", ""], ["a-", "a-", "", "a-", ""], ["b-", "a-", "", "a-", ""], ["y-", "q2-", "", "q2-", ""]]
    c.post(path, {"task_ids": work}, query={"sort": "true"}, note="shots sorted", pick=places,
           fixed={"status": 200, "body": [[name and name + c.unique() for name in row] for row in sorted_shots]})
    lone = task(c, b.project, entity(c, b.project, "Shot", "lone-"), b.shot_type, b.todo)
    for kind, work in (("scene", b.tasks["scene"]), ("concept", b.tasks["concept"]), ("a shot without a sequence", lone)):
        c.post(path, {"task_ids": [work["id"]]}, note=kind, pick=len, fixed={"status": 200, "body": 1})

    other = Stage(c)
    outside = login(c, someone(c, "manager"))
    for role, by in [(role, as_role(c, role)) for role in ROLES] + [("a manager from outside", outside), ("nobody", c.anonymous())]:
        by.post(path, {"task_ids": [b.tasks["s1"]["id"]]}, note=role, pick=len)
        by.post(path, {"task_ids": [b.task["id"]]}, note=role + ", an asset", pick=len)
        by.post(path, {"entity_ids": [b.asset["id"]]}, note=role + ", an asset by its id", pick=len)
        by.post(path, {"task_ids": [other.task["id"]]}, note=role + ", of another project", pick=len)
        by.post(path, {"task_ids": "x"}, note=role)
        by.post(f"/data/projects/{NOWHERE}/playlists/temp", {"task_ids": "x"}, note=role)
