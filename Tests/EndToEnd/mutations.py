"""Good requests, damaged at random."""
import json
import random
import threading
import time
import uuid
from collections import Counter

from wire import Wire

CLIENTS = 4
MODELS = """asset-instances attachment-files comments custom-actions day-offs departments entities entity-links entity-types events file-status hardware-items
metadata-descriptors milestones news notifications organisations output-files output-types persons playlists preview-background-files preview-files projects
project-status project-templates schedule-items search-filters search-filter-groups softwares status-automations studios subscriptions tasks task-status task-types
time-spents working-files budgets chats chat-messages""".split()
NASTY_TEXTS = ["", " ", "\0", "\ufeff", "\u202e", "💥" * 50, "é" * 300, "%", "_", "'", "\"", "\\", "' OR 1=1 --", "[]", "[1]", "[null]", "{}", "null", "true", "NaN", "-1", "0", "1e999",
               "9" * 30, "2026-02-30", "0000-00-00", "9999-12-31T23:59:59", "2026-01-05T10:00:00.", "2026-01-05T10:00:00.1234567890123456789", "2026-01-05T10:00:00+99:99",
               "2026-1-5", "20260105", "2026-01-05T24:60:61", "-2026-01-05", "2026-W01", "T", ":", "[" * 200, "../../etc/passwd", "a" * 5000, "<script>", "\r\nX: y", "\u0000\uffff", "𝟏"]
NASTY_VALUES = NASTY_TEXTS + [None, True, False, 0, -1, 1.5, 2**31, 2**63, 2**64, 10**40, 1e308, [], {}, [None], [[]], [{}], {"a": {}}, {"id": 1}, ["x"] * 1000, {"$ne": 1}]
NASTY_JSON = [b"", b"null", b"[]", b"{", b"\xff", b'"\\ud800"', b"[" * 3000, b"1e999", b'{"a":1,"a":2}', b"-", b"{}{}"]
NASTY_BYTES = [b"%00", b"%FF", b"%", b"%C3%28", b"\xff", b"\xc3\xa9", b"&", b"=", b"[", b"]", b",", b"+", b"/", b"//", b";", b"?", b"#", b"%2F", b"%5B", b"%22", b"*", b"(", b"\\", b"|"]
QUERY_NAMES = ["page", "limit", "relations", "fields", "name", "id", "project_id", "created_at", "data", "type", "priority", "active", "assignees", "departments", "timezone",
               "start_date", "due_date", "duration", "episode_id", "full_name", "force", "email"]


class Mutations:
    """Sends them on a few kept-open connections. `complaints` are requests whose answer was the server's fault or had no form, as they were sent."""

    def __init__(self, server, token, admin, seed):
        self.server, self.token, self.admin, self.seed = server, token, admin, seed
        self.sent, self.statuses, self.complaints = 0, Counter(), []
        self.made = []
        self.lock = threading.Lock()
        self.prepare()

    def prepare(self):
        """What good requests are about. `known` are values of theirs."""
        admin = self.admin
        self.me = admin.get("/auth/authenticated").json()["user"]["id"]
        self.types = {row["name"]: row["id"] for row in admin.get("/data/entity-types").json()}
        self.steps = [row["id"] for row in admin.get("/data/task-types", params={"for_entity": "Shot"}).json()]
        self.status = admin.get("/data/task-status").json()[0]["id"]
        mark = uuid.uuid4().hex[:8]
        self.project = self.make("projects", name=f"hostile-{mark}")
        self.person = self.make("persons", first_name="Hostile", last_name=mark, email=f"{mark}@hostile.example")
        self.department = self.make("departments", name=f"hostile-{mark}", color="#000000")
        self.shot = self.make("entities", name="SH010", project_id=self.project, entity_type_id=self.types["Shot"])
        self.task = self.make("tasks", name="main", project_id=self.project, entity_id=self.shot, task_type_id=self.steps[0], task_status_id=self.status, assignees=[self.person])
        self.known = [self.project, self.task]
        self.comment = self.make("comments", object_id=self.task, object_type="Task", person_id=self.person, text="a")

    def make(self, model, **values):
        answer = self.admin.post(f"/data/{model}", json=values)
        assert answer.status_code == 201, answer.text
        self.made.append((model, answer.json()["id"]))
        return answer.json()["id"]

    def run(self, count, seconds):
        deadline = time.monotonic() + seconds
        clients = [threading.Thread(target=self.client, args=(number, count // CLIENTS, deadline)) for number in range(CLIENTS)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        self.sweep()

    def sweep(self):
        """Takes back what was made, last first, as far as it can be."""
        for model, id in reversed(self.made):
            self.admin.delete(f"/data/{model}/{id}", params={"force": "true"})

    def client(self, number, count, deadline):
        """Each client has a sequence of its own, so that it does not matter how the threads take turns."""
        chance, wire = random.Random(self.seed * 1000 + number), None
        for _ in range(count):
            if time.monotonic() > deadline:
                break
            method, target, headers, body = self.mutated(chance)
            data = b""
            try:
                wire = wire or Wire(self.server.url)
                data = wire.request(method, target, headers, body)
                wire.send(data)
                answer = wire.answer(head=method == "HEAD")
                if answer is None:  # a connection that nginx has had enough of; the request gets another chance on a fresh one
                    wire.close()
                    wire = Wire(self.server.url)
                    wire.send(data)
                    answer = wire.answer(head=method == "HEAD")
                self.judge(method, target, data, answer)
                if answer is None or answer.headers.get("connection") == "close":
                    wire.close()
                    wire = None
            except (OSError, ValueError, IndexError) as error:
                with self.lock:
                    self.complaints.append(f"{type(error).__name__} {error} after {data[:3000] or target!r}")
                wire = None
        if wire:
            wire.close()

    def judge(self, method, target, data, answer):
        data = data.replace(self.token[1].encode(), b"...")
        with self.lock:
            self.sent += 1
            self.statuses[answer.status if answer else None] += 1
            if answer is None:
                self.complaints.append(f"no answer to {data[:3000]!r}")
            elif answer.status >= 500:
                self.complaints.append(f"{answer.status} {answer.body[:300]!r} to {data[:3000]!r}")
            elif answer.status >= 400 and method != "HEAD" and not answer.is_envelope:
                self.complaints.append(f"{answer.status} without its form {answer.body[:300]!r} to {data[:3000]!r}")
            elif answer.status == 201:
                try:
                    self.made.append((target.split(b"?")[0].decode().split("/")[2], answer.json["id"]))
                except (ValueError, KeyError, IndexError, TypeError):
                    self.complaints.append(f"201 without a row {answer.body[:300]!r} to {data[:3000]!r}")

    # A request, and what happens to it

    def mutated(self, chance):
        method, path, query, body, *identity = self.good(chance)
        identity = identity or [self.token]
        headers = [("Content-Type", "application/json")] if body is not None else []
        if body is not None:
            body = self.mutated_body(chance, body)
        query = [(name, value if chance.random() < 0.4 else str(chance.choice(NASTY_TEXTS))) for name, value in query]
        while chance.random() < 0.2:
            query.append((chance.choice(QUERY_NAMES), str(chance.choice(NASTY_TEXTS + ["1", "2", "true", *self.known]))))
        target = path.encode() + (b"?" + b"&".join(self.encoded(chance, name) + b"=" + self.encoded(chance, value) for name, value in query) if query else b"")
        if chance.random() < 0.15:
            target = self.damaged(chance, target, NASTY_BYTES)
        if chance.random() < 0.05:
            method = chance.choice(["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
        if chance.random() < 0.05:
            headers = [("Content-Type", chance.choice(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/vnd.api+json", "application/json; charset=x"]))]
        if chance.random() < 0.03:
            headers.append((chance.choice(["Accept", "Accept-Encoding", "Range", "If-None-Match", "Origin", "X-Real-IP", "X-Request-Id", "User-Agent", "Cookie", "Expect-Not"]),
                            chance.choice(["", "x" * 3000, "bytes=9-1", "\xff", "gzip, br", "*", "null", ",,,,", "a=b; c"])))
        # What would end the line is encoded: these are requests, each of them one.
        target = b"".join(b"%%%02X" % byte if byte <= 32 or byte == 127 else bytes([byte]) for byte in target)
        return method, target if target.startswith(b"/") else b"/" + target, identity + headers, body

    def good(self, chance):
        """(method, path, query, body) of a request that would be answered, and headers that say who asks, if it is not the administrator."""
        kind, model = chance.random(), chance.choice(MODELS)
        id = chance.choice([self.project, self.person, self.department, self.shot, self.task, self.comment, str(uuid.UUID(int=chance.getrandbits(128)))])
        if kind < 0.3:
            return "GET", f"/data/{model}", [(chance.choice(QUERY_NAMES), chance.choice(["1", "true", self.project, "main"])) for _ in range(chance.randint(0, 3))], None
        if kind < 0.42:
            return "GET", f"/data/{model}/{id}", [("relations", chance.choice(["true", "false"]))] if chance.random() < 0.3 else [], None
        mark = f"hostile-{chance.getrandbits(40):x}"
        rows = {
            "departments": {"name": mark, "color": "#000000", "archived": False},
            "persons": {"first_name": "H", "last_name": mark, "email": f"{mark}@hostile.example", "departments": [self.department], "role": "user", "data": {"a": 1}},
            "projects": {"name": mark, "fps": "24", "production_style": "2d", "start_date": "2026-01-05", "data": {}, "team": [self.person]},
            "entities": {"name": mark, "project_id": self.project, "entity_type_id": self.types["Shot"], "nb_frames": 10, "data": {"frame_in": 1}, "status": "running"},
            "tasks": {"name": mark, "project_id": self.project, "entity_id": self.shot, "task_type_id": chance.choice(self.steps), "task_status_id": self.status,
                      "assignees": [self.person], "estimation": 480, "due_date": "2026-01-05", "difficulty": 3, "data": {}},
            "comments": {"object_id": self.task, "object_type": "Task", "person_id": self.person, "text": "a", "checklist": [{"text": "a", "checked": False}], "links": ["a"]},
            "time-spents": {"task_id": self.task, "person_id": self.person, "date": f"20{chance.randint(10, 99)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}", "duration": 60},
            "task-types": {"name": mark, "short_name": "h", "color": "#000000", "for_entity": "Shot", "priority": 1},
            "events": {"name": "hostile:event", "data": {"a": [1, 2]}, "user_id": self.person},
            "preview-files": {"name": mark, "task_id": self.task, "person_id": self.person, "revision": chance.randint(1, 10**6), "annotations": []},
            "entity-links": {"entity_in_id": self.shot, "entity_out_id": self.shot, "nb_occurences": 1, "label": "a"},
            "metadata-descriptors": {"name": mark, "field_name": mark, "project_id": self.project, "entity_type": "Shot", "data_type": "string", "choices": []},
            "milestones": {"name": mark, "date": "2026-01-05", "project_id": self.project, "task_type_id": self.steps[0]},
            "day-offs": {"person_id": self.person, "date": "2026-01-05", "end_date": "2026-01-06"},
        }
        model = chance.choice(list(rows))
        if kind < 0.72:
            return "POST", f"/data/{model}", [], rows[model]
        own = {"departments": self.department, "projects": self.project, "entities": self.shot, "tasks": self.task, "comments": self.comment}
        if kind < 0.92:
            model = chance.choice(list(own))
            return "PUT", f"/data/{model}/{own[model]}", [], {key: value for key, value in rows[model].items() if key in ("text", "color", "data", "fps", "status", "estimation", "due_date", "checklist", "difficulty")}
        if kind < 0.95:
            return "DELETE", f"/data/{model}/{uuid.UUID(int=chance.getrandbits(128))}", [], None
        return chance.choice([
            ("GET", "/auth/authenticated", [], None), ("GET", "/config", [], None), ("GET", "/status", [], None), ("GET", "/", [], None), ("OPTIONS", f"/data/{model}", [], None),
            ("POST", "/data/task-type-links", [], {"project_id": self.project, "task_type_id": self.steps[0], "priority": 1}),
            ("GET", "/data/events/last", [("limit", "10"), ("before", "2026-01-05")], None), ("POST", "/auth/login", [], {"email": "nobody@hostile.example", "password": "x"}),
        ])

    def mutated_body(self, chance, value):
        for key in list(value):
            if chance.random() < 0.2:
                value[key] = chance.choice(NASTY_VALUES)
        if chance.random() < 0.1 and value:
            del value[chance.choice(list(value))]
        if chance.random() < 0.1:
            value[chance.choice(["id", "type", "created_at", "unknown", "", "shotgun_id", "project_id", "é\0"])] = chance.choice(NASTY_VALUES)
        body = json.dumps(value, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
        if chance.random() < 0.1:
            body = self.damaged(chance, body, NASTY_JSON)
        return chance.choice(NASTY_JSON) if chance.random() < 0.03 else body

    def damaged(self, chance, data, pieces):
        """A piece is put in, taken out, repeated or changed, once or a few times."""
        while True:
            at = chance.randrange(len(data) + 1)
            end = min(len(data), at + chance.randint(1, 8))
            data = chance.choice([data[:at] + chance.choice(pieces) + data[at:], data[:at] + data[end:], data[:end] + data[at:], data[:at] + bytes([chance.randrange(256)]) + data[at + 1:]])
            if chance.random() < 0.6:
                return data

    def encoded(self, chance, text):
        raw = text.encode("utf-8", "surrogatepass")
        if chance.random() < 0.3:
            return raw.replace(b"&", b"%26").replace(b"#", b"%23")
        return b"".join(bytes([byte]) if chr(byte).isalnum() and byte < 128 or byte in b"-_.~" else b"%%%02X" % byte for byte in raw)
