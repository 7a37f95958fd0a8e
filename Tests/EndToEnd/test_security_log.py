"""Who came in, who was refused, what changed about it: a line each in the log, without a secret."""
import shlex
from collections import Counter

import pytest

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
    assert not any(hidden in line for line in log.lines() for hidden in [secret, *codes])


def test_tokens(server, admin, log):
    bot = Person(server, admin, is_bot=True, password=None)
    log.next(bot.id, ("account-created", "bot", None), ("token-created", "bot", None))
    who = Person(server, admin)
    program = Tokens(server, admin.put(f"/data/persons/{who.id}", json={"expiration_date": None}).json())
    admin.put(f"/data/persons/{who.id}", json={"active": False})
    log.next(who.id, ("account-created", "person", None), ("token-created", "person_api", None), ("tokens-revoked", None, "deactivated"))
    assert not any(token in line for line in log.lines() for token in (bot.program, program.access))
