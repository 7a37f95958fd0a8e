"""Previews as artists publish them. Played but not compared."""
from pictures import png


def announce(c, task, count=1):
    """Rows of previews of one revision of a task, without files."""
    status = c.get("/data/task-status", name="Todo", keep=False)[0]
    comment = c.post(f"/actions/tasks/{task['id']}/comment", {"task_status_id": status["id"], "comment": "published"}, keep=False)
    return [c.post(f"/actions/tasks/{task['id']}/comments/{comment['id']}/add-preview", {}, keep=False) for _ in range(count)]


def publish(c, task, count=1):
    """Previews of one revision of a task as they are once they have pictures; for scenarios that look at rows only."""
    made = {"extension": "png", "original_name": "a", "status": "ready", "width": 64, "height": 36, "file_size": 129}
    return [c.put("/data/preview-files/" + row["id"], made, keep=False) for row in announce(c, task, count)]


def upload(c, task, count=1, file=("a.png", png(64, 36), "image/png")):
    """Previews of one revision of a task, with their files."""
    previews = [c.upload("/pictures/preview-files/" + row["id"], file=file, keep=False) for row in announce(c, task, count)]
    if any("id" not in (row or {}) for row in previews):
        raise RuntimeError(f"not uploaded: {previews}")
    return previews
