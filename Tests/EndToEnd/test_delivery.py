"""Stored files as a browser gets them through nginx: ranges, states, names of headers; nothing of it touches a worker but the check."""
import pytest

from session import Anyone, Session
from stack import Stack
from test_stored_files import Site

CONTENT = bytes(range(256)) * 40


@pytest.fixture(scope="module")
def shown():
    """A stack whose preview folder holds a preview as the original keeps it."""
    stack = Stack()
    with Session(stack) as admin:
        site = Site(stack, admin)
        site.id = site.preview("mp4")
        for kind in ("pictures/thumbnails", "pictures/thumbnails-square", "movies/lowdef"):
            site.path(kind, site.id).write_bytes(CONTENT)
        site.path("movies/previews", site.id).unlink()
        yield site
    stack.stop()


def test_whole(shown):
    answer = shown.admin.get(f"/pictures/thumbnails-square/preview-files/{shown.id}.png")
    assert (answer.status_code, answer.content) == (200, CONTENT)
    headers = answer.headers
    assert headers["Content-Type"] == "image/png" and headers["Cache-Control"] == "max-age=604800, private"
    assert headers["Content-Disposition"] == 'inline; filename=""' and headers["Accept-Ranges"] == "bytes"
    assert headers["ETag"].startswith('"') and headers["X-Content-Type-Options"] == "nosniff"
    assert "X-Accel-Redirect" not in headers


@pytest.mark.parametrize("given, status, part", [
    ("bytes=0-99", 206, CONTENT[:100]), ("bytes=-5", 206, CONTENT[-5:]), ("bytes=10000-", 206, CONTENT[10000:]), ("bytes=99999-", 416, None),
    ("bytes=0-1,5-6", 200, CONTENT), ("nonsense", 200, CONTENT)])
def test_ranges(shown, given, status, part):
    # The movie in full size is not there, so the small one stands for it.
    answer = shown.admin.get(f"/movies/originals/preview-files/{shown.id}.mp4", headers={"Range": given})
    assert answer.status_code == status
    if part is not None:
        assert answer.content == part and answer.headers["Content-Type"] == "video/mp4"


def test_conditions(shown):
    path = f"/pictures/thumbnails/preview-files/{shown.id}.png"
    first = shown.admin.get(path)
    tag = first.headers["ETag"]
    again = shown.admin.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert shown.admin.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 304
    assert shown.admin.get(path, headers={"Range": "bytes=0-9", "If-Range": '"other"'}).status_code == 200
    shown.path("pictures/thumbnails", shown.id).write_bytes(CONTENT + b"x")
    assert shown.admin.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_what_is_empty_is_not_there(shown):
    shown.path("pictures/previews", shown.id).write_bytes(b"")
    assert shown.admin.get(f"/pictures/previews/preview-files/{shown.id}.png").status_code in (202, 404)


def test_nobody_gets_past_the_check(shown):
    with Anyone(shown.stack) as nobody:
        assert nobody.get(f"/pictures/thumbnails/preview-files/{shown.id}.png").status_code == 401
        # The location of the files is nginx's own.
        inside = "/_files/" + str(shown.path("pictures/thumbnails", shown.id).relative_to(shown.root))
        nobody.url = shown.stack.url.removesuffix("/api")
        assert CONTENT not in nobody.get(inside).content
