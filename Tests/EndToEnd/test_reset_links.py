"""Links with which somebody chooses a password: they end with the password that they were made for."""
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

from people import PASSWORD, Person, settings
from session import Anyone
from stack import binary, environment

ANOTHER = "another-good-password"
THIRD = "a-third-good-password"


class Owner(Person):
    def link(self, admin):
        """The token of a link that an administrator hands over: one more beside those there are."""
        answer = admin.post(f"/actions/persons/{self.id}/reset-password-link")
        assert answer.status_code == 200, answer.text
        return answer.json()["reset_password_link"].split("token=")[1]

    def use(self, token, password=THIRD):
        with Anyone(self.server) as nobody:
            return nobody.put("/auth/reset-password", json={"email": self.email, "token": token, "password": password, "password2": password})


@pytest.fixture
def who(server, admin):
    return Owner(server, admin)


def by_its_owner(who, admin, password):
    body = {"old_password": PASSWORD, "password": password, "password_2": password}
    assert who.sign_in().ask("POST", "/auth/change-password", json=body).status_code == 200


def by_another_link(who, admin, password):
    assert who.use(who.link(admin), password).status_code == 200


def by_an_administrator(who, admin, password):
    assert admin.post(f"/actions/persons/{who.id}/change-password", json={"password": password, "password_2": password}).status_code == 200


def on_the_machine(who, admin, password):
    command = [binary(), "change-password", who.email, "--password-stdin"]
    assert subprocess.run(command, env=environment(**settings(who.server)), input=password + "\n", text=True, capture_output=True).returncode == 0


@pytest.mark.parametrize("change", [by_its_owner, by_another_link, by_an_administrator, on_the_machine])
def test_a_link_ends_when_the_password_is_changed(admin, who, change):
    pending = [who.link(admin), who.link(admin)]
    change(who, admin, ANOTHER)
    for token in pending:
        answer = who.use(token)
        assert answer.status_code == 400 and "too_many_failed_login_attemps" not in answer.json(), answer.text
    assert who.try_to_sign_in(ANOTHER).status_code == 200 and who.try_to_sign_in(THIRD).status_code == 400
    assert who.use(who.link(admin)).status_code == 200, "a new one is good"


def test_a_change_that_is_refused_leaves_the_link(admin, who):
    pending, session = who.link(admin), who.sign_in()
    for body in ({"old_password": "wrong", "password": ANOTHER}, {"old_password": PASSWORD, "password": "short"}):
        assert session.ask("POST", "/auth/change-password", json={**body, "password_2": body["password"]}).status_code == 400
    assert who.use(pending, "short").status_code == 400
    assert who.use(pending).status_code == 200


def test_signing_in_leaves_the_link(server, admin, who):
    pending = who.link(admin)
    who.sign_in()
    assert who.use(pending).status_code == 200


def test_the_link_of_somebody_else_goes_on(server, admin, who):
    other = Owner(server, admin)
    pending = other.link(admin)
    by_an_administrator(who, admin, ANOTHER)
    assert other.use(pending).status_code == 200


def test_a_link_used_many_times_at_once_is_used_once(admin, who):
    token = who.link(admin)
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda number: who.use(token, f"{THIRD}-{number}"), range(6)))
    assert sorted(answer.status_code for answer in answers) == [200] + [400] * 5
    winner = [answer.status_code for answer in answers].index(200)
    assert who.try_to_sign_in(f"{THIRD}-{winner}").status_code == 200
    assert sum(who.try_to_sign_in(f"{THIRD}-{number}").status_code == 200 for number in range(4) if number != winner) == 0


def test_two_links_and_a_change_at_once(admin, who):
    """Whoever comes first ends the others, whatever the order in which each of them locks what it needs."""
    session, tokens = who.sign_in(), [who.link(admin) for _ in range(4)]
    change = {"old_password": PASSWORD, "password": ANOTHER, "password_2": ANOTHER}
    asks = [lambda token=token: who.use(token, THIRD) for token in tokens] + [lambda: session.ask("POST", "/auth/change-password", json=change)]
    with ThreadPoolExecutor(5) as pool:
        statuses = sorted(answer.status_code for answer in pool.map(lambda ask: ask(), asks))
    assert statuses in ([200, 400, 400, 400, 400], [200, 400, 400, 400, 401]), statuses
