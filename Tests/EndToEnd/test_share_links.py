"""Share links: what a guest gets from one, and that it is nothing else."""
import re
import secrets
import subprocess
import uuid
import zipfile
from io import BytesIO

import pytest

from session import Anyone, Session
from stack import Stack, binary

PASSWORD = "open sesame"


class Studio:
    """Two productions with a playlist each: one is shared by a link with a password."""

    def __init__(self, stack, admin):
        self.stack, self.admin = stack, admin
        self.status = admin.get("/data/task-status").json()[0]["id"]
        self.ours, self.theirs = self.production(), self.production()
        self.link = self.made(f"/data/playlists/{self.ours['playlist']}/share", password=PASSWORD)
        self.path = f"/shared/playlists/{self.link['token']}"
        self.guest = self.ask("POST", "/guest", json={"first_name": "Jane"}).json()["id"]

    def made(self, path, **body):
        answer = self.admin.post(path, json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def production(self):
        name = secrets.token_hex(4)
        ids = {"project": self.made("/data/projects", name=name)["id"]}
        kind = self.made("/data/entity-types", name=f"Prop {name}")["id"]
        ids["entity"] = self.made("/data/entities", name=name, project_id=ids["project"], entity_type_id=kind)["id"]
        task_type = self.made("/data/task-types", name=name, color="#123456", for_entity="Asset")["id"]
        ids["task"] = self.made("/data/tasks", name="main", project_id=ids["project"], entity_id=ids["entity"], task_type_id=task_type, task_status_id=self.status)["id"]
        ids["comment"] = self.made(f"/actions/tasks/{ids['task']}/comment", task_status_id=self.status, comment="internal")["id"]
        ids["preview"] = self.made("/data/preview-files", name=name, task_id=ids["task"], revision=1, position=1, extension="png", status="ready")["id"]
        ids["attachment"] = self.made("/data/attachment-files", name="a.txt", size=1, comment_id=ids["comment"])["id"]
        shots = [{"entity_id": ids["entity"], "preview_file_id": ids["preview"]}]
        ids["playlist"] = self.made("/data/playlists", name=name, project_id=ids["project"], shots=shots)["id"]
        return ids

    def ask(self, method, path, password=PASSWORD, **options):
        return Anyone(self.stack).request(method, self.path + path, params={"password": password}, **options)


@pytest.fixture(scope="module")
def studio():
    stack = Stack()
    with Session(stack) as admin:
        yield Studio(stack, admin)
    stack.stop()


def addresses(studio, ids):
    """Every declared route with the ids of a production in its path, and the token of the link."""
    names = {"project_id": "project", "entity_id": "entity", "asset_id": "entity", "task_id": "task", "comment_id": "comment", "preview_file_id": "preview", "playlist_id": "playlist", "attachment_file_id": "attachment"}
    for line in subprocess.run([binary(), "routes"], capture_output=True, text=True, check=True).stdout.splitlines():
        found = re.match(r"(GET|POST|PUT|DELETE)\s+(/\S+)", line)
        if not found:
            continue
        method, pattern = found.groups()

        def value(match):
            name = match.group(1)
            if name == "token":
                return studio.link["token"]
            return {"extension": "png", "file_name": "a.txt"}.get(name) or ids.get(names.get(name, ""), str(uuid.uuid4()))

        yield method, pattern, re.sub(r"\{(\w+)\}", value, pattern)


def anonymous(studio, method, path, **options):
    return Anyone(studio.stack).request(method, path, allow_redirects=False, **options)


def test_a_link_opens_no_other_route(studio):
    """With everything that a guest has: the token, the password, the id of the guest."""
    has = {"token": studio.link["token"], "password": PASSWORD, "guest_id": studio.guest}
    public = ("/shared/", "/auth/", "/status", "/config", "/openapi")
    opened, seen = [], 0
    for method, pattern, path in addresses(studio, studio.ours):
        if pattern == "/" or pattern.startswith(public):
            continue
        seen += 1
        answer = anonymous(studio, method, path, params=has, json=has if method != "GET" else None)
        if answer.status_code not in (401, 404):
            opened.append((method, pattern, answer.status_code))
    assert opened == [] and seen > 500


def test_a_link_shows_nothing_of_another_production(studio):
    has = {"password": PASSWORD, "guest_id": studio.guest}
    theirs = studio.theirs
    seen = 0
    for method, pattern, path in addresses(studio, theirs):
        named = [name for name in ("comment_id", "preview_file_id", "attachment_file_id", "person_id") if "{" + name + "}" in pattern]
        if not pattern.startswith("/shared/") or not named:
            continue
        seen += 1
        body = None if method == "GET" else {"guest_id": studio.guest, "text": "x"}
        answer = anonymous(studio, method, path, params=has, json=body)
        assert answer.status_code in (403, 404), (method, pattern, answer.status_code, answer.text[:200])
    assert seen > 10
    for method, path, body in (
        ("POST", "/comments", {"task_id": theirs["task"], "task_status_id": studio.status}),
        ("PUT", "/annotations", {"preview_file_id": theirs["preview"], "additions": [{"time": 0, "drawing": {"objects": [{}]}}]}),
    ):
        assert studio.ask(method, path, json={"guest_id": studio.guest, **body}).status_code == 403
    # An entry of the other production, as a database from elsewhere may hold it, is shown without its previews.
    shots = f'[{{"entity_id": "{theirs["entity"]}", "preview_file_id": "{theirs["preview"]}"}}]'
    other = studio.made("/data/playlists", name=secrets.token_hex(4), project_id=studio.ours["project"])["id"]
    studio.stack.query(f"UPDATE playlist SET shots = '{shots}' WHERE id = '{other}'")
    token = studio.made(f"/data/playlists/{other}/share")["token"]
    entry = anonymous(studio, "GET", f"/shared/playlists/{token}").json()["shots"][0]
    assert "preview_file_id" not in entry and "name" not in entry
    assert anonymous(studio, "GET", f"/shared/playlists/{token}/preview-files/{theirs['preview']}").status_code == 403
    assert anonymous(studio, "GET", f"/shared/playlists/{token}/comments").json() == []


def test_guests_read_no_internal_word(studio):
    assert studio.ask("GET", "/comments").json() == []
    assert studio.ask("GET", f"/attachment-files/{studio.ours['attachment']}/file/a.txt").status_code == 404
    assert studio.ask("GET", f"/pictures/thumbnails/persons/{studio.admin.get('/auth/authenticated').json()['user']['id']}.png").status_code == 404


def test_what_is_over_is_gone(studio):
    """Revoked and expired links answer like links that never were, on every route."""
    for state in ("is_active = FALSE", "expiration_date = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND"):
        token = studio.made(f"/data/playlists/{studio.ours['playlist']}/share")["token"]
        path = f"/shared/playlists/{token}"
        assert anonymous(studio, "GET", path).status_code == 200
        studio.stack.query(f"UPDATE playlist_share_link SET {state} WHERE token = '{token}'")
        for method, pattern, address in addresses(studio, studio.ours):
            if pattern.startswith("/shared/"):
                answer = anonymous(studio, method, address.replace(studio.link["token"], token), json=None if method == "GET" else {"guest_id": studio.guest})
                assert answer.status_code == 404, (state, method, pattern, answer.status_code)


def test_passwords_are_not_guessed(studio):
    token = studio.made(f"/data/playlists/{studio.ours['playlist']}/share", password=PASSWORD)["token"]
    path = f"/shared/playlists/{token}"

    def status(password, sub=""):
        return anonymous(studio, "GET", path + sub, params={"password": password}).status_code

    assert status(PASSWORD) == 200
    assert [status("wrong", sub) for sub in ("", "/context", "/comments", "", "/context")] == [404] * 5
    # Nobody gets in now, on no route; another link is not concerned.
    assert [status(PASSWORD), status("wrong"), status(PASSWORD, "/comments")] == [429] * 3
    assert studio.ask("GET", "").status_code == 200
    studio.stack.query("UPDATE playlist_share_guard SET failed_at = failed_at - INTERVAL 61 SECOND")
    assert status(PASSWORD) == 200
    # The proof that spares the hash goes with the password.
    studio.stack.query(f"UPDATE playlist_share_link SET password = '$2b$04$abcdefghijklmnopqrstuuN5ZpBfSJRVYHKPBRuVsQuKKoTq5k2sW' WHERE token = '{token}'")
    assert status(PASSWORD) == 404


def test_a_missing_file_leaves_a_line(studio):
    answer = studio.admin.get(f"/data/playlists/{studio.ours['playlist']}/download/zip")
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/zip"
    content = zipfile.ZipFile(BytesIO(answer.content))
    assert content.testzip() is None and content.namelist() == ["missing.txt"]
    assert content.read("missing.txt").decode().count("not in the store") == 1
