"""What administrators do with the accounts of others."""
from fixtures import PASSWORD, ROLES, as_role, login, new, person

UNKNOWN = "ffffffff-ffff-4fff-8fff-ffffffffffff"


def run(c):
    nobody = c.anonymous()
    who = person(c)
    bot = new(c, "persons", first_name="Bot", last_name=c.unique("bot"), email=c.unique("bot-") + "@example.com", is_bot=True)
    other = person(c, role="admin", prefix="admin-")
    fresh = "another-good-password"
    both = lambda password, repeated=None: {"password": password, "password_2": password if repeated is None else repeated}
    routes = (("GET", "invite", None), ("POST", "reset-password-link", {}), ("POST", "change-password", both(fresh)))

    for method, name, body in routes:
        url = f"/actions/persons/{who['id']}/{name}"
        nobody.step(method, url, json=body)
        for role in ROLES[1:]:
            as_role(c, role).step(method, url, json=body, note=role)
        for id in (UNKNOWN, "none", bot["id"]):
            c.step(method, f"/actions/persons/{id}/{name}", json=body)
            as_role(c, "manager").step(method, f"/actions/persons/{id}/{name}", json=body, note="first whether there is such a person")

    c.get(f"/actions/persons/{who['id']}/invite")
    c.get(f"/actions/persons/{other['id']}/invite", note="another administrator")
    c.get(f"/actions/persons/{person(c, prefix='gone-', active=False)['id']}/invite", note="inactive")

    # A link.
    shape = lambda b: [b["reset_password_link"].split("?")[0].rsplit("/", 1)[1], "type=" in b["reset_password_link"], len(b["reset_password_link"].split("token=")[1])]
    link = c.post(f"/actions/persons/{who['id']}/reset-password-link", {}, pick=shape)["reset_password_link"]
    c.post(f"/actions/persons/{other['id']}/reset-password-link", {}, note="another administrator with a password")
    c.post(f"/actions/persons/{new(c, 'persons', first_name='No', last_name=c.unique('password-'), email=c.unique('new-') + '@example.com', role='admin')['id']}/reset-password-link", {}, pick=shape, note="another administrator without one")
    token = link.split("token=")[1]
    reset = {"email": who["email"], "token": token}
    nobody.put("/auth/reset-password", {**reset, "password": "short", "password2": "short"})
    nobody.put("/auth/reset-password", {**reset, "password": fresh, "password2": fresh + "x"}, note="refused, so still good")
    nobody.put("/auth/reset-password", {**reset, "email": other["email"], "password": fresh, "password2": fresh}, note="of another address")
    nobody.put("/auth/reset-password", {**reset, "email": who["email"].upper(), "password": fresh, "password2": fresh}, fixed={"status": 200, "body": {"success": True}}, skip_peer=True, note="in any case")
    nobody.put("/auth/reset-password", {**reset, "password": fresh, "password2": fresh}, fixed={"status": 400, "body": {"error": True, "message": ""}}, note="works once")
    nobody.post("/auth/login", {"email": who["email"], "password": fresh}, pick=lambda b: b["login"])

    # A password.
    url = f"/actions/persons/{who['id']}/change-password"
    for body in ({}, {"password": fresh}, both(""), both(5), both(None), both(fresh, fresh + "x"), both("short"), both("short", "other"), both("ééééééé"), []):
        c.post(url, body)
    c.post(f"/actions/persons/{other['id']}/change-password", both("short"), note="another administrator, whatever the password")
    c.post(url, both(PASSWORD))
    c.step("POST", url, data=both(fresh + "2"), note="a form")
    nobody.post("/auth/login", {"email": who["email"], "password": PASSWORD})
    nobody.post("/auth/login", {"email": who["email"], "password": fresh + "2"}, pick=lambda b: b["login"])
    gone = person(c, prefix="inactive-", active=False)
    c.post(f"/actions/persons/{gone['id']}/change-password", both(fresh), note="inactive")
    me = login(c, other)
    me.post(f"/actions/persons/{other['id']}/change-password", both(fresh), note="oneself")
    nobody.post("/auth/login", {"email": other["email"], "password": fresh}, pick=lambda b: b["login"])
