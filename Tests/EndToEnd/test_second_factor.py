"""Second factors where the conformance scenarios do not look: many workers at once, a code that is good once, guessing."""
from concurrent.futures import ThreadPoolExecutor

import pytest

from people import PASSWORD, Person, code, sql

ANOTHER = "another-good-password"
AT_ONCE = 6


class Guarded:
    """Somebody with an authenticator app, whose last code was that of the half minute before."""

    def __init__(self, server, admin):
        self.server, self.who = server, Person(server, admin)
        self.session = self.who.sign_in()
        self.secret = self.session.ask("PUT", "/auth/totp").json()["otp_secret"]
        done = self.session.ask("POST", "/auth/totp", json={"totp": code(self.secret, ago=1)})
        assert done.status_code == 200, done.text
        self.codes = done.json()["otp_recovery_codes"]

    def enter(self, **proof):
        return self.who.try_to_sign_in(**proof)

    def forgive(self):
        sql(self.server, f"UPDATE person SET login_failed_attemps = 0 WHERE id = '{self.who.id}'")


@pytest.fixture
def guarded(server, admin):
    return Guarded(server, admin)


def at_once(ask):
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sorted(answer.status_code for answer in pool.map(lambda _: ask(), range(AT_ONCE)))


def test_a_code_sent_many_times_at_once_enters_once(guarded):
    now = code(guarded.secret)
    statuses = at_once(lambda: guarded.enter(totp=now))
    assert statuses == [200] + [400] * (AT_ONCE - 1)


def test_a_recovery_code_sent_many_times_at_once_enters_once(guarded):
    assert at_once(lambda: guarded.enter(recovery_code=guarded.codes[0])) == [200] + [400] * (AT_ONCE - 1)


def test_a_code_is_good_once_whatever_for(guarded):
    """Entering, new recovery codes, disabling: what one took, the others refuse."""
    session, now = guarded.session, code(guarded.secret)
    assert guarded.enter(totp=code(guarded.secret, ago=1)).json()["wrong_OTP"], "the app was set up with it"
    assert session.ask("PUT", "/auth/recovery-codes", json={"totp": now}).status_code == 200
    assert guarded.enter(totp=now).json()["wrong_OTP"]
    assert session.ask("DELETE", "/auth/totp", json={"totp": now}).json()["wrong_OTP"]
    assert session.ask("PUT", "/auth/recovery-codes", json={"totp": now}).json()["wrong_OTP"]
    following = code(guarded.secret, ago=-1)
    assert guarded.enter(totp=following).status_code == 200
    assert guarded.enter(totp=now).json()["wrong_OTP"], "older than the last one"


def test_the_code_before_is_good_while_it_was_not_used(guarded):
    sql(guarded.server, f"UPDATE person SET totp_last_step = totp_last_step - 2 WHERE id = '{guarded.who.id}'")
    assert guarded.enter(totp=code(guarded.secret, ago=1)).status_code == 200
    assert guarded.enter(totp=code(guarded.secret)).status_code == 200
    assert guarded.enter(totp=code(guarded.secret, ago=5)).json()["wrong_OTP"]


def test_a_new_secret_begins_anew(guarded):
    session = guarded.session
    assert session.ask("DELETE", "/auth/totp", json={"totp": code(guarded.secret, ago=-1)}).status_code == 200
    secret = session.ask("PUT", "/auth/totp").json()["otp_secret"]
    assert session.ask("POST", "/auth/totp", json={"totp": code(secret, ago=1)}).status_code == 200
    guarded.forgive()
    assert guarded.enter(totp=code(guarded.secret)).json()["wrong_OTP"] and guarded.enter(totp=code(secret)).status_code == 200


# Guessing


def proofs(guarded):
    """Every route that looks at a password or a second factor, with a wrong one."""
    session, wrong = guarded.session, {"totp": "000000"}
    change = {"old_password": "wrong", "password": ANOTHER, "password_2": ANOTHER}
    return {
        "login": lambda: guarded.who.try_to_sign_in("wrong"),
        "login, second factor": lambda: guarded.enter(**wrong),
        "login, recovery code": lambda: guarded.enter(recovery_code="AAAAAAAAAA"),
        "change-password": lambda: session.ask("POST", "/auth/change-password", json=change),
        "recovery-codes": lambda: session.ask("PUT", "/auth/recovery-codes", json=wrong),
        "totp": lambda: session.ask("DELETE", "/auth/totp", json=wrong),
        "totp, password": lambda: session.ask("DELETE", "/auth/totp", json={"password": "wrong"}),
        "email-otp, set up": lambda: session.ask("POST", "/auth/email-otp", json={"email_otp": "000000"}),
        "email-otp": lambda: session.ask("DELETE", "/auth/email-otp", json=wrong),
        "fido": lambda: session.ask("DELETE", "/auth/fido", json={"device_name": "key", **wrong}),
    }


@pytest.mark.parametrize("route", ["login", "login, second factor", "login, recovery code", "change-password", "recovery-codes", "totp", "totp, password", "email-otp, set up", "email-otp", "fido"])
def test_five_wrong_proofs_lock_everything(guarded, route):
    """Exactly counted, also when they come at the same time; then nothing is looked at, whatever is shown."""
    if route == "fido":
        sql(guarded.server, f"UPDATE person SET fido_enabled = TRUE, fido_credentials = '[]' WHERE id = '{guarded.who.id}'")
    ask = proofs(guarded)[route]
    assert all(not ask().json().get("too_many_failed_login_attemps") for _ in range(3))
    assert sql(guarded.server, f"SELECT login_failed_attemps FROM person WHERE id = '{guarded.who.id}'") == [["3"]]
    at_once(ask)
    assert sql(guarded.server, f"SELECT login_failed_attemps FROM person WHERE id = '{guarded.who.id}'") == [["5"]], "those after the fifth are not looked at"
    good = {"totp": code(guarded.secret)}
    change = {"old_password": PASSWORD, "password": ANOTHER, "password_2": ANOTHER}
    answers = [guarded.enter(**good), guarded.enter(), guarded.session.ask("POST", "/auth/change-password", json=change),
               guarded.session.ask("PUT", "/auth/recovery-codes", json=good), guarded.session.ask("DELETE", "/auth/totp", json=good)]
    for answer in answers:
        assert answer.status_code == 400 and answer.json()["too_many_failed_login_attemps"] is True, answer.text
    assert guarded.session.lives(), "a lock is about proofs: sessions go on"
    sql(guarded.server, f"UPDATE person SET last_login_failed = last_login_failed - INTERVAL 60 SECOND WHERE id = '{guarded.who.id}'")
    assert guarded.enter(**good).status_code == 200, "a minute later the code, which nobody looked at, is good"


def test_the_password_does_not_end_the_count_of_wrong_codes(guarded):
    """Nor does the factor end that of wrong passwords: who has one of the two must not guess the other for ever."""
    session = guarded.session
    change = lambda old, new: session.ask("POST", "/auth/change-password", json={"old_password": old, "password": new, "password_2": new})
    locked = lambda answer: answer.json().get("too_many_failed_login_attemps", False)
    for attempt in range(6):
        assert locked(session.ask("DELETE", "/auth/totp", json={"totp": "000000"})) == (attempt == 5)
        if attempt < 4:
            assert change(PASSWORD, "short").status_code == 400 and change(PASSWORD, PASSWORD).status_code == 200
    guarded.forgive()
    for attempt in range(6):
        assert locked(change("wrong", ANOTHER)) == (attempt == 5)
        if attempt < 4:
            guarded.codes = session.ask("PUT", "/auth/recovery-codes", json={"recovery_code": guarded.codes[0]}).json()["otp_recovery_codes"]
    guarded.forgive()
    for _ in range(4):
        assert not locked(change("wrong", ANOTHER))
    assert guarded.enter(recovery_code=guarded.codes[0]).status_code == 200, "both together end it"
    assert sql(guarded.server, f"SELECT login_failed_attemps FROM person WHERE id = '{guarded.who.id}'") == [["0"]]


def test_a_wrong_factor_counts_although_the_password_was_right(guarded):
    for _ in range(4):
        assert guarded.enter(totp="000000").json()["wrong_OTP"]
        assert guarded.enter().json()["missing_OTP"], "neither counts this, nor does it end the count"
    assert guarded.who.try_to_sign_in("wrong").json() == {"login": False, "message": "Wrong email or password."}
    assert guarded.enter(totp=code(guarded.secret)).json()["too_many_failed_login_attemps"]
