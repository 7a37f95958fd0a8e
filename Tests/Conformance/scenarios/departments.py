"""Departments: everybody reads them, administrators write them."""
from fixtures import department, event, new, person
from tables import changed, deleted, made, strangers, tried


def run(c):
    d = made(c, "departments", "department", {"name": c.unique("Ink "), "color": "#aabbcc"})
    changed(c, "departments", "department", d, {"name": c.unique("Ink and paint "), "archived": True})
    c.put("/data/departments/" + d["id"], {"name": department(c)["name"]}, note="the name of another")
    tried(c, "departments", d, {"name": c.unique("x"), "color": "#000000"})
    strangers(c, "departments")

    # Who or what belongs to a department keeps it.
    member = person(c, departments=[d["id"]])
    c.delete("/data/departments/" + d["id"], note="somebody works there")
    c.put("/data/persons/" + member["id"], {"departments": []}, keep=False)
    filter_ = new(c, "search-filters", list_type="asset", department_id=d["id"])
    c.delete("/data/departments/" + d["id"], note="a filter is for it")
    c.delete("/data/search-filters/" + filter_["id"], keep=False)

    # Its salary scale goes with it.
    mine = lambda rows: len([r for r in rows if r["department_id"] == d["id"]])
    c.get("/data/salary-scales", pick=mine)
    deleted(c, "departments", "department", d)
    c.get("/data/salary-scales", pick=mine)
    event(c, "salary-scale:delete", department_id=d["id"])
