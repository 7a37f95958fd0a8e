"""Castings, people and estimations from spreadsheets."""

from builders import NOWHERE, Stage, only, someone, supervisor
from fixtures import ROLES, as_role, department, entity, login, new


def rows(*lines):
    return "\n".join(",".join(line) for line in lines) + "\n"


def run(c):
    s = Stage(c, production_type="short")
    p = s.project
    base = f"/import/csv/projects/{p['id']}/"

    def load(path, text, by=c, **options):
        query = options.pop("query", "")
        return by.upload(path + query, file=("rows.csv", text.encode(), "text/csv"), **options)

    # Castings
    sequence = entity(c, p, "Sequence", "SQ 1 ")
    shot = entity(c, p, "Shot", "SH 1 ", parent_id=sequence["id"])
    chair, hero = entity(c, p, "Prop", "Chair "), entity(c, p, "Character", "Hero ")
    header = ("Parent", "Name", "Asset Type", "Asset", "Occurences", "Label")
    names = {"shot": (sequence["name"], shot["name"]), "chair": ("Prop", chair["name"]), "hero": ("Character", hero["name"])}

    def casting():
        c.get(f"/data/projects/{p['id']}/entity-links", pick=lambda found: sorted([row["entity_in_id"] == shot["id"], row["nb_occurences"], row["label"]] for row in found), note="what is cast")
        c.get("/data/entities/" + shot["id"], pick=only("nb_entities_out"))

    load(base + "casting", rows(header, (*names["shot"], *names["chair"], "2", "Fixed One"), (*names["shot"], *names["hero"], "", ""), (*names["shot"], "Prop", "nothing", "1", ""), ("nothing", "x", *names["chair"], "1", "")))
    casting()
    load(base + "casting", rows(header[:5], (*names["shot"], *names["chair"], "5")), note="without labels")
    load(base + "casting", rows(header, (*names["chair"], *names["hero"], "3", "in")), note="in an asset")
    load(base + "casting", rows(header, (sequence["name"].upper(), shot["name"].replace(" ", "-"), "PROP", chair["name"], "7", "x")), note="by slugs")
    casting()
    c.get("/data/events/last", query={"project_id": p["id"], "limit": 50}, note="the events", pick=lambda found: sorted({row["name"] for row in found if "casting" in row["name"] or "link" in row["name"]}))
    for count in ("x", "1.5"):
        load(base + "casting", rows(header, (*names["shot"], *names["chair"], count, "")), fixed={"status": 400})
    load(base + "casting", rows(header[:4], (*names["shot"], *names["chair"])), note="a column is missing", fixed={"status": 400})

    # Estimations
    path = base + f"task-types/{s.asset_type['id']}/estimations"
    columns = ("Parent", "Entity", "Estimation", "Drawings", "Start date", "Due date", "Difficulty")
    own = ("Prop", s.asset["name"])

    def told(note=""):
        c.get("/data/tasks/" + s.task["id"], pick=only("estimation", "nb_drawings", "start_date", "due_date", "difficulty"), note=note)

    for cells in (("2", "12", "2026-01-05", "", "4"), ("0.5", "", "2026-01-09", "", ""), ("3", "", "2026-01-09", "", ""), ("", "", "", "2026-02-01", ""), ("", "", "", "", "")):
        load(path, rows(columns, (*own, *cells)), note=str(cells))
        told(str(cells))
    for cells in (("x", "", "", "", ""), ("", "1.5", "", "", ""), ("", "", "2026-13-01", "", ""), ("", "", "", "tomorrow", ""), ("", "", "", "", "9")):
        load(path, rows(columns, (*own, *cells)), note=str(cells), fixed={"status": 400})
    load(path, rows(columns[:3], ("Prop", "nothing", "1")), fixed={"status": 400})
    load(path, rows(columns[:3], ("Prop", chair["name"], "1")), note="no task", fixed={"status": 400})
    load(path, rows(("Parent", "Estimation"), ("Prop", "1")), note="a column is missing", fixed={"status": 400})
    for end in ("main", "all", NOWHERE):
        load(base + f"episodes/{end}/task-types/{s.asset_type['id']}/estimations", rows(columns[:3], (*own, "4")), note=end, fixed={"status": 400} if end == NOWHERE else None)
    away, here = supervisor(c, department(c, "away-")), supervisor(c, s.department)
    for person in (away, here):
        c.post(f"/data/projects/{p['id']}/team", {"person_id": person["id"]}, keep=False)
        load(path, rows(columns[:3], (*own, "4")), by=login(c, person), note="a supervisor")
    for role, by in [(role, as_role(c, role)) for role in ROLES] + [("a stranger", login(c, someone(c, "manager"))), ("nobody", c.anonymous())]:
        load(path, rows(columns[:3], (*own, "4")), by=by, note=role)
        load(base + "casting", rows(header, (*names["shot"], *names["chair"], "7", "x")), by=by, note=role)
        for wrong in (NOWHERE, "x"):
            load(base + f"task-types/{wrong}/estimations", rows(columns[:3], (*own, "4")), by=by, note=role, fixed={"status": 401} if role == "nobody" else None)
        load(f"/import/csv/projects/{NOWHERE}/casting", rows(header, (*names["shot"], *names["chair"], "7", "x")), by=by, note=role)

    # People
    studio, group = new(c, "studios", name=c.unique("studio-"), color="#123456"), department(c, "group-")
    header = ("First Name", "Last Name", "Email", "Phone", "Role", "Contract Type", "Position", "Seniority", "Country", "Daily Salary", "Studio", "Departments", "Active")
    people = "/import/csv/persons"
    email = c.unique("new-") + "@example.com"
    shown = only("first_name", "last_name", "email", "phone", "role", "contract_type", "position", "seniority", "country", "daily_salary", "active", "studio_id", "full_name")
    full = ("Ada", "Moss", f" {email} ", "12", "Supervisor", "Freelance", "LEAD", "senior", "fr", "320", studio["name"], f"\"{s.department['name']},{group['name']}\"", "yes")
    load(people, rows(header[:3], ("Ada", "Moss", email)), pick=shown)
    load(people, rows(header, full), note="without update", pick=shown)
    load(people, rows(header, full), query="?update=true", note="with update", pick=shown)
    row = load(people, rows(header[:3], ("Ada", "Moss", email.upper())), query="?update=true", note="in capitals", pick=lambda found: found[0]["first_name"])
    c.get("/data/persons", query={"email": email, "relations": "true"}, pick=lambda found: [len(person["departments"]) for person in found])
    load(people, rows((*header[:3], "Departments"), ("Ada", "Moss", email, group["name"])), query="?update=true", note="departments are replaced", pick=shown)
    c.get("/data/persons", query={"email": email, "relations": "true"}, pick=lambda found: [len(person["departments"]) for person in found])
    for role in ("Artist", "user", "MANAGER", "Studio Manager", "Production Manager", "client", "Vendor"):
        load(people, rows((*header[:3], "Role"), ("Ada", "Moss", email, role)), query="?update=true", note=role, pick=lambda found: found[0]["role"])
    for column, cell in (("Role", "boss"), ("Contract Type", "none"), ("Position", "x"), ("Seniority", "x"), ("Country", "France"), ("Daily Salary", "lots"), ("Studio", "nothing"), ("Departments", "nothing"), ("Active", "maybe")):
        load(people, rows((*header[:3], column), ("Ada", "Moss", email, cell)), query="?update=true", note=column, fixed={"status": 400})
    load(people, rows(header[:3], ("Ada", "Moss", "foo")), note="no address", fixed={"status": 400})
    load(people, rows(("First Name", "Email"), ("Ada", email)), note="a column is missing", fixed={"status": 400})
    for role in ROLES:
        load(people, rows(header[:3], ("Ada", "Moss", email)), by=as_role(c, role), note=role, pick=len)
    c.anonymous().post(people)
    c.post(people)
