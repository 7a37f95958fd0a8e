"""Studios: everybody reads them, administrators write them."""
from fixtures import person
from tables import changed, deleted, made, strangers, tried


def run(c):
    s = made(c, "studios", "studio", {"name": c.unique("East "), "color": "#aabbcc"})
    changed(c, "studios", "studio", s, {"color": "#000000", "archived": True})
    c.post("/data/studios", {"name": s["name"], "color": "#aabbcc"}, note="twice the same name")
    c.post("/data/studios", {"name": c.unique("no colour ")})
    tried(c, "studios", s, {"name": c.unique("x"), "color": "#000000"})
    strangers(c, "studios")
    worker = person(c, studio_id=s["id"])
    c.delete("/data/studios/" + s["id"], note="somebody works there")
    c.put("/data/persons/" + worker["id"], {"studio_id": None}, keep=False)
    deleted(c, "studios", "studio", s)
