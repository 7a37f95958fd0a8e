"""What a sysadmin does about accounts with `tsubame`, on the machine, while the server runs."""
import datetime
import os
import pty
import re
import subprocess

import pytest

from people import PASSWORD, Person, Tokens, claims, code, settings, sql
from stack import REPOSITORY, binary, environment

ANOTHER = "another-good-password"
NOBODY = "nobody@people.example"


@pytest.fixture
def who(server, admin):
    return Person(server, admin)


@pytest.fixture
def run(server):
    def run(*arguments, line=None):
        return subprocess.run([binary(), *arguments], env=environment(**settings(server)), input=line, capture_output=True, text=True)
    return run


def refused(done):
    assert done.returncode == 64 and done.stdout == "" and done.stderr.startswith("Error: "), done
    assert PASSWORD not in done.stderr and ANOTHER not in done.stderr


def test_change_password(run, who):
    session = who.sign_in()
    assert run("change-password", who.email.upper(), "--password-stdin", line=ANOTHER + "\n").returncode == 0
    assert not session.lives()
    assert who.try_to_sign_in().status_code == 400
    who.password = ANOTHER
    session = who.sign_in()
    refused(run("change-password", who.email, "--password-stdin", line="short\n"))
    refused(run("change-password", NOBODY, "--password-stdin", line=PASSWORD + "\n"))
    assert session.lives()


def test_change_password_made_up(run, who):
    done = run("change-password", who.email)
    who.password = done.stdout.splitlines()[-1].removeprefix("Password: ")
    assert len(who.password) == 20 and who.sign_in().lives()


def test_change_password_at_a_terminal(server, who):
    """It is asked for, and not shown."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(binary(), [binary(), "change-password", who.email], environment(**settings(server)))
    shown = b""
    while b": " not in shown:
        shown += os.read(terminal, 1000)
    os.write(terminal, ANOTHER.encode() + b"\n")
    try:
        while piece := os.read(terminal, 1000):
            shown += piece
    except OSError:  # the other end is gone
        pass
    assert os.waitpid(pid, 0)[1] == 0 and ANOTHER.encode() not in shown
    who.password = ANOTHER
    assert who.sign_in().lives()


def test_create_bot(run, server, admin):
    email = f"bot-{os.urandom(6).hex()}@people.example"
    tomorrow = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)).date()
    made = [run("create-bot", "--name", "Render Wrangler", "--email", email, "--role", "manager", *more) for more in ([], ["--expiration-date", str(tomorrow)])]
    tokens = [done.stdout.strip() for done in made]
    assert all(done.returncode == 0 and done.stdout.count("\n") == 1 for done in made)
    for token in tokens:
        me = Tokens(server, {"access_token": token}).ask("GET", "/auth/authenticated").json()["user"]
        assert me["is_bot"] and me["role"] == "manager" and me["full_name"] == "Render Wrangler" and me["email"] == email
    assert "exp" not in claims(tokens[0])
    assert datetime.datetime.fromtimestamp(claims(tokens[1])["exp"], datetime.timezone.utc).date() == tomorrow + datetime.timedelta(days=1)
    assert sql(server, f"SELECT COUNT(*) FROM person WHERE email = '{email}' AND password IS NULL AND contract_type = 'open-ended'") == [["2"]]

    bots = {row["id"] for row in admin.get("/data/persons", params={"email": email}).json()}
    announced = {event["data"]["person_id"] for event in admin.get("/data/events/last", params={"name": "person:new", "limit": 50}).json()}
    assert len(bots) == 2 and bots <= announced

    assert "2 accounts" in run("revoke-tokens", email).stdout
    for token in tokens:
        assert Tokens(server, {"access_token": token}).ask("GET", "/auth/authenticated").status_code == 401


@pytest.mark.parametrize("wrong", [
    ["--name", "", "--email", "bot@people.example"], ["--name", "x" * 81, "--email", "bot@people.example"], ["--name", "Bot", "--email", "bot"],
    ["--name", "Bot", "--email", "bot@people.example", "--role", "king"], ["--name", "Bot", "--email", "bot@people.example", "--expiration-date", "2020-01-01"],
    ["--name", "Bot", "--email", "bot@people.example", "--expiration-date", "soon"],
], ids=lambda words: " ".join(words)[:60])
def test_create_bot_refused(run, wrong):
    refused(run("create-bot", *wrong))


def test_revoke_tokens(run, server, admin, who):
    sessions = [who.sign_in(), who.sign_in()]
    program = Tokens(server, admin.put(f"/data/persons/{who.id}", json={"expiration_date": None}).json())
    other = Person(server, admin).sign_in()
    assert run("revoke-tokens", who.email).returncode == 0
    assert not any(session.lives() for session in sessions)
    assert program.ask("GET", "/auth/authenticated").status_code == 401
    assert other.lives() and who.sign_in().lives()
    refused(run("revoke-tokens", NOBODY))


def test_disable_2fa(run, who):
    refused(run("disable-2fa", who.email))
    session = who.sign_in()
    secret = session.ask("PUT", "/auth/totp").json()["otp_secret"]
    assert session.ask("POST", "/auth/totp", json={"totp": code(secret)}).status_code == 200
    assert who.try_to_sign_in().json()["missing_OTP"]
    assert run("disable-2fa", who.email).returncode == 0
    assert who.sign_in().lives()
    assert not who.sign_in().ask("GET", "/auth/authenticated").json()["user"]["totp_enabled"]
    refused(run("disable-2fa", NOBODY))


def test_each_is_a_line_in_the_log(run, server, who):
    session = who.sign_in()
    assert session.ask("POST", "/auth/totp", json={"totp": code(session.ask("PUT", "/auth/totp").json()["otp_secret"])}).status_code == 200
    email = f"log-{os.urandom(6).hex()}@people.example"
    said = {}
    for words in (["disable-2fa", who.email], ["revoke-tokens", who.email], ["change-password", who.email], ["create-bot", "--name", "Bot", "--email", email], ["create-admin", "x" + email]):
        done = run(*words)
        said[words[0]] = [dict(word.split("=", 1) for word in line.split(" ")) for line in done.stderr.splitlines()]
        secret = done.stdout.split()[-1]
        assert done.returncode == 0 and secret not in done.stderr
    events = {command: [(note["msg"], note["event"], note["means"]) for note in notes] for command, notes in said.items()}
    line = lambda event: ("security", event, "command")
    assert events == {"disable-2fa": [line("factor-disabled")], "revoke-tokens": [line("tokens-revoked")], "change-password": [line("password-changed")],
                      "create-bot": [line("account-created"), line("token-created")], "create-admin": [line("account-created")]}
    assert {note["person"] for command in ("disable-2fa", "revoke-tokens", "change-password") for note in said[command]} == {who.id}
    assert run("disable-2fa", who.email).stderr.count("msg=security") == 0, "nothing happened"
    raised = run("create-admin", who.email).stderr
    assert "event=role-changed" in raised and f"person={who.id}" in raised and "reason=admin" in raised
    assert "msg=security" not in run("create-admin", who.email).stderr, "an administrator already"


def test_what_they_do_is_told_at_every_log_level(server, who):
    variables = environment(**settings(server) | {"LOG_LEVEL": "error"})
    done = subprocess.run([binary(), "revoke-tokens", who.email], env=variables, capture_output=True, text=True)
    assert "msg=security" in done.stderr and "event=tokens-revoked" in done.stderr


@pytest.mark.parametrize("command", ["change-password", "create-bot", "revoke-tokens", "disable-2fa"])
def test_help(run, command):
    done = run(command, "--help")
    assert done.returncode == 0 and "USAGE: tsubame " + command in done.stdout and "OVERVIEW: " in done.stdout
    with_nothing = run(command)
    assert with_nothing.returncode == 64 and "Missing expected argument" in with_nothing.stderr


def test_config():
    """The documentation has every setting, and no other; a secret is not printed."""
    pages = "".join((REPOSITORY / "docs" / name).read_text() for name in ("configuration.md", "sign-in.md"))
    rows = re.findall(r"^\| ((?:`[A-Z0-9_]+`(?:, )?)+) \|", pages, re.M)
    documented = {name for row in rows for name in re.findall(r"`(\w+)`", row)} - {"WORKERS", "WEB_ROOT", "TSUBAME_ADMIN_PASSWORD"}
    secret = {"SECRET_KEY", "SECRET_KEY_PREVIOUS", "ADMIN_TOKEN", "DB_PASSWORD", "MAIL_PASSWORD", "LDAP_PASSWORD", "OIDC_CLIENT_SECRET"}
    done = subprocess.run([binary(), "config"], env=dict.fromkeys(secret, "not-to-be-seen"), capture_output=True, text=True)
    printed = dict(line.split("=", 1) for line in done.stdout.splitlines())
    assert set(printed) == documented
    assert "not-to-be-seen" not in done.stdout + done.stderr and {name for name, value in printed.items() if value == "********"} == secret
