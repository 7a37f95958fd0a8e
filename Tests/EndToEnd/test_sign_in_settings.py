"""What the settings of signing in do: a second pool of workers on the same database, with others."""
import base64
import hashlib
import hmac
import json
import secrets
import sys
import time
from collections import namedtuple
from pathlib import Path

import pytest

from people import PASSWORD, Person, Tokens, claims, code, settings, sql

sys.path.insert(0, str(Path(__file__).parent / "pool"))

import pool_server  # noqa: E402
from security_key import SecurityKey  # noqa: E402

ANOTHER = "another-good-password"
OPEN_TO_RESTRICTED = ["/auth/totp", "/auth/email-otp", "/auth/fido", "/auth/recovery-codes"]
Answer = namedtuple("Answer", "status headers json")


class Workers(pool_server.Server):
    """Asked as nginx does, without it."""

    def ask(self, method, path, token=None, body=None, agent="tests", cookie=None):
        data = json.dumps(body).encode() if body is not None else b""
        headers = [("User-Agent", agent)] + ([("Authorization", f"Bearer {token}")] if token else []) + ([("Cookie", cookie)] if cookie else [])
        with self.client() as client:
            client.ask(method, path, headers, data, CONTENT_TYPE="application/json" if body is not None else "", TSUBAME_PREFIX="/api")
            status, headers, body = client.answer()
        return Answer(status, headers, json.loads(body) if body else None)

    def sign_in(self, who, **proof):
        return self.ask("POST", "/auth/login", body={"email": who.email, "password": who.password} | proof)

    def is_restricted(self, token):
        """Whether a session can do nothing but set up a second factor."""
        answers = [self.ask("GET", "/data/departments", token), self.ask("GET", "/auth/authenticated/", token)]
        if all(answer.status == 200 for answer in answers):
            return False
        assert all(answer.status == 403 and answer.json["two_factor_authentication_required"] is True and answer.json["error"] is True for answer in answers), answers
        return True


@pytest.fixture
def workers(server, tmp_path):
    running = []

    def start(**variables):
        folder = tmp_path / str(len(running))
        folder.mkdir()
        running.append(Workers(folder, environment=settings(server) | variables))
        return running[-1]

    yield start
    for pool in running:
        pool.stop()


@pytest.fixture
def who(server, admin):
    return Person(server, admin)


# Two-factor authentication for everybody


@pytest.fixture
def strict(workers):
    return workers(ENFORCE_2FA="true")


def test_without_a_factor_one_can_only_set_one_up(strict, who):
    answer = strict.sign_in(who)
    assert answer.status == 200 and answer.json["two_factor_authentication_required"] is True
    access, refresh = answer.json["access_token"], answer.json["refresh_token"]
    assert claims(access)["requires_2fa_setup"] is True and claims(refresh)["requires_2fa_setup"] is True
    assert strict.is_restricted(access)
    body = {"old_password": PASSWORD, "password": ANOTHER, "password_2": ANOTHER}
    refused = [("POST", "/auth/change-password", body), ("GET", "/data/persons", None), ("POST", "/data/departments", {"name": "x"}), ("DELETE", f"/data/persons/{who.id}", None)]
    for method, path, body in refused + [("PUT", path + "/", {}) for path in OPEN_TO_RESTRICTED]:
        answer = strict.ask(method, path, access, body)
        assert answer.status == 403 and answer.json["two_factor_authentication_required"], (method, path, answer)
    for method, path in [("GET", "/auth/authenticated"), ("DELETE", "/auth/totp"), *[("PUT", path) for path in OPEN_TO_RESTRICTED]]:
        answer = strict.ask(method, path, access, None if method == "GET" else {})
        assert answer.status in (200, 400) and "two_factor_authentication_required" not in answer.json, (method, path, answer)
    renewed = strict.ask("GET", "/auth/refresh-token", refresh)
    assert renewed.status == 200 and strict.is_restricted(renewed.json["access_token"]), "refreshing does not lift it"
    assert strict.ask("GET", "/auth/logout", access).status == 200
    assert strict.ask("GET", "/auth/authenticated", access).status == 401


def test_setting_one_up_opens_the_rest(strict, who):
    former = strict.sign_in(who).json
    secret = strict.ask("PUT", "/auth/totp", former["access_token"]).json["otp_secret"]
    assert strict.ask("POST", "/auth/totp", former["access_token"], {"totp": "000000"}).status == 400
    assert strict.is_restricted(strict.ask("GET", "/auth/refresh-token", former["refresh_token"]).json["access_token"])
    done = strict.ask("POST", "/auth/totp", former["access_token"], {"totp": code(secret, ago=1)})
    assert done.status == 200 and len(done.json["otp_recovery_codes"]) == 16
    assert not strict.is_restricted(done.json["access_token"])
    assert "requires_2fa_setup" not in claims(done.json["access_token"])
    assert strict.is_restricted(former["access_token"]), "the old one stays as it is until it ends"
    assert not strict.is_restricted(strict.ask("GET", "/auth/refresh-token", former["refresh_token"]).json["access_token"])
    again = strict.sign_in(who, totp=code(secret))
    assert again.status == 200 and "two_factor_authentication_required" not in again.json and not strict.is_restricted(again.json["access_token"])
    # Without it again: the next token is restricted.
    assert strict.ask("DELETE", "/auth/totp", again.json["access_token"], {"totp": code(secret, ago=-1)}).status == 200
    assert strict.is_restricted(strict.ask("GET", "/auth/refresh-token", again.json["refresh_token"]).json["access_token"])
    assert strict.sign_in(who).json["two_factor_authentication_required"] is True


def test_setting_up_a_security_key_opens_the_rest(server, strict, who):
    former, key = strict.sign_in(who).json["access_token"], SecurityKey(server.url)
    challenge = strict.ask("PUT", "/auth/fido", former)
    body = {"registration_response": key.register(challenge.json), "device_name": "key"}
    cookie = challenge.headers["set-cookie"].split(";")[0]
    done = strict.ask("POST", "/auth/fido", former, body, cookie=cookie)
    assert done.status == 200 and not strict.is_restricted(done.json["access_token"])
    assert strict.is_restricted(former)


def test_a_restricted_session_is_restricted_by_every_pool(server, strict, who):
    session = Tokens(server, strict.sign_in(who).json)
    assert session.ask("GET", "/data/departments").status_code == 403
    assert not strict.is_restricted(who.sign_in().access), "and one from before the rule goes on until it ends"


@pytest.mark.parametrize("name", ["2FA_EXEMPT_USERS", "TWO_FACTOR_EXEMPT_USERS"])
def test_exempt_people(server, admin, workers, who, name):
    other = Person(server, admin)
    pool = workers(ENFORCE_2FA="true", **{name: f"someone@people.example, {who.email}"})
    answer = pool.sign_in(who)
    assert "two_factor_authentication_required" not in answer.json and not pool.is_restricted(answer.json["access_token"])
    assert pool.sign_in(other).json["two_factor_authentication_required"] is True


def test_programs_need_none(server, admin, strict, who):
    bot = Person(server, admin, is_bot=True, password=None)
    program = admin.put(f"/data/persons/{who.id}", json={"expiration_date": None}).json()["access_token"]
    assert not strict.is_restricted(bot.program) and not strict.is_restricted(program)


# Removing a factor


def with_every_factor(server, pool, who):
    """A session of somebody who has all three, and their recovery codes."""
    token = pool.sign_in(who).json["access_token"]
    secret = pool.ask("PUT", "/auth/totp", token).json["otp_secret"]
    codes = pool.ask("POST", "/auth/totp", token, {"totp": code(secret, ago=1)}).json["otp_recovery_codes"]
    sql(server, f"UPDATE person SET fido_enabled = TRUE, fido_credentials = '[]', email_otp_enabled = TRUE, email_otp_secret = totp_secret WHERE id = '{who.id}'")
    return token, codes


REMOVALS = [("/auth/totp", {}), ("/auth/email-otp", {}), ("/auth/fido", {"device_name": "key"})]


def is_on(server, path, who):
    column = {"/auth/totp": "totp_enabled", "/auth/email-otp": "email_otp_enabled", "/auth/fido": "fido_enabled"}[path]
    return sql(server, f"SELECT {column} FROM person WHERE id = '{who.id}'") == [["1"]]


@pytest.mark.parametrize("path, body", REMOVALS)
def test_removing_a_factor_takes_the_password(server, workers, who, path, body):
    pool = workers(RECENT_SIGN_IN_MINUTES="0")
    token, codes = with_every_factor(server, pool, who)
    remove = lambda **shown: pool.ask("DELETE", path, token, body | shown)
    for shown in ({}, {"password": None}, {"password": ""}, {"password": "wrong"}):
        answer = remove(recovery_code=codes[0], **shown)
        assert answer.status == 400 and answer.json["wrong_password"] is True and answer.json["error"] is True, answer
    assert remove(password=7, recovery_code=codes[0]).status == 400
    for shown in ({}, {"recovery_code": "AAAAAAAAAA"}, {"totp": "000000"}):
        answer = remove(password=PASSWORD, **shown)
        assert answer.status == 400 and "wrong_password" not in answer.json, answer
    assert is_on(server, path, who)
    sql(server, f"UPDATE person SET login_failed_attemps = 0 WHERE id = '{who.id}'")
    assert remove(password=PASSWORD, recovery_code=codes[0]).status == 200, "a wrong password did not use the code up"
    assert not is_on(server, path, who)


@pytest.mark.parametrize("path, body", REMOVALS)
def test_having_signed_in_just_now_stands_for_it(server, workers, who, path, body):
    pool = workers()
    token, codes = with_every_factor(server, pool, who)
    remove = lambda token, **shown: pool.ask("DELETE", path, token, body | shown)
    assert remove(token, password="wrong", recovery_code=codes[0]).json["wrong_password"] is True, "one that is shown must be right"
    assert remove(aged(server, token, 16), recovery_code=codes[0]).json["wrong_password"] is True and is_on(server, path, who)
    assert remove(aged(server, token, 14), recovery_code=codes[0]).status == 200 and not is_on(server, path, who)


def test_no_refresh_and_no_new_factor_makes_a_sign_in_recent(server, workers, who):
    pool = workers()
    first = pool.sign_in(who).json
    old = {name: aged(server, first[name + "_token"], 60) for name in ("access", "refresh")}
    began = claims(old["access"])["auth_time"]
    assert claims(pool.ask("GET", "/auth/refresh-token", old["refresh"]).json["access_token"])["auth_time"] == began
    secret = pool.ask("PUT", "/auth/totp", old["access"]).json["otp_secret"]
    done = pool.ask("POST", "/auth/totp", old["access"], {"totp": code(secret, ago=1)}).json
    assert claims(done["access_token"])["auth_time"] == claims(done["refresh_token"])["auth_time"] == began
    assert pool.ask("DELETE", "/auth/totp", done["access_token"], {"totp": code(secret)}).json["wrong_password"] is True
    # A program is no sign-in, nor is what it sets up.
    program = Tokens(server, {"access_token": pool.ask("PUT", f"/data/persons/{who.id}", done["access_token"], {"expiration_date": None}).json.get("access_token")})
    assert program.access and "auth_time" not in claims(program.access)
    assert pool.ask("DELETE", "/auth/totp", program.access, {"totp": code(secret)}).json["wrong_password"] is True
    assert pool.ask("DELETE", "/auth/totp", program.access, {"totp": code(secret), "password": PASSWORD}).status == 200
    secret = pool.ask("PUT", "/auth/totp", program.access).json["otp_secret"]
    made = pool.ask("POST", "/auth/totp", program.access, {"totp": code(secret, ago=1)}).json
    assert pool.ask("DELETE", "/auth/totp", made["access_token"], {"totp": code(secret)}).json["wrong_password"] is True


def aged(server, token, minutes):
    """A token of the same session, had it begun so many minutes ago."""
    head, said = token.split(".")[0], claims(token)
    said["auth_time"] = said.get("auth_time", said["iat"]) - 60 * minutes
    content = head + "." + base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()
    return f"{content}.{signature(content, settings(server)['SECRET_KEY'])}"


# Several hosts


def test_every_host_knows_at_once(server, admin, workers, who):
    """What ends on one pool has ended on the other, session by session."""
    pool = workers()
    first, second, third = who.sign_in(), who.sign_in(), who.sign_in()
    here = lambda session: pool.ask("GET", "/auth/authenticated", session.access).status == 200
    assert all(here(session) and session.lives() for session in (first, second, third))
    assert pool.ask("GET", "/auth/logout", first.access).status == 200
    assert not first.lives() and second.lives() and not here(first)
    assert second.ask("POST", "/auth/change-password", json={"old_password": PASSWORD, "password": ANOTHER, "password_2": ANOTHER}).status_code == 200
    assert here(second) and not here(third)
    admin.put(f"/data/persons/{who.id}", json={"active": False})
    assert not here(second)


# The key that signs


def signature(content, key):
    return base64.urlsafe_b64encode(hmac.new(key.encode(), content.encode(), hashlib.sha256).digest()).rstrip(b"=").decode()


def signed_with(token, key):
    content, _, found = token.rpartition(".")
    return signature(content, key) == found


def test_another_key(server, admin, workers, who):
    """Tokens that a former key signed stay good, new ones are signed with the new one; without the former key they are nothing."""
    old, new = settings(server)["SECRET_KEY"], secrets.token_hex(32)
    session, bot = who.sign_in(), Person(server, admin, is_bot=True, password=None).program
    pool = workers(SECRET_KEY=new, SECRET_KEY_PREVIOUS=f"{secrets.token_hex(32)};{old}")
    assert signed_with(session.access, old)
    assert pool.ask("GET", "/auth/authenticated", session.access).status == 200
    assert pool.ask("GET", "/auth/authenticated", bot).status == 200
    renewed = pool.ask("GET", "/auth/refresh-token", session.refresh).json["access_token"]
    fresh = pool.sign_in(who).json
    for token in (renewed, fresh["access_token"], fresh["refresh_token"]):
        assert signed_with(token, new) and not signed_with(token, old)
    assert pool.ask("GET", "/auth/authenticated", renewed).status == 200
    assert Tokens(server, {"access_token": renewed}).ask("GET", "/auth/authenticated").status_code == 422, "who has not got the new key yet"
    assert pool.ask("GET", "/auth/logout", session.access).status == 200
    assert not session.lives()
    pool = workers(SECRET_KEY=new)
    assert pool.ask("GET", "/auth/authenticated", bot).status == 422
    assert pool.ask("GET", "/auth/authenticated", fresh["access_token"]).status == 200


def test_no_former_key_is_not_an_empty_one(workers, who):
    content = who.sign_in().access.rpartition(".")[0]
    pool = workers(SECRET_KEY=secrets.token_hex(32), SECRET_KEY_PREVIOUS=" ; ;")
    for key in ("", " "):
        assert pool.ask("GET", "/auth/authenticated", f"{content}.{signature(content, key)}").status == 422


# Passwords


def hash_of(server, who):
    return sql(server, f"SELECT password FROM person WHERE id = '{who.id}'")[0][0]


def test_another_cost(server, workers, who):
    """A password is hashed again when its owner signs in; nobody else brings that about."""
    before = hash_of(server, who)
    pool = workers(BCRYPT_LOG_ROUNDS="6")
    assert not before.startswith("$2b$06$")
    assert pool.ask("POST", "/auth/login", body={"email": who.email, "password": "wrong"}).status == 400
    assert hash_of(server, who) == before
    session = pool.sign_in(who).json
    after = hash_of(server, who)
    assert after.startswith("$2b$06$")
    assert pool.sign_in(who).status == 200 and hash_of(server, who) == after
    assert pool.ask("GET", "/auth/authenticated", session["access_token"]).status == 200, "it is the same password: sessions go on"


def test_an_unknown_account_takes_as_long_as_a_known_one(server, admin, workers):
    pool = workers(BCRYPT_LOG_ROUNDS="10")
    known, nothing, unreadable, earlier = (Person(server, admin) for _ in range(4))
    sql(server, f"UPDATE person SET password = NULL WHERE id = '{nothing.id}'")
    sql(server, f"UPDATE person SET password = 'no hash' WHERE id = '{unreadable.id}'")
    assert pool.sign_in(known).status == 200, "hashed with that cost from now on"
    assert hash_of(server, known).startswith("$2b$10$") and hash_of(server, earlier).startswith("$2b$04$")
    times = {who.email: [] for who in (known, nothing, unreadable, earlier)} | {f"{secrets.token_hex(8)}@people.example": []}
    # In turns, and the least of a few: what else the machine does only adds to it.
    for _ in range(8):
        sql(server, f"UPDATE person SET login_failed_attemps = 0 WHERE email IN {tuple(times)}")
        for email in times:
            begin = time.perf_counter()
            assert pool.ask("POST", "/auth/login", body={"email": email, "password": "wrong"}).json == {"login": False, "message": "Wrong email or password."}
            times[email].append(time.perf_counter() - begin)
    least = {email: min(times[email]) for email in times}
    assert all(0.5 < least[email] / least[known.email] < 2 for email in times), least


def test_the_shortest_password(server, workers, who):
    pool = workers(MIN_PASSWORD_LENGTH="12")
    token = pool.sign_in(who).json["access_token"]
    for password, status in [("x" * 11, 400), ("é" * 11, 400), ("x" * 12, 200)]:
        body = {"old_password": PASSWORD, "password": password, "password_2": password}
        assert pool.ask("POST", "/auth/change-password", token, body).status == status
    reset = {"email": who.email, "token": "R" * 64, "password": "x" * 11, "password2": "x" * 11}
    sql(server, f"INSERT INTO reset_token (email, token_hash, expires_at) VALUES ('{who.email}', UNHEX(SHA2('{reset['token']}', 256)), UTC_TIMESTAMP(6) + INTERVAL 1 HOUR)")
    assert pool.ask("PUT", "/auth/reset-password", body=reset).status == 400
    assert pool.ask("PUT", "/auth/reset-password", body=reset | {"password": "y" * 12, "password2": "y" * 12}).status == 200


# Cookies


@pytest.mark.parametrize("protocol, is_secure", [("https", True), ("http", False)])
def test_cookies_are_secure_where_the_site_is(workers, who, protocol, is_secure):
    pool = workers(DOMAIN_PROTOCOL=protocol)
    answer = pool.ask("POST", "/auth/login", body={"email": who.email, "password": PASSWORD}, agent="Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0")
    cookie = answer.headers["set-cookie"]
    assert ("; Secure" in cookie) == is_secure and "; HttpOnly; Path=/api/auth/refresh-token; SameSite=Lax" in cookie


# Where somebody signs in from


@pytest.mark.parametrize("given, kept", [("nowhere", None), ("", None), ("192.0.2.7, 198.51.100.1", None), ("192.0.2.7", "192.0.2.7"), ("2001:db8::7", "2001:db8::7")])
def test_the_address_in_the_log_of_logins(admin, workers, who, given, kept):
    """nginx names it; whatever another front says, nobody is kept out by it, and the list can be read."""
    pool = workers()
    body = json.dumps({"email": who.email, "password": PASSWORD}).encode()
    with pool.client() as client:
        client.ask("POST", "/auth/login", [("X-Real-IP", given)], body, CONTENT_TYPE="application/json")
        assert client.answer()[0] == 200
    rows = admin.get("/data/events/login-logs/last", params={"person_ids": who.id}).json()
    assert [(row["ip_address"], row["origin"]) for row in rows] == [(kept, "script")]
