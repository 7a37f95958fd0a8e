"""Somebody made for one test, and what they can sign in with."""
import base64
import json
import secrets
import sys
from pathlib import Path

from session import Anyone
from stack import query

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Conformance"))

from two_factor import code  # noqa: E402, F401

PASSWORD = "correct-horse-battery"


class Person:
    """Made by `admin`, a session of an administrator. `row` are fields of their own."""

    def __init__(self, server, admin, **row):
        self.server, self.email = server, f"{secrets.token_hex(8)}@people.example"
        answer = admin.post("/data/persons", json={"first_name": "Some", "last_name": "Body", "email": self.email, "password": PASSWORD, "role": "user"} | row)
        assert answer.status_code == 201, answer.text
        self.id, self.password, self.program = answer.json()["id"], PASSWORD, answer.json().get("access_token")

    def try_to_sign_in(self, password=None, **proof):
        with Anyone(self.server) as nobody:
            return nobody.post("/auth/login", json={"email": self.email, "password": password or self.password} | proof)

    def sign_in(self, **proof):
        answer = self.try_to_sign_in(**proof)
        assert answer.status_code == 200, answer.text
        return Tokens(self.server, answer.json())


class Tokens:
    """A session: what was handed out when it began."""

    def __init__(self, server, body):
        self.server, self.access, self.refresh = server, body["access_token"], body.get("refresh_token")

    def ask(self, method, path, token=None, **options):
        with Anyone(self.server) as nobody:
            return nobody.request(method, path, headers={"Authorization": f"Bearer {token or self.access}"}, **options)

    def lives(self):
        """Whether it is good, by the access token as by the refresh token."""
        access = self.ask("GET", "/auth/authenticated").status_code == 200
        assert (self.refreshed() is not None) == access, "one of the two tokens is good and the other is not"
        return access

    def refreshed(self):
        """The same session with a new access token; nothing when it is over."""
        answer = self.ask("GET", "/auth/refresh-token", self.refresh)
        return Tokens(self.server, {"access_token": answer.json()["access_token"], "refresh_token": self.refresh}) if answer.status_code == 200 else None


def claims(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def settings(server):
    """What `tsubame` commands need to work on the server's database."""
    return dict(line.split("=", 1) for line in (server.home / "environment").read_text().splitlines())


def sql(server, statement):
    known = settings(server)
    return query(known["DB_SOCKET"], statement, f"--user={known['DB_USERNAME']}", f"--database={known['DB_DATABASE']}", password=known["DB_PASSWORD"])
