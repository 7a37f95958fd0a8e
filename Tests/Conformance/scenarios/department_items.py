"""Software licenses and hardware of departments; people in and out of departments; their pictures."""
from builders import NOWHERE, someone
from fixtures import as_role, department, event, new


def run(c):
    d, e = department(c, "a-"), department(c, "b-")
    for path, field, rows in (
        ("software-licenses", "software_id", [new(c, "softwares", name=c.unique(n), short_name=n, file_extension="x") for n in ("one", "two")]),
        ("hardware-items", "hardware_item_id", [new(c, "hardware-items", name=c.unique(n), short_name=n) for n in ("one", "two")]),
    ):
        base = f"/data/departments/{d['id']}/{path}"
        first, second = rows

        def ours(body):
            return {name: sorted(body[row["id"]], key=lambda item: item["name"]) for name, row in (("a", d), ("b", e)) if row["id"] in body}

        c.get(f"/data/departments/{path}", pick=ours)
        c.get(f"{base}/{first['id']}", fixed={"status": 200, "body": []})
        c.post(base, {field: first["id"]})
        c.post(base, {field: first["id"]}, note="twice")
        c.post(base, {field: second["id"]})
        c.post(f"/data/departments/{e['id']}/{path}", {field: first["id"]})
        c.get(f"/data/departments/{path}", pick=ours)
        c.get(f"{base}/{first['id']}", pick=lambda found: sorted(row["name"] for row in found), fixed={"status": 200, "body": sorted(row["name"] for row in rows)})
        c.get(f"/data/departments/{NOWHERE}/{path}/{first['id']}", fixed={"status": 404})
        c.get(base)
        for body in ({}, {field: None}, {field: "foo"}, {field: 5}, ["a"], {field: NOWHERE}):
            c.post(base, body)
        for wrong in (NOWHERE, "foo"):
            c.post(f"/data/departments/{wrong}/{path}", {field: first["id"]})
            c.post(f"/data/departments/{wrong}/{path}", {})
            c.delete(f"/data/departments/{wrong}/{path}/{first['id']}")
            c.delete(f"{base}/{wrong}")
        for role in ("manager", "supervisor", "user", "client", "vendor"):
            by = as_role(c, role)
            by.get(f"/data/departments/{path}", note=role)
            by.post(base, {}, note=role)
            by.get(f"{base}/{first['id']}", note=role)
            by.delete(f"{base}/{first['id']}", note=role)
        for _ in range(2):
            c.delete(f"{base}/{first['id']}")
        c.get(f"/data/departments/{path}", pick=ours)
        c.anonymous().get(f"/data/departments/{path}")

    who, bot = someone(c), someone(c, is_bot=True)
    path = f"/actions/persons/{who['id']}/departments"
    for _ in range(2):
        c.post(path + "/add", {"department_id": d["id"]})
    c.post(path + "/add", {"department_id": e["id"]}, pick=lambda row: len(row["departments"]))
    c.post(f"/actions/persons/{bot['id']}/departments/add", {"department_id": d["id"]}, pick=lambda row: row["departments"])
    for body in ({}, {"department_id": None}, {"department_id": "foo"}, {"department_id": NOWHERE}, ["a"]):
        c.post(path + "/add", body)
        c.post(f"/actions/persons/{NOWHERE}/departments/add", body)
    for wrong in (NOWHERE, "foo"):
        c.post(f"/actions/persons/{wrong}/departments/add", {"department_id": d["id"]})
        c.delete(f"/actions/persons/{wrong}/departments/{d['id']}")
        c.delete(f"{path}/{wrong}")
        c.delete(f"/actions/persons/{wrong}/clear-avatar")
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        by = as_role(c, role)
        by.post(path + "/add", {}, note=role)
        by.delete(f"{path}/{d['id']}", note=role)
        by.delete(f"/actions/persons/{who['id']}/clear-avatar", note=role)
        by.delete(f"/actions/persons/{NOWHERE}/clear-avatar", note=role)
    for _ in range(2):
        c.delete(f"{path}/{d['id']}")
    c.get("/data/persons/" + who["id"], query={"relations": "true"}, pick=lambda row: row["departments"] == [e["id"]])
    event(c, "person:update", person_id=who["id"])
    painted = someone(c, has_avatar=True)
    c.delete(f"/actions/persons/{painted['id']}/clear-avatar")
    c.get("/data/persons/" + painted["id"], pick=lambda row: row["has_avatar"])
    event(c, "person:update", person_id=painted["id"])
    c.put("/data/persons/" + painted["id"], {"has_avatar": True}, keep=False)
    c.as_user(painted["email"], "correct-horse-battery").delete("/actions/user/clear-avatar")
    c.get("/data/persons/" + painted["id"], pick=lambda row: row["has_avatar"])
    c.anonymous().delete("/actions/user/clear-avatar")
