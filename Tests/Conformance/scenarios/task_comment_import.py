"""An automation that takes the last revision of a task's previews along."""

from builders import Journal, Stage, only, status
from fixtures import new, task, task_type


def run(c):
    s = Stage(c)
    beta = task_type(c, s.department, "beta-")
    second = task(c, s.project, s.asset, beta, s.todo)
    done, review = status(c, "done", is_done=True), status(c, "review", is_feedback_request=True)
    rule = new(c, "status-automations", entity_type="asset", in_task_type_id=s.asset_type["id"], in_task_status_id=done["id"], out_field_type="status",
               out_task_type_id=beta["id"], out_task_status_id=review["id"], import_last_revision=True)
    c.put("/data/projects/" + s.project["id"], {"status_automations": [rule["id"]]}, keep=False)
    comment = c.post(f"/actions/tasks/{s.task['id']}/comment", {"task_status_id": s.todo["id"]}, keep=False)
    path = f"/actions/tasks/{s.task['id']}/comments/{comment['id']}/add-preview"
    c.post(path, {"revision": 4}, keep=False)
    c.post(path, {}, keep=False)
    journal = Journal(c, s.project)
    c.post(f"/actions/tasks/{s.task['id']}/comment", {"task_status_id": done["id"]}, pick=only("task_status_id", "previews"))
    journal.look()
    c.get("/data/preview-files", task_id=second["id"], pick=lambda rows: sorted([r["revision"], r["position"], r["extension"], r["status"], r["original_name"], r["source"], r["task_id"] == second["id"]] for r in rows))
    c.get("/data/tasks/" + second["id"], pick=lambda row: [row["task_status_id"] == review["id"], row["last_preview_file_id"] is not None])
    c.get(f"/data/tasks/{second['id']}/comments", pick=lambda rows: [[r["text"], len(r["previews"])] for r in rows])
