"""What the original stumbles over: ids that are none, episodes called `all` and `main`, parameters that hide metadata, wrong values."""

from breakdown import Breakdown, names
from builders import INVALID, someone
from fixtures import as_role, login

LOST = {"fixed": {"status": 404}}


def run(c):
    alone = someone(c, "vendor")
    b = Breakdown(c, team=("manager", "supervisor", "user", "client", "vendor", alone))
    p = b.project["id"]

    # Ids that are none
    for path in ("assets/x", "edits/x", "concepts/x", "shots/x", "scenes/x", "sequences/x", "episodes/x", f"projects/{p}/episodes/x/assets/shared-used", f"projects/{p}/sequences/x/casting",
                 f"projects/{p}/asset-types/x/casting", f"projects/{p}/episodes/x/sequences/all/casting", f"projects/{p}/entities/x/casting"):
        c.get("/data/" + path, **LOST)
    for kind in ("assets", "edits", "concepts", "shots", "scenes", "sequences", "episodes"):
        c.delete(f"/data/{kind}/x", **LOST)
    for path in ("episodes/casting", "sequences/all/casting", "assets/shared-used"):
        c.get("/data/projects/x/" + path, **LOST)
    c.delete(f"/data/projects/{p}/entity-links/x", **LOST)
    c.post("/actions/projects/x/assets/share", {}, **LOST)
    c.post(f"/actions/projects/{p}/asset-types/x/assets/share", {}, **LOST)

    # Episodes that are none
    for kind in ("shots", "edits"):
        c.get(f"/data/{kind}/with-tasks", project_id=p, episode_id="main", fixed={"status": 200, "body": []})
    c.get("/data/sequences/with-tasks", project_id=p, episode_id="main", fixed={"status": 200, "body": []})
    c.get("/data/edits/with-tasks", project_id=p, episode_id="all", pick=names, fixed={"status": 200, "body": [b.edit["name"]]})
    as_role(c, "vendor").get("/data/sequences/with-tasks", project_id=p, episode_id="all", fixed={"status": 200})
    for word in ("all", "main"):
        c.get("/data/assets/all", project_id=p, episode_id=word, pick=names, fixed={"status": 200, "body": [b.asset["name"]]})
        c.get(f"/data/projects/{p}/assets", episode_id=word, pick=names, fixed={"status": 200, "body": [b.asset["name"]]})
        c.get(f"/data/projects/{p}/episodes/{word}/sequences/all/casting", fixed={"status": 200, "body": {}})
        c.get(f"/data/episodes/{word}/sequences")
        c.get(f"/data/episodes/{word}/shots", **LOST)
        c.get(f"/data/episodes/{word}")

    # Metadata that is hidden, from vendors only
    seen = lambda rows: sorted(sorted(row["data"] or {}) for row in rows)
    for by, who in ((c, "admin"), (as_role(c, "manager"), "manager"), (as_role(c, "client"), "client")):
        for listing in ("with-tasks", "all"):
            by.get("/data/edits/" + listing, project_id=p, vendor_departments="x", pick=seen, note=who, fixed={"status": 200, "body": [["fps", "frame_in", "frame_out", "open", "theirs"]]})
            by.get("/data/shots/" + listing, project_id=p, vendor_departments="x", sequence_id=b.q1["id"], id=b.s1["id"], pick=seen, note=who,
                   fixed={"status": 200, "body": [["fps", "frame_in", "frame_out", "open", "theirs"]]})
    c.put("/data/tasks/" + b.tasks["s1"]["id"], {"assignees": [b.vendor["id"], alone["id"]]}, keep=False)
    for listing in ("/data/shots/with-tasks", "/data/shots", f"/data/projects/{p}/shots", f"/data/sequences/{b.q1['id']}/shots"):
        login(c, alone).get(listing, project_id=p, pick=seen, note="a vendor of no department")

    # Wrong values
    for path in ("/actions/assets/share", f"/actions/projects/{p}/assets/share", f"/actions/projects/{p}/asset-types/{b.asset['entity_type_id']}/assets/share"):
        c.post(path, {"asset_ids": [b.asset["id"]], "is_shared": None}, fixed={"status": 400})
    for value in ("many", [], {}):
        c.put("/data/shots/" + b.s1["id"], {"nb_frames": value}, fixed={"status": 400})
    c.put(f"/data/assets/{b.asset['id']}/casting", {}, fixed={"status": 400})
    c.post(f"/actions/projects/{p}/delete-entities", [b.s2["id"], b.s2["id"]], pick=lambda ids: ids == [b.s2["id"]], fixed={"status": 200, "body": True})
