"""Output types: everybody reads them, administrators write them. A malformed identifier is a 404 when reading."""
from tables import changed, deleted, made, strangers, tried


def run(c):
    fields = {"name": c.unique("Cache "), "short_name": "abc"}
    t = made(c, "output-types", "output-type", fields)
    c.post("/data/output-types", fields, note="twice the same name")
    c.post("/data/output-types", {"name": c.unique("short ")}, note="no short name")
    c.post("/data/output-types", {"name": "x" * 41, "short_name": "x"})
    changed(c, "output-types", "output-type", t, {"short_name": "geo"})
    c.get("/data/output-types/" + t["id"], note="fresh after a change")
    tried(c, "output-types", t, {"name": c.unique("x"), "short_name": "x"})
    strangers(c, "output-types")
    deleted(c, "output-types", "output-type", t)
