"""Groups of search filters as rows: for administrators alone."""
from fixtures import cast, department, new, project
from tables import NOBODY, changed, deleted, made, strangers, tried


def run(c):
    p, who = project(c), cast(c)["user"]
    fields = {"list_type": "asset", "entity_type": "Asset", "name": "Group", "color": "#aabbcc", "is_shared": True, "department_id": department(c)["id"], "person_id": who["id"], "project_id": p["id"]}
    g = made(c, "search-filter-groups", "search-filter-group", fields)
    c.post("/data/search-filter-groups", {"list_type": "shot"}, note="only what is required")
    c.post("/data/search-filter-groups", {"name": "No list"})
    c.post("/data/search-filter-groups", {"list_type": "asset", "color": "#aabbccdd"}, note="too long")
    c.post("/data/search-filter-groups", {"list_type": "asset", "person_id": NOBODY})
    changed(c, "search-filter-groups", "search-filter-group", g, {"name": "Others", "color": "", "is_shared": False})
    c.put("/data/search-filter-groups/" + g["id"], {"color": None})
    tried(c, "search-filter-groups", g, fields)
    strangers(c, "search-filter-groups")
    f = new(c, "search-filters", list_type="asset", search_filter_group_id=g["id"])
    c.delete("/data/search-filter-groups/" + g["id"], note="a filter is in it")
    c.delete("/data/search-filters/" + f["id"], keep=False)
    deleted(c, "search-filter-groups", "search-filter-group", g)
