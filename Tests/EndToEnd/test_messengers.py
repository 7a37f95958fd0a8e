"""Messages in Slack, Mattermost and Discord, from the comment that causes them to a service that takes them."""
import json
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import processes
from session import Session
from stack import Stack

ACCOUNTS = {"slack": "U1", "mattermost": "zoe", "discord": "zoe#0001"}


class Services:
    """All three in one: `calls` holds what came in, `answers` what is answered in place of the usual, by path."""

    def __init__(self):
        services = self
        self.calls, self.answers = [], {}

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.answer()

            def do_POST(self):
                self.answer()

            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                path = self.path.split("?")[0]
                status, usual = services.answers.get(path) or (200, services.usual(path))
                services.calls.append((path, self.headers.get("Authorization"), json.loads(body) if body else None))
                content = json.dumps(usual).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @staticmethod
    def usual(path):
        if path == "/slack/chat.postMessage":
            return {"ok": True}
        if path == "/discord/users/@me/guilds":
            return [{"id": "10"}, {"id": "11"}]
        if path.endswith("/10/members/search"):
            return [{"user": {"id": "1", "username": "zoe", "discriminator": "0002"}}]
        if path.endswith("/11/members/search"):
            return [{"user": {"id": "2", "username": "zoe", "discriminator": "0001"}}]
        return {"id": "99"}

    def to(self, path):
        return [call for call in self.calls if call[0] == path]

    def wait(self, path, count=1):
        assert processes.until(lambda: len(self.to(path)) >= count, 20, every=0.05) is not None, self.calls
        return self.to(path)[count - 1]


@pytest.fixture(scope="module")
def site():
    services = Services()
    stack = Stack(MAIL_ENABLED="false", SLACK_API_URL=services.url + "/slack", DISCORD_API_URL=services.url + "/discord/", DOMAIN_NAME="tracker.studio.example")
    stack.services = services
    yield stack
    stack.stop()
    services.server.shutdown()


@pytest.fixture(scope="module")
def admin(site):
    with Session(site) as session:
        organisation = session.get("/data/organisations").json()[0]["id"]
        given = {"chat_token_slack": "xoxb", "chat_webhook_mattermost": site.services.url + "/hooks/1", "chat_token_discord": "bot"}
        assert session.put(f"/data/organisations/{organisation}", json=given).status_code == 200
        yield session


@pytest.fixture(scope="module")
def work(admin):
    name = secrets.token_hex(4)
    make = lambda table, **row: admin.post(f"/data/{table}", json=row).json()
    project = make("projects", name=f"Show {name}")["id"]
    kind = make("entity-types", name=f"Prop {name}")["id"]
    asset = make("entities", name="Tree [1]", project_id=project, entity_type_id=kind)["id"]
    task_type = make("task-types", name=f"Model {name}", color="#123456", for_entity="Asset")["id"]
    status = admin.get("/data/task-status").json()[0]["id"]
    task = make("tasks", name="main", project_id=project, entity_id=asset, task_type_id=task_type, task_status_id=status)["id"]
    return {"task": task, "status": status, "project": f"Show {name}", "link": f"https://tracker.studio.example/productions/{project}/assets/tasks/{task}"}


def person(admin, services=(), **fields):
    address = f"chat-{secrets.token_hex(6)}@example.com"
    row = {"first_name": "Zoé", "last_name": "Reader", "email": address, "password": "correct-horse-battery", "role": "user", "locale": "en_US"}
    for service in services:
        row |= {f"notifications_{service}_enabled": True, f"notifications_{service}_userid": ACCOUNTS[service]}
    made = admin.post("/data/persons", json=row | fields)
    assert made.status_code == 201, made.text
    return made.json()["id"]


def assign(admin, work, people):
    """And what they are told of it is sent."""
    assert admin.put(f"/data/tasks/{work['task']}", json={"assignees": people}).status_code == 200
    assert processes.until(lambda: admin.get("/status").json()["jobs"] | {"given_up": 0} == {"waiting": 0, "running": 0, "given_up": 0}, 20, every=0.1) is not None


def comment(admin, work, text):
    made = admin.post(f"/actions/tasks/{work['task']}/comment", json={"task_status_id": work["status"], "comment": text})
    assert made.status_code == 201, made.text


def test_who_wants_it_is_told_in_each_service(site, admin, work):
    services = site.services
    everywhere, french, nowhere = person(admin, ACCOUNTS), person(admin, ["slack"], locale="fr_FR", notifications_slack_userid="U2"), person(admin)
    services.calls.clear()
    assign(admin, work, [everywhere, french, nowhere])
    comment(admin, work, "look <!channel> & [here](x)")
    assert processes.until(lambda: len(services.to("/slack/chat.postMessage")) == 4, 20, every=0.05) is not None, "two were told of the task, then of the comment"
    path, token, body = next(call for call in services.to("/slack/chat.postMessage") if call[2]["channel"] == "@U1" and "look" in call[2]["text"])
    assert token == "Bearer xoxb" and body["blocks"][0]["text"] == {"type": "mrkdwn", "text": body["text"]}
    assert f"<{work['link']}|" in body["text"] and "> look &lt;!channel&gt; &amp; [here](x)" in body["text"]
    assert any("a écrit sur" in call[2]["text"] for call in services.to("/slack/chat.postMessage") if call[2]["channel"] == "@U2")

    path, token, body = services.wait("/hooks/1", 2)
    assert token is None and body["channel"] == "@zoe" and body["username"] == "Kitsu - " + work["project"]
    path, token, body = services.wait("/discord/channels/99/messages", 2)
    assert token == "Bot bot" and body["allowed_mentions"] == {"parse": []}
    assert any(f"]({work['link']})" in call[2]["embeds"][0]["description"] for call in services.to("/discord/channels/99/messages"))
    assert {call[2]["recipient_id"] for call in services.to("/discord/users/@me/channels")} == {"2"}, "the one of that number"


def test_a_refused_message_is_given_up_and_said(site, admin, work):
    services = site.services
    assign(admin, work, [person(admin, ["slack"])])
    before = admin.get("/status").json()["jobs"]["given_up"]
    services.answers["/slack/chat.postMessage"] = (200, {"ok": False, "error": "channel_not_found"})
    comment(admin, work, "nobody there")
    assert processes.until(lambda: admin.get("/status").json()["jobs"]["given_up"] > before, 20, every=0.1) is not None
    assert "channel_not_found" in site.query("SELECT reason FROM job WHERE kind = 'message' AND failed_at IS NOT NULL")[0][0]
    services.answers.clear()


def test_a_service_that_is_away_is_asked_again(site, admin, work):
    services = site.services
    assign(admin, work, [person(admin, ["slack"])])
    services.answers["/slack/chat.postMessage"] = (503, {})
    comment(admin, work, "later")
    assert processes.until(lambda: any("answers 503" in (row[0] or "") for row in site.query("SELECT reason FROM job WHERE kind = 'message' AND failed_at IS NULL")), 20, every=0.1) is not None
    services.answers.clear()
    services.calls.clear()
    site.query("UPDATE job SET due_at = UTC_TIMESTAMP(6) WHERE kind = 'message' AND failed_at IS NULL")
    services.wait("/slack/chat.postMessage")
