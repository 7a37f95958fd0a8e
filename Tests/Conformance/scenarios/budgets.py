"""Budgets as rows: for administrators alone."""
from fixtures import department, new, project
from tables import NOBODY, changed, deleted, made, strangers, tried


def run(c):
    p, theirs = project(c), project(c, team=(), prefix="theirs-")
    b = made(c, "budgets", "budget", {"name": "First", "project_id": p["id"], "revision": 3, "currency": "EUR"})
    c.post("/data/budgets", {"name": "Alone"}, note="no project")
    c.post("/data/budgets", {"project_id": p["id"]}, note="no name")
    c.post("/data/budgets", {"name": "x", "currency": "EURO"}, note="too long")
    c.post("/data/budgets", {"name": "x", "project_id": NOBODY})
    c.post("/data/budgets", {"name": "x", "revision": None})
    changed(c, "budgets", "budget", b, {"name": "Second", "currency": None, "revision": 9, "project_id": theirs["id"]}, note="the revision and the project stay")
    c.put("/data/budgets/" + b["id"], {"name": None})
    tried(c, "budgets", b, {"name": "x", "project_id": p["id"]})
    strangers(c, "budgets")
    e = new(c, "budget-entries", budget_id=b["id"], department_id=department(c)["id"], start_date="2024-01-01", months_duration=1, daily_salary=1)
    c.delete("/data/budgets/" + b["id"], note="it has an entry")
    c.delete("/data/budget-entries/" + e["id"], keep=False)
    deleted(c, "budgets", "budget", b)
