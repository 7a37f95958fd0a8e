"""A task with everything around it, its previews, and the tasks of a type of an entity."""
from breakdown import Breakdown
from builders import NOWHERE
from fixtures import as_role, entity, new, task

TYPES = ("s1", "q1", "e1", "scene", "edit", "concept")


def run(c):
    b = Breakdown(c, production_type="tvshow")
    people = {b.vendor["id"]: "vendor", b.artist["id"]: "artist"}

    def calm(row):
        row["assignees"] = sorted(people.get(person, "another") for person in row["assignees"])
        row["persons"] = sorted(people.get(person["id"], "another") for person in row["persons"])
        return row

    c.get(f"/data/tasks/{b.task['id']}/full", pick=calm, ignore={"file_tree"})
    for name in TYPES:
        c.get(f"/data/tasks/{b.tasks[name]['id']}/full", pick=calm, note=name, ignore={"file_tree"})
    c.put(f"/actions/tasks/{b.tasks['edit']['id']}/assign", {"person_id": b.artist["id"]}, keep=False)
    c.post(f"/actions/user/tasks/{b.tasks['edit']['id']}/subscribe", {}, keep=False)
    c.get(f"/data/tasks/{b.tasks['edit']['id']}/full", pick=lambda row: [row["is_subscribed"], row["assigner"]["full_name"], row["assigner"]["departments"]], note="followed, and assigned by somebody")
    as_role(c, "user").get(f"/data/tasks/{b.tasks['edit']['id']}/full", pick=lambda row: [row["is_subscribed"], sorted([who["role"], who["type"], "phone" in who] for who in row["persons"])], note="not by this one, who is told less of colleagues",
                         fixed={"status": 200, "body": [False, [["user", "Person", False], ["vendor", "Person", False]]]})
    loose = entity(c, b.project, "Shot", "loose-")
    c.get(f"/data/tasks/{task(c, b.project, loose, b.late, b.todo)['id']}/full", pick=lambda row: sorted(row), note="in no sequence")
    c.put("/data/tasks/" + b.tasks["s1"]["id"], {"priority": 2, "estimation": 90, "duration": 30, "start_date": "2026-11-02", "due_date": "2026-11-09", "difficulty": 2, "completion_rate": 5, "retake_count": 1, "nb_drawings": 3}, keep=False)
    for name in ("s1", "late", "edit"):
        b.seen_by(f"/data/tasks/{b.tasks[name]['id']}/full", pick=lambda row: {**calm(row), "project": None, "entity": None, "assigner": "assigner" in row} | {name: None for name in ("sequence", "episode") if name in row})
    as_role(c, "vendor").get(f"/data/tasks/{b.tasks['s1']['id']}/full", pick=lambda row: [sorted(row[name]["data"]) for name in ("entity", "sequence", "episode")],
                             note="without the metadata of other departments", fixed={"status": 200, "body": [["fps", "frame_in", "frame_out", "open"]] * 3})
    for wrong in (NOWHERE, "foo"):
        c.get(f"/data/tasks/{wrong}/full")
        as_role(c, "user").get(f"/data/tasks/{wrong}/full")
    c.anonymous().get(f"/data/tasks/{b.task['id']}/full")

    # Previews
    for revision, position, more in ((1, 1, {}), (3, 1, {"validation_status": "rejected"}), (2, 1, {"validation_status": "validated"})):
        new(c, "preview-files", name=str(revision), task_id=b.tasks["s1"]["id"], extension="png", revision=revision, position=position, **more)
    path = f"/data/tasks/{b.tasks['s1']['id']}/previews"
    c.get(path)
    b.seen_by(path, pick=lambda rows: [row["revision"] for row in rows])
    b.seen_by(f"/data/tasks/{b.tasks['late']['id']}/previews")
    for wrong in (NOWHERE, "foo"):
        c.get(f"/data/tasks/{wrong}/previews")
    c.anonymous().get(path)

    # By entity and type
    path = f"/data/entities/{b.s1['id']}/task-types/{b.shot_type['id']}/tasks"
    task(c, b.project, b.s1, b.shot_type, b.todo, name="another")
    b.seen_by(path)
    b.seen_by(f"/data/entities/{b.s3['id']}/task-types/{b.late['id']}/tasks", pick=len, refused=["vendor"])
    c.get(f"/data/entities/{b.s1['id']}/task-types/{NOWHERE}/tasks")
    c.get(f"/data/entities/{b.s1['id']}/task-types/foo/tasks", fixed={"status": 404})
    for wrong in (NOWHERE, "foo"):
        c.get(f"/data/entities/{wrong}/task-types/{b.shot_type['id']}/tasks")
    c.anonymous().get(path)
