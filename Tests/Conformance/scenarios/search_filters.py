"""Search filters as rows: for administrators alone."""
from fixtures import cast, department, new, project
from tables import NOBODY, changed, deleted, made, strangers, tried


def run(c):
    p, d, who = project(c), department(c), cast(c)["user"]
    g = new(c, "search-filter-groups", list_type="asset", name="Group", person_id=who["id"])
    fields = {"list_type": "asset", "entity_type": "Asset", "name": "Mine", "search_query": "props", "is_shared": True, "department_id": d["id"], "search_filter_group_id": g["id"],
              "person_id": who["id"], "project_id": p["id"]}
    f = made(c, "search-filters", "search-filter", fields)
    c.post("/data/search-filters", {"list_type": "shot"}, note="only what is required")
    c.post("/data/search-filters", {"name": "No list"})
    c.post("/data/search-filters", {"list_type": None})
    c.post("/data/search-filters", {"list_type": "asset", "name": None, "search_query": None, "is_shared": None}, note="null takes the default")
    c.post("/data/search-filters", {"list_type": "asset", "search_query": "x" * 501})
    c.post("/data/search-filters", {"list_type": "asset", "name": "x" * 201})
    c.post("/data/search-filters", {"list_type": "asset", "search_filter_group_id": NOBODY})
    changed(c, "search-filters", "search-filter", f, {"name": "Ours", "search_filter_group_id": None, "project_id": None, "person_id": None}, note="the project stays")
    c.put("/data/search-filters/" + f["id"], {"name": None})
    c.get("/data/search-filters", query={"project_id": p["id"], "is_shared": "true", "name": "our%"}, pick=len)
    tried(c, "search-filters", f, fields)
    strangers(c, "search-filters")
    deleted(c, "search-filters", "search-filter", f)
