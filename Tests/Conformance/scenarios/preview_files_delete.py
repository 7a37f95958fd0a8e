"""Deleting a preview file, and which preview comes last then."""

from builders import NOWHERE, Journal, Stage, only
from fixtures import as_role, cast, event, new


def run(c):
    s = Stage(c, is_set_preview_automated=True)
    artist = cast(c)["user"]

    def preview(name, **fields):
        return new(
            c, "preview-files", **{"name": c.unique(name + "-"), "task_id": s.task["id"], "revision": 1, "extension": "png", "status": "ready", **fields}
        )

    def delete(row, by=c, force="", **options):
        by.delete("/data/preview-files/" + row["id"] + force, **options)

    first, second, third = preview("first"), preview("second", revision=2), preview("third", revision=3)
    c.get("/data/preview-files/" + first["id"], pick=only("name"))
    for role in ("supervisor", "user", "client", "vendor"):
        delete(first, as_role(c, role), note="as " + role)
    comment = s.comment(artist, previews=[third["id"]])
    news = new(c, "news", author_id=artist["id"], task_id=s.task["id"], comment_id=comment["id"], preview_file_id=third["id"])
    c.put("/data/entities/" + s.asset["id"], {"preview_file_id": third["id"]}, keep=False)
    c.put("/data/tasks/" + s.task["id"], {"last_preview_file_id": third["id"]}, keep=False)
    journal = Journal(c, s.project)

    def follow():
        c.get("/data/tasks/" + s.task["id"], pick=only("last_preview_file_id"))
        c.get("/data/entities/" + s.asset["id"], pick=only("preview_file_id"))
        journal.look()

    delete(third, as_role(c, "manager"), note="the last one, by a manager")
    follow()
    event(c, "preview-file:delete", preview_file_id=third["id"])
    c.get("/data/comments/" + comment["id"], pick=only("previews"))
    c.get("/data/news/" + news["id"], pick=only("preview_file_id"))
    delete(third, note="twice")
    delete(first, note="not the last one")
    follow()
    aside = preview("aside", revision=4, position=2)
    c.put("/data/tasks/" + s.task["id"], {"last_preview_file_id": second["id"]}, keep=False)
    c.get("/data/preview-files/" + aside["id"], pick=only("name"))
    journal.look(keep=False)
    delete(second, force="?force=true", note="what remains has another position")
    follow()
    delete(aside)
    follow()
    movie = preview("movie", extension="mp4")
    c.put("/data/tasks/" + s.task["id"], {"last_preview_file_id": movie["id"]}, keep=False)
    journal.look(keep=False)
    delete(movie, force="?force=true", note="the only one, a movie")
    follow()
    c.delete("/data/preview-files/abc")
    c.delete("/data/preview-files/" + NOWHERE)

    plain = Stage(c)
    one, two = (new(c, "preview-files", name=n, task_id=plain.shot_task["id"], revision=r) for n, r in (("one", 1), ("two", 2)))
    c.get("/data/preview-files/" + one["id"], pick=only("name"))
    c.put("/data/tasks/" + plain.shot_task["id"], {"last_preview_file_id": two["id"]}, keep=False)
    c.put("/data/entities/" + plain.shot["id"], {"preview_file_id": one["id"]}, keep=False)
    journal = Journal(c, plain.project)
    delete(two, note="a project that sets no main preview by itself")
    c.get("/data/tasks/" + plain.shot_task["id"], pick=only("last_preview_file_id"))
    c.get("/data/entities/" + plain.shot["id"], pick=only("preview_file_id"))
    journal.look()
