"""Types of assets: all entity types but those that make shots and the like."""

from builders import NOWHERE, Stage, only
from fixtures import as_role, entity_type, new


def run(c):
    s = Stage(c)
    kind = new(c, "entity-types", name=c.unique("kind-"), short_name="k", description="text", task_types=[s.asset_type["id"]])
    old = new(c, "entity-types", name=c.unique("old-"), archived=True)
    shot = entity_type(c, "Shot")
    c.get("/data/asset-types/" + kind["id"])
    c.get("/data/asset-types/" + shot["id"], note="of shots")
    c.get("/data/asset-types/" + NOWHERE)
    c.get("/data/asset-types/abc")
    c.get("/data/asset-types", pick=lambda rows: sorted(r["name"] for r in rows if r["id"] in (kind["id"], old["id"], shot["id"])))
    c.get("/data/asset-types", name=c.unique("KIND-"))
    c.get("/data/asset-types", id=kind["id"])
    c.get("/data/asset-types", query={"name": c.unique("old-"), "archived": "true"}, pick=only("name", "archived"))
    c.get("/data/asset-types", query={"name": c.unique("old-"), "archived": "false"})
    c.get("/data/asset-types", id="abc")
    c.get("/data/asset-types", project_id=s.project["id"], pick=only("name"))
    c.get("/data/asset-types", project_id=NOWHERE)
    c.get("/data/asset-types", project_id="abc", fixed={"status": 400})
    for role in ("user", "client", "vendor"):
        as_role(c, role).get("/data/asset-types/" + kind["id"], note=role, pick=only("name"))
        as_role(c, role).get("/data/asset-types", id=kind["id"], note=role, pick=only("name"))
    c.anonymous().get("/data/asset-types")
    path = f"/data/projects/{s.project['id']}/asset-types"
    c.get(path)
    c.get(f"/data/projects/{NOWHERE}/asset-types")
    as_role(c, "manager").get(f"/data/projects/{NOWHERE}/asset-types")
