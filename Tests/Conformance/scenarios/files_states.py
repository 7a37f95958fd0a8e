"""What working files are thought of, and how good delivered files are."""

from builders import Stage, only
from fixtures import new


def run(c):
    s = Stage(c)
    status = new(c, "file-status", name=c.unique("status-"), color="#123456")
    working = c.post("/data/working-files", {"name": "scene", "revision": 1, "task_id": s.task["id"], "entity_id": s.asset["id"]}, pick=only("validation_status"))
    output = c.post("/data/output-files", {"name": "render", "revision": 1, "entity_id": s.asset["id"], "file_status_id": status["id"]}, pick=only("quality"))
    for path, field, values in (("/data/working-files/" + working["id"], "validation_status", ("validated", "rejected", "neutral", "good", "", None, 5)),
                                ("/data/output-files/" + output["id"], "quality", ("low", "mid", "high", None, "best", "", 5))):
        for value in values:
            c.put(path, {field: value}, note=f"{field} {value}", pick=only(field))
        c.get(path, pick=only(field))
    c.post("/data/working-files", {"name": "other", "validation_status": "validated", "task_id": s.task["id"], "entity_id": s.asset["id"]}, pick=only("validation_status"))
    c.post("/data/output-files", {"name": "other", "revision": 1, "quality": "mid", "entity_id": s.asset["id"], "file_status_id": status["id"]}, pick=only("quality"))
