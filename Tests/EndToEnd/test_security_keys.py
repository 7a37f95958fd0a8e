"""Security keys where the conformance scenarios do not look: what Zou stored of them, several workers, an end to what a challenge is good for."""
import json
import os
import secrets
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from session import Anyone, Session

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Conformance"))

from security_key import SecurityKey  # noqa: E402

PASSWORD = "correct-horse-battery"


class Owner:
    """Somebody with keys that Zou registered: strings of bytes stored as whole numbers."""

    def __init__(self, stack, keys):
        self.stack, self.keys = stack, keys
        email = f"keys-{secrets.token_hex(6)}@example.com"
        row = {"first_name": "Key", "last_name": "Owner", "email": email, "password": PASSWORD, "role": "user"}
        self.login = {"email": email, "password": PASSWORD}
        with Session(stack) as admin:
            self.id = admin.post("/data/persons", json=row).json()["id"]
        stack.query(f"UPDATE person SET fido_enabled = TRUE, fido_credentials = '{json.dumps([stored(*key) for key in keys.items()])}' WHERE id = '{self.id}'")

    def challenge(self, browser):
        return browser.get("/auth/fido", params={"email": self.login["email"]}).json()

    def enter(self, browser, answer):
        return browser.post("/auth/login", json={**self.login, "fido_authentication_response": answer})

    def devices(self, browser, token):
        return browser.get("/auth/authenticated", headers={"Authorization": f"Bearer {token}"}).json()["user"]["fido_devices"]


def stored(name, key):
    number = lambda value: int.from_bytes(value, "big") if isinstance(value, bytes) else value
    return {"device_name": name, "aaguid": number(os.urandom(16)), "credential_id": number(key.id), "public_key": {str(k): number(v) for k, v in key.cose.items()}}


@pytest.fixture
def owner(own_stack):
    site = own_stack.url
    return Owner(own_stack, {"plain": SecurityKey(site), "zeros": SecurityKey(site, id=b"\0" + os.urandom(63), starts=b"\0"), "large": SecurityKey(site, "ES384")})


def test_keys_registered_with_zou(own_stack, owner):
    with Anyone(own_stack) as browser:
        for _ in range(2):
            for name, key in owner.keys.items():
                entered = owner.enter(browser, key.answer(owner.challenge(browser)))
                assert entered.status_code == 200, (name, entered.text)
        token = entered.json()["access_token"]
        assert owner.devices(browser, token) == ["plain", "zeros", "large"]
        copied = owner.keys["plain"].answer(owner.challenge(browser), counter=1)
        assert owner.enter(browser, copied).json().get("wrong_OTP"), "the counter is kept, whoever registered the key"
        proof = owner.keys["large"].answer(owner.challenge(browser))
        removed = browser.delete("/auth/fido", json={"device_name": "zeros", "fido_authentication_response": proof}, headers={"Authorization": f"Bearer {token}"})
        assert removed.status_code == 200, removed.text
        assert owner.devices(browser, token) == ["plain", "large"]


def test_an_answer_sent_many_times_at_once_enters_once(own_stack, owner):
    key = owner.keys["plain"]
    with Anyone(own_stack) as browser:
        answer, cookie = key.answer(owner.challenge(browser)), {"Cookie": f"session={browser.cookies['session']}"}
    body = {**owner.login, "fido_authentication_response": answer}
    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(lambda _: Anyone(own_stack).post("/auth/login", json=body, headers=cookie).status_code, range(4)))
    assert sorted(statuses) == [200, 400, 400, 400]


def test_a_challenge_ends_after_five_minutes(own_stack, owner):
    key = owner.keys["plain"]
    with Anyone(own_stack) as browser:
        answer = key.answer(owner.challenge(browser))
        own_stack.query(f"UPDATE fido_challenge SET expires_at = expires_at - INTERVAL 5 MINUTE WHERE person_id = '{owner.id}'")
        assert owner.enter(browser, answer).json().get("wrong_OTP")
        assert owner.enter(browser, key.answer(owner.challenge(browser))).status_code == 200
    assert own_stack.query(f"SELECT COUNT(*) FROM fido_challenge WHERE person_id = '{owner.id}'") == [["0"]]
