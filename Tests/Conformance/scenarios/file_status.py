"""File status: everybody reads them, administrators write them."""
from tables import changed, deleted, made, strangers, tried


def run(c):
    s = made(c, "file-status", "file-status", {"name": c.unique("Ready "), "color": "#00ff00"})
    c.post("/data/file-status", {"name": s["name"], "color": "#00ff00"}, note="twice the same name")
    c.post("/data/file-status", {"name": c.unique("x ")}, note="no colour")
    c.post("/data/file-status", {"name": c.unique("x "), "color": "#00ff00ff"}, note="too long")
    changed(c, "file-status", "file-status", s, {"color": "#ff0000"})
    tried(c, "file-status", s, {"name": c.unique("x"), "color": "#000000"})
    strangers(c, "file-status")
    deleted(c, "file-status", "file-status", s)
