"""Mails, from the request that causes one to the mail server that takes it."""
import json
import os
import re
import secrets
import signal
import subprocess
import threading
import time
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import pytest

import processes
from mailbox import Mailbox, text
from session import Anyone, Session
from stack import EMAIL, Stack, binary, environment

PASSWORD, FRESH = "correct-horse-battery", "another-good-password"


@pytest.fixture(scope="module")
def site():
    """A stack that hands its mails to `site.mailbox`."""
    mailbox = Mailbox()
    stack = Stack(MAIL_SERVER="127.0.0.1", MAIL_PORT=str(mailbox.port), MAIL_DEFAULT_SENDER="tracker@studio.example", DOMAIN_NAME="tracker.studio.example")
    stack.mailbox = mailbox
    yield stack
    stack.stop()
    mailbox.stop()


@pytest.fixture(scope="module")
def admin(site):
    with Session(site) as session:
        yield session


def person(admin, **fields):
    address = f"mail-{secrets.token_hex(6)}@example.com"
    row = {"first_name": "Zoé", "last_name": "Reader", "email": address, "password": PASSWORD, "role": "user", "notifications_enabled": True, "locale": "en_US", "timezone": "Asia/Tokyo"}
    made = admin.post("/data/persons", json=row | fields)
    assert made.status_code == 201, made.text
    return made.json()


def link(message):
    url = re.search(r"https://\S+", text(message)).group()
    assert url in text(message, "html").replace("&amp;", "&")
    parts = urlsplit(url)
    return url, {name: values[0] for name, values in parse_qs(parts.query).items()}


def jobs(site):
    return site.query("SELECT COUNT(*) FROM job WHERE failed_at IS NULL")[0][0]


def test_a_forgotten_password(site, admin):
    who = person(admin)
    with Anyone(site) as browser:
        assert browser.post("/auth/reset-password", json={"email": who["email"].upper()}).json() == {"success": "Reset token sent"}
        mail = site.mailbox.wait(who["email"])
        assert mail["From"] == "Kitsu Bot <tracker@studio.example>" and mail["To"] == who["email"] and mail.envelope[0] == "tracker@studio.example"
        assert mail["Subject"] == "Kitsu: choose another password" and mail["Content-Language"] == "en" and mail["Auto-Submitted"] == "auto-generated"
        assert "Hello Zoé," in text(mail) and "Hello Zoé," in text(mail, "html")
        url, query = link(mail)
        assert url.startswith("https://tracker.studio.example/reset-change-password?") and query["email"] == who["email"] and "type" not in query
        choose = lambda token: browser.put("/auth/reset-password", json={"email": who["email"], "token": token, "password": FRESH, "password2": FRESH})
        # A second mail makes the first one's link useless.
        browser.post("/auth/reset-password", json={"email": who["email"]})
        _, second = link(site.mailbox.wait(who["email"], 2))
        assert choose(query["token"]).status_code == 400
        assert choose(second["token"]).json() == {"success": True}
        assert choose(second["token"]).status_code == 400, "once"
        assert browser.post("/auth/login", json={"email": who["email"], "password": FRESH}).json()["login"]


def test_an_old_link(site, admin):
    who = person(admin)
    with Anyone(site) as browser:
        browser.post("/auth/reset-password", json={"email": who["email"]})
        _, query = link(site.mailbox.wait(who["email"]))
        age = site.query(f"SELECT TIMESTAMPDIFF(MINUTE, UTC_TIMESTAMP(), expires_at) FROM reset_token WHERE email = '{who['email']}'")[0][0]
        assert 118 <= int(age) <= 120
        site.query(f"UPDATE reset_token SET expires_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE email = '{who['email']}'")
        refused = browser.put("/auth/reset-password", json={"email": who["email"], "token": query["token"], "password": FRESH, "password2": FRESH})
        assert refused.status_code == 400


def test_nobody_learns_which_accounts_exist(site, admin):
    """The same answer, the same work in the request, and no mail but to an active person."""
    known, inactive = person(admin), person(admin, active=False)
    unknown = f"nobody-{secrets.token_hex(6)}@example.com"
    with Anyone(site) as browser:
        answers = {browser.post("/auth/reset-password", json={"email": address}).text for address in (known["email"], inactive["email"], unknown)}
        answers |= {browser.get("/auth/email-otp", params={"email": address}).text.replace("true", '"Reset token sent"') for address in (known["email"], inactive["email"], unknown)}
    assert len(answers) == 1
    site.mailbox.wait(known["email"])
    assert processes.until(lambda: jobs(site) == "0", 10, every=0.05) is not None
    assert not site.mailbox.to(inactive["email"]) and not site.mailbox.to(unknown) and len(site.mailbox.to(known["email"])) == 1


def test_what_can_be_nobodys_login_is_not_kept(site, admin):
    ours = next(pid for pid in processes.children(site.process.pid) if "jobs" in processes.command_line(pid))
    assert processes.until(lambda: jobs(site) == "0", 10, every=0.05) is not None
    os.kill(ours, signal.SIGSTOP)
    try:
        with Anyone(site) as browser:
            for length, kept in ((256, "0"), (100_000, "0"), (255, "1")):
                answer = browser.post("/auth/reset-password", json={"email": "é" * length})
                assert (answer.status_code, answer.json()) == (200, {"success": "Reset token sent"})
                assert jobs(site) == kept
    finally:
        os.kill(ours, signal.SIGCONT)


def test_an_invitation_in_french(site, admin):
    who = person(admin, locale="fr_FR", first_name="Zoé <b>", password=None)
    assert admin.get(f"/actions/persons/{who['id']}/invite").json() == {"success": True, "message": "Email sent"}
    mail = site.mailbox.wait(who["email"])
    assert mail["Content-Language"] == "fr" and mail["Subject"].startswith("Vous êtes invité")
    assert "Zoé <b>" in text(mail) and "Zoé &lt;b&gt;" in text(mail, "html") and who["email"] in text(mail)
    url, query = link(mail)
    assert url.endswith("&type=new")
    days = site.query(f"SELECT TIMESTAMPDIFF(HOUR, UTC_TIMESTAMP(), expires_at) FROM reset_token WHERE email = '{who['email']}'")[0][0]
    assert 166 <= int(days) <= 168
    # An administrator's link is one more, not another one.
    direct = admin.post(f"/actions/persons/{who['id']}/reset-password-link", json={}).json()["reset_password_link"]
    assert direct.startswith("https://tracker.studio.example/reset-change-password?email=")
    with Anyone(site) as browser:
        chosen = browser.put("/auth/reset-password", json={"email": who["email"], "token": query["token"], "password": FRESH, "password2": FRESH})
        assert chosen.json() == {"success": True}
        token = parse_qs(urlsplit(direct).query)["token"][0]
        late = browser.put("/auth/reset-password", json={"email": who["email"], "token": token, "password": PASSWORD, "password2": PASSWORD})
        assert late.status_code == 400, "the invitation was used"


def test_codes_by_mail(site, admin):
    who = person(admin)
    login = {"email": who["email"], "password": PASSWORD}
    code = lambda count: re.search(r"^(\d{6})\r?$", text(site.mailbox.wait(who["email"], count)), re.M).group(1)
    with Session(site, who["email"], PASSWORD) as me, Anyone(site) as browser:
        assert me.put("/auth/email-otp").json() == {"success": True}
        first = code(1)
        assert site.mailbox.to(who["email"])[0]["Subject"] == "Kitsu: your code"
        me.put("/auth/email-otp")
        second = code(2)
        if first != second:
            assert me.post("/auth/email-otp", json={"email_otp": first}).status_code == 400, "another secret by now"
        done = me.post("/auth/email-otp", json={"email_otp": second})
        assert done.status_code == 200 and len(done.json()["otp_recovery_codes"]) == 16
        assert me.put("/auth/email-otp").status_code == 400, "already enabled"

        missing = browser.post("/auth/login", json=login).json()
        assert missing["missing_OTP"] and missing["two_factor_authentication_enabled"] == ["recovery_code", "email_otp"] and missing["preferred_two_factor_authentication"] == "email_otp"
        assert browser.post("/auth/login", json=login | {"email_otp": second}).json()["wrong_OTP"], "used up"
        browser.get("/auth/email-otp", params={"email": who["email"]})
        third = code(3)
        assert browser.post("/auth/login", json=login | {"email_otp": "000000" if third != "000000" else "111111"}).json()["wrong_OTP"]
        assert browser.post("/auth/login", json=login | {"email_otp": third}).json()["login"], "a wrong one leaves it as it is"
        assert browser.post("/auth/login", json=login | {"email_otp": third}).json()["wrong_OTP"], "once"

        browser.get("/auth/email-otp", params={"email": who["email"]})
        fourth = code(4)
        site.query(f"UPDATE email_code SET expires_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE person_id = '{who['id']}'")
        assert browser.post("/auth/login", json=login | {"email_otp": fourth}).json()["wrong_OTP"], "five minutes"
        browser.get("/auth/email-otp", params={"email": who["email"]})
        fifth = code(5)
        assert me.delete("/auth/email-otp", json={"email_otp": fifth}).json() == {"success": True}
        assert browser.post("/auth/login", json=login).json()["login"]


def test_what_happened_to_an_account(site, admin):
    who = person(admin)
    with Session(site, who["email"], PASSWORD) as me:
        assert me.post("/auth/change-password", json={"old_password": PASSWORD, "password": FRESH, "password_2": FRESH}).status_code == 200
    changed = site.mailbox.wait(who["email"])
    assert changed["Subject"] == "Kitsu: your password was changed" and "from 127.0.0.1" in text(changed)
    hour = time.strftime("%H", time.gmtime(time.time() + 9 * 3600))
    assert re.search(rf"on \w+ \d+, \d+, {hour}:\d\d", text(changed)), "in Tokyo"
    admin.post(f"/actions/persons/{who['id']}/change-password", json={"password": PASSWORD, "password_2": PASSWORD})
    assert "administrator changed" in site.mailbox.wait(who["email"], 2)["Subject"]
    site.query(f"UPDATE person SET email_otp_enabled = TRUE WHERE id = '{who['id']}'")
    assert admin.delete(f"/actions/persons/{who['id']}/disable-two-factor-authentication").json() == {"success": True}
    assert "disabled your second factor" in site.mailbox.wait(who["email"], 3)["Subject"]


@pytest.fixture(scope="module")
def task(site, admin):
    """A task of a shot of a series, and the names on the way to it."""
    name = secrets.token_hex(4)
    make = lambda table, **row: admin.post(f"/data/{table}", json=row).json()
    kinds = {row["name"]: row["id"] for row in admin.get("/data/entity-types").json()}
    for kind in ("Episode", "Sequence", "Shot"):
        if kind not in kinds:
            kinds[kind] = make("entity-types", name=kind)["id"]
    project = make("projects", name=f"Série {name}", production_type="tvshow")["id"]
    parent, ids = None, {}
    for kind, label in (("Episode", "E01"), ("Sequence", "SQ02"), ("Shot", "SH003")):
        parent = ids[kind] = make("entities", name=label, project_id=project, entity_type_id=kinds[kind], parent_id=parent)["id"]
    kind = make("task-types", name=f"Layout {name}", color="#123456", for_entity="Shot")["id"]
    status = admin.get("/data/task-status").json()[0]["id"]
    row = make("tasks", name="main", project_id=project, entity_id=ids["Shot"], task_type_id=kind, task_status_id=status)
    return {"id": row["id"], "project": project, "title": f"Série {name} / E01 / SQ02 / SH003 / Layout {name}", "status": status,
            "link": f"https://tracker.studio.example/productions/{project}/episodes/{ids['Episode']}/shots/tasks/{row['id']}"}


def test_an_assignment(site, admin, task):
    who, quiet = person(admin), person(admin, notifications_enabled=False)
    assert admin.put(f"/data/tasks/{task['id']}", json={"assignees": [who["id"], quiet["id"]]}).status_code == 200
    mail = site.mailbox.wait(who["email"])
    assert mail["Subject"] == f"[Kitsu] You were assigned to {task['title']}"
    assert task["link"] in text(mail) and task["link"] in text(mail, "html")
    assert processes.until(lambda: jobs(site) == "0", 10, every=0.05) is not None
    assert not site.mailbox.to(quiet["email"])


def test_a_mention(site, admin, task):
    who = person(admin, last_name=secrets.token_hex(4))
    site.query(f"INSERT INTO project_person_link (project_id, person_id) VALUES ('{task['project']}', '{who['id']}')")
    made = admin.post("/data/comments", json={"object_id": task["id"], "object_type": "Task", "text": "first", "task_status_id": task["status"], "person_id": admin.get("/auth/authenticated").json()["user"]["id"]})
    assert made.status_code == 201, made.text
    says = f"look <here> @Zoé {who['last_name']} please"
    assert admin.put(f"/data/comments/{made.json()['id']}", json={"text": says}).status_code == 200
    mail = site.mailbox.wait(who["email"])
    assert mail["Subject"].startswith("[Kitsu] Super mentioned you on Série") and f"> {says}" in text(mail) and "&lt;here&gt;" in text(mail, "html")


def test_a_rolled_back_request_mails_nothing(site, admin, task):
    who = person(admin)
    refused = admin.put(f"/data/tasks/{task['id']}", json={"assignees": [who["id"]], "priority": "no number"})
    assert refused.status_code == 400
    time.sleep(1)
    assert jobs(site) == "0" and not site.mailbox.to(who["email"])


def test_a_process_that_dies_in_the_middle(site, admin):
    """Killed between taking a job and ending it: another one sends the mail once the lease is over."""
    who = person(admin)
    ours = next(pid for pid in processes.children(site.process.pid) if "jobs" in processes.command_line(pid))
    os.kill(ours, signal.SIGSTOP)
    worker = subprocess.Popen([binary(), "jobs", "--lease", "2"], env=environment(**site.settings | mail_settings(site)), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    site.mailbox.hold = threading.Event()
    site.mailbox.waiting.clear()
    try:
        with Anyone(site) as browser:
            browser.post("/auth/reset-password", json={"email": who["email"]})
        assert site.mailbox.waiting.wait(20)
        worker.kill()
        worker.wait()
        assert jobs(site) == "1", "nothing is lost"
    finally:
        site.mailbox.hold.set()
        site.mailbox.hold = None
        os.kill(ours, signal.SIGCONT)
    site.mailbox.wait(who["email"])
    last = site.mailbox.to(who["email"])[-1]
    assert processes.until(lambda: jobs(site) == "0", 10, every=0.05) is not None
    _, query = link(last)
    with Anyone(site) as browser:
        assert browser.put("/auth/reset-password", json={"email": who["email"], "token": query["token"], "password": FRESH, "password2": FRESH}).status_code == 200


def mail_settings(site, **more):
    return {"MAIL_ENABLED": "true", "MAIL_SERVER": "127.0.0.1", "MAIL_PORT": str(site.mailbox.port), "MAIL_DEFAULT_SENDER": "tracker@studio.example"} | more


def failed(site, person):
    """The reason of a job given up, once there is one."""
    rows = lambda: site.query("SELECT reason, payload FROM job WHERE failed_at IS NOT NULL ORDER BY id DESC LIMIT 1")
    assert processes.until(lambda: bool(rows()), 15, every=0.05) is not None
    return rows()[0]


def test_refusals_of_the_mail_server(site, admin):
    """For now: it is tried again. For good: it is given up, and what it held is forgotten."""
    who = person(admin)
    with Anyone(site) as browser:
        site.mailbox.refusal = "451 try again later"
        browser.post("/auth/reset-password", json={"email": who["email"]})
        reason = lambda: site.query("SELECT reason FROM job WHERE failed_at IS NULL AND reason IS NOT NULL")
        assert processes.until(lambda: bool(reason()), 15, every=0.05) is not None
        assert "451" in reason()[0][0]
        site.mailbox.refusal = None
        site.query("UPDATE job SET due_at = UTC_TIMESTAMP(6)")
        site.mailbox.wait(who["email"])

        site.mailbox.refusal = "550 no such mailbox"
        browser.post("/auth/reset-password", json={"email": who["email"]})
        reason, payload = failed(site, who)
        site.mailbox.refusal = None
        assert "550" in reason and "mail" in json.loads(payload)
        site.query("DELETE FROM job")


@contextmanager
def another_runner(site, **settings):
    """In the place of the stack's own."""
    ours = next(pid for pid in processes.children(site.process.pid) if "jobs" in processes.command_line(pid))
    os.kill(ours, signal.SIGSTOP)
    worker = subprocess.Popen([binary(), "jobs"], env=environment(**site.settings | mail_settings(site) | settings), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield worker
        worker.terminate()
        assert worker.wait(20) == 0, "SIGTERM ends it in order"
    finally:
        worker.kill()
        site.query("DELETE FROM job")
        os.kill(ours, signal.SIGCONT)


def test_a_domain_with_other_letters(site, admin):
    """The envelope has the name that the domain name system knows (RFC 5891), the headers are ASCII."""
    name = f"idn-{secrets.token_hex(6)}"
    who = person(admin, email=f"{name}@exämple.com")
    admin.get(f"/actions/persons/{who['id']}/invite")
    mail = site.mailbox.wait(f"{name}@xn--exmple-cua.com")
    assert mail["To"] == f'"{name}@exämple.com":;' and who["email"] in text(mail)


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_wrong_password_of_ours_loses_no_mail(site, admin):
    who = person(admin)
    strict = Mailbox(account=("bot", "s3cret!"))
    try:
        with another_runner(site, MAIL_PORT=str(strict.port), MAIL_USERNAME="bot", MAIL_PASSWORD="old"):
            admin.get(f"/actions/persons/{who['id']}/invite")
            reason = lambda: site.query("SELECT reason, failed_at FROM job WHERE reason IS NOT NULL")
            assert processes.until(lambda: bool(reason()), 15, every=0.05) is not None
            assert "535" in reason()[0][0] and reason()[0][1] == "NULL"
    finally:
        strict.stop()


def test_the_database_is_away_when_a_mail_was_sent(site, admin, tmp_path):
    """It is not sent again when the database is back."""
    who = person(admin)
    known, way = site.settings["DB_SOCKET"], tmp_path / "s"
    way.symlink_to(known)
    with another_runner(site, DB_SOCKET=str(way)) as worker:
        site.mailbox.hold = threading.Event()
        site.mailbox.waiting.clear()
        try:
            admin.get(f"/actions/persons/{who['id']}/invite")
            assert site.mailbox.waiting.wait(20)
            way.unlink()
            # The worker's session is the one that took the job last; those of the pool come back by themselves.
            for session, in site.query("SELECT id FROM information_schema.processlist WHERE id <> CONNECTION_ID()"):
                try:
                    site.query(f"KILL {session}")
                except RuntimeError:
                    pass  # it ended by itself
        finally:
            site.mailbox.hold.set()
            site.mailbox.hold = None
        site.mailbox.wait(who["email"])
        time.sleep(1)
        assert worker.poll() is None and jobs(site) == "1"
        way.symlink_to(known)
        assert processes.until(lambda: jobs(site) == "0", 10, every=0.05) is not None
    assert len(site.mailbox.to(who["email"])) == 1


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
@pytest.mark.parametrize("encryption", ["starttls", "tls"])
def test_encryption_and_password(site, admin, encryption):
    account = ("bot", "s3cret!")
    ours = next(pid for pid in processes.children(site.process.pid) if "jobs" in processes.command_line(pid))
    secure = Mailbox(folder=site.home, encryption=encryption, account=account)
    settings = mail_settings(site, MAIL_PORT=str(secure.port), MAIL_USERNAME=account[0], MAIL_PASSWORD=account[1], **{"MAIL_SSL_CA" if encryption == "tls" else "SSL_CERT_FILE": str(site.home / "mail.pem")},
                             **{"MAIL_USE_TLS" if encryption == "starttls" else "MAIL_USE_SSL": "true"})
    who = person(admin)
    os.kill(ours, signal.SIGSTOP)
    try:
        worker = subprocess.Popen([binary(), "jobs"], env=environment(**site.settings | settings), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        admin.get(f"/actions/persons/{who['id']}/invite")
        try:
            secure.wait(who["email"])
        finally:
            worker.terminate()
            _, log = worker.communicate(timeout=20)
        assert worker.returncode == 0, "SIGTERM ends it in order"
        assert account in secure.logins and account[1] not in log
        # A certificate nobody vouches for: nothing is handed over.
        count = len(secure.messages)
        settings = {name: value for name, value in settings.items() if name not in ("MAIL_SSL_CA", "SSL_CERT_FILE")}
        worker = subprocess.Popen([binary(), "jobs"], env=environment(**site.settings | settings), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        admin.get(f"/actions/persons/{who['id']}/invite")
        assert processes.until(lambda: bool(site.query("SELECT 1 FROM job WHERE reason LIKE '%certificate%'")), 15, every=0.05) is not None
        worker.terminate()
        worker.communicate(timeout=20)
        assert len(secure.messages) == count
    finally:
        site.query("DELETE FROM job")
        os.kill(ours, signal.SIGCONT)
        secure.stop()


def test_switched_off(server):
    """MAIL_ENABLED=false, as the tests' common stack has it: the log says what would have been sent."""
    with Session(server) as admin:
        who = person(admin)
        admin.get(f"/actions/persons/{who['id']}/invite")
    log = server.home / "log/jobs.log"
    said = lambda: [line for line in log.read_text().splitlines() if who["id"] in line]
    assert processes.until(lambda: bool(said()), 15, every=0.05) is not None
    assert "mail not sent" in said()[0] and "mail=invitation" in said()[0] and "MAIL_ENABLED" in said()[0] and "token" not in said()[0]


def test_status_knows_whether_jobs_are_done(site):
    with Anyone(site) as browser:
        assert browser.get("/status").json()["job-queue-up"] is True


def test_a_comment_and_its_answer(site, admin, task):
    """Who works on a task gets the comment with its status, in their language; who wrote it gets the answer; who wants no mails gets none."""
    who, quiet, french = person(admin), person(admin, notifications_enabled=False), person(admin, locale="fr_FR")
    assert admin.put(f"/data/tasks/{task['id']}", json={"assignees": [who["id"], quiet["id"], french["id"]]}).status_code == 200
    made = admin.post(f"/actions/tasks/{task['id']}/comment", json={"task_status_id": task["status"], "comment": "a <b>bold</b> word"})
    assert made.status_code == 201, made.text
    mail = site.mailbox.wait(who["email"], 2)
    assert " - Super commented on Série" in mail["Subject"] and "> a <b>bold</b> word" in text(mail) and "&lt;b&gt;" in text(mail, "html")
    assert task["link"] in text(mail)
    assert "a commenté" in site.mailbox.wait(french["email"], 2)["Subject"]
    path = f"/data/tasks/{task['id']}/comments/{made.json()['id']}/reply"
    assert admin.post(path, json={"text": "an answer"}).status_code == 200
    mail = site.mailbox.wait(who["email"], 3)
    assert mail["Subject"].startswith("[Kitsu] Super replied on Série") and "> an answer" in text(mail)
    assert processes.until(lambda: jobs(site) == "0", 10, every=0.05) is not None
    assert not site.mailbox.to(quiet["email"])


def test_jobs_are_listed_tried_again_and_forgotten(site, admin):
    def command(*words):
        done = subprocess.run([binary(), "jobs", *words], env=environment(**site.settings), capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr

    who = person(admin)
    site.query("DELETE FROM job")
    site.mailbox.refusal = "550 no such mailbox"
    with Anyone(site) as browser:
        browser.post("/auth/reset-password", json={"email": who["email"]})
    failed(site, who)
    site.mailbox.refusal = None
    status, out, _ = command("list", "--given-up")
    line = out.rstrip("\n").split("\t")
    assert status == 0 and line[1:4] == ["mail", "given up", "1"] and "550" in line[5]
    assert "password-recovery" in command("show", line[0])[1]
    assert command("retry", line[0])[0] == 0
    site.mailbox.wait(who["email"])
    assert processes.until(lambda: site.query("SELECT COUNT(*) FROM job")[0][0] == "0", 10, every=0.05) is not None
    assert command("show", line[0])[0] == 64 and command("cancel", "nothing")[0] == 64
    ours = next(pid for pid in processes.children(site.process.pid) if "jobs" in processes.command_line(pid))
    os.kill(ours, signal.SIGSTOP)
    try:
        with Anyone(site) as browser:
            browser.post("/auth/reset-password", json={"email": who["email"]})
        waiting = command("list")[1].split("\t")
        assert waiting[2] == "waiting" and command("cancel", waiting[0])[0] == 0
        assert command("list")[1] == ""
    finally:
        os.kill(ours, signal.SIGCONT)


def test_a_mail_to_try_the_server(site):
    def command(address):
        done = subprocess.run([binary(), "test-mail", address], env=environment(**site.settings | mail_settings(site)), capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    address = f"try-{secrets.token_hex(6)}@example.com"
    status, said = command(address)
    assert status == 0 and "took the mail" in said
    assert site.mailbox.wait(address)["Subject"] == "[Kitsu] A test"
    site.mailbox.refusal = "550 no such mailbox"
    try:
        status, said = command(address)
    finally:
        site.mailbox.refusal = None
    assert status != 0 and "did not take the mail" in said and "550" in said
    assert command("nobody")[0] != 0
