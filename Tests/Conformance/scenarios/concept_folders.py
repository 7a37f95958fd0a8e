"""Folders of concepts: made, renamed, deleted, and concepts put into them."""
from builders import NOWHERE, Journal
from fixtures import ROLES, as_role, entity, project


def run(c):
    p, other = project(c), project(c, prefix="other-")
    journal = Journal(c, p)
    folders, concepts, move = f"/data/projects/{p['id']}/concept-folders", f"/data/projects/{p['id']}/concepts", f"/actions/projects/{p['id']}/move-concepts"
    foreign = c.post(f"/data/projects/{other['id']}/concept-folders", {"name": "foreign"}, keep=False)
    stranger = c.post(f"/data/projects/{other['id']}/concepts", {"name": "stranger"}, keep=False)

    c.get(folders)
    for body in ({}, [], {"name": None}, {"name": ""}, {"name": "x" * 161}, {"name": 5}):
        c.post(folders, body)
    b, a = c.post(folders, {"name": "b"}), c.post(folders, {"name": "a", "description": "dropped", "data": {"x": 1}})
    c.post(folders, {"name": "b"}, note="there already", pick=lambda r: r["id"] == b["id"])
    capital = c.post(folders, {"name": "B"}, note="case counts", pick=lambda r: r["id"] != b["id"])
    journal.look()
    c.get(folders, note="by name", pick=lambda rows: sorted(r["name"] for r in rows))

    def one(folder):
        return "/data/concept-folders/" + folder["id"]

    for body in ({}, {"name": None}, {"name": ""}, {"name": "x" * 161}):
        c.put(one(a), body)
    c.put(one(a), {"name": "b"}, note="taken")
    c.put(one(a), {"name": "a"}, note="its own")
    c.put(one(a), {"name": "renamed"})
    journal.look()

    first = c.post(concepts, {"name": "first", "parent_id": a["id"]})
    second = c.post(concepts, {"name": "second"})
    c.post(concepts, {"name": "first", "parent_id": b["id"]}, note="there already", pick=lambda r: r["parent_id"] == a["id"])
    for wrong in (NOWHERE, foreign["id"], second["id"]):
        c.post(concepts, {"name": "third", "parent_id": wrong})
        c.post(concepts, {"name": "first", "parent_id": wrong}, note="there already")
        c.post(move, {"concept_ids": [first["id"]], "concept_folder_id": wrong})
    for body in ({"name": "third", "parent_id": "foo"}, {"name": "third", "parent_id": 5}):
        c.post(concepts, body)
    asset = entity(c, p)
    journal.look("concept")
    for body in ({}, [], {"concept_ids": None}, {"concept_ids": "x"}, {"concept_ids": ["foo", first["id"], 5]}, {"concept_ids": [], "concept_folder_id": "foo"}):
        c.post(move, body)
    c.post(move, {"concept_ids": []})
    c.post(move, {"concept_ids": [second["id"], asset["id"], stranger["id"], NOWHERE, second["id"], first["id"]], "concept_folder_id": b["id"]})
    journal.look("concept")
    c.get(concepts, pick=lambda rows: sorted([r["name"], r["parent_id"] == b["id"]] for r in rows))
    c.get("/data/concepts/with-tasks", query={"project_id": p["id"]}, pick=lambda rows: sorted([r["name"], "parent_id" in r] for r in rows))
    c.post(move, {"concept_ids": [first["id"]]}, note="out of any")
    c.post(move, {"concept_ids": [first["id"]], "concept_folder_id": None}, note="which it is")
    journal.look("concept")

    c.get("/data/entities/" + b["id"], note="as a row")
    c.put("/data/entities/" + b["id"], {"description": "of trees"}, pick=lambda r: [r["type"], r["description"]])
    journal.look("concept-folder", "asset")
    kind = c.get("/data/entity-types", name="ConceptFolder", pick=lambda rows: [r["name"] for r in rows])
    c.get(f"/data/projects/{p['id']}/assets", pick=lambda rows: [r["id"] == asset["id"] for r in rows], note="no asset")
    c.get("/data/asset-types", pick=lambda rows: [r for r in rows if r["name"] == "ConceptFolder"])
    c.get("/data/assets/" + b["id"])
    c.get("/data/concepts/" + b["id"])

    for role in ROLES:
        by = as_role(c, role)
        by.get(folders, note=role, pick=len)
        by.post(folders, {"name": "of " + role}, note=role, pick=lambda r: r["type"])
        by.put(one(a), {"name": "by " + role}, note=role, pick=lambda r: r["name"])
        by.post(move, {"concept_ids": [first["id"]], "concept_folder_id": a["id"]}, note=role)
        by.post(move, {}, note=role)
        by.delete("/data/concept-folders/" + NOWHERE, note=role)
    for wrong in (NOWHERE, "foo"):
        for role in ("admin", "manager", "user"):
            by = as_role(c, role)
            by.get(f"/data/projects/{wrong}/concept-folders", note=role)
            by.post(f"/data/projects/{wrong}/concept-folders", {"name": "x"}, note=role)
            by.post(f"/data/projects/{wrong}/concept-folders", {}, note=role)
            by.post(f"/actions/projects/{wrong}/move-concepts", {"concept_ids": []}, note=role)
            by.put("/data/concept-folders/" + wrong, {"name": "x"}, note=role)
            by.delete("/data/concept-folders/" + wrong, note=role)
    for wrong in (first, asset):
        c.put("/data/concept-folders/" + wrong["id"], {"name": "x"})
        c.delete("/data/concept-folders/" + wrong["id"])
    for role in ("vendor", "client", "user", "supervisor"):
        as_role(c, role).delete(one(b), note=role)
    journal.look(keep=False)
    c.delete(one(a), note="with concepts")
    journal.look()
    c.get(concepts, pick=lambda rows: sorted([r["name"], r["parent_id"]] for r in rows), note="they stay")
    nobody = c.anonymous()
    nobody.get(folders)
    nobody.post(folders, {"name": "x"})
    nobody.put(one(b), {"name": "x"})
    nobody.delete(one(b))
    nobody.post(move, {"concept_ids": []})
