"""Whatever is sent to a route that writes, it is never the server's fault.

Generated: every declared POST, PUT and DELETE route is asked by the administrator about rows that there are and rows that there are not, with bodies of the
names that the sources read, whose values have the wrong type, are null, huge, deep, long, or ids of something else."""
import json
import random
import re
import subprocess
import threading
import time
import uuid
from collections import Counter

import pytest
from mutations import NASTY_VALUES
from session import Session
from stack import REPOSITORY, binary
from test_sight import Marked, Studio, Wire

SECONDS, CLIENTS, EACH = 80, 4, 24
# Signing in has mutations of its own; these end the session that asks, or send mail.
LEFT_OUT = re.compile(r"^/auth/|/actions/persons/.*/(invite|change-password|disable-two-factor)|/admin/|/import/")
DEEP = json.loads("[" * 60 + "]" * 60)
LONG = ["x" * 20_000, "é" * 5_000, 10**300, -(10**300), 2**31, 2**63, -(2**63), 1e308, "9" * 400, DEEP, {"a": DEEP}, [{"id": DEEP}], [str(uuid.UUID(int=0))] * 3]


def names():
    """What the sources read of bodies."""
    found = set()
    for file in (REPOSITORY / "Sources/Tracker").rglob("*.swift"):
        found |= set(re.findall(r'(?:fields|parameters|body|row|object)(?:\.\w+\(|\[)"(\w+)"', file.read_text()))
    assert len(found) > 100
    return sorted(found)


class Writers:
    def __init__(self, server, admin):
        self.server, self.admin, self.chance = server, admin, random.Random(20261201)
        self.rows = Marked(server.home / "run/mariadb.sock")
        self.studio = Studio(server, admin, self.rows)
        self.names, self.ids = names(), [id for id in self.rows.made.values() if id]
        self.sent, self.statuses, self.complaints, self.lock = 0, Counter(), [], threading.Lock()

    def routes(self):
        lines = subprocess.run([binary(), "routes", "--tsv"], capture_output=True, text=True, check=True).stdout.splitlines()
        for method, path in (line.split("\t")[:2] for line in lines):
            if method != "GET" and not LEFT_OUT.search(path):
                yield method, path

    def target(self, method, path):
        """A real row mostly; deletions are of what is not there, so that the others still find theirs."""
        target = path
        for name in re.findall(r"{(\w+)}", path):
            kind = self.chance.random()
            if method == "DELETE" and kind < 0.8 or kind < 0.1:
                value = self.chance.choice([str(uuid.UUID(int=self.chance.getrandbits(128))), "x", "9" * 50, "%F0%9F%92%A5", "2026-02-30", "-1", "null"])
            elif kind < 0.15:
                value = self.chance.choice(self.ids)
            else:
                value = self.studio.parameter(path, name, self.chance.choice(["own", "other", "away"]))
            target = target.replace("{" + name + "}", value, 1)
        return target

    def value(self):
        kind = self.chance.random()
        if kind < 0.25:
            return self.chance.choice(self.ids)
        if kind < 0.35:
            return self.chance.sample(self.ids, 3)
        if kind < 0.45:
            return self.chance.choice(["2026-01-05", "2026-01-05T10:00:00", "main", 1, 60, True])
        if kind < 0.6:
            return self.chance.choice(LONG)
        if kind < 0.7:
            return [{self.chance.choice(self.names): self.value()} for _ in range(2)]
        return self.chance.choice(NASTY_VALUES)

    def body(self, path, wanted):
        """Mostly what the route has said that it wants."""
        kind = self.chance.random()
        if kind < 0.05:
            return self.chance.choice([b"", b"null", b"[]", b"1", b'"a"', b"[null]", b"{", b"[[]]"])
        chosen = [name for name in wanted if self.chance.random() < 0.9] + self.chance.sample(self.names, self.chance.randint(0, 6))
        if kind < 0.5:
            segment = path.split("/")[2] if path.count("/") > 1 else ""
            table = next((table for table in self.rows.columns if table.replace("_", "-") in (segment, segment[:-1])), None)
            chosen += [name for name, *_ in self.rows.columns.get(table, []) if self.chance.random() < 0.4]
        body = {name: self.value() for name in chosen}
        if kind > 0.9:
            body = self.chance.choice([[body], [body["id"]] if "id" in body else [body, body], self.chance.sample(self.ids, 2)])
        return json.dumps(body).encode("utf-8", "surrogatepass")

    def plan(self):
        """Each route first says what it misses; then come the bodies."""
        for method, path in self.routes():
            wanted = set()
            if method != "DELETE":
                answer = self.admin.request(method, self.target(method, path), data=b"{}", headers={"Content-Type": "application/json"})
                self.judge(method, path, b"{}", answer.status_code, answer.content)
                wanted = set(re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", answer.text)) & set(self.names)
            for _ in range(EACH if method != "DELETE" else 6):
                yield method, self.target(method, path), self.body(path, sorted(wanted)) if method != "DELETE" else b""

    def judge(self, method, target, body, status, answer):
        with self.lock:
            self.sent += 1
            self.statuses[status // 100] += 1
            if status >= 500:
                self.complaints.append(f"{status} {answer[:200]!r} to {method} {target} {body[:600]!r}")

    def run(self):
        plan = list(self.plan())
        # Whatever the time lets be left out, it is not always the same kind.
        self.chance.shuffle(plan)
        deadline = time.monotonic() + SECONDS
        clients = [threading.Thread(target=self.client, args=(plan[number::CLIENTS], deadline)) for number in range(CLIENTS)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        return len(plan)

    def client(self, plan, deadline):
        wire = Wire(self.server.url, self.admin.token)
        for method, target, body in plan:
            if time.monotonic() > deadline:
                break
            try:
                status, answer = wire.ask(method, target, body)
            except OSError:
                # nginx has had enough of the connection; the request gets another chance.
                wire = Wire(self.server.url, self.admin.token)
                status, answer = wire.ask(method, target, body)
            self.judge(method, target, body, status, answer)


@pytest.fixture(scope="module")
def writers(own_stack):
    with Session(own_stack) as admin:
        yield Writers(own_stack, admin)


def test_no_body_is_the_servers_fault(writers):
    planned = writers.run()
    assert not writers.complaints, f"{len(writers.complaints)} of {writers.sent}:\n" + "\n".join(writers.complaints[:30])
    assert writers.sent > planned / 2, f"only {writers.sent} of {planned} in the time"
    # Good ones among them, or the damage is too great to reach anything.
    assert writers.statuses[2] > writers.sent / 50 and writers.statuses[4] > writers.sent / 10, writers.statuses


def test_lists_of_seventy_thousand_ids(writers):
    """More than the database takes in one statement."""
    ids = [str(uuid.UUID(int=number + 1)) for number in range(70_000)]
    for method, path in writers.routes():
        if method != "POST" or "{" in path and "project_id" not in path:
            continue
        target = path.replace("{project_id}", writers.rows.made["project", "own"])
        if "{" in target or not re.search(r"delete|share|ids|create|set-|assign|copy|move|many", path):
            continue
        for body in (ids, {"task_ids": ids, "asset_ids": ids, "entity_ids": ids, "person_ids": ids}):
            answer = writers.admin.post(target, json=body)
            assert answer.status_code < 500, (path, answer.text[:300])
