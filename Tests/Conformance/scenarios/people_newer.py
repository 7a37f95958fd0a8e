"""Who is in a department, who is away in a year."""
from builders import NOWHERE, only, someone
from fixtures import ROLES, as_role, cast, department, login, new, project


def run(c):
    d, e = department(c, "a-"), department(c, "b-")
    inside = [someone(c, first_name=n, departments=[d["id"]]) for n in ("Zoe", "Abe")]
    path = f"/data/departments/{d['id']}/persons"
    c.get(path, ignore={"last_presence"}, pick=lambda rows: [[row["first_name"], row["email"], "password" in row, row.get("departments")] for row in rows])
    for role in ROLES[1:]:
        # Those whom he works with are others.
        as_role(c, role).get(path, note=role, **({"fixed": {"status": 200, "body": []}} if role == "client" else {}))
    c.get(f"/data/departments/{e['id']}/persons")
    c.get(f"/data/departments/{NOWHERE}/persons")
    c.get("/data/departments/foo/persons")
    c.anonymous().get(path)

    # Days off in a year nobody else has any in.
    away = someone(c, departments=[d["id"]])
    p = project(c, team=("manager", "supervisor", "user", "client", "vendor", away))
    off = new(c, "day-offs", person_id=away["id"], date="2093-12-30", end_date="2094-01-02", description="sea")

    def ours(rows):
        return [row for row in rows if row["id"] == off["id"]]

    for year in (2092, 2093, 2094, 2095):
        c.get(f"/data/persons/day-offs/{year}", pick=ours)
    for year in ("0", "9999", "soon"):
        c.get(f"/data/persons/day-offs/{year}", fixed={"status": 400})
    login(c, away).get("/data/persons/day-offs/2093", note="oneself", pick=ours)
    for role in ROLES:
        as_role(c, role).get("/data/persons/day-offs/2093", note=role, pick=ours)
    login(c, someone(c, "manager")).get("/data/persons/day-offs/2093", note="a manager of other projects", pick=ours)
    for theirs in (d, e):
        supervisor = someone(c, "supervisor", departments=[theirs["id"]])
        project(c, team=(supervisor, away), prefix=theirs["name"])
        login(c, supervisor).get("/data/persons/day-offs/2093", note="a supervisor of a department", pick=ours)
    c.anonymous().get("/data/persons/day-offs/2093")
