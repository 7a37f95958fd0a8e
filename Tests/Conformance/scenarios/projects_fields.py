"""The metadata fields of a production: added, renamed with the values that are stored, removed, put in order."""
from fixtures import ROLES, as_role, department, entity, event, login, new, person, project, task_type
from builders import INVALID
from tables import NOBODY


def run(c):
    p, theirs = project(c), project(c, team=(), prefix="theirs-")
    url, far = f"/data/projects/{p['id']}/metadata-descriptors", f"/data/projects/{theirs['id']}/metadata-descriptors"
    d, other, tt = department(c), department(c, "other-"), task_type(c)
    names = {d["id"]: "d", other["id"]: "other"}
    def ours(rows):
        return [r for r in rows if r["entity_type"] != "Project"]

    field = c.post(url, {"name": "Difficulty Level"})
    event(c, "metadata-descriptor:new", metadata_descriptor_id=field["id"])
    full = c.post(url, {"name": "Weather", "entity_type": "Shot", "data_type": "list", "choices": ["sun", "rain"], "for_client": True, "departments": [d["id"], NOBODY], "position": 4})
    work = c.post(url, {"name": "Effort", "entity_type": "Task", "task_type_id": tt["id"], "data_type": "number"})
    for body in ({}, {"name": ""}, {"name": 5}, {"name": None}, {"name": "x", "choices": "a"}, {"name": "x", "choices": [1]}, {"name": "x", "departments": None}, {"name": "x", "for_client": "perhaps"}, []):
        c.post(url, body, note=repr(body))
    for body in ({"entity_type": "Scene"}, {"entity_type": "Task"}, {"entity_type": "Task", "task_type_id": NOBODY}, {"entity_type": "Task", "task_type_id": "abc"}, {"task_type_id": tt["id"]}, {"data_type": "nope"}):
        c.post(url, {"name": "Wrong", **body}, note=repr(body).replace(tt["id"], "<type>"))
    c.post(url, {"name": "x", "departments": ["abc"]}, fixed={"status": 400}, note="a department that is no id")
    c.post(url, {"name": "x" * 121}, fixed={"status": 400, "body": INVALID})
    c.post(url, {"name": "difficulty-level"}, note="the same field")
    c.post(url, {"name": "Difficulty Level"}, note="the same name")
    c.post(url, {"name": "Difficulty Level", "entity_type": "Shot"}, note="of shots", pick=lambda r: r["field_name"])
    for name in ("Été", "it's", "1,000 k", "A__B", "CamelCase", "50%", "  a   b  ", "Straße", "Œuvre", "naïve café"):
        c.post(url, {"name": name, "entity_type": "Edit"}, pick=lambda r: r["field_name"], note=name)
    for role in ROLES:
        who = as_role(c, role)
        who.get(url, note=role, pick=lambda rows: [[r["name"], r["position"]] for r in ours(rows)])
        for one in (field, full):
            who.get(f"{url}/{one['id']}", note=role)
        who.get(far, note=role, pick=ours)
        who.post(far, {"name": role}, note=role, pick=lambda r: r["name"])
        who.get(f"{url}/{NOBODY}", note=role)
        if role not in ("admin", "manager"):
            who.post(url, {"name": role, "departments": [d["id"]]}, note=role, pick=lambda r: r["name"])
            who.put(f"{url}/{field['id']}", {"name": role}, note=role)
            who.delete(f"{url}/{field['id']}", note=role)
            who.put(f"{url}/{NOBODY}", {"name": role}, note=role)
            who.post(url + "/reorder", {"entity_type": "Asset", "descriptor_ids": [field["id"]]}, note=role)
    c.get(f"/data/projects/{NOBODY}/metadata-descriptors")
    c.post(f"/data/projects/{NOBODY}/metadata-descriptors", {"name": "x"})

    # A supervisor writes fields of the own departments.
    chief = person(c, "supervisor", prefix="chief-", departments=[d["id"]])
    c.post(f"/data/projects/{p['id']}/team", {"person_id": chief["id"]}, keep=False)
    who = login(c, chief)
    for n, departments in enumerate(([d["id"], other["id"]], [other["id"]], [])):
        who.post(url, {"name": f"Chief {n}", "departments": departments}, note=repr([names[i] for i in departments]), pick=lambda r: r["name"])
    who.put(f"{url}/{full['id']}", {"name": "Weather", "entity_type": "Asset", "departments": [other["id"]], "choices": ["sun", "rain"], "data_type": "list", "for_client": True})
    c.put(f"{url}/{field['id']}", {"name": "Difficulty Level", "departments": [other["id"]]}, keep=False)
    who.delete(f"{url}/{field['id']}", note="of another department")

    # A new name takes the values along.
    asset = entity(c, p, "Prop", data={"difficulty_level": "hard", "kept": [1, {"a": None}], "hardness": "old"})
    empty = entity(c, p, "Prop", "empty-", data={"difficulty_level": None, "kept": 1.5})
    shot = entity(c, p, "Shot", "shot-", data={"difficulty_level": "of the shot"})
    stranger = entity(c, theirs, "Prop", data={"difficulty_level": "theirs"})
    def data(note):
        for one in (asset, empty, shot, stranger):
            c.get("/data/entities/" + one["id"], pick=lambda r: r["data"], note=note)
    c.put(f"{url}/{field['id']}", {"name": "Hardness"})
    event(c, "metadata-descriptor:update", metadata_descriptor_id=field["id"])
    data("renamed")
    c.get(f"/data/assets/with-tasks", query={"project_id": p["id"]}, pick=lambda rows: [r["data"] for r in rows if r["id"] == asset["id"]], note="the listing shows it")
    one = f"{url}/{field['id']}"
    c.put(one, {"data_type": "number", "for_client": True, "choices": ["a"]}, note="the name stays")
    c.put(one, {"for_client": None, "entity_type": "Shot", "field_name": "x", "position": 3, "task_type_id": tt["id"]})
    for body in ({"name": ""}, {"name": "x" * 121}, {"name": "y", "data_type": "nope"}, {"name": 5}, {"name": "Chief 0"}):
        c.put(one, body, note=repr(body))
    data("refused: nothing moved")
    c.put(f"{far}/{field['id']}", {"name": "x"}, note="by the path of another project")
    c.delete(f"{far}/{field['id']}")
    c.get(f"{far}/{field['id']}")
    c.put(f"{url}/abc", {"name": "x"})
    c.delete(f"{url}/abc")

    # Order.
    a, b = (c.post(url, {"name": name, "entity_type": "Sequence"}, keep=False) for name in ("a", "b"))
    z = c.post(url, {"name": "!!!", "entity_type": "Sequence"}, note="a name without letters")
    order = url + "/reorder"
    as_role(c, "manager").post(order, {"entity_type": "Sequence", "descriptor_ids": [b["id"]]})
    for body in ({"entity_type": "Nope", "descriptor_ids": [a["id"]]}, {"entity_type": "Sequence", "descriptor_ids": []}, {"entity_type": "Sequence", "descriptor_ids": [a["id"], NOBODY]}, {"entity_type": "Sequence", "descriptor_ids": ["abc"]},
                 {"entity_type": "Shot", "descriptor_ids": [a["id"]]}, {}, {"entity_type": "Sequence", "descriptor_ids": "x"}):
        c.post(order, body, note=repr(body).replace(a["id"], "<a>"))
    c.get(url, pick=lambda rows: [[r["name"], r["position"]] for r in rows if r["entity_type"] == "Sequence"], note="as before")
    c.post(f"/data/projects/{NOBODY}/metadata-descriptors/reorder", {"entity_type": "Sequence", "descriptor_ids": [a["id"]]})

    # What is removed takes its values with it, of its own kind of entity.
    c.delete(one)
    event(c, "metadata-descriptor:delete", metadata_descriptor_id=field["id"])
    data("removed")
    c.delete(one, note="twice")
    for gone in (work, full, z):
        c.delete(f"{url}/{gone['id']}")
    c.get(url, pick=lambda rows: [r["name"] for r in ours(rows)])
