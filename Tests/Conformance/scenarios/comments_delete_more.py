"""Deleting the last comment of a concept's task, and a comment that holds a preview the old way."""

from builders import Journal, Stage, only, seeded
from fixtures import cast, entity, new, task


def run(c):
    s = Stage(c)
    artist = cast(c)["user"]
    approved, neutral = seeded(c, "task-status", "Approved"), seeded(c, "task-status", "Neutral")
    concept = entity(c, s.project, "Concept", "concept-")
    concept_type = seeded(c, "task-types", "Concept", for_entity="Concept")
    t = task(c, s.project, concept, concept_type, approved)
    comment = s.comment(artist, task=t, task_status_id=approved["id"])
    c.get("/data/task-status/" + neutral["id"], pick=only("id", "name", "is_default", "for_concept"))
    c.get("/data/tasks/" + t["id"], pick=only("task_status_id"))
    journal = Journal(c, s.project)
    c.delete("/data/comments/" + comment["id"])
    c.get("/data/tasks/" + t["id"], pick=only("task_status_id", "last_comment_date"))
    journal.look()

    preview = new(c, "preview-files", name=c.unique("preview-"), task_id=s.task["id"], revision=1, extension="png", status="ready")
    c.put("/data/entities/" + s.asset["id"], {"preview_file_id": preview["id"]}, keep=False)
    c.put("/data/tasks/" + s.task["id"], {"last_preview_file_id": preview["id"]}, keep=False)
    comment = s.comment(artist, preview_file_id=preview["id"])
    journal.look(keep=False)
    c.delete("/data/comments/" + comment["id"])
    journal.look("comment", "news")
    c.get("/data/preview-files/" + preview["id"])
    c.get("/data/entities/" + s.asset["id"], pick=only("preview_file_id"))
    c.get("/data/tasks/" + s.task["id"], pick=only("last_preview_file_id"))
