"""Pictures and files behind a link (contract chapter 07; chapter 09, Avatars)."""
from breakdown import Breakdown
from builders import NOWHERE, someone
from fixtures import login, new
from pictures import png
from published import upload

HEADERS = ("Cache-Control", "Content-Disposition", "Content-Type")


def seen(body):
    """How many bytes a picture has is each server's own affair."""
    return "a file" if isinstance(body, str) and body.endswith("bytes>") else body


def run(c):
    b = Breakdown(c)
    shown = upload(c, b.tasks["s1"], 2)
    newer = upload(c, b.tasks["s1"])
    other = upload(c, b.tasks["late"], file=("scan.obj", b"o cube", "model/obj"))
    playlist = new(c, "playlists", name=c.unique("p-"), project_id=b.project["id"], shots=[{"entity_id": b.s1["id"], "preview_file_id": shown[0]["id"]}])
    scan = new(c, "playlists", name=c.unique("scan-"), project_id=b.project["id"], shots=[{"entity_id": b.s1["id"], "preview_file_id": other[0]["id"]}])

    def share(of):
        return "/shared/playlists/" + c.post(f"/data/playlists/{of['id']}/share", {}, keep=False)["token"]

    path, files, a = share(playlist), share(scan), c.anonymous()
    routes = ("movies/originals/preview-files/{}.mp4", "movies/tiles/preview-files/{}.png", "pictures/thumbnails/preview-files/{}.png", "pictures/originals/preview-files/{}.png",
              "pictures/originals/preview-files/{}.PNG", "pictures/originals/preview-files/{}.exe", "pictures/originals/preview-files/{}.obj", "preview-files/{}", "preview-files/{}/download")
    for route in routes:
        for preview in (shown[0], shown[1], newer[0], other[0], {"id": NOWHERE}, {"id": "x"}):
            a.get(f"{path}/{route.format(preview['id'])}", pick=lambda body: seen(body) if isinstance(body, str) else "a row", headers=HEADERS if "download" not in route else HEADERS[::2])
    a.get(f"{files}/pictures/originals/preview-files/{other[0]['id']}.obj", pick=seen, headers=HEADERS)
    a.get(f"{files}/preview-files/{other[0]['id']}/download", pick=seen, headers=HEADERS[::2])
    a.get(f"{files}/pictures/originals/preview-files/{other[0]['id']}.pdf", pick=seen, fixed={"status": 404})

    ana = someone(c)
    c.put(f"/data/tasks/{b.tasks['s1']['id']}", {"assignees": [ana["id"]]}, keep=False)
    c.post(f"/data/projects/{b.project['id']}/team", {"person_id": ana["id"]}, keep=False)
    login(c, ana).upload(f"/pictures/thumbnails/persons/{ana['id']}", file=("a.png", png(9, 9), "image/png"), keep=False)
    avatar = f"{path}/pictures/thumbnails/persons/{ana['id']}.png"
    a.get(avatar, note="who says nothing")
    login(c, ana).post(f"/actions/tasks/{b.tasks['s1']['id']}/comment", {"task_status_id": b.todo["id"], "comment": "internal"}, keep=False)
    a.get(avatar, note="who says nothing to clients")
    told = c.post(f"/actions/tasks/{b.tasks['s1']['id']}/comment", {"task_status_id": b.todo["id"], "comment": "for clients", "for_client": True}, keep=False)
    c.put("/data/comments/" + told["id"], {"person_id": ana["id"]}, keep=False)
    a.get(avatar, note="who speaks to clients", pick=seen, headers=("Cache-Control", "Content-Type"))
    for name in (NOWHERE, "x"):
        a.get(f"{path}/pictures/thumbnails/persons/{name}.png")
    a.get(f"/shared/playlists/{NOWHERE}/pictures/thumbnails/persons/{ana['id']}.png")
