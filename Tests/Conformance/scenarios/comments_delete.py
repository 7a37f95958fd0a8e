"""Who may delete a comment, and what goes with it."""

from builders import NOWHERE, Journal, Stage, only, someone, status
from fixtures import as_role, cast, event, login, new

TASK = ("task_status_id", "retake_count", "real_start_date", "end_date", "done_date", "last_comment_date", "last_preview_file_id", "duration")


def run(c):
    s = Stage(c)
    people = cast(c)
    wip, done = status(c, "wip", is_wip=True), status(c, "done", is_done=True)
    task = "/data/tasks/" + s.task["id"]
    c.get(task)
    first = s.comment(people["user"], task_status_id=wip["id"])
    second = s.comment(people["supervisor"], task_status_id=done["id"])
    c.put("/data/comments/" + first["id"], {"text": "so that the task follows"}, keep=False)

    path = "/data/comments/" + first["id"]
    for role in ("supervisor", "client", "vendor"):
        as_role(c, role).delete(path, note="as " + role)
    login(c, someone(c)).delete(path, note="not in the team")
    login(c, someone(c, "manager")).delete(path, note="a manager who is not in the team")
    c.delete("/data/comments/abc", note="malformed")
    c.delete("/data/comments/" + NOWHERE)

    journal = Journal(c, s.project)
    as_role(c, "supervisor").delete("/data/comments/" + second["id"], note="its author", headers=("Content-Type",))
    journal.look()
    c.get(task, pick=only(*TASK))
    c.delete("/data/comments/" + second["id"], note="twice")

    preview = new(c, "preview-files", name=c.unique("preview-"), task_id=s.task["id"], revision=1, extension="png", status="ready")
    kept = new(c, "preview-files", name=c.unique("kept-"), task_id=s.task["id"], revision=2, extension="png", status="ready")
    full = s.comment(
        people["user"],
        task_status_id=done["id"],
        previews=[preview["id"]],
        mentions=[people["manager"]["id"]],
        acknowledgements=[people["manager"]["id"]],
        department_mentions=[s.department["id"]],
    )
    attachment = new(c, "attachment-files", name="notes.txt", extension="txt", size=12, comment_id=full["id"])
    notification = new(
        c, "notifications", type="comment", person_id=people["manager"]["id"], author_id=people["user"]["id"], comment_id=full["id"], task_id=s.task["id"]
    )
    news = new(c, "news", author_id=people["user"]["id"], comment_id=full["id"], task_id=s.task["id"], preview_file_id=kept["id"])
    c.put(task, {"last_preview_file_id": preview["id"]}, keep=False)
    journal.look(keep=False)
    as_role(c, "manager").delete("/data/comments/" + full["id"], note="a manager, with all that hangs on it")
    journal.look("comment", "news")
    event(c, "preview-file:delete", preview_file_id=preview["id"])
    c.get("/data/comments/" + full["id"])
    c.get("/data/preview-files/" + preview["id"])
    c.get("/data/preview-files/" + kept["id"], pick=only("name"))
    c.get("/data/attachment-files/" + attachment["id"])
    c.get("/data/notifications/" + notification["id"])
    c.get("/data/news/" + news["id"])
    c.get(task, pick=only(*TASK))

    as_role(c, "user").delete(path, note="its author, the last comment")
    journal.look()
    c.get(task, pick=only(*TASK))
    stranger = someone(c)
    far = s.comment(stranger)
    login(c, stranger).delete("/data/comments/" + far["id"], note="its author, not in the team")
