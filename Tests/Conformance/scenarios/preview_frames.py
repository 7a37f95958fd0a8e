"""Frames of a movie with what is drawn on them, its tiles, and files under their names (contract chapter 07)."""
import struct
import zipfile
from io import BytesIO

from builders import NOWHERE, REFUSED, Stage, someone
from fixtures import ROLES, as_role, cast, login
from movies import movie
from pictures import png

MISSING = {"status": 404, "body": REFUSED}
SHOWN = ("Cache-Control", "Content-Type")
NAMED = ("Content-Disposition", "Content-Type")


def pictures(body):
    """A `pick`: what the pictures of a zip are called, behind the name of the preview."""
    return ["_".join(name.split("_")[-2:]) for name in zipfile.ZipFile(BytesIO(body)).namelist()]


def run(c):
    stage = Stage(c, resolution="320x180", fps="12")

    def upload(file, **query):
        comment = c.post(f"/actions/tasks/{stage.task['id']}/comment", {"comment": "x", "task_status_id": stage.todo["id"]}, keep=False)
        preview = c.post(f"/actions/tasks/{stage.task['id']}/comments/{comment['id']}/add-preview", {}, keep=False)["id"]
        c.upload(f"/pictures/preview-files/{preview}?no_job=true", file=file, keep=False)
        return preview

    def size(content):
        return "no picture"

    film, picture, other = upload(("Été.mp4", movie(), "video/mp4")), upload(("p.png", png(64, 36), "image/png")), upload(("o.obj", b"o", "text/plain"))
    path = "/actions/preview-files/{}/{}"

    # One frame.
    for number in ("1", "5", "0", "-3"):
        content = c.get(path.format(film, "extract-frame"), frame_number=number, headers=SHOWN, pick=lambda body: "a picture")
        if content[:4] == b"\x89PNG":
            assert struct.unpack(">II", content[16:24]) == (320, 180), "the frame has the size of the movie"
    c.get(path.format(film, "extract-frame"), pick=lambda body: "a picture", note="without a number")
    c.get(path.format(film, "extract-frame"), frame_number="1000", fixed=MISSING, note="past the end")
    for number in ("x", "1.5"):
        c.get(path.format(film, "extract-frame"), frame_number=number)
    c.get(path.format(picture, "extract-frame"), frame_number=1)

    # All frames.
    c.get(path.format(film, "extract-tile"), headers=SHOWN, pick=lambda body: "a picture")
    c.get(path.format(picture, "extract-tile"))

    # With what is drawn.
    line = {"type": "path", "path": [["M", 0, 0], ["L", 100, 50]], "stroke": "#ff0000", "strokeWidth": 4, "left": 10, "top": 10, "width": 100, "height": 50}
    drawing = lambda time: {"time": time, "drawing": {"objects": [line]}}
    for action in ("extract-annotated-frame", "extract-annotated-frames", "extract-annotated-frames-pdf"):
        for preview in (film, picture, other):
            c.get(path.format(preview, action), note="nothing is drawn")
    c.put(path.format(film, "update-annotations"), {"additions": [drawing(0.25), drawing(0.5)]}, keep=False)
    c.put(path.format(picture, "update-annotations"), {"additions": [drawing(0)]}, keep=False)
    for number in ("4", "7", "1", "0", "x", ""):
        c.get(path.format(film, "extract-annotated-frame"), frame_number=number, headers=SHOWN, pick=lambda body: "a picture")
    c.get(path.format(film, "extract-annotated-frame"), note="without a number")
    c.get(path.format(picture, "extract-annotated-frame"), pick=lambda body: "a picture")
    for preview in (film, picture):
        c.get(path.format(preview, "extract-annotated-frames-pdf"), pick=lambda body: "a document", headers=SHOWN)
        c.get(path.format(preview, "extract-annotated-frames"), pick=pictures, headers=SHOWN)

    # A frame for the entity.
    c.put(path.format(film, "set-main-preview"), {"frame_number": 3}, pick=lambda row: row["preview_file_id"] == film)
    c.put(path.format(film, "set-main-preview"), {"frame_number": 3000}, pick=lambda row: row["preview_file_id"] == film, note="past the end")

    # Who may.
    for action in ("extract-frame", "extract-tile", "extract-annotated-frame", "extract-annotated-frames", "extract-annotated-frames-pdf"):
        for role in ROLES:
            as_role(c, role).get(path.format(film, action), frame_number=4, pick=lambda body: "done", note=role)
        login(c, someone(c, "manager")).get(path.format(film, action), frame_number=4, note="from outside")
        c.anonymous().get(path.format(film, action), frame_number=4)
        for word in (NOWHERE, "x"):
            c.get(path.format(word, action), frame_number=4)

    # Saved under a name.
    for preview in (film, picture, other):
        for folder in ("movies", "pictures"):
            c.get(f"/{folder}/originals/preview-files/{preview}/download", pick=lambda body: "a file", headers=("Content-Type",))
    for role in ROLES:
        as_role(c, role).get(f"/pictures/originals/preview-files/{picture}/download", pick=lambda body: "a file", note=role)
    for folder in ("movies", "pictures"):
        c.get(f"/{folder}/originals/preview-files/{NOWHERE}/download")
        c.get(f"/{folder}/originals/preview-files/x/download")
        c.anonymous().get(f"/{folder}/originals/preview-files/{film}/download")
