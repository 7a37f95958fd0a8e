"""A forced deletion takes all that hangs on the task."""

from builders import Journal, Stage, only, status
from fixtures import as_role, cast, event, new


def run(c):
    s = Stage(c)
    people = cast(c)
    artist = people["user"]
    t = {"task_id": s.task["id"]}
    done = status(c, "done", is_done=True)
    working = new(c, "working-files", name="w", revision=1, entity_id=s.asset["id"], **t)
    output_type = new(c, "output-types", name=c.unique("output-type-"), short_name=c.unique("ot"))
    file_status = new(c, "file-status", name=c.unique("file-status-"), color="#123456")
    output = new(
        c,
        "output-files",
        name="o",
        revision=1,
        entity_id=s.asset["id"],
        source_file_id=working["id"],
        file_status_id=file_status["id"],
        output_type_id=output_type["id"],
        task_type_id=s.asset_type["id"],
    )
    preview = new(c, "preview-files", name="p", revision=1, extension="png", **t)
    comment = s.comment(artist, previews=[preview["id"]], task_status_id=done["id"], mentions=[people["manager"]["id"]])
    attachment = new(c, "attachment-files", name="notes.txt", extension="txt", size=12, comment_id=comment["id"])
    rows = {
        "working-files": working,
        "output-files": output,
        "preview-files": preview,
        "comments": comment,
        "attachment-files": attachment,
        "time-spents": new(c, "time-spents", person_id=artist["id"], date="2024-01-02", duration=60, **t),
        "subscriptions": new(c, "subscriptions", person_id=artist["id"], **t),
        "news": new(c, "news", author_id=artist["id"], comment_id=comment["id"], preview_file_id=preview["id"], **t),
        "notifications": new(c, "notifications", type="comment", person_id=artist["id"], author_id=people["manager"]["id"], comment_id=comment["id"], **t),
    }
    c.put("/data/entities/" + s.asset["id"], {"preview_file_id": preview["id"]}, keep=False)
    c.get("/data/tasks/" + s.task["id"], pick=only("duration"))
    c.delete("/data/tasks/" + s.task["id"], note="held")
    as_role(c, "supervisor").delete("/data/tasks/" + s.task["id"] + "?force=true")
    journal = Journal(c, s.project)
    as_role(c, "manager").delete("/data/tasks/" + s.task["id"] + "?force=true")
    journal.look()
    for table, row in rows.items():
        gone = {"fixed": {"status": 200, "body": 0}} if table == "attachment-files" else {}
        c.get("/data/" + table, query={"id": row["id"]}, note=table, pick=lambda found: len(found), **gone)
    c.get("/data/entities/" + s.asset["id"], pick=only("preview_file_id"))
    event(c, "preview-file:delete", preview_file_id=preview["id"])
    event(c, "comment:delete", comment_id=comment["id"])
