"""Uploading the file of a preview: pictures and files that are kept as they are (contract chapter 07, Upload of previews)."""
from builders import INVALID, NOWHERE, REFUSED, Journal, Stage, only, someone
from fixtures import ROLES, as_role, cast, login
from pictures import jpeg, png

PICTURE = ("My Pic.v1.PNG", png(640, 360), "image/png")
SEEN = ("/pictures/thumbnails/preview-files/{}.png", "/pictures/thumbnails-square/preview-files/{}.png",
        "/pictures/previews/preview-files/{}.png", "/pictures/originals/preview-files/{}.png")
GONE = {"status": 404, "body": REFUSED}


def stored(body):
    """How many bytes a picture has is each server's own affair."""
    return "a file" if isinstance(body, str) and body.endswith("bytes>") else body


def uploaded(row):
    """Of a picture the bytes are each server's own affair."""
    kept = {k: v for k, v in row.items() if k != "name"}
    return {**kept, "file_size": row["file_size"] > 0} if row["extension"] == "png" else kept


def run(c):
    stage = Stage(c)
    path = "/pictures/preview-files/{}"

    def preview(task=stage.task, stage=stage):
        comment = c.post(f"/actions/tasks/{task['id']}/comment", {"comment": "look", "task_status_id": stage.todo["id"]}, keep=False)
        return c.post(f"/actions/tasks/{task['id']}/comments/{comment['id']}/add-preview", {}, keep=False)["id"], comment["id"]

    first, comment = preview()
    journal = Journal(c, stage.project)
    c.upload(path.format(first), note="without a file", form={"a": "b"})
    c.upload(path.format(first), other=PICTURE, note="under another name")
    c.post(path.format(first), {"file": "x"}, note="no form")
    c.upload(path.format(first), file=PICTURE, pick=uploaded)
    journal.look()
    c.get(f"/data/tasks/{stage.task['id']}", pick=only("last_preview_file_id"))
    c.get(f"/data/entities/{stage.asset['id']}", pick=only("preview_file_id"))
    for picture in SEEN:
        c.get(picture.format(first), pick=stored, headers=("Cache-Control", "Content-Disposition", "Content-Type"))
    c.upload(path.format(first), file=PICTURE, note="again")
    for word in (NOWHERE, "x"):
        c.upload(path.format(word), file=PICTURE)

    # A second one of the same revision stays behind the first.
    second = c.post(f"/actions/tasks/{stage.task['id']}/comments/{comment}/add-preview", {}, keep=False)["id"]
    journal.look(keep=False)
    c.upload(path.format(second), file=("photo.JPG", jpeg(64, 40), "image/jpeg"), pick=uploaded)
    journal.look()
    c.get(f"/data/tasks/{stage.task['id']}", pick=only("last_preview_file_id"), note="the first one still")

    # Kept as they are.
    for name in ("scan.OBJ", "a.b.pdf", "notes.md", ".zip"):
        other = preview()[0]
        journal.look(keep=False)
        c.upload(path.format(other), file=(name, b"as it is", "application/octet-stream"), pick=uploaded, note=name)
        journal.look()
        c.get(f"/pictures/originals/preview-files/{other}.{name.split('.')[-1]}", pick=stored, headers=("Content-Type",))
        c.get(f"/pictures/thumbnails/preview-files/{other}.png", send={"Accept": "application/json"})

    # Where the production wants it, the entity shows the newest.
    automated = Stage(c, is_set_preview_automated=True)
    for task in (automated.task, automated.shot_task):
        other = preview(task, automated)[0]
        announced = Journal(c, automated.project)
        c.upload(path.format(other), file=PICTURE, pick=uploaded)
        announced.look()
    c.get(f"/data/entities/{automated.shot['id']}", pick=only("preview_file_id"))

    # Who may.
    for role in ROLES:
        as_role(c, role).upload(path.format(preview()[0]), file=PICTURE, pick=uploaded, note=role)
    login(c, someone(c, "manager")).upload(path.format(preview()[0]), file=PICTURE, note="from outside")
    c.put(f"/actions/persons/{cast(c)['vendor']['id']}/assign", {"task_ids": [stage.task["id"]]}, keep=False)
    as_role(c, "vendor").upload(path.format(preview()[0]), file=PICTURE, pick=uploaded, note="vendor, assigned")
    c.anonymous().upload(path.format(preview()[0]), file=PICTURE)

    # What is no such file: nothing of the preview stays.
    for name, content in (("bad.exe", b"MZ"), ("none", b"x"), ("bad.tar.gz", b"x")):
        other = preview()[0]
        journal.look(keep=False)
        c.upload(path.format(other), file=(name, content, "image/png"), note=name)
        journal.look()
        c.get(f"/data/preview-files/{other}")
    for name, content in (("text.png", b"hello"), ("cut.png", png(640, 360)[:800]), ("archive.jpg", b"PK\x03\x04" + b"\0" * 60)):
        other = preview()[0]
        journal.look(keep=False)
        fixed = {"status": 400, "body": INVALID} if name == "cut.png" else None
        c.upload(path.format(other), file=(name, content, "image/png"), note=name, fixed=fixed)
        c.get(f"/data/preview-files/{other}", pick=only("status"), fixed=GONE)
    other = preview()[0]
    c.upload(path.format(other), file=("empty.png", b"", "image/png"), note="empty")
    c.get(f"/data/preview-files/{other}", note="empty", pick=only("status"), fixed=GONE)


