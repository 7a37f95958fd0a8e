"""Budgets of a production and their entries."""
from builders import NOWHERE, REFUSED, only, someone
from fixtures import ROLES, as_role, department, event, new, project


def run(c):
    p, theirs = project(c), project(c, team=(), prefix="theirs-")
    d = department(c)
    who = someone(c)
    path = f"/data/projects/{p['id']}/budgets"
    c.get(path)
    for body in ({}, {"name": ""}, {"name": None}, {"name": 5}, ["a"], {"name": "x", "currency": 5}):
        c.post(path, body)
    c.post(path, {"name": "x", "currency": "EURO"}, fixed={"status": 400})
    c.post(path, {"name": "n" * 256}, fixed={"status": 400})
    first = c.post(path, {"name": "Quote"})
    second = c.post(path, {"name": "Better", "currency": "EUR"})
    event(c, "budget:create", budget_id=second["id"])
    c.delete(f"{path}/{second['id']}")
    event(c, "budget:delete", budget_id=second["id"])
    second = c.post(path, {"name": "Again", "currency": None}, note="the revision is free again")
    c.get(path, pick=lambda rows: sorted(rows, key=lambda row: row["revision"]))
    c.get(f"{path}/{first['id']}")
    c.put(f"{path}/{first['id']}", {"name": "Offer"})
    c.put(f"{path}/{first['id']}", {"currency": "JPY", "name": None}, pick=only("name", "currency"))
    c.put(f"{path}/{first['id']}", {}, pick=only("name", "currency"))
    c.put(f"{path}/{first['id']}", {"currency": "EURO"}, fixed={"status": 400})
    event(c, "budget:update", budget_id=first["id"])
    other = f"/data/projects/{theirs['id']}/budgets"
    for wrong in (NOWHERE, "foo"):
        c.get(f"{path}/{wrong}")
        c.put(f"{path}/{wrong}", {"name": "x"})
        c.delete(f"{path}/{wrong}")
        c.post(f"{path}/{wrong}/entries", {"department_id": d["id"], "start_date": "2026-02-01", "months_duration": 1, "daily_salary": 1})
        c.get(f"{path}/{wrong}/entries")
        c.get(f"{path}/{first['id']}/entries/{wrong}")
        c.put(f"{path}/{first['id']}/entries/{wrong}", {"department_id": d["id"], "start_date": "2026-02-01", "months_duration": 1, "daily_salary": 1})
        c.delete(f"{path}/{first['id']}/entries/{wrong}")
    c.get(f"/data/projects/{NOWHERE}/budgets")
    c.get("/data/projects/foo/budgets")
    c.post(f"/data/projects/{NOWHERE}/budgets", {"name": "x"}, fixed={"status": 404})
    c.get(f"{other}/{first['id']}", note="of another project")
    c.put(f"{other}/{first['id']}", {"name": "Stolen"}, pick=only("name"), skip_peer=True, fixed={"status": 404})
    c.delete(f"{other}/{first['id']}", skip_peer=True, fixed={"status": 404})

    entries = f"{path}/{first['id']}/entries"
    c.get(entries)
    whole = {"department_id": d["id"], "person_id": who["id"], "start_date": "2026-02-01", "months_duration": 5, "daily_salary": 120, "position": "lead", "seniority": "senior", "exceptions": {"2026-03": 5}}
    for body in ({}, {"department_id": ""}, {"department_id": None}, {**whole, "months_duration": "x"}, {**whole, "daily_salary": "x"}, {**whole, "months_duration": 2.5}, {**whole, "person_id": 5}, ["a"]):
        c.post(entries, body)
    for key, value in (("department_id", NOWHERE), ("department_id", "foo"), ("person_id", NOWHERE), ("start_date", "soon"), ("start_date", None), ("months_duration", None), ("daily_salary", None),
                       ("position", "boss"), ("seniority", "zz"), ("months_duration", 2 ** 40)):
        c.post(entries, {**whole, key: value}, skip_peer=key in ("position", "seniority"), fixed={"status": 400}, note=key)
    for key in ("months_duration", "daily_salary"):
        c.post(entries, {**whole, key: -1}, skip_peer=True, fixed={"status": 400}, note="negative")
    c.raw("POST", entries, b'{"department_id": "%s", "start_date": "2026-02-01", "months_duration": 1, "daily_salary": 1e400}' % d["id"].encode(), {"Content-Type": "application/json"}, skip_peer=True, fixed={"status": 400})
    entry = c.post(entries, whole)
    event(c, "budget-entry:create", budget_entry_id=entry["id"])
    c.post(entries, {"department_id": d["id"], "start_date": "2026-02-10T10:00:00", "months_duration": "3", "daily_salary": "99.5"}, note="as texts, without the rest")
    c.get(entries)
    one = f"{entries}/{entry['id']}"
    c.get(one)
    c.put(one, {**whole, "exceptions": {"2026-03": 2000, "2026-04": "15", "2026-05": 0, "2026-06": None, "2026-07": 12.9, "2026-08": -3}}, pick=only("exceptions"))
    c.put(one, {**whole, "exceptions": {"2026-03": "12.5"}}, fixed={"status": 400})
    c.put(one, {**whole, "exceptions": 5})
    c.put(one, {**whole, "exceptions": None}, pick=only("exceptions"))
    for key in ("department_id", "start_date", "months_duration", "daily_salary"):
        c.put(one, {k: v for k, v in whole.items() if k != key}, note="without " + key, fixed={"status": 400})
    c.put(one, {k: whole[k] for k in ("department_id", "start_date", "months_duration", "daily_salary")}, note="what is absent is emptied")
    event(c, "budget-entry:update", budget_entry_id=entry["id"])
    c.get(f"{path}/{second['id']}/entries/{entry['id']}", skip_peer=True, fixed={"status": 404}, note="of another budget")
    c.delete(one)
    event(c, "budget-entry:delete", budget_entry_id=entry["id"])
    c.delete(one, note="twice")
    c.delete(f"{path}/{first['id']}", note="with its entries")

    mine = new(c, "budgets", name="Mine", project_id=p["id"], revision=9)
    for role in ROLES:
        by = as_role(c, role)
        by.get(path, note=role, pick=len)
        by.get(f"{path}/{mine['id']}", note=role, pick=only("name"))
        by.post(path, {}, note=role)
        by.put(f"{path}/{mine['id']}", {"name": 5}, note=role)
        by.get(f"{path}/{mine['id']}/entries", note=role)
        by.post(f"{path}/{mine['id']}/entries", {}, note=role)
        by.get(f"{path}/{mine['id']}/entries/{NOWHERE}", note=role)
        by.delete(f"{path}/{mine['id']}/entries/{NOWHERE}", note=role)
        by.get(f"{path}/time-spents", note=role)
        by.get(other, note=role + ", of a project of others")
        by.get(f"/data/projects/{NOWHERE}/budgets", note=role)
        by.get("/data/projects/foo/budgets", note=role)
    c.anonymous().get(path)
