"""Who came in, who was refused, what changed about it: a line each in the log, without a secret."""
import os
import shlex
from collections import Counter

import pytest
import requests

import processes
from people import PASSWORD, Person, Tokens, code
from session import Anyone

ANOTHER = "another-good-password"


class Log:
    """What is added to the log from now on."""

    def __init__(self, server):
        self.path = server.home / "log/tsubame.log"
        self.start = self.path.stat().st_size
        self.seen = Counter()

    def lines(self):
        with open(self.path, "rb") as file:
            file.seek(self.start)
            return file.read().decode().splitlines()

    def notes(self):
        return [dict(word.split("=", 1) for word in shlex.split(line)) for line in self.lines() if " msg=security " in line]

    def next(self, id, *wanted):
        """The notes about somebody since the last look are these: (event, means, reason)."""
        def found():
            return [tuple(note.get(key) for key in ("event", "means", "reason")) for note in self.notes() if id in (note.get("person"), note.get("login"))]
        # The line is written when the answer has been sent.
        processes.until(lambda: len(found()) >= self.seen[id] + len(wanted), 5, every=0.01)
        assert found()[self.seen[id]:] == list(wanted)
        self.seen[id] += len(wanted)


@pytest.fixture
def log(server):
    return Log(server)


def test_signing_in_and_out(server, admin, log):
    who = Person(server, admin)
    log.next(who.id, ("account-created", "person", None))
    session = who.sign_in()
    log.next(who.id, ("signed-in", "password", None))
    assert session.refreshed()
    log.next(who.id, ("token-created", "refresh", None))
    session.ask("GET", "/auth/logout")
    log.next(who.id, ("signed-out", None, None))
    for _ in range(4):
        who.try_to_sign_in("wrong")
    log.next(who.id, *[("refused", "password", "wrong password")] * 4)
    who.try_to_sign_in("wrong")
    log.next(who.id, ("refused", "password", "wrong password"), ("locked", None, None))
    who.try_to_sign_in()
    log.next(who.id, ("refused", "password", "locked"))
    note = log.notes()[-1]
    assert note["login"] == who.email and note["address"] == "127.0.0.1" and note["level"] == "notice"
    assert any(f"id={note['id']} " in line and "route=/auth/login" in line for line in log.lines()), "the request has the same id"


def test_accounts_that_are_none(server, admin, log):
    strange = 'nobody"\nlevel=notice msg=security event=signed-in person=me\u202e'
    with Anyone(server) as nobody:
        assert nobody.post("/auth/login", json={"email": strange, "password": PASSWORD}).status_code == 400
    assert processes.until(lambda: any(note.get("reason") == "unknown account" for note in log.notes()), 5, every=0.01) is not None
    assert not any(note["event"] == "signed-in" for note in log.notes()), "what is typed makes no line of its own"
    who = Person(server, admin, active=False)
    log.next(who.id, ("account-created", "person", None))
    assert who.try_to_sign_in().status_code == 401
    log.next(who.id, ("refused", "password", "inactive"))


def test_tokens_that_are_none(server, admin, log):
    session = Person(server, admin).sign_in()
    session.ask("GET", "/auth/logout")
    reasons = lambda: [note["reason"] for note in log.notes() if note.get("means") == "token"]
    for path, token in (("/auth/authenticated", session.access), ("/auth/refresh-token", session.refresh), ("/auth/authenticated", session.access[:-4] + "AAAA")):
        assert session.ask("GET", path, token).status_code in (401, 422)
    assert processes.until(lambda: len(reasons()) >= 3, 5, every=0.01) is not None
    assert reasons()[:2] == ["Token has been revoked."] * 2 and "ignature" in reasons()[2]
    with Anyone(server) as nobody:
        nobody.get("/auth/authenticated")
    assert len(reasons()) == 3, "nobody showed anything"
    assert not any(token[-20:] in line for line in log.lines() for token in (session.access, session.refresh))


def test_a_login_as_long_as_one_likes(server, log):
    with Anyone(server) as nobody:
        nobody.post("/auth/login", json={"email": "e" + "\u0301" * 100_000, "password": PASSWORD})
    assert processes.until(lambda: bool(log.notes()), 5, every=0.01) is not None
    assert max(map(len, log.lines())) < 1000


def test_what_stands_in_addresses(server):
    """A mailed link, and a password in a query, leave nothing in nginx's log but the path."""
    access = server.home / "log/nginx-access.log"
    asked = [("/reset-change-password", "token"), ("/api/auth/login", "password"), ("/api/auth/oidc/callback", "code")]
    secret = os.urandom(8).hex()
    site = Anyone(server)
    for path, name in asked:
        requests.get(f"{server.url.removesuffix('/api')}{path}?{name}={secret}", verify=site.verify, timeout=60)
    logged = lambda: access.read_text().splitlines()[-len(asked):]
    assert processes.until(lambda: all(f'"GET {path} ' in line for (path, _), line in zip(asked, logged())), 5, every=0.05) is not None, logged()
    assert secret not in access.read_text()


def test_passwords(server, admin, log):
    who = Person(server, admin, password="default")
    body = {"email": who.email, "password": PASSWORD, "password2": PASSWORD}
    token = who.try_to_sign_in("default").json()["token"]
    log.next(who.id, ("account-created", "person", None), ("refused", "password", "the first password must be changed"))
    with Anyone(server) as nobody:
        nobody.put("/auth/reset-password", json={**body, "token": "A" * 64})
        log.next(who.email, ("refused", "password", "the first password must be changed"), ("refused", "reset token", "wrong or expired token"))
        nobody.put("/auth/reset-password", json={**body, "token": token})
    session = who.sign_in()
    session.ask("POST", "/auth/change-password", json={"old_password": "wrong", "password": ANOTHER, "password_2": ANOTHER})
    session.ask("POST", "/auth/change-password", json={"old_password": PASSWORD, "password": ANOTHER, "password_2": ANOTHER})
    log.next(who.id, ("password-changed", "reset token", None), ("signed-in", "password", None), ("refused", "password", "wrong password"), ("password-changed", "password", None))
    assert not any(secret in line for line in log.lines() for secret in (PASSWORD, ANOTHER, token, session.access, session.refresh))


def test_second_factors(server, admin, log):
    who = Person(server, admin)
    session = who.sign_in()
    secret = session.ask("PUT", "/auth/totp").json()["otp_secret"]
    session.ask("POST", "/auth/totp", json={"totp": "000000"})
    codes = session.ask("POST", "/auth/totp", json={"totp": code(secret)}).json()["otp_recovery_codes"]
    log.next(who.id, ("account-created", "person", None), ("signed-in", "password", None), ("refused", "totp", "wrong code when it was set up"), ("factor-enabled", "totp", None))
    who.try_to_sign_in()
    who.try_to_sign_in(totp="000000")
    who.sign_in(totp=code(secret, ago=-1))
    who.sign_in(recovery_code=codes[0])
    log.next(who.id, ("refused", None, "no second factor"), ("refused", "totp", "wrong second factor"), ("signed-in", "password+totp", None), ("signed-in", "password+recovery_code", None))
    session.ask("PUT", "/auth/recovery-codes", json={"recovery_code": codes[1]})
    session.ask("DELETE", "/auth/totp", json={"totp": "000000"})
    log.next(who.id, ("recovery-codes-replaced", None, None), ("refused", "totp", "wrong second factor"))
    admin.delete(f"/actions/persons/{who.id}/disable-two-factor-authentication")
    log.next(who.id, ("factor-disabled", "administrator", None))
    secret = session.ask("PUT", "/auth/totp").json()["otp_secret"]
    session.ask("POST", "/auth/totp", json={"totp": code(secret)})
    session.ask("DELETE", "/auth/totp", json={"totp": code(secret, ago=-1)})
    log.next(who.id, ("factor-enabled", "totp", None), ("factor-disabled", "totp", None))
    written = "written by an administrator"
    for row in ({"totp_enabled": True, "totp_secret": secret}, {"totp_secret": "A" * 32}, {"first_name": "Other"}, {"totp_enabled": False, "email_otp_enabled": True}):
        assert admin.put(f"/data/persons/{who.id}", json=row).status_code == 200
    log.next(who.id, *[("factor-enabled", "totp", written)] * 2, ("factor-disabled", "totp", written), ("factor-enabled", "email_otp", written))
    assert not any(hidden in line for line in log.lines() for hidden in [secret, *codes])


def test_roles(server, admin, log):
    who = Person(server, admin)
    for role in ("manager", "manager", "user"):
        assert admin.put(f"/data/persons/{who.id}", json={"role": role}).status_code == 200
    log.next(who.id, ("account-created", "person", None), ("role-changed", None, "manager"), ("role-changed", None, "user"))


def test_tokens(server, admin, log):
    bot = Person(server, admin, is_bot=True, password=None)
    log.next(bot.id, ("account-created", "bot", None), ("token-created", "bot", None))
    who = Person(server, admin)
    program = Tokens(server, admin.put(f"/data/persons/{who.id}", json={"expiration_date": None}).json())
    admin.put(f"/data/persons/{who.id}", json={"active": False})
    log.next(who.id, ("account-created", "person", None), ("token-created", "person_api", None), ("tokens-revoked", None, "deactivated"))
    assert admin.delete(f"/data/persons/{bot.id}").status_code == 204
    log.next(bot.id, ("tokens-revoked", None, "deleted"))
    assert not any(token in line for line in log.lines() for token in (bot.program, program.access))
