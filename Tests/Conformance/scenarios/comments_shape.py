"""What one comment looks like."""

from builders import Stage
from fixtures import as_role, cast, new


def run(c):
    s = Stage(c)
    people = cast(c)
    reply = {"id": "22222222-2222-4222-8222-222222222222", "date": "2024-01-02T03:04:05", "text": "reply", "person_id": people["manager"]["id"]}
    comment = s.comment(people["user"], text="for the client", for_client=True, replies=[reply], editor_id=people["manager"]["id"])
    preview = new(
        c,
        "preview-files",
        name=c.unique("preview-"),
        task_id=s.task["id"],
        person_id=people["user"]["id"],
        revision=1,
        extension="png",
        status="ready",
        original_name="a.png",
    )
    rejected = new(
        c, "preview-files", name=c.unique("rejected-"), task_id=s.task["id"], revision=2, extension="mp4", status="ready", validation_status="rejected"
    )
    c.get("/data/comments/" + comment["id"])
    c.put("/data/comments/" + comment["id"], {"previews": [preview["id"]]}, pick=lambda row: sorted(row))
    new(c, "attachment-files", name="notes.txt", extension="txt", size=12, mimetype="text/plain", comment_id=comment["id"])
    c.get("/data/comments/" + comment["id"], note="with a preview and an attachment")
    c.get("/data/comments/" + comment["id"], relations="false")
    c.get("/data/comments/" + comment["id"], with_previews="true")
    c.put("/data/comments/" + comment["id"], {"previews": [rejected["id"]]}, keep=False)
    c.get("/data/comments/" + comment["id"], with_previews="true", note="a rejected preview")
    as_role(c, "client").get(
        "/data/comments/" + comment["id"], with_previews="true", note="rejected previews, the author and the editor are hidden from clients"
    )

    own = s.comment(people["client"], text="of the client", replies=[reply, {**reply, "person_id": people["client"]["id"]}], editor_id=people["client"]["id"])
    as_role(c, "client").get("/data/comments/" + own["id"])
    as_role(c, "manager").get("/data/comments/" + own["id"])
