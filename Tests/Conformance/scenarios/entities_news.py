"""What happened on the tasks of an entity of each kind, as each role sees it."""

import time

from breakdown import Breakdown
from builders import NOWHERE, number, seeded
from fixtures import entity, new


def run(c):
    b = Breakdown(c)
    wip = seeded(c, "task-status", "Work In Progress")
    rows = {"asset": b.asset, "s1": b.s1, "q1": b.q1, "e1": b.e1, "scene": b.scene, "edit": b.edit, "concept": b.concept}
    tasks = {**b.tasks, "asset": b.task}
    c.put("/data/entities/" + b.asset["id"], {"source_id": b.e2["id"]}, keep=False)
    for name, row in rows.items():
        new(c, "news", task_id=tasks[name]["id"], change=True, author_id=b.artist["id"])
        c.get(f"/data/entities/{row['id']}/news")
    preview = new(c, "preview-files", task_id=b.tasks["s1"]["id"], name="p", revision=3, extension="mp4")
    c.put("/data/entities/" + b.s1["id"], {"preview_file_id": preview["id"]}, keep=False)
    comment = new(c, "comments", object_id=b.tasks["s1"]["id"], object_type="Task", person_id=b.artist["id"], text="x", task_status_id=wip["id"])
    time.sleep(1.1)
    new(c, "news", task_id=b.tasks["late"]["id"], change=False, author_id=b.vendor["id"], comment_id=comment["id"], preview_file_id=preview["id"])
    path = f"/data/entities/{b.s1['id']}/news"
    c.get(path, note="of all tasks, newest first")
    c.get(path, page=2, limit=1, change="true", note="ignored")
    b.seen_by(path, refused=["client"])
    b.seen_by(f"/data/entities/{b.s3['id']}/news", refused=["client"])
    single = entity(c, b.project, "Sequence", "single-")
    shot = entity(c, b.project, "Shot", "shot" + number(c), parent_id=single["id"])
    orphan = entity(c, b.project, "Shot", "orphan" + number(c))
    for row in (single, shot, orphan):
        c.get(f"/data/entities/{row['id']}/news", note="nothing happened")
        new(c, "news", task_id=b.work(row, b.of["Sequence"] if row is single else b.shot_type)["id"], author_id=b.artist["id"])
        c.get(f"/data/entities/{row['id']}/news")
    for stranger in (NOWHERE, "foo"):
        c.get(f"/data/entities/{stranger}/news")
    c.anonymous().get(path)
