"""Every field of what one signs in with, changes and resets: absent, empty, of another kind, and far too long."""
from fixtures import PASSWORD, login, person

PROOF = {"totp": "123456", "email_otp": "123456", "fido_authentication_response": {"id": "a"}, "recovery_code": "ABCDEFGHIJ"}
NEW = {"password": "another-good-password"}
KINDS = {"null": None, "empty": "", "a number": 5, "true": True, "a list": ["a"], "an object": {"a": 1}}


def run(c):
    nobody, who = c.anonymous(), person(c)
    me = login(c, who)
    bodies = [
        (nobody, "POST", "/auth/login", {"email": who["email"], "password": PASSWORD, **PROOF}),
        (me, "POST", "/auth/change-password", {"old_password": PASSWORD, **NEW, "password_2": NEW["password"]}),
        (nobody, "POST", "/auth/reset-password", {"email": who["email"]}),
        (nobody, "PUT", "/auth/reset-password", {"email": who["email"], "token": "A" * 64, **NEW, "password2": NEW["password"]}),
        (me, "POST", "/auth/email-otp", {"email_otp": "123456"}),
        (me, "DELETE", "/auth/email-otp", PROOF),
        (me, "DELETE", "/auth/totp", PROOF),
        (me, "POST", "/auth/fido", {"registration_response": {"id": "a"}, "device_name": "key"}),
        (me, "DELETE", "/auth/fido", {"device_name": "key", **PROOF}),
        (me, "PUT", "/auth/recovery-codes", PROOF),
    ]
    brief = lambda body: sorted(body)
    for client, method, path, good in bodies:
        ask = lambda body, note: client.step(method, path, json=body, note=note, pick=brief)
        for field in good:
            if needs(path, field):
                ask({k: v for k, v in good.items() if k != field}, f"without {field}")
            for kind, value in KINDS.items():
                if wrong(path, field, kind):
                    ask({**good, field: value}, f"{field} is {kind}")
        ask({k: 5 for k in good}, "everything wrong")
        for body in ([], [good], "text", 5, True):
            ask(body, "no object")
        client.raw(method, path, b"{", headers={"Content-Type": "application/json"}, note="not JSON", pick=brief)
        client.raw(method, path, b'{"email": "a"}', headers={"Content-Type": "text/plain"}, note="not said to be JSON", pick=brief)
    for field in ("email", "password"):
        nobody.post("/auth/login", {"email": who["email"], "password": PASSWORD, field: "x" * 100_000}, note=f"a long {field}")
    for field in ("old_password", "password_2"):
        me.post("/auth/change-password", {"old_password": PASSWORD, **NEW, "password_2": NEW["password"], field: "x" * 100_000}, note=f"a long {field}")
    for field in ("email", "token", "password", "password2"):
        nobody.put("/auth/reset-password", {"email": who["email"], "token": "A" * 64, **NEW, "password2": NEW["password"], field: "x" * 100_000}, note=f"a long {field}")
    nobody.post("/auth/login", {"email": who["email"], "password": PASSWORD}, pick=lambda body: body["login"], note="none of it did anything")


def needs(path, field):
    """A proof is optional in all of its fields: without one, nothing is wrong."""
    return field not in PROOF or path == "/auth/email-otp"


def wrong(path, field, kind):
    return needs(path, field) or kind not in ("null", "empty", "an object" if field == "fido_authentication_response" else "")
