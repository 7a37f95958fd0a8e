"""Files of previews that come with comments, in one request (contract chapter 07, batch-comment)."""
import json

from builders import Journal, Stage, only
from fixtures import as_role
from pictures import png

PICTURE = ("a.png", png(64, 36), "image/png")
OBJECT = ("b.obj", b"o cube", "application/octet-stream")


def previews(answer):
    """Names are made up by each server, and how many bytes a picture has is its own affair."""
    kept = lambda row: {k: (v if k != "file_size" else v > 0) for k, v in row.items() if k != "name"}
    return [{"previews": comment["previews"], "text": comment["text"], "preview_files": [kept(row) for row in comment["preview_files"]]} for comment in answer]


def run(c):
    stage = Stage(c)
    journal = Journal(c, stage.project)
    item = lambda text, **more: {"text": text, "task_status_id": stage.todo["id"], **more}
    one, many = f"/actions/tasks/{stage.task['id']}/batch-comment", "/actions/tasks/batch-comment"
    c.upload(one, form={"comments": json.dumps([item("one"), item("two")])}, pick=previews, **{"preview_file-0": PICTURE})
    journal.look("comment", "preview-file")
    c.upload(one, form={"comments": json.dumps([item("both")])}, pick=previews, **{"preview_file-0-0": PICTURE, "preview_file-0-1": OBJECT, "attachment_file-0": ("n.txt", b"n", "text/plain")})
    journal.look("comment", "preview-file")
    c.get(f"/data/tasks/{stage.task['id']}", pick=only("last_preview_file_id"))
    c.upload(many, form={"comments": json.dumps([item("x", task_id=stage.task["id"]), item("y", task_id=stage.shot_task["id"])])}, pick=previews, **{"preview_file-1": PICTURE})
    journal.look("preview-file")
    c.upload(one, form={"comments": json.dumps([item("refused")])}, pick=previews, note="a refused file", **{"preview_file-0": ("a.exe", b"MZ", "image/png")})
    journal.look(keep=False)
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).upload(one, form={"comments": json.dumps([item("one")])}, pick=lambda answer: len(answer[0]["preview_files"]), note=role, **{"preview_file-0": PICTURE})
