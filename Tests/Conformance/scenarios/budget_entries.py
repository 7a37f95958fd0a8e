"""Lines of a budget as rows: for administrators alone."""
from fixtures import cast, department, new, project
from tables import NOBODY, changed, deleted, made, strangers, tried

REFUSED = {"status": 400, "body": {"error": True, "message": "", "data": None}}


def run(c):
    p, d = project(c), department(c)
    b, other = new(c, "budgets", name="One", project_id=p["id"]), new(c, "budgets", name="Other", project_id=p["id"])
    fields = {"budget_id": b["id"], "department_id": d["id"], "person_id": cast(c)["user"]["id"], "start_date": "2024-01-01", "months_duration": 12, "daily_salary": 250.5,
              "position": "lead", "seniority": "senior", "exceptions": {"2024-03": 100}}
    e = made(c, "budget-entries", "budget-entry", fields)
    least = {"budget_id": b["id"], "department_id": d["id"], "start_date": "2024-01-01", "months_duration": 1, "daily_salary": 0}
    c.post("/data/budget-entries", least, note="only what is required")
    for key in least:
        c.post("/data/budget-entries", {k: v for k, v in least.items() if k != key}, note="no " + key)
    c.post("/data/budget-entries", {**least, "budget_id": NOBODY})
    c.post("/data/budget-entries", {**least, "position": None, "seniority": None}, note="null takes the default")
    # The original writes these and can never read the table again.
    c.post("/data/budget-entries", {**least, "position": "boss"}, skip_peer=True, fixed=REFUSED, note="an unknown position")
    c.post("/data/budget-entries", {**least, "seniority": "Senior"}, skip_peer=True, fixed=REFUSED)
    c.put("/data/budget-entries/" + e["id"], {"position": "boss"}, skip_peer=True, fixed=REFUSED)
    c.put("/data/budget-entries/" + e["id"], {"seniority": "boss"}, skip_peer=True, fixed=REFUSED)
    c.get("/data/budget-entries/" + e["id"], note="nothing was written")
    changed(c, "budget-entries", "budget-entry", e, {"position": "artist", "seniority": None, "daily_salary": 300, "exceptions": None, "budget_id": other["id"]}, note="the budget stays")
    c.put("/data/budget-entries/" + e["id"], {"start_date": None})
    tried(c, "budget-entries", e, least)
    strangers(c, "budget-entries")
    deleted(c, "budget-entries", "budget-entry", e)
