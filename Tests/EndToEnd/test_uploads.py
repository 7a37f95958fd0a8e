"""Pictures and files that artists send: what is kept of the good ones, and nothing of the bad ones."""
import io
import os
import secrets
import struct
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

import processes
from session import Session
from stack import Stack
from uploads import Studio, ffmpeg, probe

sys.path.append(str(Path(__file__).resolve().parents[1] / "Conformance"))
from pictures import png  # noqa: E402


@pytest.fixture(scope="module")
def studio(tmp_path_factory):
    folder = tmp_path_factory.mktemp("temporary")
    stack = Stack(TMP_DIR=str(folder), REMOVE_FILES="true")
    with Session(stack) as admin:
        studio = Studio(stack, admin)
        studio.temporary = folder
        yield studio
    stack.stop()


def declared(width, height):
    """A PNG that says it is that large, and holds nothing."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


def archive():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as zipped:
        zipped.writestr("a.txt", "hello" * 100)
    return content.getvalue()


BAD = {
    "empty.png": b"", "empty.mp4": b"", "empty.obj": b"", "text.mp4": b"hello world\n" * 100, "archive.png": archive(), "archive.mp4": archive(),
    "list.mov": b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "script.mkv": b"ffconcat version 1.0\nfile /etc/passwd\n", "web.webm": b"http://127.0.0.1:1/movie.webm\n",
    "huge.png": declared(30_000, 30_000), "cut.png": png(640, 360)[:700], "text.jpg": b"hello", "bad.exe": b"MZ", "none": b"x", "dot.": b"x",
    "n\0ul.png": png(4, 4), "line\nbreak.png": png(4, 4), "x" * 300 + ".png": png(4, 4), "x" * 300 + ".obj": b"o",
}


@pytest.mark.parametrize("name", BAD, ids=lambda name: repr(name[:20]))
def test_what_is_bad_leaves_nothing(studio, name):
    before = studio.files()
    preview = studio.empty_preview()
    boundary = secrets.token_hex(8)
    written = name.replace("\n", "%0A").replace("\0", "\0")
    body = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{written}"\r\n\r\n'.encode() + BAD[name] + f"\r\n--{boundary}--\r\n".encode()
    answer = studio.admin.post(f"/pictures/preview-files/{preview}", data=body, headers={"Content-Type": f"multipart/form-data; boundary={boundary}"})
    if name == "line\nbreak.png":  # As a browser writes it, it is a name like any other.
        assert answer.status_code == 201
        return
    assert answer.status_code == 400 and answer.json()["message"], answer.text
    assert studio.row(preview) is None
    assert studio.files() == before and os.listdir(studio.temporary) == []


def test_names_with_folders(studio):
    _, answer = studio.upload("../../etc/passwd.obj", b"o")
    assert (answer.status_code, answer.json()["original_name"]) == (201, "passwd")


@pytest.mark.parametrize("body", [b"", b"--x\r\n", b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\nabc", b"nonsense", b"--x--\r\n"])
def test_wrong_forms(studio, body):
    preview, before = studio.empty_preview(), studio.files()
    answer = studio.admin.post(f"/pictures/preview-files/{preview}", data=body, headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert answer.status_code == 400, answer.text
    assert studio.row(preview)["status"] == "processing" and studio.files() == before, "it can be sent again"


PICTURES = {
    "CMYK.jpg": "-f lavfi -i testsrc=size=64x36:duration=0.04 -frames:v 1 -c:v mjpeg", "deep.png": "-f lavfi -i testsrc=size=64x36:duration=0.04 -frames:v 1 -pix_fmt rgb48be",
    "grey.png": "-f lavfi -i testsrc=size=64x36:duration=0.04 -frames:v 1 -pix_fmt gray", "alpha.png": "-f lavfi -i testsrc=size=64x36:duration=0.04 -frames:v 1 -pix_fmt rgba",
    "palette.png": "-f lavfi -i testsrc=size=64x36:duration=0.04 -frames:v 1 -pix_fmt pal8",
}


@pytest.mark.parametrize("name", PICTURES)
def test_pictures(studio, tmp_path, name):
    path = ffmpeg(tmp_path / name, PICTURES[name])
    preview, answer = studio.upload(name, path.read_bytes())
    row = answer.json()
    assert (answer.status_code, row["width"], row["height"], row["status"]) == (201, 64, 36, "ready")
    for kind, size in (("original", (64, 36)), ("previews", (1200, 675)), ("thumbnails", (150, 100)), ("thumbnails-square", (100, 100))):
        stored = studio.path(f"pictures/{kind}", preview)
        picture = probe(stored)["streams"][0]
        assert (picture["codec_name"], picture["width"], picture["height"]) == ("png", *size)
    assert studio.path("pictures/original", preview).stat().st_size == row["file_size"]


def test_a_large_file_costs_little_memory(studio, tmp_path):
    path = tmp_path / "large.zip"
    with open(path, "wb") as file:
        file.truncate(600 * processes.MEGABYTE)
    preview, boundary = studio.empty_preview(), "x" * 20

    def body():
        yield f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="large.zip"\r\n\r\n'.encode()
        with open(path, "rb") as file:
            while piece := file.read(1 << 20):
                yield piece
        yield f"\r\n--{boundary}--\r\n".encode()

    class Body:
        def __init__(self):
            self.pieces = body()

        def __len__(self):
            return path.stat().st_size + len(f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="large.zip"\r\n\r\n') + len(f"\r\n--{boundary}--\r\n")

        def __iter__(self):
            return self.pieces

    answer = studio.admin.post(f"/pictures/preview-files/{preview}", data=Body(), headers={"Content-Type": f"multipart/form-data; boundary={boundary}"}, timeout=120)
    assert (answer.status_code, answer.json()["file_size"]) == (201, path.stat().st_size), answer.text
    assert max(processes.status(pid, "VmHWM") - processes.status(pid, "RssFile") for pid in studio.stack.workers()) < 64 * processes.MEGABYTE
