"""Signing in through an OpenID Connect provider: one from PyPI, and one of our own that also lies."""
import base64
import json
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import pytest

import openid_provider as faults
from directories import certificate
from openid_provider import Key, Provider, b64, hmac_token, token
from pools import Pool, command, unique
from session import Anyone, Session
from stack import query

PASSWORD = "correct-horse-battery"


@pytest.fixture(scope="module")
def provider():
    provider = Provider()
    yield provider
    provider.stop()


@pytest.fixture(scope="module")
def pool(server, provider):
    pool = Pool(server, USER_LIMIT="0", **provider.settings)
    yield pool
    pool.stop()


@pytest.fixture(autouse=True)
def honest(provider):
    provider.reset()
    provider.user_info = {}
    yield
    provider.reset()


def ask(server, sql):
    known = Pool.known(server)
    return query(known["DB_SOCKET"], sql, f"--user={known['DB_USERNAME']}", f"--database={known['DB_DATABASE']}", password=known["DB_PASSWORD"])


class Browser(Anyone):
    """Keeps cookies and follows no redirection by itself."""

    def request(self, method, path, **options):
        return super().request(method, path, **options | {"allow_redirects": False})

    def begin(self):
        answer = self.get("/auth/oidc/login")
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def come_back(self, **parameters):
        return self.get("/auth/oidc/callback", params=parameters)

    def sign_in(self, provider, **claims):
        return self.come_back(**provider.authorize(self.begin(), **claims))


def is_refused(answer, browser):
    assert answer.status_code == 400, (answer.status_code, answer.text)
    assert answer.json().keys() == {"error"} and isinstance(answer.json()["error"], str)
    assert "access_token_cookie" not in browser.cookies
    return True


def is_in(answer, browser, pool, email):
    assert answer.status_code == 302 and answer.headers["Location"] == f"https://{pool.address}", answer.text
    cookies = answer.headers["Set-Cookie"]
    assert "access_token_cookie=" in cookies and "refresh_token_cookie=" in cookies and cookies.count("HttpOnly") >= 2
    user = browser.get("/auth/authenticated")
    assert user.status_code == 200, user.text
    assert user.json()["user"]["email"] == email
    return user.json()["user"]


# MARK: A real provider


@pytest.mark.filterwarnings("ignore")
def test_with_a_real_provider(server, admin):
    """oidc-provider-mock, made with Authlib."""
    import oidc_provider_mock
    import requests
    email = unique("alice") + "@example.com"
    with oidc_provider_mock.run_server_in_thread() as running:
        address = f"http://127.0.0.1:{running.server_port}"
        claims = {"email": email, "email_verified": True, "given_name": "Alice", "family_name": "Liddell"}
        assert requests.put(f"{address}/users/{email}", json=claims, timeout=10).status_code == 204
        settings = {"OIDC_ENABLED": "true", "OIDC_DISCOVERY_URL": f"{address}/.well-known/openid-configuration", "OIDC_CLIENT_ID": "tracker", "OIDC_CLIENT_SECRET": "secret", "OIDC_IDP_NAME": "Mock"}
        pool = Pool(server, **settings)
        try:
            browser = Browser(pool)
            known = browser.get("/config").json()
            assert (known["oidc_enabled"], known["oidc_idp_name"]) == (True, "Mock")
            agreed = requests.post(browser.begin(), data={"sub": email}, allow_redirects=False, timeout=10)
            assert agreed.headers["Location"].startswith(pool.url + "/auth/oidc/callback?"), agreed.headers
            answer = browser.get(agreed.headers["Location"].removeprefix(pool.url))
            user = is_in(answer, browser, pool, email)
            assert (user["first_name"], user["last_name"], user["role"], user["active"]) == ("Alice", "Liddell", "user", True)
            denied = requests.post(browser.begin(), data={"action": "deny"}, allow_redirects=False, timeout=10)
            answer = Browser(pool).get(denied.headers["Location"].removeprefix(pool.url))
            assert answer.status_code == 400
            # The names change there, and here at the next sign-in.
            requests.put(f"{address}/users/{email}", json=claims | {"given_name": "Alicia"}, timeout=10)
            browser = Browser(pool)
            agreed = requests.post(browser.begin(), data={"sub": email}, allow_redirects=False, timeout=10)
            answer = browser.get(agreed.headers["Location"].removeprefix(pool.url))
            assert is_in(answer, browser, pool, email) | {"updated_at": None} == user | {"first_name": "Alicia", "full_name": "Alicia Liddell", "updated_at": None}
        finally:
            pool.stop()
    names = [event["name"] for event in admin.get("/data/events/last", params={"limit": 50}).json() if event["data"].get("person_id") == user["id"]]
    assert names == ["person:update", "person:new"]
    logs = admin.get("/data/events/login-logs/last", params={"person_ids": user["id"]}).json()
    assert [log["origin"] for log in logs] == ["web", "web"]


# MARK: What is asked and kept


def test_the_way_there(provider, pool):
    browser = Browser(pool)
    answer = browser.get("/auth/oidc/login")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}
    assert asked["scope"] == "openid email profile" and asked["redirect_uri"] == pool.url + "/auth/oidc/callback"
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Secure" in cookie and "Path=/api/auth/oidc" in cookie and "Max-Age=600" in cookie
    assert asked["state"] not in cookie and asked["nonce"] not in cookie
    other = parse_qs(urlsplit(browser.begin()).query)
    assert all(other[name][0] != asked[name] for name in ["state", "nonce", "code_challenge"])


def test_documents_are_asked_for_once(server, provider, pool):
    for _ in range(4):
        browser = Browser(pool)
        assert browser.sign_in(provider, email=unique("often") + "@example.com").status_code == 302
    asked = [path for path in provider.asked if path != "/token" and path != "/userinfo"]
    assert sorted(set(asked)) == ["/.well-known/openid-configuration", "/jwks"] and len(asked) == 2, asked
    ask(server, f"UPDATE openid_document SET fetched_at = fetched_at - INTERVAL 2 HOUR, asked_at = asked_at - INTERVAL 2 HOUR WHERE url LIKE '{provider.issuer}/%'")
    Browser(pool).begin()
    assert [path for path in provider.asked if path.startswith("/.well")] == ["/.well-known/openid-configuration"] * 2, "an old one is asked for again"


def test_everybody_at_once(server):
    """In the morning, when nobody has asked for the documents since yesterday: one asks, the others wait for the answer."""
    other = Provider()
    pool = Pool(server, workers=4, **other.settings)
    other.faults = {"/.well-known/openid-configuration": lambda handler: (time.sleep(0.3), faults.send(handler, 200, json.dumps(other.discovery()[1]).encode()))}
    try:
        for _ in range(2):
            with ThreadPoolExecutor(4) as threads:
                assert list(threads.map(lambda _: Browser(pool).get("/auth/oidc/login").status_code, range(8))) == [302] * 8
            ask(server, f"UPDATE openid_document SET fetched_at = fetched_at - INTERVAL 2 DAY, asked_at = asked_at - INTERVAL 2 DAY WHERE url LIKE '{other.issuer}/%'")
    finally:
        pool.stop()
        other.stop()


def test_two_windows_of_one_browser(provider, pool):
    browser, email = Browser(pool), unique("windows") + "@example.com"
    first, second = provider.authorize(browser.begin(), email=email), provider.authorize(browser.begin(), email=email)
    assert browser.come_back(**second).status_code == 302 and browser.come_back(**first).status_code == 302


def test_who_one_is(provider, pool, admin):
    """Names come from the ID token, from the provider's user information when there are none in it, or there are none."""
    email = unique("Person") + "@Example.com"
    provider.user_info = {"given_name": "Info", "family_name": "Given", "email": "other@example.com"}
    browser = Browser(pool)
    user = is_in(browser.sign_in(provider, email=email), browser, pool, email.lower())
    assert (user["first_name"], user["last_name"]) == ("Info", "Given")
    assert provider.asked[-1] == "/userinfo"
    browser = Browser(pool)
    user = is_in(browser.sign_in(provider, email=email, given_name="Token"), browser, pool, email.lower())
    assert user["first_name"] == "Token" and provider.asked[-1] != "/userinfo"
    for info, sent in [({"sub": "subject-2", "given_name": "Foreign"}, None), ({"given_name": 5, "family_name": ["x"]}, None), ({}, faults.failing)]:
        provider.user_info, provider.faults = info, {"/userinfo": sent} if sent else {}
        browser, fresh = Browser(pool), unique("nameless") + "@example.com"
        user = is_in(browser.sign_in(provider, email=fresh), browser, pool, fresh)
        assert (user["first_name"], user["last_name"]) == ("", ""), info
    provider.reset()
    browser = Browser(pool)
    user = is_in(browser.sign_in(provider, email=email, given_name="", family_name="Empty"), browser, pool, email.lower())
    assert (user["first_name"], user["last_name"], user["phone"]) == ("Token", "Empty", ""), "an empty name says nothing"


@pytest.mark.parametrize("claims", [{"email": None}, {"email_verified": None}])
def test_an_address_that_is_not_in_the_signed_token(provider, pool, claims):
    address = unique("unsigned") + "@example.com"
    provider.user_info = {"email": address, "email_verified": True}
    browser = Browser(pool)
    assert is_refused(browser.sign_in(provider, **{"email": address} | claims), browser)


def test_a_second_factor_is_the_providers(provider, pool, admin, server):
    email = unique("factor") + "@example.com"
    browser = Browser(pool)
    user = is_in(browser.sign_in(provider, email=email), browser, pool, email)
    ask(server, f"UPDATE person SET totp_enabled = TRUE, totp_secret = 'AAAAAAAAAAAAAAAA' WHERE id = '{user['id']}'")
    browser = Browser(pool)
    is_in(browser.sign_in(provider, email=email), browser, pool, email)


def test_who_is_inactive_gets_no_session(provider, pool, admin):
    email = unique("inactive") + "@example.com"
    browser = Browser(pool)
    user = is_in(browser.sign_in(provider, email=email), browser, pool, email)
    assert admin.put(f"/data/persons/{user['id']}", json={"active": False}).status_code == 200
    browser = Browser(pool)
    answer = browser.sign_in(provider, email=email)
    assert answer.status_code == 302 and answer.headers["Location"] == f"https://{pool.address}"
    assert "access_token_cookie" not in browser.cookies and "Set-Cookie" not in answer.headers


# MARK: The way back


def test_a_way_back_that_nobody_began(provider, pool):
    email = unique("state") + "@example.com"
    browser = Browser(pool)
    for parameters in [{}, {"code": "x"}, {"state": "x"}, {"code": "x", "state": "x"}, {"code": "x", "state": ""}]:
        assert is_refused(browser.come_back(**parameters), browser)
    back = provider.authorize(browser.begin(), email=email)
    assert is_refused(browser.come_back(code=back["code"]), browser)
    assert is_refused(browser.come_back(code=back["code"], state=back["state"] + "x"), browser)
    assert browser.come_back(**back).status_code == 302


def test_a_way_back_that_was_gone_already(provider, pool):
    email = unique("replay") + "@example.com"
    browser = Browser(pool)
    back = provider.authorize(browser.begin(), email=email)
    assert browser.come_back(**back).status_code == 302
    browser.cookies.pop("access_token_cookie")
    asked = len(provider.asked)
    assert is_refused(browser.come_back(**back), browser) and len(provider.asked) == asked
    # Also after a failure.
    back = provider.authorize(browser.begin(), email=email)
    assert is_refused(browser.come_back(code="wrong", state=back["state"]), browser)
    assert is_refused(browser.come_back(**back), browser)


def test_only_one_of_many_at_once(provider, pool):
    browser = Browser(pool)
    back = provider.authorize(browser.begin(), email=unique("race") + "@example.com")
    cookie = browser.cookies["oidc"]

    def come(_):
        other = Browser(pool)
        other.cookies.set("oidc", cookie)
        return other.come_back(**back).status_code

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(come, range(8))) == [302] + [400] * 7


def test_another_browser(provider, pool):
    """Somebody is led to the end of a sign-in that an attacker began."""
    attacker, victim = Browser(pool), Browser(pool)
    back = provider.authorize(attacker.begin(), email=unique("attacker") + "@example.com")
    assert is_refused(victim.come_back(**back), victim)
    victim.begin()  # has a cookie of its own now
    assert is_refused(victim.come_back(**back), victim)
    assert attacker.come_back(**back).status_code == 302


def test_too_late(server, provider, pool):
    browser = Browser(pool)
    back = provider.authorize(browser.begin(), email=unique("late") + "@example.com")
    ask(server, f"UPDATE openid_sign_in SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE state = '{back['state']}'")
    assert is_refused(browser.come_back(**back), browser)


def test_the_provider_says_no(provider, pool):
    for error in ["access_denied", "<script>alert(1)</script>", ""]:
        browser = Browser(pool)
        state = parse_qs(urlsplit(browser.begin()).query)["state"][0]
        answer = browser.come_back(error=error, state=state, error_description="<b>")
        assert is_refused(answer, browser) and "<" not in answer.json()["error"]
    browser = Browser(pool)
    back = provider.authorize(browser.begin(), email=unique("mixed") + "@example.com")
    assert is_refused(browser.come_back(**back, iss="https://elsewhere.example"), browser)


# MARK: Tokens that are wrong in one place

stranger = Key()
now = time.time

WRONG = {
    "issuer": lambda claims: claims | {"iss": "https://elsewhere.example"},
    "issuer, a slash more": lambda claims: claims | {"iss": claims["iss"] + "/"},
    "no issuer": lambda claims: without(claims, "iss"),
    "audience": lambda claims: claims | {"aud": "another"},
    "audiences": lambda claims: claims | {"aud": ["another", "third"]},
    "several audiences, asked by nobody": lambda claims: claims | {"aud": ["tracker", "another"]},
    "asked by another": lambda claims: claims | {"aud": ["tracker", "another"], "azp": "another"},
    "no audience": lambda claims: without(claims, "aud"),
    "expired": lambda claims: claims | {"exp": int(now()) - 180, "iat": int(now()) - 500},
    "no end": lambda claims: without(claims, "exp"),
    "end that is no number": lambda claims: claims | {"exp": "9999999999"},
    "no beginning": lambda claims: without(claims, "iat"),
    "from the future": lambda claims: claims | {"iat": int(now()) + 600},
    "not yet": lambda claims: claims | {"nbf": int(now()) + 600},
    "nonce": lambda claims: claims | {"nonce": "another"},
    "no nonce": lambda claims: without(claims, "nonce"),
    "no subject": lambda claims: without(claims, "sub"),
    "another access token": lambda claims: claims | {"at_hash": b64(b"\0" * 16)},
    "no address": lambda claims: without(claims, "email"),
    "empty address": lambda claims: claims | {"email": ""},
    "address that is none": lambda claims: claims | {"email": "nobody"},
    "address of another type": lambda claims: claims | {"email": ["a@example.com"]},
    "address not verified": lambda claims: claims | {"email_verified": False},
    "address not said to be verified": lambda claims: without(claims, "email_verified"),
    "address verified in words": lambda claims: claims | {"email_verified": "true"},
}


def without(claims, name):
    return {key: value for key, value in claims.items() if key != name}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_claims(provider, pool, wrong):
    provider.change = WRONG[wrong]
    browser = Browser(pool)
    assert is_refused(browser.sign_in(provider, email=unique("wrong") + "@example.com"), browser)


def unsigned(claims, key, algorithm="none"):
    return b64(json.dumps({"alg": algorithm})) + "." + b64(json.dumps(claims)) + "."


FORMS = {
    "unsigned": unsigned,
    "unsigned, None": lambda claims, key: unsigned(claims, key, "None"),
    "unsigned, with the id of a key": lambda claims, key: b64(json.dumps({"alg": "none", "kid": key.id})) + "." + b64(json.dumps(claims)) + "." + b64(b"x"),
    "no signature": lambda claims, key: token(claims, key).rpartition(".")[0] + ".",
    "HMAC with the public key": lambda claims, key: hmac_token(claims, key.pem, kid=key.id),
    "HMAC with the modulus": lambda claims, key: hmac_token(claims, base64.urlsafe_b64decode(key.public["n"] + "=="), kid=key.id),
    "HMAC with the client's secret": lambda claims, key: hmac_token(claims, faults.SECRET.encode()),
    "key of a stranger": lambda claims, key: token(claims, stranger),
    "key of a stranger by the name of ours": lambda claims, key: token(claims, stranger, kid=key.id),
    "key in the header": lambda claims, key: token(claims, stranger, kid=key.id, jwk=stranger.public),
    "another algorithm for the key": lambda claims, key: token(claims, key, alg="RS512"),
    "algorithm of another kind of key": lambda claims, key: token(claims, key, alg="ES256"),
    "an extension": lambda claims, key: token(claims, key, crit=["exp"]),
    "changed claims": lambda claims, key: ".".join([*token(claims, key).split(".")[:1], b64(json.dumps(claims | {"sub": "other"})), token(claims, key).split(".")[2]]),
    "two parts": lambda claims, key: token(claims, key).rpartition(".")[0],
    "five parts": lambda claims, key: "a.b.c.d.e",
    "nonsense": lambda claims, key: "no.token.é",
}


@pytest.mark.parametrize("form", FORMS)
def test_wrong_signatures(provider, pool, form):
    provider.form = FORMS[form]
    browser = Browser(pool)
    assert is_refused(browser.sign_in(provider, email=unique("forged") + "@example.com"), browser)


def test_what_a_token_may_also_be(provider, pool):
    """No id of the key when there is but one, several audiences, a clock that is a minute off, fractions of seconds, no hash of the access token."""
    changes = [lambda claims: claims | {"aud": ["tracker", "another"], "azp": "tracker"}, lambda claims: claims | {"aud": ["tracker"]}, lambda claims: claims | {"exp": int(now()) - 60},
               lambda claims: claims | {"iat": int(now()) + 60}, lambda claims: claims | {"exp": now() + 60.5, "iat": now() - 0.5}, lambda claims: without(claims, "at_hash")]
    for change in changes:
        provider.change = change
        browser = Browser(pool)
        assert browser.sign_in(provider, email=unique("fine") + "@example.com").status_code == 302
    provider.reset()
    provider.form = lambda claims, key: unnamed(claims, key)
    browser = Browser(pool)
    assert browser.sign_in(provider, email=unique("unnamed") + "@example.com").status_code == 302


def unnamed(claims, key):
    content = b64(json.dumps({"alg": key.algorithm})) + "." + b64(json.dumps(claims))
    return content + "." + b64(key.sign(content.encode()))


# MARK: Keys that change


def test_keys_are_rotated(server, provider, pool):
    """A key we do not know is looked for at once, but not by everybody all the time."""
    def wait():
        ask(server, f"UPDATE openid_document SET asked_at = asked_at - INTERVAL 1 MINUTE WHERE url = '{provider.issuer}/jwks'")

    def asked():
        return provider.asked.count("/jwks")

    assert Browser(pool).sign_in(provider, email=unique("before") + "@example.com").status_code == 302
    wait()
    former, count = provider.keys, asked()
    provider.keys = [*former, Key("ES256")]
    assert Browser(pool).sign_in(provider, email=unique("after") + "@example.com").status_code == 302 and asked() == count + 1
    provider.keys = [Key("ES256")]
    browser = Browser(pool)
    assert is_refused(browser.sign_in(provider, email=unique("soon") + "@example.com"), browser) and asked() == count + 1, "asked a moment ago"
    wait()
    assert Browser(pool).sign_in(provider, email=unique("later") + "@example.com").status_code == 302 and asked() == count + 2
    provider.form = lambda claims, _: token(claims, former[0])
    wait()
    browser = Browser(pool)
    assert is_refused(browser.sign_in(provider, email=unique("former") + "@example.com"), browser), "a key that is withdrawn signs nothing"
    # While the provider is away the keys of before are used.
    provider.reset()
    provider.faults = {"/jwks": faults.failing}
    ask(server, f"UPDATE openid_document SET fetched_at = fetched_at - INTERVAL 2 HOUR, asked_at = asked_at - INTERVAL 2 HOUR WHERE url = '{provider.issuer}/jwks'")
    assert Browser(pool).sign_in(provider, email=unique("away") + "@example.com").status_code == 302
    assert "provider-unavailable" in pool.text()
    ask(server, f"UPDATE openid_document SET fetched_at = fetched_at - INTERVAL 2 DAY, asked_at = asked_at - INTERVAL 2 DAY WHERE url = '{provider.issuer}/jwks'")
    browser = Browser(pool)
    assert is_refused(browser.sign_in(provider, email=unique("gone") + "@example.com"), browser), "but not for ever"
    ask(server, f"DELETE FROM openid_document WHERE url = '{provider.issuer}/jwks'")


# MARK: A provider that fails


@pytest.mark.parametrize("fault", [faults.garbage, faults.other_json, faults.failing, faults.refusing, faults.large, faults.hanging_up])
@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/jwks", "/token"])
def test_a_provider_that_fails(server, provider, pool, path, fault):
    browser = Browser(pool)
    back = provider.authorize(browser.begin(), email=unique("failing") + "@example.com")
    forget = f"DELETE FROM openid_document WHERE url LIKE '{provider.issuer}/%'"
    ask(server, forget)
    provider.faults = {path: fault}
    assert is_refused(browser.come_back(**back), browser)
    ask(server, forget)
    if path.startswith("/.well"):
        answer = browser.get("/auth/oidc/login")
        assert is_refused(answer, browser) and "127.0.0.1" not in answer.text
        ask(server, forget)
    assert faults.SECRET not in pool.text()


def test_a_provider_that_is_slow(server, provider, pool):
    """Everywhere at once, by different browsers."""
    other = Provider()
    waiting = Pool(server, workers=1, **other.settings)
    email = unique("slow") + "@example.com"
    browsers = [Browser(pool), Browser(pool)]
    backs = [provider.authorize(browser.begin(), email=email) for browser in browsers]
    provider.faults, other.faults = {"/token": faults.slow, "/userinfo": faults.slow}, {"/.well-known/openid-configuration": faults.trickling}

    def timed(call):
        begin = time.monotonic()
        answer = call()
        return answer.status_code, time.monotonic() - begin

    try:
        with ThreadPoolExecutor() as threads:
            calls = [lambda browser=browser, back=back: browser.come_back(**back) for browser, back in zip(browsers, backs)] + [lambda: Browser(waiting).get("/auth/oidc/login")]
            answers = list(threads.map(timed, calls))
        assert [status for status, _ in answers] == [400] * 3 and max(seconds for _, seconds in answers) < 10.5, answers
        # Whoever comes right after is not kept waiting too.
        status, seconds = timed(lambda: Browser(waiting).get("/auth/oidc/login"))
        assert status == 400 and seconds < 2
    finally:
        waiting.stop()
        other.stop()


def test_a_provider_that_is_down(server):
    gone = Provider()
    gone.stop()
    pool = Pool(server, workers=1, **gone.settings)
    try:
        browser = Browser(pool)
        assert is_refused(browser.get("/auth/oidc/login"), browser)
        assert "provider-unavailable" in pool.text() and browser.get("/config").json()["oidc_enabled"] is True
    finally:
        pool.stop()


# MARK: Settings


def test_over_tls(server, tmp_path):
    secure = Provider(certificate(tmp_path, "provider"))
    trusting, strict = Pool(server, workers=1, **secure.settings, SSL_CERT_FILE=str(tmp_path / "provider.pem")), None
    try:
        browser = Browser(trusting)
        assert browser.sign_in(secure, email=unique("tls") + "@example.com").status_code == 302
        ask(server, f"DELETE FROM openid_document WHERE url LIKE '{secure.issuer}/%'")
        strict = Pool(server, workers=1, **secure.settings)
        browser = Browser(strict)
        assert is_refused(browser.get("/auth/oidc/login"), browser)
    finally:
        trusting.stop()
        secure.stop()
        if strict:
            strict.stop()


def test_other_claims_and_unverified_addresses(server, provider):
    pool = Pool(server, workers=1, **provider.settings, OIDC_EMAIL_CLAIM="upn", OIDC_GIVEN_NAME_CLAIM="first", OIDC_FAMILY_NAME_CLAIM="last", OIDC_REQUIRE_EMAIL_VERIFIED="false", OIDC_SCOPES="openid directory")
    try:
        browser, email = Browser(pool), unique("other") + "@example.com"
        assert "scope=openid%20directory" in browser.begin()
        user = is_in(browser.sign_in(provider, upn=email, email="ignored@example.com", email_verified=None, first="Other", last="Claims"), browser, pool, email)
        assert (user["first_name"], user["last_name"]) == ("Other", "Claims")
        browser = Browser(pool)
        assert is_refused(browser.sign_in(provider, upn=email, email_verified=False), browser)
    finally:
        pool.stop()


@pytest.mark.parametrize("skips", [True, False])
def test_enforcing_a_second_factor(server, provider, skips):
    pool = Pool(server, workers=1, **provider.settings, ENFORCE_2FA="true", OIDC_SKIP_2FA=str(skips).lower())
    try:
        browser, email = Browser(pool), unique("enforced") + "@example.com"
        is_in(browser.sign_in(provider, email=email), browser, pool, email)
        assert browser.get("/data/departments").status_code == (200 if skips else 403)
    finally:
        pool.stop()


@pytest.mark.parametrize("wrong", [{"OIDC_DISCOVERY_URL": ""}, {"OIDC_CLIENT_ID": ""}, {"OIDC_DISCOVERY_URL": "file:///etc/passwd"}, {"OIDC_SCOPES": "email"}, {"OIDC_SKIP_2FA": "perhaps"}, {"SSL_CERT_FILE": "/nowhere"}])
def test_settings_that_make_no_sense(server, provider, wrong):
    status, text = command(Pool.known(server) | provider.settings | wrong, "config")
    assert status != 0 and next(iter(wrong)) in text


def test_the_secret_is_not_shown(server, provider):
    status, text = command(Pool.known(server) | provider.settings, "config")
    assert status == 0 and faults.SECRET not in text and "OIDC_CLIENT_SECRET=********" in text


def test_off(server):
    with Anyone(server) as anyone:
        for path in ["/auth/oidc/login", "/auth/oidc/callback?code=x&state=x"]:
            answer = anyone.get(path)
            assert (answer.status_code, answer.json()) == (400, {"error": "OIDC is not enabled."})
