"""Search. The original needs an indexer for hits, and fails without one: what is found here is what chapter 04, Algorithm 8 promises."""
from builders import NOWHERE, someone
from fixtures import ROLES, as_role, closed_status, department, entity, entity_type, login, new, project, task, task_status, task_type


def run(c):
    vendor = someone(c, "vendor")
    p, theirs = project(c, team=(*ROLES, vendor)), project(c, team=(), prefix="theirs-")
    salt = c.unique()
    word = "zeb" + salt
    hero = entity(c, p, "Prop", name="Léa_" + word, description="the Ustensile", data={"size": 3, "mood": "gloomy" + salt})
    second = entity(c, p, "Prop", name=word + " second", description="old")
    foreign = entity(c, theirs, "Prop", name=word)
    sequence = entity(c, p, "Sequence", name="SQ" + salt)
    shot = entity(c, p, "Shot", name="SH0010", parent_id=sequence["id"], data={"frame_in": 1, "camera": "cam" + salt})
    names = {hero["id"]: "hero", second["id"]: "second", foreign["id"]: "foreign", shot["id"]: "shot"}

    def found(body):
        return {kind: [names.get(row["id"], row.get("full_name", "another")) for row in rows] for kind, rows in body.items()}

    def search(by, expected, **fields):
        by.post("/data/search", {"project_id": p["id"], "index_names": ["assets"], **fields}, pick=found, fixed={"status": 200, "body": expected})

    for body in ({}, {"query": None}, {"query": 5}, {"query": "abc", "project_id": ""}, {"query": "abc", "project_id": "foo"}, {"query": "abc", "limit": 0}, {"query": "abc", "limit": "x"}, {"query": "abc", "offset": -1},
                 {"query": "abc", "index_names": "assets"}, {"query": "abc", "index_names": [5]}, ["a"]):
        c.post("/data/search", body)
    c.post("/data/search", {"query": "ab"})
    c.post("/data/search", {"query": ""})
    c.post("/data/search", {"query": "abc", "index_names": ["zork"]})
    c.post("/data/search", {"query": "abc", "index_names": []})

    search(c, {"assets": ["hero", "second"]}, query=word)
    search(c, {"assets": ["hero", "second"]}, query=word.upper())
    search(c, {"assets": ["hero"]}, query="lea " + word)
    search(c, {"assets": ["hero"]}, query="LÉA-" + word[:-2])
    search(c, {"assets": []}, query=word[1:])
    search(c, {"assets": []}, query="lé " + word)
    search(c, {"assets": ["hero"]}, query="ustens")
    search(c, {"assets": ["hero"]}, query="gloomy" + salt)
    search(c, {"assets": ["second"]}, query="second " + word)
    search(c, {"assets": []}, query="nonsense" + salt)
    search(c, {"assets": []}, query="---")
    search(c, {"assets": ["hero"]}, query=word, limit=1)
    search(c, {"assets": ["second"]}, query=word, limit=1, offset=1)
    search(c, {"assets": []}, query=word, limit=1, offset=2)
    search(c, {"shots": ["shot"]}, query="SQ" + salt, index_names=["shots"])
    search(c, {"shots": ["shot"]}, query="sq" + salt + " sh0", index_names=["shots"])
    search(c, {"shots": ["shot"]}, query="cam" + salt, index_names=["shots", "zork"])
    search(c, {"assets": [], "shots": []}, query=word, index_names=["assets", "shots"], project_id=NOWHERE)
    whole = ("name", "project_name", "asset_type_name", "preview_file_extension", "matched_terms", "type")
    c.post("/data/search", {"query": "gloomy" + salt, "index_names": ["assets"]}, pick=lambda body: [{k: row[k] for k in whole} for row in body["assets"]],
           fixed={"status": 200, "body": [dict(name=hero["name"], project_name=p["name"], asset_type_name="Prop", preview_file_extension=None, matched_terms=["mood"], type="Asset")]})

    # Fresh at once.
    c.put("/data/entities/" + sequence["id"], {"name": "QS" + salt}, keep=False)
    search(c, {"shots": []}, query="SQ" + salt, index_names=["shots"])
    search(c, {"shots": ["shot"]}, query="QS" + salt, index_names=["shots"])
    c.put("/data/entities/" + second["id"], {"name": "renamed", "data": {"note": "fresh" + salt}}, keep=False)
    search(c, {"assets": ["hero"]}, query=word)
    search(c, {"assets": ["second"]}, query="fresh" + salt)
    own = entity_type(c, "Kind" + salt)
    gone = entity(c, p, own["name"], name="gone" + salt)
    names[gone["id"]] = "gone"
    c.put("/data/entity-types/" + own["id"], {"name": "Sort" + salt}, keep=False)
    search(c, {"assets": ["gone"]}, query="sort" + salt)
    search(c, {"assets": []}, query="kind" + salt)
    c.delete("/data/entities/" + gone["id"], keep=False)
    search(c, {"assets": []}, query="gone" + salt)

    # Who sees what.
    for role in ROLES:
        by = as_role(c, role)
        search(by, {"assets": [] if role == "vendor" else ["hero"]}, query=word)
        by.post("/data/search", {"query": word, "project_id": theirs["id"], "index_names": ["assets"]}, pick=found, fixed={"status": 200, "body": {"assets": ["foreign"] if role == "admin" else []}})
    d = department(c)
    new(c, "metadata-descriptors", project_id=p["id"], name="Mood", field_name="mood", entity_type="Asset", data_type="string", choices=[], departments=[d["id"]])
    task(c, p, hero, task_type(c), task_status(c), assignees=[vendor["id"]])
    by = login(c, vendor)
    search(by, {"assets": ["hero"]}, query=word)
    search(by, {"assets": []}, query="gloomy" + salt)
    by.post("/data/search", {"query": word, "index_names": ["assets"]}, pick=lambda body: [row["data"] for row in body["assets"]], fixed={"status": 200, "body": [{"size": 3}]})
    c.put("/data/projects/" + p["id"], {"project_status_id": closed_status(c)["id"]}, keep=False)
    search(as_role(c, "manager"), {"assets": []}, query=word)
    search(c, {"assets": ["hero"]}, query=word)

    who = someone(c, first_name="Zoé", last_name="Ka" + salt)
    for role in ("admin", "user", "client"):
        by = as_role(c, role)
        by.post("/data/search", {"query": "zoe ka" + salt[:4], "index_names": ["persons"]}, pick=lambda body: [[row["full_name"], row["matched_terms"], "email" in row, "password" in row, row.get("departments")] for row in body["persons"]],
                fixed={"status": 200, "body": [["Zoé Ka" + salt, ["name"], role == "admin", False, None if role == "admin" else []]]})
    c.put("/data/persons/" + who["id"], {"active": False}, keep=False)
    c.post("/data/search", {"query": "ka" + salt, "index_names": ["persons"]}, pick=found, fixed={"status": 200, "body": {"persons": []}})
    c.anonymous().post("/data/search", {"query": "abc"})
