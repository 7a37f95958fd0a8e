"""Softwares: everybody reads them, administrators write them. A malformed identifier is a 404 when reading."""
from tables import changed, deleted, made, strangers, tried


def run(c):
    fields = {"name": c.unique("Paint "), "short_name": "pnt", "file_extension": "pt", "secondary_extensions": ["pt2", "pt3"], "version": "1.2", "monthly_cost": 30, "inventory_amount": 4}
    s = made(c, "softwares", "software", fields)
    c.post("/data/softwares", {"name": c.unique("least "), "short_name": "l", "file_extension": "l"}, note="only what is required")
    c.post("/data/softwares", {"name": c.unique("less ")}, note="less than that")
    c.post("/data/softwares", fields, note="twice the same name")
    changed(c, "softwares", "software", s, {"version": "2.0", "secondary_extensions": [], "archived": True})
    c.get("/data/softwares/" + s["id"], note="fresh after a change")
    tried(c, "softwares", s, {"name": c.unique("x"), "short_name": "x", "file_extension": "x"})
    strangers(c, "softwares")
    deleted(c, "softwares", "software", s)
