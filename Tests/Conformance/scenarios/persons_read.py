"""What a person's row shows depends on who looks."""

from builders import INVALID, NOWHERE, only, someone
from fixtures import as_role, closed, department, login

ROLES = ("admin", "manager", "supervisor", "user", "client", "vendor")


def run(c):
    d = department(c)
    p = someone(c, departments=[d["id"]], phone="123", daily_salary=100, desktop_login=c.unique("desk-"))
    q = someone(c, active=False)
    both = {"id": f'["{p["id"]}","{q["id"]}"]'}
    path = "/data/persons/" + p["id"]
    c.get(path)
    c.get(path, relations="false", pick=lambda row: sorted(row))
    for role in ROLES[1:]:
        by = as_role(c, role)
        by.get(path, note="as " + role, **closed(role, "client"))
        by.get("/data/persons", query=both, note="as " + role, unordered=True, **({"fixed": {"status": 200, "body": []}} if role == "client" else {}))
    as_role(c, "artist").get(path, relations="false", pick=only("departments"))
    as_role(c, "artist").get("/data/persons", query={"id": p["id"], "relations": "true"})
    login(c, p).get(path, note="himself", pick=lambda row: sorted(row))
    c.get("/data/persons", query=both, unordered=True)
    c.get("/data/persons", query={"id": p["id"], "relations": "true"}, pick=only("departments", "full_name"))
    c.get("/data/persons", query={"id": p["id"], "with_pass_hash": "true"}, pick=only("full_name", "password"))
    c.get("/data/persons", query={"id": p["id"], "with_pass_hash": "false"}, pick=lambda rows: "password" in rows[0])
    as_role(c, "manager").get("/data/persons", query={"id": p["id"], "with_pass_hash": "true"}, pick=lambda rows: "password" in rows[0])

    c.get("/data/persons", email=p["email"].upper(), note="the letter case of addresses is free", pick=only("full_name"))
    c.get("/data/persons", full_name=p["full_name"], pick=only("full_name"))
    as_role(c, "artist").get("/data/persons", full_name=p["full_name"], pick=only("full_name"))
    for query in (
        {"phone": "123", "id": p["id"]},
        {"desktop_login": p["desktop_login"], "id": p["id"]},
        {"departments": d["id"]},
        {"role": "user", "id": p["id"]},
        {"active": "false", "id": q["id"]},
        {"role": "nobody", "id": p["id"]},
        {"nonsense": "1", "id": p["id"]},
        {"daily_salary": "100", "id": p["id"]},
        {"is_bot": "true", "id": p["id"]},
        {"email": p["email"]},
    ):
        c.get("/data/persons", query=query, note="as admin", pick=lambda rows: len(rows))
        as_role(c, "artist").get("/data/persons", query=query, note="as user", pick=lambda rows: len(rows))
    for secret in ("password", "totp_secret", "email_otp_secret", "otp_recovery_codes", "fido_credentials", "jti", "login_failed_attemps", "last_login_failed"):
        c.get("/data/persons", query={secret: "x"}, note="a secret")
    c.get("/data/persons", query={"id": p["id"], "fields": "full_name, role"})
    as_role(c, "artist").get("/data/persons", query={"id": p["id"], "fields": "full_name,phone"})
    c.get("/data/persons", query={**both, "page": 1, "limit": 1}, pick=lambda page: [page["total"], page["nb_pages"], len(page["data"])])
    as_role(c, "artist").get("/data/persons", query={**both, "page": 1}, pick=lambda page: [page["total"], sorted(page["data"][0])])
    c.get("/data/persons", query={"id": p["id"], "timezone": "Nowhere/Land"}, fixed={"status": 400, "body": INVALID})
    c.get("/data/persons", query={"id": p["id"], "locale": "en_US"}, pick=lambda rows: len(rows))
    c.get("/data/persons/abc")
    c.get("/data/persons/" + NOWHERE)
    as_role(c, "artist").get("/data/persons/" + NOWHERE)
    c.anonymous().get(path)
