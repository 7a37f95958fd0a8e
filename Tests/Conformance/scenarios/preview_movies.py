"""Movies as they are uploaded and what is made of them (contract chapter 07, Movies; chapter 09, rows 84 to 89)."""
from builders import INVALID, Stage, only
from fixtures import new
from movies import movie

PATHS = (
    "/movies/originals/preview-files/{}.mp4", "/movies/low/preview-files/{}.mp4", "/movies/source/preview-files/{}.mp4",
    "/pictures/thumbnails/preview-files/{}.png", "/pictures/thumbnails-square/preview-files/{}.png",
    "/pictures/originals/preview-files/{}.png", "/pictures/previews/preview-files/{}.png", "/movies/tiles/preview-files/{}.png",
)
HEADERS = ("Cache-Control", "Content-Type")


def stored(body):
    return "a file" if isinstance(body, str) and body.endswith("bytes>") else body


def made(row):
    """Sizes of files, and some hundredths of a second at the end, are the encoder's own."""
    kept = {k: v for k, v in row.items() if k != "name"}
    data = {k: v for k, v in (row["data"] or {}).items() if k != "original_file_size"}
    return {**kept, "file_size": row["file_size"] > 0, "duration": round(row["duration"], 0), "data": data}


def run(c):
    def upload(stage, file, pick=made, fixed=None, **query):
        comment = c.post(f"/actions/tasks/{stage.task['id']}/comment", {"comment": "look", "task_status_id": stage.todo["id"]}, keep=False)
        preview = c.post(f"/actions/tasks/{stage.task['id']}/comments/{comment['id']}/add-preview", {}, keep=False)["id"]
        words = "&".join(f"{k}={v}" for k, v in {"no_job": "true", **query}.items())
        c.upload(f"/pictures/preview-files/{preview}?{words}", file=file, pick=pick, fixed=fixed, note=file[0])
        return preview

    for fields, file in [
        ({}, ("My Film.v1.MOV", movie("mov"), "video/quicktime")),
        ({"resolution": "x540", "fps": "12,5"}, ("low.mp4", movie(size="160x90"), "video/mp4")),
    ]:
        stage = Stage(c, **fields)
        preview = upload(stage, file)
        c.get(f"/data/tasks/{stage.task['id']}", pick=only("last_preview_file_id"))
        if not fields:
            for path in PATHS:
                c.get(path.format(preview), pick=stored, headers=HEADERS)

    # The original cannot make the first of these, nor the last one (oddities 07-6 and 07-8), and does not know how long the second is.
    size = only("status", "width", "height")
    for fields, file, width, height in [
        ({"resolution": "x540", "fps": "23.976"}, ("silent.mp4", movie(sound=False), "video/mp4"), 960, 540),
        ({"resolution": "1001x501", "fps": "30"}, ("large.mkv", movie("matroska"), "video/x-matroska"), 1002, 502),
        ({"resolution": "x300", "fps": ""}, ("web.webm", movie("webm", "160x90", "25", "1", False, "-c:v", "libvpx"), "video/webm"), 534, 300),
    ]:
        upload(Stage(c, **fields), file, size, {"status": 201, "body": {"status": "ready", "width": width, "height": height}})

    stage = Stage(c)
    preview = upload(stage, ("as it is.mp4", movie(), "video/mp4"), normalize="false")
    for path in PATHS:
        if path.startswith("/movies") and "tiles" not in path:
            c.get(path.format(preview), note="as it was sent")

    # The entity's own size and rate come before the production's.
    c.put(f"/data/entities/{stage.asset['id']}", {"data": {"resolution": "640x360", "fps": "12"}}, keep=False)
    upload(stage, ("own.mp4", movie(), "video/mp4"))

    # What is no movie: the original makes it a broken one.
    for name, content in (("text.mp4", b"hello" * 100), ("list.mov", b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n")):
        comment = c.post(f"/actions/tasks/{stage.task['id']}/comment", {"comment": "look", "task_status_id": stage.todo["id"]}, keep=False)
        preview = c.post(f"/actions/tasks/{stage.task['id']}/comments/{comment['id']}/add-preview", {}, keep=False)["id"]
        c.upload(f"/pictures/preview-files/{preview}", file=(name, content, "video/mp4"), pick=only("status"), note=name, fixed={"status": 400, "body": INVALID})
    preview = new(c, "preview-files", name=c.unique("p"), task_id=stage.task["id"], revision=50)["id"]
    c.upload(f"/pictures/preview-files/{preview}", file=("empty.mp4", b"", "video/mp4"), note="empty")
    c.get(f"/data/preview-files/{preview}", note="empty")
