"""Project status: everybody reads them, administrators write them."""
from fixtures import project
from tables import changed, deleted, made, strangers, tried


def run(c):
    s = made(c, "project-status", "project-status", {"name": c.unique("Paused "), "color": "#00ff00"})
    c.post("/data/project-status", {"name": s["name"], "color": "#00ff00"}, note="twice the same name")
    c.post("/data/project-status", {"name": c.unique("x ")}, note="no colour")
    c.post("/data/project-status", {"name": "x" * 21, "color": "#000000"}, note="too long")
    changed(c, "project-status", "project-status", s, {"color": "#ff0000"})
    c.get("/data/project-status", pick=lambda rows: sorted(r["name"] for r in rows if r["name"] in ("Open", "Closed")), note="the two everybody starts with")
    tried(c, "project-status", s, {"name": c.unique("x"), "color": "#000000"})
    strangers(c, "project-status")
    p = project(c, team=(), project_status_id=s["id"])
    c.delete("/data/project-status/" + s["id"], note="a project has it")
    c.put("/data/projects/" + p["id"], {"project_status_id": c.get("/data/project-status", name="Open", keep=False)[0]["id"]}, keep=False)
    deleted(c, "project-status", "project-status", s)
