"""Nothing of one production is tied to another by those who do not work there: parents, scenes, instances, concept links, castings, bulk deletions."""

from builders import Stage, only, someone
from fixtures import cast, entity, login, new, project


def run(c):
    manager, vendor = someone(c, "manager"), someone(c, "vendor")
    s = Stage(c, team=(manager, vendor))
    p = s.project["id"]
    away = project(c, team=(cast(c)["manager"],), prefix="away-")
    far = {kind: entity(c, away, kind, f"far-{kind}-") for kind in ("Episode", "Sequence", "Shot", "Scene", "Prop")}
    shared = entity(c, away, "Prop", "shared-", is_shared=True)
    scene, concept = entity(c, s.project, "Scene", "scene-"), entity(c, s.project, "Concept", "concept-")
    here = login(c, manager)

    def untouched():
        for row in far.values():
            c.get("/data/entities/" + row["id"])

    untouched()
    for column in ("parent_id", "source_id"):
        for row in (s.shot, s.asset, scene, concept):
            for place in far.values():
                for form in (place["id"], place["id"].upper(), place["id"].replace("-", "")):
                    here.put("/data/entities/" + row["id"], {column: form}, skip_peer=True, fixed={"status": 400})
        here.put("/data/shots/" + s.shot["id"], {column: far["Sequence" if column == "parent_id" else "Scene"]["id"]}, skip_peer=True, fixed={"status": 400})
    for by in (here, login(c, vendor)):
        by.post(f"/data/scenes/{scene['id']}/shots", {"shot_id": far["Shot"]["id"]}, skip_peer=True, fixed={"status": 404})
        by.delete(f"/data/scenes/{scene['id']}/shots/{far['Shot']['id']}", skip_peer=True, fixed={"status": 404})
        by.post(f"/data/scenes/{scene['id']}/asset-instances", {"asset_id": far["Prop"]["id"]}, skip_peer=True, fixed={"status": 404})
        by.post(f"/data/assets/{s.asset['id']}/asset-asset-instances", {"asset_to_instantiate_id": far["Prop"]["id"]}, skip_peer=True, fixed={"status": 404})
    here.post(f"/data/scenes/{scene['id']}/asset-instances", {"asset_id": shared["id"]}, note="a shared asset", pick=only("number", "scene_id", "asset_id"))
    instance = new(c, "asset-instances", asset_id=far["Prop"]["id"], scene_id=far["Scene"]["id"], number=1, name="far_0001")
    here.post(f"/data/shots/{s.shot['id']}/asset-instances", {"asset_instance_id": instance["id"]}, skip_peer=True, fixed={"status": 404})
    mine = new(c, "asset-instances", asset_id=s.asset["id"], scene_id=scene["id"], number=1, name="mine_0001")
    for column, place in (("asset_id", "Prop"), ("scene_id", "Scene"), ("target_asset_id", "Prop"), ("entity_id", "Shot")):
        for form in (far[place]["id"], far[place]["id"].upper(), far[place]["id"].replace("-", "")):
            here.put("/data/asset-instances/" + mine["id"], {column: form}, skip_peer=True, fixed={"status": 400})
    here.put("/data/asset-instances/" + mine["id"], {"shots": [far["Shot"]["id"]]}, skip_peer=True, fixed={"status": 400})
    here.put("/data/asset-instances/" + mine["id"], {"target_asset_id": s.asset["id"], "scene_id": scene["id"], "shots": [s.shot["id"]]}, pick=lambda row: row["target_asset_id"] == s.asset["id"])
    here.put("/data/entities/" + concept["id"], {"entity_concept_links": [far["Prop"]["id"], s.asset["id"]]}, skip_peer=True, fixed={"status": 200})
    c.get("/data/entities/" + concept["id"], pick=lambda row: row["entity_concept_links"] == [s.asset["id"]], skip_peer=True, fixed={"status": 200, "body": True})
    here.put("/data/shots/" + s.shot["id"], {"entity_concept_links": [far["Prop"]["id"]]}, skip_peer=True, fixed={"status": 200})
    c.get("/data/entities/" + s.shot["id"], pick=lambda row: row["entity_concept_links"])
    here.put("/data/entities/" + concept["id"], {"entity_concept_links": [concept["id"]]}, note="itself", skip_peer=True, fixed={"status": 400})
    here.put("/data/entities/" + concept["id"], {"entity_concept_links": [s.asset["id"], s.asset["id"]]}, pick=lambda row: len(row["entity_concept_links"]), note="the original could not change these afterwards", skip_peer=True, fixed={"status": 200, "body": 1})
    c.put("/data/entities/" + concept["id"], {"entity_concept_links": [far["Prop"]["id"]]}, pick=lambda row: row["entity_concept_links"], note="an admin may")
    here.put("/data/entities/" + concept["id"], {"entity_concept_links": [far["Prop"]["id"], s.asset["id"]]}, pick=lambda row: sorted(row["entity_concept_links"]) == sorted([far["Prop"]["id"], s.asset["id"]]), note="it stays")
    path = f"/data/projects/{p}/entities/{s.shot['id']}/casting"
    here.put(path, [{"asset_id": far["Prop"]["id"], "nb_occurences": 1}], skip_peer=True, fixed={"status": 400})
    here.get(path)
    here.put(f"/data/projects/{p}/entities/{far['Shot']['id']}/casting", [])
    here.put(f"/data/projects/{p}/entities/casting", {far["Shot"]["id"]: []})
    here.post(f"/actions/projects/{p}/delete-entities", [far["Shot"]["id"], far["Prop"]["id"]])
    here.post("/actions/assets/share", {"asset_ids": [far["Prop"]["id"]]})
    here.post(f"/actions/projects/{p}/assets/share", {"asset_ids": [far["Prop"]["id"]]})
    link = new(c, "entity-links", entity_in_id=far["Shot"]["id"], entity_out_id=far["Prop"]["id"])
    here.delete(f"/data/projects/{p}/entity-links/{link['id']}")
    c.get(f"/data/projects/{away['id']}/entity-links", pick=len)
    untouched()
