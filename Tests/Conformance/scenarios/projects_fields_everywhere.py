"""One metadata field in all open productions that somebody manages."""
from fixtures import ROLES, as_role, closed_status, department, entity, event, login, person, project
from builders import INVALID


def run(c):
    boss = person(c, "manager", prefix="boss-")
    who = login(c, boss)
    a, b = project(c, team=(boss,), prefix="a-"), project(c, team=(boss,), prefix="b-")
    theirs, over = project(c, team=(), prefix="theirs-"), project(c, team=(boss,), prefix="over-", project_status_id=closed_status(c)["id"])
    d = department(c)
    url, order = "/data/metadata-descriptors/all-projects", "/actions/metadata-descriptors/all-projects/reorder"
    def brief(rows):
        return [[r["project_id"], r["name"], r["field_name"], r["position"], r["departments"], r["choices"], r["for_client"]] for r in rows]

    def everywhere(note):
        for p in (a, b, theirs, over):
            c.get(f"/data/projects/{p['id']}/metadata-descriptors", note=note, pick=lambda rows: brief(r for r in rows if r["entity_type"] == "Asset"))

    for role in ("supervisor", "user", "client", "vendor"):
        caller = as_role(c, role)
        caller.post(url, {"name": "x"}, note=role)
        caller.post(url, {}, note=role)
        caller.put(url + "/x", {}, note=role)
        caller.delete(url + "/x", note=role)
        caller.post(order, {}, note=role)
    made = who.post(url, {"name": "Star Rating", "choices": ["1", "2"], "data_type": "list", "departments": [d["id"]]})
    event(c, "metadata-descriptor:new", metadata_descriptor_id=made[0]["id"])
    who.post(url, {"name": "Star Rating"}, note="again: they have it")
    everywhere("two made")
    for body in ({}, {"name": "x", "entity_type": "Task"}, {"name": "x", "entity_type": "Nope"}, {"name": "x", "data_type": "nope"}, {"name": ""}):
        who.post(url, body, note=repr(body))
    thing = entity(c, a, "Prop", data={"star_rating": "2"})
    for body in ({"entity_type": "Asset", "name": "Star Count"}, {"entity_type": "Asset", "for_client": True, "choices": ["9"]}, {"entity_type": "Asset", "name": ""}, {"entity_type": "Shot"}, {}, {"entity_type": "Task"}, {"entity_type": "Asset", "data_type": "nope"}):
        who.put(url + "/star_rating", body, note=repr(body))
    c.get("/data/entities/" + thing["id"], pick=lambda r: r["data"], note="values move")
    everywhere("renamed")
    who.put(url + "/star_count", {"entity_type": "Asset", "name": "Stars", "departments": [d["id"]]})
    for name in ("Alpha", "Beta"):
        who.post(url, {"name": name}, keep=False)
    c.post(f"/data/projects/{b['id']}/metadata-descriptors", {"name": "Only here"}, keep=False)
    who.post(order, {"entity_type": "Asset", "field_order": ["beta", "nope", "stars"]})
    for body in ({}, {"entity_type": "Asset", "field_order": []}, {"entity_type": "Task", "field_order": ["a"]}, {"entity_type": "Asset", "field_order": ["nope"]}, {"entity_type": "Asset", "field_order": "a"}):
        who.post(order, body, note=repr(body))
    everywhere("in order")
    # One project cannot take the new name: nothing changes in any.
    who.put(url + "/alpha", {"entity_type": "Asset", "name": "Only here"}, fixed={"status": 400, "body": INVALID})
    for query in ({}, {"entity_type": "Nope"}, {"entity_type": "Task"}, {"entity_type": "Shot"}):
        who.delete(url + "/stars?" + "&".join(f"{k}={v}" for k, v in query.items()), note=repr(query))
    who.delete(url + "/stars?entity_type=Asset")
    c.get("/data/entities/" + thing["id"], pick=lambda r: r["data"], note="values go")
    who.delete(url + "/beta?entity_type=Asset", pick=len)
