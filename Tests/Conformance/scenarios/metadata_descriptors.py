"""Metadata descriptors as rows: everybody lists those of their open projects, administrators do the rest."""
from fixtures import ROLES, as_role, closed_status, department, entity, new, project, task_type
from tables import NOBODY, changed, deleted, made, strangers, tried


def run(c):
    url = "/data/metadata-descriptors"
    d = department(c)
    p, theirs, over = project(c), project(c, team=(), prefix="theirs-"), project(c, prefix="over-", project_status_id=closed_status(c)["id"])
    fields = {"project_id": p["id"], "entity_type": "Asset", "name": "Is Hero", "data_type": "boolean", "field_name": "is_hero", "choices": [], "for_client": True, "position": 2, "departments": [d["id"]]}
    m = made(c, "metadata-descriptors", "metadata-descriptor", fields)
    least = {"project_id": p["id"], "entity_type": "Shot", "name": "Weather", "field_name": "weather"}
    c.post(url, least, note="only what is required")
    for key in least:
        c.post(url, {k: v for k, v in {**least, "name": "Other", "field_name": "other"}.items() if k != key}, note="no " + key)
    c.post(url, {**least, "entity_type": "Edit", "data_type": "list", "choices": ["sun", "rain"]})
    for kind in ("number", "taglist", "checklist", "date", "url", "textarea", "person", "string"):
        c.post(url, {**least, "name": kind, "field_name": kind, "data_type": kind}, pick=lambda r: r["data_type"])
    for kind in ("nope", "", None, 5, "String"):
        c.post(url, {**least, "name": "bad", "field_name": "bad", "data_type": kind}, note=f"no kind of data: {kind!r}")
    c.post(url, {**least, "name": "Unknown", "field_name": "unknown", "project_id": NOBODY})
    c.post(url, {**least, "field_name": "x" * 121, "name": "x"})

    # One of a name, for each kind of entity and task type.
    c.post(url, least, note="the same again")
    c.post(url, {**least, "field_name": "another"}, note="the same name")
    c.post(url, {**least, "name": "Another"}, note="the same field")
    c.post(url, {**least, "entity_type": "Asset"}, note="another kind of entity")
    tt = task_type(c)
    c.post(url, {**least, "task_type_id": tt["id"]}, note="of a task type")
    c.post(url, {**least, "task_type_id": tt["id"]}, note="twice")
    c.post(url, {**least, "task_type_id": NOBODY})

    thing = entity(c, p, data={"is_hero": "true"})
    changed(c, "metadata-descriptors", "metadata-descriptor", m, {"name": "Is Villain", "data_type": "list", "choices": ["a", "b"], "position": None, "project_id": theirs["id"], "departments": []})
    c.get(url + "/" + m["id"], note="the field and the project stay")
    c.get("/data/entities/" + thing["id"], pick=lambda r: r["data"], note="so do stored values")
    c.put(url + "/" + m["id"], {"data_type": "nope"})
    c.put(url + "/" + m["id"], {"name": None})
    tried(c, "metadata-descriptors", m, least)

    new(c, "metadata-descriptors", project_id=theirs["id"], entity_type="Asset", name="Theirs", field_name="theirs")
    new(c, "metadata-descriptors", project_id=over["id"], entity_type="Asset", name="Over", field_name="over")
    new(c, "metadata-descriptors", project_id=p["id"], entity_type="Asset", name="Ours", field_name="ours", departments=[d["id"]])
    projects = {p["id"]: "ours", theirs["id"]: "theirs", over["id"]: "over"}
    for role in ROLES:
        as_role(c, role).get(url, query={"entity_type": "Asset"}, pick=lambda rows: sorted([projects[r["project_id"]], r["name"], sorted(r)] for r in rows if r["project_id"] in projects),
                             note=role + ": a filter hides the departments")
    for role in ROLES:
        as_role(c, role).get(url, pick=lambda rows: sorted([projects[r["project_id"]], r["name"], "departments" in r] for r in rows if r["project_id"] in projects and r["entity_type"] == "Asset"),
                             note=role + ": without a query they are shown")
    as_role(c, "artist").get(url, query={"project_id": p["id"], "name": "ours", "relations": "true"})
    as_role(c, "artist").get(url, query={"project_id": theirs["id"]}, note="a project of others")
    as_role(c, "artist").get(url, query={"project_id": p["id"], "name": "ours", "page": 1, "limit": 1})
    as_role(c, "artist").get(url, query={"project_id": p["id"], "name": "ours", "fields": "name,departments"})
    c.get(url, query={"project_id": p["id"], "name": "ours", "fields": "name"})
    strangers(c, "metadata-descriptors")
    deleted(c, "metadata-descriptors", "metadata-descriptor", m)
    c.get("/data/entities/" + thing["id"], pick=lambda r: r["data"], note="stored values stay")
