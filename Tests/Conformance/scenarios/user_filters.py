"""Filters that people save: whose they are, whom they are shared with, the groups they are in."""
from builders import INVALID, NOWHERE, Stage, someone
from fixtures import ROLES, as_role, cast, closed_status, department, login, new, project

LONG = {"name": 201, "query": 501, "list_type": 81, "entity_type": 81}


def run(c):
    p, other = project(c, ROLES[1:], "a-"), project(c, (), "b-")
    own, foreign = department(c, "own-"), department(c, "foreign-")
    member = someone(c, departments=[own["id"]])
    colleague = someone(c, departments=[own["id"]])
    artist, manager, mate = login(c, member), as_role(c, "manager"), login(c, colleague)
    closed = project(c, ROLES, "closed-", project_status_id=closed_status(c)["id"])
    places = {p["id"]: "a", other["id"]: "b", closed["id"]: "closed"}
    made = set()

    def seen(body):
        """A `pick`: this scenario's rows, by list and place."""
        result = {}
        for kind, lists in sorted(body.items()):
            for place, rows in sorted(lists.items()):
                names = sorted(row["name"] for row in rows if row["id"] in made)
                if names:
                    result.setdefault(kind, {})[places.get(place, place)] = names
        return result

    def save(by, keep=True, path="filters", **fields):
        options = {key: fields.pop(key) for key in ("note", "fixed", "skip_peer") if key in fields}
        row = by.post("/data/user/" + path, {"name": "Filter", "query": "a=b", **fields}, keep=keep, **options)
        if isinstance(row, dict) and "id" in row:
            made.add(row["id"])
        return row

    def look(note):
        for name, by in {"the artist": artist, "the manager": manager, "a colleague": mate, "admin": c}.items():
            for path in ("filters", "filter-groups"):
                by.get("/data/user/" + path, pick=seen, note=f"{name}, {note}")

    # Saving
    first = save(artist, name="mine", list_type="asset", entity_type="Character")
    save(artist, name="of nothing")
    save(artist, name="shared by an artist", is_shared=True, project_id=p["id"])
    save(manager, name="shared nowhere", is_shared=True)
    shared = save(manager, name="shared", is_shared="yes", project_id=p["id"], list_type="shot")
    save(manager, name="not their project", is_shared=True, project_id=other["id"])
    save(c, name="of an admin", is_shared=1, project_id=other["id"])
    save(c, name="nowhere", is_shared=True)
    save(artist, name="null", is_shared=None, project_id=None, entity_type=None, department_id=None, search_filter_group_id=None)
    save(manager, name="the department's", is_shared=True, project_id=p["id"], department_id=own["id"])
    hidden = save(artist, name="of another department", department_id=foreign["id"])
    save(artist, name="of a dashless project", project_id=p["id"].replace("-", "").upper())
    artist.post("/data/user/filters?name=query&query=b", None, pick=lambda row: made.add(row["id"]) or row, note="without a body")
    save(artist, name="of a closed production", project_id=closed["id"])
    save(c, name="shared in a closed production", project_id=closed["id"], is_shared=True)
    look("after saving")
    for body in ({}, {"name": "", "query": ""}, {"name": None, "query": 5, "list_type": None, "is_shared": "maybe"}, ["a"], {"name": "a", "query": "b", "is_shared": 2}, {"name": "a", "query": "b", "project_id": 3, "entity_type": 1, "department_id": [], "search_filter_group_id": {}}):
        artist.post("/data/user/filters", body)
        artist.post("/data/user/filter-groups", body)
    for field, length in LONG.items():
        save(artist, **{field: "x" * length}, fixed={"status": 400, "body": {"error": True, "message": "", "data": {"errors": [{"field": field, "message": ""}]}}})
    for wrong in (NOWHERE, "foo"):
        for by in (artist, c):
            save(by, project_id=wrong, **({"fixed": {"status": 404}} if by is c else {}))
            save(by, department_id=wrong)
            save(by, search_filter_group_id=wrong, **({"fixed": {"status": 404}} if wrong == "foo" else {}))

    # Groups
    group = save(artist, path="filter-groups", name="my group", list_type="asset", color="#ffffff")
    save(artist, path="filter-groups", name="without colour", color=None)
    save(artist, path="filter-groups", name="shared by an artist", is_shared=True, project_id=p["id"])
    together = save(manager, path="filter-groups", name="shared group", is_shared=True, project_id=p["id"], entity_type="Shot", list_type="shot")
    save(manager, path="filter-groups", name="another shared group", is_shared=True, project_id=p["id"], list_type="shot")
    save(manager, path="filter-groups", name="the department's group", is_shared=True, project_id=p["id"], department_id=own["id"], list_type="lonely" + c.unique())
    save(artist, path="filter-groups", name="coloured", color="#ffffffff", fixed={"status": 400})
    save(artist, path="filter-groups", name="x" * 201, fixed={"status": 400})
    for wrong in (NOWHERE, "foo"):
        save(artist, path="filter-groups", project_id=wrong)
        save(c, path="filter-groups", project_id=wrong, fixed={"status": 404})
        save(artist, path="filter-groups", department_id=wrong)
    look("with groups")
    as_role(c, "vendor").get("/data/user/filter-groups", pick=lambda body: any(kind.startswith("lonely" + c.unique()) and not lists for kind, lists in body.items()), note="a list of which all is hidden")
    for by in (artist, manager, c):
        by.get("/data/user/filter-groups/" + group["id"])
        by.get("/data/user/filter-groups/" + together["id"])
    artist.get("/data/user/filter-groups/" + NOWHERE)
    artist.get("/data/user/filter-groups/foo", fixed={"status": 404})

    # In groups
    inside = save(artist, name="in my group", search_filter_group_id=group["id"], list_type="asset")
    save(artist, name="in a shared group", search_filter_group_id=together["id"])
    save(manager, name="not shared", search_filter_group_id=together["id"], project_id=p["id"])
    both = save(manager, name="shared in a shared group", search_filter_group_id=together["id"], project_id=p["id"], is_shared=True, list_type="shot")
    save(mate, name="in somebody's group", search_filter_group_id=group["id"])

    # Changing
    def change(by, row, body, path="filters", **options):
        return by.put(f"/data/user/{path}/{row['id']}", body, **options)

    change(artist, first, {})
    change(artist, first, {"name": "renamed", "search_query": "c=d", "query": "ignored", "list_type": "ignored", "entity_type": "ignored", "unknown": 1})
    change(artist, first, {"name": None, "search_query": None, "is_shared": None, "project_id": None, "department_id": None})
    change(artist, first, {"is_shared": True}, note="without a project")
    change(artist, first, {"is_shared": True, "project_id": p["id"]}, note="not the manager's")
    change(manager, first, {"name": "theirs"})
    change(c, first, {"name": "an admin's"})
    change(artist, first, {"search_filter_group_id": group["id"]})
    change(artist, first, {"search_filter_group_id": together["id"]})
    change(artist, first, {"search_filter_group_id": None})
    change(artist, first, {"department_id": own["id"], "project_id": p["id"]})
    for wrong in (NOWHERE, "foo"):
        change(artist, first, {"search_filter_group_id": wrong}, **({"fixed": {"status": 404}} if wrong == "foo" else {}))
        change(artist, first, {"department_id": wrong})
        change(artist, first, {"project_id": wrong}, fixed={"status": 404})
        change(artist, first, {"project_id": wrong, "is_shared": True})
        artist.put("/data/user/filters/" + wrong, {"name": "x"}, **({"fixed": {"status": 404}} if wrong == "foo" else {}))
        artist.put("/data/user/filter-groups/" + wrong, {"name": "x"}, **({"fixed": {"status": 404}} if wrong == "foo" else {}))
    for body in ({"name": 1, "is_shared": []}, ["a"], {"search_query": {}, "project_id": 1}):
        change(artist, first, body)
        change(artist, group, body, "filter-groups")
    change(artist, first, {"name": "x" * 201}, fixed={"status": 400})
    change(manager, shared, {"is_shared": False})
    change(manager, shared, {"is_shared": True}, note="without its project in the body")
    change(manager, shared, {"is_shared": True, "project_id": p["id"]})
    change(manager, shared, {"is_shared": True}, note="as it is")
    change(manager, both, {"is_shared": False, "project_id": p["id"]}, note="of a shared group")
    change(manager, both, {"is_shared": False, "search_filter_group_id": None})
    change(manager, both, {"is_shared": True, "search_filter_group_id": together["id"], "project_id": p["id"]})
    look("after changes")

    change(artist, group, {}, "filter-groups")
    change(artist, group, {"name": "renamed group", "color": "#000000", "list_type": "ignored"}, "filter-groups")
    change(artist, group, {"name": None, "color": None, "is_shared": None}, "filter-groups")
    change(artist, group, {"is_shared": True, "project_id": p["id"]}, "filter-groups")
    change(manager, group, {"name": "theirs"}, "filter-groups")
    change(c, group, {"is_shared": True, "project_id": p["id"], "department_id": own["id"]}, "filter-groups")
    look("an admin shares somebody's group")
    change(c, group, {"is_shared": False}, "filter-groups")
    for wrong in (NOWHERE, "foo"):
        change(artist, group, {"project_id": wrong}, "filter-groups", fixed={"status": 404})
        change(artist, group, {"department_id": wrong}, "filter-groups", fixed={"status": 404})
    change(manager, together, {"is_shared": False}, "filter-groups")
    change(manager, together, {"is_shared": True, "project_id": p["id"]}, "filter-groups")
    look("after changes of groups")

    # Gone
    for by in (manager, mate):
        by.delete("/data/user/filters/" + first["id"])
        by.delete("/data/user/filter-groups/" + group["id"])
    artist.delete("/data/user/filters/" + first["id"])
    artist.delete("/data/user/filters/" + first["id"])
    c.delete("/data/user/filters/" + hidden["id"])
    artist.delete("/data/user/filters/foo", fixed={"status": 404})
    artist.delete("/data/user/filter-groups/foo", fixed={"status": 404})
    artist.delete("/data/user/filter-groups/" + group["id"])
    artist.put("/data/user/filters/" + inside["id"], {"name": "gone with its group"})
    manager.delete("/data/user/filter-groups/" + together["id"])
    look("what is left")
    c.anonymous().get("/data/user/filters")
    c.anonymous().post("/data/user/filter-groups", {})
