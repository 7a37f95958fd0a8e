"""Previews are announced on a comment before their files come: which revision and place each gets, and who may."""

from builders import NOWHERE, Journal, Stage, only, someone
from fixtures import as_role, cast, login

PLACE = ("revision", "position")


def run(c):
    artist = someone(c)
    s, single = Stage(c, ("manager", "supervisor", "user", "client", "vendor", artist)), Stage(c, ("manager",), is_single_preview_per_revision=True)
    c.put("/data/tasks/" + s.task["id"], {"assignees": [artist["id"]]}, keep=False)

    def comment(stage):
        row = c.post(f"/actions/tasks/{stage.task['id']}/comment", {"task_status_id": stage.todo["id"]}, keep=False)
        return f"/actions/tasks/{stage.task['id']}/comments/{row['id']}", row

    (first, one), (second, two) = comment(s), comment(s)
    c.get("/data/tasks/" + s.task["id"], pick=only("id")), c.get("/data/comments/" + one["id"], pick=only("id"))
    journal = Journal(c, s.project)
    login(c, artist).post(first + "/add-preview", {}, ignore={"name"})
    journal.look()
    c.get("/data/news", comment_id=one["id"], pick=lambda rows: rows[0]["preview_file_id"] is not None)
    extra = c.post(first + "/add-preview", pick=only(*PLACE))
    c.post(second + "/add-preview", {"revision": 1})
    for revision in (-1, "x", 1.5):
        c.post(second + "/add-preview", {"revision": revision})
    for revision in (7, 3, 1, None):
        c.post(second + "/add-preview", {"revision": revision}, pick=only(*PLACE))
    third, _ = comment(s)
    c.post(third + "/add-preview", {}, pick=only(*PLACE))
    fourth, _ = comment(s)
    c.post(fourth + "/add-preview", {"revision": 0}, pick=only(*PLACE))
    c.post(f"{first}/preview-files/{extra['id']}", pick=only(*PLACE), note="of the revision of another one")
    c.post(f"{first}/preview-files/{NOWHERE}")
    c.post(first.replace(one["id"], NOWHERE) + "/add-preview", {})
    c.post(first.replace(s.task["id"], NOWHERE) + "/add-preview", {})
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).post(first + "/add-preview", {}, note=role, pick=only("revision"))
    c.post(first.replace(s.task["id"], single.task["id"]) + "/add-preview", {}, fixed={"status": 404}, skip_peer=True)

    alone, _ = comment(single)
    c.post(alone + "/add-preview", {}, pick=only(*PLACE))
    c.post(alone + "/add-preview", {})

    # Removing.
    delete = f"{first}/preview-files/{extra['id']}"
    for role in ("supervisor", "user", "vendor"):
        as_role(c, role).delete(delete.replace(one["id"], two["id"]), note=role + ", of another comment")
    as_role(c, "user").delete(delete, note="not assigned")
    as_role(c, "client").delete(delete, note="a client, of a comment that is not for them")
    login(c, artist).delete(delete + "?force=true", note="with its files: managers")
    login(c, artist).delete(delete)
    c.delete(delete, note="again")
    c.delete(f"{first}/preview-files/nothing")
    c.delete(f"{first}/preview-files/{NOWHERE}")
