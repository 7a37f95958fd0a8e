"""Metadata of other departments is hidden from vendors in every list and single row, also of castings and of other productions (oddity 05-3)."""

from breakdown import Breakdown
from fixtures import as_role, entity, new, project


def run(c):
    b = Breakdown(c)
    away = project(c, (), "away-")
    new(c, "metadata-descriptors", name="Far", field_name="far", entity_type="Asset", project_id=away["id"], departments=[b.other["id"]], data_type="string", choices=[])
    shared = entity(c, away, "Prop", "shared-", is_shared=True, data={"far": 1, "near": 2})
    c.put("/data/entities/" + b.asset["id"], {"data": {"open": 1, "theirs": 2, "far": 3}}, keep=False)
    for caster in (b.s1, b.asset):
        new(c, "entity-links", entity_in_id=caster["id"], entity_out_id=shared["id"], nb_occurences=1)
    new(c, "entity-links", entity_in_id=b.s1["id"], entity_out_id=b.asset["id"], nb_occurences=1)
    c.put("/data/tasks/" + b.task["id"], {"assignees": [b.vendor["id"]]}, keep=False)
    keys = lambda rows: sorted([row["type"], sorted(row["data"])] for row in (rows if isinstance(rows, list) else [rows]) if row["data"] is not None)
    masked = ["fps", "frame_in", "frame_out", "open"]
    rows = [["Asset", ["far", "open"]]] + [[kind, masked] for kind in ("Edit", "Episode", "Sequence", "Shot")]
    asked = {"project_id": b.project["id"]}

    def hidden(body):
        return {"pick": keys, "fixed": {"status": 200, "body": body}}

    vendor = as_role(c, "vendor")
    vendor.get("/data/entities", query=asked, **hidden(rows))
    vendor.get("/data/entities", query={**asked, "relations": "true", "type": "Shot"}, **hidden(rows))
    vendor.get("/data/entities", query={**asked, "page": 1}, pick=lambda page: keys(page["data"]), fixed={"status": 200, "body": rows})
    for row, kind, left in ((b.s1, "shots", masked), (b.asset, "assets", ["far", "open"]), (b.edit, "edits", masked)):
        for relations in ("true", "false"):
            vendor.get("/data/entities/" + row["id"], relations=relations, **hidden([[row["type"] if row["type"] != "Entity" else kind[:-1].capitalize(), left]]))
        vendor.get(f"/data/{kind}/{row['id']}", pick=lambda row: sorted(row["data"]), fixed={"status": 200, "body": left})
    vendor.get(f"/data/shots/{b.s1['id']}/assets", **hidden([["Asset", ["far", "open"]], ["Asset", ["near"]]]))
    vendor.get(f"/data/assets/{b.asset['id']}/assets", **hidden([["Asset", ["near"]]]))
    vendor.get(f"/data/projects/{b.project['id']}/assets/shared-used", **hidden([["Asset", ["near"]]]))
    # Nobody else misses anything.
    for role in ("manager", "supervisor", "user", "client"):
        by = as_role(c, role)
        by.get("/data/entities", query=asked, pick=keys, note=role)
        by.get("/data/entities/" + b.s1["id"], pick=keys, note=role)
        by.get(f"/data/shots/{b.s1['id']}/assets", pick=keys, note=role)
        by.get(f"/data/projects/{b.project['id']}/assets/shared-used", pick=keys, note=role)
