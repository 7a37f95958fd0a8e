"""Pictures of people, projects and the studio: who uploads them, who sees them (contract chapter 07)."""
from builders import NOWHERE, Journal, someone
from fixtures import ROLES, as_role, cast, login, project
from pictures import png

FILE = ("a.png", png(640, 360), "image/png")
HEADERS = ("Cache-Control", "Content-Disposition", "Content-Type")


def seen(body):
    """How many bytes a picture has is each server's own affair."""
    return "a picture" if isinstance(body, str) and body.endswith("bytes>") else body


def run(c):
    ana, ben = someone(c), someone(c)
    path = f"/pictures/thumbnails/persons/{ana['id']}"
    login(c, ana).get(path, note="before there is one")
    login(c, ben).upload(path, file=FILE, note="by another artist")
    login(c, ana).upload(path, file=FILE)
    login(c, ana).upload(path + ".png", file=FILE)
    c.upload(path, file=FILE, note="by an administrator")
    for form in ("", ".png"):
        login(c, ben).get(path + form, pick=seen, headers=HEADERS)
    c.get(f"/data/persons/{ana['id']}", pick=lambda row: row["has_avatar"])
    c.anonymous().get(path)

    c.upload(path, note="without a file", form={"a": "b"})
    c.upload(path, other=FILE, note="under another name")
    c.upload(path, file=("a.png", b"hello", "image/png"), note="no picture")
    for word in (NOWHERE, "x"):
        c.get(f"/pictures/thumbnails/persons/{word}")
        c.upload(f"/pictures/thumbnails/persons/{word}", file=FILE)
        c.get(f"/pictures/thumbnails/organisations/{word}", keep=False)
        c.upload(f"/pictures/thumbnails/organisations/{word}", file=FILE)
        c.get(f"/pictures/thumbnails/projects/{word}")
        c.upload(f"/pictures/thumbnails/projects/{word}", file=FILE)

    feature = project(c)
    path = f"/pictures/thumbnails/projects/{feature['id']}"
    journal = Journal(c, feature)
    c.get(path, note="before there is one")
    for role in ROLES:
        as_role(c, role).upload(path, file=FILE, note=role)
    journal.look("project")
    login(c, someone(c, "manager")).upload(path, file=FILE, note="a manager from outside")
    for role in ROLES:
        as_role(c, role).get(path, pick=seen, note=role)
    login(c, ana).get(path, note="an artist from outside")
    login(c, someone(c, "manager")).get(path + ".png", pick=seen, note="a manager from outside")
    c.upload(path + ".png", file=FILE)
    c.get(f"/data/projects/{feature['id']}", pick=lambda row: row["has_avatar"])

    studio = c.get("/data/organisations", keep=False)[0]["id"]
    for role in ROLES[1:]:
        as_role(c, role).upload(f"/pictures/thumbnails/organisations/{studio}", file=FILE, note=role)
