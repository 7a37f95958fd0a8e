"""Filters on dates, fractions, choices, structures and relations."""
from fixtures import cast, department, new, project

NOBODY = "ffffffff-ffff-4fff-8fff-ffffffffffff"


def run(c):
    p = project(c, team=())
    d = department(c)
    b = new(c, "budgets", name=c.unique("Budget "), project_id=p["id"])
    new(c, "budget-entries", budget_id=b["id"], department_id=d["id"], start_date="2024-02-29", months_duration=3, daily_salary=100.5, position="lead", seniority="senior", exceptions={"a": 1})
    new(c, "budget-entries", budget_id=b["id"], department_id=d["id"], start_date="2024-03-01", months_duration=6, daily_salary=200)
    ask = lambda **kw: c.get("/data/budget-entries", query={"budget_id": b["id"], **{k: v for k, v in kw.items() if k not in ("note", "fixed")}}, unordered=True,
                             pick=lambda rows: [r["months_duration"] for r in rows], **{k: v for k, v in kw.items() if k in ("note", "fixed")})
    ask()
    ask(start_date="2024-02-29")
    ask(start_date="2024-02-30", fixed={"status": 400})
    ask(start_date="20240229", note="without dashes")
    ask(start_date="2024-02-29T00:00:00")
    ask(start_date="abc", fixed={"status": 400})
    ask(start_date="", fixed={"status": 400})
    ask(start_date='["2024-02-29","2024-03-01"]')
    ask(daily_salary="100.5")
    ask(daily_salary="200")
    ask(daily_salary="200.0")
    ask(daily_salary="2e2")
    ask(daily_salary="[100.5,200]")
    ask(daily_salary="abc", fixed={"status": 400})
    ask(daily_salary="", fixed={"status": 400})
    ask(position="lead")
    ask(position="artist", note="the default")
    ask(position="boss", note="no such code")
    ask(position="Lead")
    ask(position='["lead","artist"]')
    ask(position='["lead","boss"]')
    ask(position="")
    ask(exceptions='{"a": 1}', note="structures match nothing")
    ask(person_id=NOBODY)
    ask(months_duration="3", daily_salary="100.5")
    ask(months_duration="3", daily_salary="200")

    # Relations: rows that have that one related row.
    m = new(c, "metadata-descriptors", project_id=p["id"], entity_type="Asset", name="One", field_name="one", departments=[d["id"]])
    new(c, "metadata-descriptors", project_id=p["id"], entity_type="Asset", name="Two", field_name="two")
    ask = lambda **kw: c.get("/data/metadata-descriptors", query={"project_id": p["id"], **{k: v for k, v in kw.items() if k not in ("note", "fixed")}}, unordered=True,
                             pick=lambda rows: [r["name"] for r in rows], **{k: v for k, v in kw.items() if k in ("note", "fixed")})
    ask()
    ask(departments=d["id"])
    ask(departments=NOBODY)
    ask(departments="abc", fixed={"status": 400})
    ask(departments="", fixed={"status": 400})
    ask(departments='["%s"]' % d["id"], fixed={"status": 400})
    ask(id=m["id"], departments=d["id"])
    ask(data_type="string", note="null is not a code")
    ask(for_client="false")

    user = cast(c)["user"]
    c.get("/data/persons", email=user["email"].upper(), pick=lambda rows: [r["email"] == user["email"] for r in rows], note="the case of an email is free")
    c.get("/data/persons", query={"email": user["email"], "timezone": "Europe/Paris"}, pick=len)
    c.get("/data/persons", query={"email": user["email"], "timezone": "Nowhere/Land"}, fixed={"status": 400})
    c.get("/data/persons", query={"email": user["email"], "locale": "en_US"}, pick=len)
    c.get("/data/persons", query={"email": user["email"], "full_name": user["full_name"]}, pick=len)
    c.get("/data/persons", query={"email": user["email"], "full_name": user["full_name"].upper()}, pick=len)
    c.get("/data/projects", query={"id": p["id"], "team": user["id"]}, pick=len)
    # The case of a column's name.
    c.get("/data/persons", query={"email": user["email"], "ROLE": "admin"}, pick=len, note="not the name of a column")
    # A chat has a moment that is written by hand.
    chat = new(c, "chats", object_id=p["id"], last_message="2024-01-02T03:04:05")
    for text in ("2024-01-02T03:04:05", "2024-01-02 03:04:05", "2024-01-02", "2024-01-02T03:04:05Z", '["2024-01-02T03:04:05"]'):
        c.get("/data/chats", query={"object_id": p["id"], "last_message": text}, pick=lambda rows: [r["id"] == chat["id"] for r in rows])
