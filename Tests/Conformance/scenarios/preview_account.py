"""The account with which a production is looked at as a client does."""
import time

from builders import NOWHERE, Journal, seeded
from fixtures import ROLES, as_role, closed_status, entity, project, task, task_type




def run(c):
    p, other = project(c), project(c, prefix="other-")
    journal = Journal(c, p)
    nobody = c.anonymous()
    path = f"/data/projects/{p['id']}/preview-account"

    c.get("/config", pick=lambda b: b["preview_accounts_enabled"])
    c.get(path, note="there is none")
    for body in ({"is_open": True}, {}):
        c.put(path, body)
    c.delete(path, note="there is none")
    made = c.post(path, pick=lambda b: [list(b), len(b["password"]), b["email"].split("@")[1], len(b["email"]), b["full_name"], b["preview_open_until"]])
    journal.look()
    c.get(path, ignore={"email"})

    def enter(password=None, **options):
        return nobody.post("/auth/login", {"email": made["email"], "password": password or made["password"]}, **options)

    enter(note="closed")
    enter("wrong", note="closed, and a wrong password")
    for wrong in ({}, [], {"is_open": None}, {"is_open": "perhaps"}, {"is_open": 3}):
        c.put(path, wrong)
    c.put(path, {"is_open": True}, pick=lambda b: [list(b), len(b["preview_open_until"])])
    journal.look()
    enter("wrong", note="open, and a wrong password")
    session = enter(note="open", pick=lambda b: [sorted(b), {k: v for k, v in b["user"].items() if k not in ("email", "preview_open_until", "preview_opened_at", "id")}])
    account = c.with_token(session["access_token"])
    me = session["user"]["id"]

    account.get("/auth/authenticated", pick=lambda b: [b["user"]["role"], b["user"]["full_name"]])
    account.get("/data/projects/open", pick=lambda rows: [r["name"] for r in rows])
    account.get("/data/projects/" + p["id"], pick=lambda r: r["name"])
    account.get("/data/projects/" + other["id"])
    account.get(path, note="no manager")
    account.get("/data/persons", pick=lambda rows: len(rows) > 1)
    account.head("/data/projects/open")
    account.options("/data/projects/open")
    for method, url in (("POST", "/data/departments"), ("PUT", "/data/persons/" + me), ("DELETE", path), ("POST", "/nowhere"), ("PUT", "/data/projects/foo"),
                        ("POST", "/auth/app-login/code"), ("POST", "/auth/change-password"), ("PUT", "/auth/totp"), ("PATCH", "/data/persons")):
        account.step(method, url, json={})

    c.get("/data/persons/" + me, note="by an administrator", ignore={"email", "preview_open_until", "preview_opened_at"})
    as_role(c, "user").get("/data/persons/" + me, note="by an artist")
    c.get("/data/persons", pick=lambda rows: [r for r in rows if r["id"] == me])
    c.get("/data/persons", query={"id": me}, note="filtered")
    c.get("/data/user/context", pick=lambda b: [r for r in b["persons"] if r["id"] == me])
    c.get(f"/data/projects/{p['id']}/team", pick=lambda rows: [r["id"] for r in rows if r["id"] == me])
    c.get("/data/projects/" + p["id"], pick=lambda r: me in r["team"])

    c.put("/data/persons/" + me, {"first_name": "Other"}, note="no one edits it")
    c.put("/data/persons/" + me, {})
    c.post(f"/data/projects/{other['id']}/team", {"person_id": me})
    c.post(f"/data/projects/{p['id']}/team", {"person_id": me}, note="its own", pick=lambda b: sorted(b))
    c.post(f"/data/projects/{p['id']}/team", {"person_id": me, "role": "manager"})
    c.put(f"/data/projects/{p['id']}/team/{me}", {"role": "manager"})
    c.put(f"/data/projects/{p['id']}/team/{me}", {"role": None})
    c.put(f"/data/projects/{p['id']}/team/{me}", {"role": "client"})
    c.put("/data/projects/" + other["id"], {"team": [me]}, note="by the row", pick=lambda r: r["name"])
    c.post("/data/projects", {"name": c.unique("with-"), "team": [me]}, note="by a new row", fixed={"status": 400}, skip_peer=True)

    kind, todo = task_type(c), seeded(c, "task-status", "Todo")
    work = task(c, p, entity(c, p), kind, todo)
    c.put(f"/actions/persons/{me}/assign", {"task_ids": [work["id"]]})
    c.put(f"/actions/tasks/{work['id']}/assign", {"person_id": me})
    c.put("/actions/tasks/clear-assignation", {"task_ids": [work["id"]], "person_id": me})
    c.put("/data/tasks/" + work["id"], {"assignees": [me]})
    c.post("/data/tasks", {"project_id": p["id"], "task_type_id": kind["id"], "entity_id": work["entity_id"], "name": "second", "task_status_id": todo["id"], "assignees": [me]})
    c.get("/data/tasks/" + work["id"], pick=lambda r: r["assignees"])

    account.get("/data/projects/open", note="still open", pick=len)
    c.put(path, {"is_open": False}, ignore={"email"})
    journal.look("person", "project")
    account.get("/data/projects/open", note="closed under its feet")
    account.step("POST", "/data/departments", json={}, note="closed: who comes first")
    account.get("/config", pick=lambda b: True, note="for anyone")
    nobody.get("/auth/authenticated")
    time.sleep(1.1)
    c.put(path, {"is_open": True}, keep=False)
    account.get("/data/projects/open", note="opening again revives no token")
    again = enter(keep=False)
    c.with_token(again["access_token"]).get("/data/projects/open", pick=len)
    second = c.post(path, pick=lambda b: [b["id"] == me, b["password"] != made["password"], b["preview_open_until"]], note="another password, closed")
    journal.look("person", "project")
    c.with_token(again["access_token"]).get("/data/projects/open")
    enter(note="the former password")
    c.put(path, {"is_open": True}, keep=False)
    enter(note="the former password, open")
    enter(second["password"], pick=lambda b: b["login"])

    c.delete(f"/data/projects/{p['id']}/team/{me}", note="out of its team")
    c.with_token(enter(second["password"], keep=False)["access_token"]).get("/data/projects/open", pick=len)
    journal.look("person", "project")
    c.post(path, pick=lambda b: list(b), note="back into it")
    journal.look(keep=False)
    c.get(f"/data/projects/{p['id']}/team", pick=lambda rows: [r["role"] for r in rows if r["id"] == me], fixed={"status": 200, "body": ["client"]})

    for role in ROLES:
        by = as_role(c, role)
        by.get(path, note=role, ignore={"email"})
        by.post(path, note=role, pick=lambda b: list(b))
        by.put(path, {"is_open": False}, note=role, ignore={"email"})
        by.put(path, {}, note=role)
    for wrong in (NOWHERE, "foo"):
        for role in ("admin", "manager"):
            url = f"/data/projects/{wrong}/preview-account"
            by = as_role(c, role)
            missing = {"fixed": {"status": 404}} if role == "admin" and wrong == "foo" else {}
            by.get(url, note=role, **missing)
            by.post(url, note=role)
            by.put(url, {"is_open": True}, note=role, **missing)
            by.put(url, {}, note=role)
            by.delete(url, note=role, **missing)
    for role in reversed(ROLES):
        as_role(c, role).delete(path, note=role)
    journal.look("person", "project")
    c.get(path, note="gone")
    c.get("/data/persons/" + me)
    for method in ("GET", "POST", "PUT", "DELETE"):
        nobody.step(method, path, json={"is_open": True} if method == "PUT" else None)

    over = project(c, team=(), prefix="over-")
    c.post(f"/data/projects/{over['id']}/preview-account", keep=False)
    c.put("/data/projects/" + over["id"], {"project_status_id": closed_status(c)["id"]}, keep=False)
    c.delete("/data/projects/" + over["id"], note="a closed project that something happened in", fixed={"status": 400})
    c.get(f"/data/projects/{over['id']}/preview-account", note="all of it stays", pick=lambda b: b is None, fixed={"status": 200, "body": False})
    forced = project(c, team=(), prefix="forced-")
    c.post(f"/data/projects/{forced['id']}/preview-account", keep=False)
    c.delete("/data/projects/" + forced["id"] + "?force=true", note="by force")
    c.post("/data/persons", {"first_name": "No", "last_name": c.unique("preview"), "email": c.unique("no-") + "@example.com", "preview_project_id": p["id"],
                             "preview_open_until": "2030-01-01"}, pick=lambda r: [r["preview_project_id"], r["preview_open_until"]])
