"""Stored files that go with their rows, and those that stay."""
import secrets
import time
import uuid

import pytest

import processes
from session import Session
from stack import Stack

SHOWN = ["pictures/thumbnails", "pictures/thumbnails-square", "pictures/previews"]
FILES = {"png": ["pictures/original", *SHOWN], "mp4": ["movies/previews", "movies/lowdef", "movies/source", "pictures/original", *SHOWN, "pictures/tiles"], "pdf": ["files/previews"]}
EVERYTHING = sorted({kind for kinds in FILES.values() for kind in kinds})


class Site:
    """Rows with files in the preview folder of a stack."""

    def __init__(self, stack, admin):
        self.stack, self.admin, self.root = stack, admin, stack.home / "previews"
        name = secrets.token_hex(4)
        self.project = self.make("projects", name=f"files {name}")["id"]
        kind = self.make("entity-types", name=f"Prop {name}")["id"]
        self.entity = self.make("entities", name=name, project_id=self.project, entity_type_id=kind)["id"]
        self.task_type = self.make("task-types", name=name, color="#123456", for_entity="Asset")["id"]
        self.status = admin.get("/data/task-status").json()[0]["id"]
        self.task = self.make("tasks", name="main", project_id=self.project, entity_id=self.entity, task_type_id=self.task_type, task_status_id=self.status)["id"]
        self.me = admin.get("/auth/authenticated").json()["user"]["id"]

    def make(self, table, **row):
        made = self.admin.post(f"/data/{table}", json=row)
        assert made.status_code == 201, made.text
        return made.json()

    def preview(self, extension):
        """With every kind of file there is, so that what must stay is seen too."""
        revision = int(time.time() * 1000) % 1_000_000_000
        preview = self.make("preview-files", name="p", task_id=self.task, revision=revision, extension=extension)["id"]
        for kind in EVERYTHING:
            self.store(kind, preview)
        return preview

    def path(self, kind, id):
        bucket, prefix = kind.split("/")
        first, _, rest = f"{prefix}-{id}".partition("-")
        return self.root / bucket / first / rest[:3] / rest[3:6] / rest

    def store(self, kind, id):
        path = self.path(kind, id)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"content")

    def there(self, id, kinds=EVERYTHING):
        return [kind for kind in kinds if self.path(kind, id).exists()]

    def settle(self):
        """Until no job is left."""
        assert processes.until(lambda: self.stack.query("SELECT COUNT(*) FROM job") == [["0"]], 15, every=0.05) is not None

    def delete(self, path, status=204, **query):
        answer = self.admin.delete(path, params=query)
        assert answer.status_code == status, answer.text
        self.settle()


@pytest.fixture(scope="module", params=["false", "true"])
def site(request):
    stack = Stack(REMOVE_FILES=request.param)
    with Session(stack) as admin:
        site = Site(stack, admin)
        site.removes = request.param == "true"
        yield site
    stack.stop()


@pytest.mark.parametrize("extension", FILES)
def test_a_preview(site, extension):
    first, second = site.preview(extension), site.preview(extension)
    site.delete(f"/data/preview-files/{first}")
    rest = [kind for kind in EVERYTHING if kind not in FILES[extension]]
    assert site.there(first) == (rest if site.removes else EVERYTHING)
    site.delete(f"/data/preview-files/{second}", force="true")
    assert site.there(second) == rest


def test_a_comment(site):
    comment = site.make("comments", object_id=site.task, object_type="Task", text="x", task_status_id=site.status, person_id=site.me)["id"]
    attachment = site.make("attachment-files", name="a.txt", size=7, extension="txt", mimetype="text/plain", comment_id=comment)["id"]
    preview = site.preview("png")
    site.stack.query(f"INSERT INTO comment_preview_link (comment, preview_file) VALUES ('{comment}', '{preview}')")
    kinds = ["files/attachments", "pictures/thumbnails"]
    for kind in kinds:
        site.store(kind, attachment)
    site.delete(f"/data/comments/{comment}")
    assert site.there(attachment, kinds) == ([] if site.removes else kinds)
    assert bool(site.there(preview, FILES["png"])) != site.removes


def test_an_attachment_alone_keeps_its_file(site):
    attachment = site.make("attachment-files", name="a.txt", size=7, extension="txt", mimetype="text/plain")["id"]
    site.store("files/attachments", attachment)
    site.delete(f"/data/attachment-files/{attachment}")
    assert site.there(attachment, ["files/attachments"])


def test_a_preview_background(site):
    background = site.make("preview-background-files", name=secrets.token_hex(4))["id"]
    kinds = ["pictures/preview-backgrounds", "pictures/thumbnails"]
    for kind in kinds:
        site.store(kind, background)
    site.delete(f"/data/preview-background-files/{background}")
    assert site.there(background, kinds) == ([] if site.removes else kinds)


def test_a_playlist(site):
    playlist = site.make("playlists", name=secrets.token_hex(4), project_id=site.project, shots=[])["id"]
    build = str(uuid.uuid4())
    site.stack.query(f"INSERT INTO build_job (id, playlist_id, status, job_type, created_at, updated_at) VALUES ('{build}', '{playlist}', 'succeeded', 'movie', NOW(), NOW())")
    site.store("movies/playlists", build)
    site.delete(f"/data/playlists/{playlist}")
    assert bool(site.there(build, ["movies/playlists"])) != site.removes


def test_a_project(site):
    """Refused without force, and nothing is lost; with force its files go, whatever the setting. Afterwards the site has no project."""
    preview = site.preview("mp4")
    site.delete(f"/data/projects/{site.project}", status=400)
    assert site.there(preview) == EVERYTHING
    site.admin.put(f"/data/projects/{site.project}", json={"project_status_id": next(row["id"] for row in site.admin.get("/data/project-status").json() if row["name"] == "Closed")})
    site.delete(f"/data/projects/{site.project}", force="true")
    assert not site.there(preview, FILES["mp4"]) and site.there(preview)
