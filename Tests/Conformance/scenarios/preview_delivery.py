"""Who may see the pictures and movies of a preview, and what is answered while there are none (contract chapter 07, chapter 09 row 84)."""
from builders import NOWHERE, Stage, someone
from fixtures import ROLES, as_role, cast, login, new

PATHS = (
    "/pictures/thumbnails/preview-files/{}.png", "/pictures/thumbnails-square/preview-files/{}.png", "/pictures/originals/preview-files/{}.png",
    "/pictures/previews/preview-files/{}.png", "/movies/tiles/preview-files/{}.png", "/movies/originals/preview-files/{}.mp4",
    "/movies/low/preview-files/{}.mp4", "/movies/source/preview-files/{}.mp4", "/pictures/originals/preview-files/{}.obj",
    "/pictures/originals/preview-files/{}.PNG", "/pictures/originals/preview-files/{}.pdf",
)
JSON = {"Accept": "application/json"}
WAITING = ("Retry-After", "Cache-Control")


def run(c):
    stage = Stage(c)
    preview = new(c, "preview-files", name=c.unique("p"), task_id=stage.task["id"], revision=1, status="processing")["id"]
    for path in PATHS:
        path = path.format(preview)
        for role in ROLES:
            as_role(c, role).get(path, send=JSON, headers=WAITING, note=role)
        login(c, someone(c)).get(path, send=JSON, note="from outside")
        c.anonymous().get(path, send=JSON)
        c.get(path, headers=WAITING, note="whatever it is")
    for accepted in ("image/png", "application/json, image/png", "application/json;q=0.5, image/png;q=0.4", "text/html"):
        c.get(PATHS[0].format(preview), send={"Accept": accepted}, headers=WAITING)
    for word in ("mp4", "exe", "jpg", "MP4"):
        c.get(f"/pictures/originals/preview-files/{preview}.{word}", send=JSON)
        login(c, someone(c)).get(f"/pictures/originals/preview-files/{preview}.{word}", send=JSON, note="from outside")
    for path in PATHS:
        for word in (NOWHERE, "x"):
            c.get(path.format(word), send=JSON)
    for path in ("/pictures/thumbnails/preview-files/{}", "/pictures/thumbnails/preview-files/{}.jpg", "/movies/low/preview-files/{}.png"):
        c.get(path.format(preview))

    # Assigned, the vendor may.
    c.put(f"/actions/persons/{cast(c)['vendor']['id']}/assign", {"task_ids": [stage.task["id"]]}, keep=False)
    as_role(c, "vendor").get(PATHS[3].format(preview), send=JSON)

    # A main preview of a shared asset is seen in other productions too, but not its 1200 wide picture.
    c.put(f"/data/entities/{stage.asset['id']}", {"preview_file_id": preview, "is_shared": True}, keep=False)
    for path in PATHS[:4] + PATHS[9:10]:
        login(c, someone(c)).get(path.format(preview), send=JSON, note="from outside, shared")
        login(c, someone(c, "vendor")).get(path.format(preview), send=JSON, note="a vendor from outside, shared")

    ready = new(c, "preview-files", name=c.unique("r"), task_id=stage.task["id"], revision=2, status="ready", extension="png")["id"]
    for path in PATHS:
        c.get(path.format(ready), send=JSON, note="ready, and nothing is stored")
