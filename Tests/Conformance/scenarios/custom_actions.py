"""Custom actions: all but vendors list them, only administrators do more."""
from tables import changed, deleted, made, strangers, tried


def run(c):
    a = made(c, "custom-actions", "custom-action", {"name": c.unique("Send "), "url": "https://example.com/send", "entity_type": "shot", "is_ajax": True})
    c.post("/data/custom-actions", {"name": c.unique("defaults ")})
    c.post("/data/custom-actions", {"url": "https://example.com"}, note="no name")
    c.post("/data/custom-actions", {"name": None})
    c.post("/data/custom-actions", {"name": ""}, note="an empty name is a name")
    c.post("/data/custom-actions", {"name": a["name"]}, note="so is that of another")
    c.post("/data/custom-actions", {"name": "x" * 81})
    changed(c, "custom-actions", "custom-action", a, {"is_ajax": False, "url": None})
    c.put("/data/custom-actions/" + a["id"], {"name": None})
    c.put("/data/custom-actions/" + a["id"], {"name": ""})
    c.put("/data/custom-actions/" + a["id"], {"url": "x" * 401})
    tried(c, "custom-actions", a, {"name": c.unique("x")})
    strangers(c, "custom-actions")
    deleted(c, "custom-actions", "custom-action", a)
