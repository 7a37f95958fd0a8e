"""When a session ends: at once, for every worker, and no other."""
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from people import PASSWORD, Person, Tokens, claims, code, sql
from session import Anyone

ANOTHER = "another-good-password"


@pytest.fixture
def who(server, admin):
    return Person(server, admin)


def change(session, old=PASSWORD, new=ANOTHER):
    return session.ask("POST", "/auth/change-password", json={"old_password": old, "password": new, "password_2": new})


def test_changing_the_password_ends_the_other_sessions_at_once(who):
    """Also those that began within the same second, before; and none that begins right after."""
    while time.time() % 1 > 0.3:
        time.sleep(0.01)
    mine, other = who.sign_in(), who.sign_in()
    sibling = mine.refreshed()
    assert change(mine).status_code == 200
    for _ in range(8):  # each time by another worker
        assert not other.lives()
        assert mine.lives() and sibling.lives(), "the session that changed it goes on"
    answer = other.ask("GET", "/data/persons")
    assert answer.status_code == 401 and set(answer.json()) == {"msg"}
    who.password = ANOTHER
    fresh = who.sign_in()
    assert fresh.lives() and mine.refreshed().lives()


def test_a_session_that_is_ended_does_not_become_another(who):
    """The row of the person is held, so that who changes the password waits for it, and behind them the session that this ends: it is about to set up an
    authenticator app, which would be answered with fresh tokens."""
    mine, other = who.sign_in(), who.sign_in()
    secret = other.ask("PUT", "/auth/totp").json()["otp_secret"]
    with ThreadPoolExecutor(3) as pool:
        pool.submit(sql, who.server, f"START TRANSACTION; SELECT id FROM person WHERE id = '{who.id}' FOR UPDATE; SELECT SLEEP(1.5); COMMIT")
        time.sleep(0.4)
        changed = pool.submit(change, mine)
        time.sleep(0.4)
        late = pool.submit(other.ask, "POST", "/auth/totp", json={"totp": code(secret, waits=False)})
    assert changed.result().status_code == 200
    assert late.result().status_code == 401 and set(late.result().json()) == {"msg"}, late.result().text
    assert mine.lives() and not other.lives()
    assert mine.ask("GET", "/auth/authenticated").json()["user"]["totp_enabled"] is False


def test_only_the_session_of_the_last_change_goes_on(who):
    first = who.sign_in()
    assert change(first).status_code == 200
    who.password = ANOTHER
    second = who.sign_in()
    assert change(second, ANOTHER, PASSWORD).status_code == 200
    assert second.lives() and not first.lives()
    assert change(second, PASSWORD, ANOTHER).status_code == 200
    assert second.lives()


def test_the_kept_session_can_be_signed_out(who):
    mine = who.sign_in()
    assert change(mine).status_code == 200
    assert mine.ask("GET", "/auth/logout").status_code == 200
    assert not mine.lives()


def test_a_refused_change_ends_nothing(who):
    mine, other = who.sign_in(), who.sign_in()
    assert change(mine, "wrong").status_code == 400 and change(mine, PASSWORD, "short").status_code == 400
    assert mine.lives() and other.lives()


def test_a_reset_ends_every_session(server, who):
    sessions = [who.sign_in() for _ in range(2)]
    token = "R" * 64
    sql(server, f"INSERT INTO reset_token (email, token_hash, expires_at) VALUES ('{who.email}', UNHEX(SHA2('{token}', 256)), UTC_TIMESTAMP(6) + INTERVAL 1 HOUR)")
    body = {"email": who.email, "token": token, "password": ANOTHER, "password2": ANOTHER}
    with Anyone(server) as nobody:
        assert nobody.put("/auth/reset-password", json={**body, "password2": "other"}).status_code == 400
        assert all(session.lives() for session in sessions)
        assert nobody.put("/auth/reset-password", json=body).status_code == 200
        assert nobody.put("/auth/reset-password", json=body).status_code == 400, "a token works once"
    assert not any(session.lives() for session in sessions)
    who.password = ANOTHER
    assert who.sign_in().lives()


def test_an_administrator_ends_every_session_with_the_password(admin, who):
    session = who.sign_in()
    assert admin.post(f"/actions/persons/{who.id}/change-password", json={"password": ANOTHER, "password_2": ANOTHER}).status_code == 200
    assert not session.lives()
    who.password = ANOTHER
    assert who.sign_in().lives()


def test_an_administrator_who_changes_their_own_goes_on(server, admin):
    boss = Person(server, admin, role="admin")
    mine, other = boss.sign_in(), boss.sign_in()
    body = {"password": ANOTHER, "password_2": ANOTHER}
    assert mine.ask("POST", f"/actions/persons/{boss.id}/change-password", json=body).status_code == 200
    assert mine.lives() and not other.lives()


def test_programs_go_on_when_a_password_is_changed(who, admin):
    program = Tokens(who.server, admin.put(f"/data/persons/{who.id}", json={"expiration_date": None}).json())
    assert change(who.sign_in()).status_code == 200
    assert program.ask("GET", "/auth/authenticated").status_code == 200


def test_a_change_by_a_program_ends_every_session(who, admin):
    program = Tokens(who.server, admin.put(f"/data/persons/{who.id}", json={"expiration_date": None}).json())
    session = who.sign_in()
    assert change(program).status_code == 200
    assert not session.lives()


def test_a_deactivated_person_is_out_at_once_and_stays_out(who, admin):
    sessions = [who.sign_in() for _ in range(3)]
    program = Tokens(who.server, admin.put(f"/data/persons/{who.id}", json={"expiration_date": None}).json())
    assert admin.put(f"/data/persons/{who.id}", json={"active": False}).status_code == 200
    assert sessions[0].ask("GET", "/auth/authenticated").status_code == 401
    assert admin.put(f"/data/persons/{who.id}", json={"active": True}).status_code == 200
    assert not any(session.lives() for session in sessions), "also those that were not used meanwhile"
    assert program.ask("GET", "/auth/authenticated").status_code == 401, "nor does the token of their programs come to life again"
    assert who.sign_in().lives()


def test_a_refresh_token_is_revoked_until_it_would_have_ended(who, admin):
    """By whoever deactivates somebody in the database, past the server."""
    session = who.sign_in()
    sql(who.server, f"UPDATE person SET active = FALSE WHERE id = '{who.id}'")
    assert session.ask("GET", "/auth/refresh-token", session.refresh).status_code == 401
    sql(who.server, f"UPDATE person SET active = TRUE WHERE id = '{who.id}'")
    assert not session.refreshed()
    days = sql(who.server, f"SELECT TIMESTAMPDIFF(HOUR, UTC_TIMESTAMP(), expires_at) / 24 FROM revoked_token WHERE jti = '{claims(session.refresh)['jti']}'")
    assert 14.9 < float(days[0][0]) <= 15


def test_nothing_of_it_is_shown(who, admin):
    session = who.sign_in()
    assert change(session).status_code == 200
    rows = [admin.get(f"/data/persons/{who.id}").json(), session.ask("GET", "/auth/authenticated").json()["user"],
            *admin.get("/data/persons", params={"email": who.email, "with_pass_hash": "true"}).json()]
    for row in rows:
        assert not set(row) & {"session_generation", "kept_session", "totp_last_step"}
