"""A vendor sees the assets of their tasks, without what other departments keep of them."""

from builders import Stage, only, someone
from fixtures import department, entity, login, new, project, task


def run(c):
    vendor, outsider = None, None
    mine = department(c, "mine-")
    vendor = someone(c, "vendor", departments=[mine["id"]])
    alone = someone(c, "vendor")
    s = Stage(c, team=("manager", vendor, alone))
    p = s.project["id"]
    for n, departments in (("Mine", [mine]), ("Theirs", [s.department]), ("Both", [mine, s.department]), ("Free", [])):
        new(c, "metadata-descriptors", project_id=p, entity_type="Asset", name=n, field_name=n.lower(), data_type="string", departments=[d["id"] for d in departments])
    keys = {"mine": 1, "theirs": 2, "both": 3, "free": 4, "other": {"theirs": 5}}
    c.put("/data/entities/" + s.asset["id"], {"data": keys}, keep=False)
    unassigned = entity(c, s.project, "Prop", "unassigned-", data=keys)
    c.put("/data/tasks/" + s.task["id"], {"assignees": [vendor["id"], alone["id"]]}, keep=False)
    second = task(c, s.project, s.asset, s.asset_type, s.todo, name="second")
    names = lambda rows: [[r["name"].split("-")[0], sorted(r["data"] or {})] for r in rows]
    for who in (vendor, alone):
        by = login(c, who)
        by.get("/data/assets", query={"project_id": p}, pick=names)
        by.get("/data/assets/all", pick=names)
        by.get(f"/data/projects/{p}/assets", pick=names)
        by.get(f"/data/projects/{p}/asset-types/{s.asset['entity_type_id']}/assets", pick=names)
        by.get(f"/data/projects/{p}/asset-types", pick=len)
        by.get("/data/assets/" + s.asset["id"], pick=lambda row: len(row["tasks"]), note="both tasks")
        by.get("/data/assets/" + unassigned["id"])
        by.get("/data/assets/" + unassigned["id"] + "/tasks")
        by.get("/data/assets/" + s.asset["id"] + "/tasks", pick=len)
    # A vendor of one production may be more in another: each has its own role (oddity 05-29).
    artist = someone(c)
    there = project(c, team=(artist,), prefix="there-")
    hidden = entity(c, there, "Prop", "hidden-")
    c.put("/data/projects/%s/team/%s" % (there["id"], artist["id"]), {"role": "vendor"}, keep=False)
    login(c, artist).get("/data/assets", query={"project_id": there["id"]}, keep=False)
