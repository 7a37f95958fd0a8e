"""Surroundings of 3D models, in linear light (contract chapter 07, Preview backgrounds)."""
from builders import INVALID, NOWHERE
from fixtures import ROLES, as_role, new

# Radiance: 8 by 4 pixels of one colour, each with its exponent, without run lengths (Ward, "Real Pixels").
HDR = b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 4 +X 8\n" + bytes([128, 64, 32, 129]) * 32
FILE = ("Studio A.HDR", HDR, "image/vnd.radiance")


def rows(row):
    return {k: v for k, v in row.items() if k != "name"}


def run(c):
    row = lambda: new(c, "preview-background-files", name=c.unique(f"background{len(made)}-"))["id"]
    made = []
    one = row()
    path = "/pictures/preview-background-files/{}"
    for role in ROLES[1:]:
        as_role(c, role).upload(path.format(one), file=FILE, note=role)
    c.get(path.format(one) + ".hdr", note="before there is one")
    c.upload(path.format(one), note="without a file", form={"a": "b"})
    c.upload(path.format(one), file=FILE, pick=rows)
    c.get("/data/events/last", query={"limit": 40}, note="the events", pick=lambda events: sorted([e["name"], e["data"]] for e in events if e["data"].get("preview_background_file_id") == one and "new" not in e["name"]))
    for role in ROLES:
        as_role(c, role).get(path.format(one) + ".hdr", pick=lambda body: body, headers=("Content-Type", "Cache-Control"), note=role)
        as_role(c, role).get(f"/pictures/thumbnails/preview-background-files/{one}.png", pick=lambda body: "a picture", headers=("Content-Type", "Cache-Control"), note=role)
    for word in ("HDR", "png", "exr"):
        c.get(path.format(one) + "." + word)
    c.upload(path.format(one), file=FILE, pick=rows, note="again")
    c.anonymous().get(path.format(one) + ".hdr")
    for word in (NOWHERE, "x"):
        c.upload(path.format(word), file=FILE)
        c.get(path.format(word) + ".hdr")
        c.get(f"/pictures/thumbnails/preview-background-files/{word}.png")
    c.upload(f"/pictures/thumbnails/preview-background-files/{one}.png", file=FILE, fixed={"status": 405})
    for name, content in (("a.png", HDR), ("a.hdr", b"hello")):
        made.append(1)
        other = row()
        c.upload(path.format(other), file=(name, content, "image/png"), note=name)
        c.get(f"/data/preview-background-files/{other}", note=name)
