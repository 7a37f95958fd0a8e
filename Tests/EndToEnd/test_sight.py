"""Nobody is shown what is not theirs, by whatever door they come.

Generated: a production, and another one, are filled with a row of every table whose columns hold values that occur nowhere else. Then every declared GET route
is asked by everybody of every role, in the team and outside of it, about rows of both. What an answer holds tells which columns of which rows it shows."""
import datetime
import http.client
import json
import re
import secrets
import ssl
import subprocess
import threading
import urllib.parse

import pytest
from rows import SHARED, Rows
from session import PASSWORD, Session
from stack import Stack, binary

ROLES = ["manager", "supervisor", "user", "client", "vendor"]
KINDS = ["asset", "shot", "sequence", "episode", "scene", "edit", "concept"]
# The team's production: what the callers work on and what they do not; and a production that none of them is in.
PLACES = ["own", "other", "away"]
MARK = re.compile(rb"mk\d{7}q|(?<![\w.-])97\d{7}(?![\w-])|203\d-\d\d-\d\d")
# Nobody ever sees these.
SECRETS = {"password", "totp_secret", "email_otp_secret", "otp_recovery_codes", "fido_credentials", "jti"}
# For administrators; the settings that show them to managers are off.
PRIVATE = {"daily_salary", "phone"}
# Who works when, on what and for how long.
HOURS = {"duration", "estimation", "priority", "retake_count", "completion_rate", "start_date", "due_date", "end_date", "done_date", "real_start_date", "last_comment_date"}
NOT_FOR_CLIENTS = {"time_spent", "milestone", "schedule_item", "news", "notification", "subscription", "production_schedule_version", "day_off", "playlist",
                   "production_schedule_version_task_link", "budget", "budget_entry"}
# Names of events are the studio's.
OPEN = {("api_event", "name")}
# They sign in, end sessions, send mail, or write.
LEFT_OUT = re.compile(r"/auth/|/actions/persons/|/status/test-event|/openapi.json|/data/persons/presence-logs")


class Marked(Rows):
    """Each column holds a value that occurs nowhere else. `marks` says by it which column of which table at which place."""

    shared = SHARED - {"person"}
    optional = Rows.optional | {"person_id", "task_type_id", "task_status_id", "department_id", "playlist_id", "author_id", "assigner_id", "created_by", "comment"}
    # What is looked at by the server, so that it must have its form.
    formed = {("entity", "data"), ("comment", "replies"), ("comment", "checklist"), ("comment", "object_type"), ("chat", "object_type"), ("playlist", "shots"),
              ("comment", "text"), ("metadata_descriptor", "entity_type"), ("metadata_descriptor", "choices"), ("project", "file_tree"), ("preview_file", "annotations"),
              ("preview_file", "extension"), ("attachment_file", "extension"), ("project", "fps"), ("project", "ratio"), ("project", "resolution"),
              ("project", "revision_padding"), ("budget_entry", "exceptions"), ("comment", "links"), ("metadata_descriptor", "plain_name"), ("metadata_descriptor", "plain_field_name"),
              ("project_task_status_link", "roles_for_board"), ("playlist", "for_entity"), ("entity_word", "word"), ("search_word", "word"),
              ("search_filter", "list_type"), ("search_filter_group", "list_type"), ("budget_entry", "months_duration"), ("task", "difficulty")}

    def __init__(self, socket):
        super().__init__(socket)
        self.marks, self.first = {}, secrets.randbelow(9_900_000)

    def mark(self, *of, form="mk{:07}q"):
        text = form.format(self.first + len(self.marks))
        self.marks[text] = of
        return text

    def value(self, table, name, kind, place):
        if (table, name) in self.formed or table in self.shared or name in ("id", "created_at", "updated_at", "shotgun_id", "token_hash"):
            return None
        if kind == "date" or kind.startswith("datetime"):
            day = datetime.date(2031, 1, 1) + datetime.timedelta(len(self.marks))
            self.marks[str(day)] = table, name, place
            return str(day)
        if kind in ("int(11)", "bigint(20)", "double"):
            return self.mark(table, name, place, form="97{:07}")
        if kind == "longtext":
            return json.dumps({"mark": self.mark(table, name, place)})
        if kind == "mediumtext" or re.fullmatch(r"varchar\((\d{2,})\)", kind) and int(kind[8:-1]) >= 9:
            return self.mark(table, name, place)
        return None


class Studio:
    """The two productions, and who asks."""

    def __init__(self, server, admin, rows):
        self.server, self.admin, self.rows = server, admin, rows
        self.departments = [self.make("departments", name=f"Sight {secrets.token_hex(4)}", color="#000000") for _ in range(2)]
        self.types = {row["name"]: row["id"] for row in admin.get("/data/entity-types").json()}
        asset_type = next(row["id"] for row in admin.get("/data/asset-types").json())
        self.kinds = {kind: self.types.get(kind.capitalize(), asset_type) for kind in KINDS}
        self.fields = {}
        for side in ("own", "away"):
            rows.made["project", side] = self.make("projects", name=rows.mark("project", "name", side), production_type="tvshow")
            for kind in ("Asset", "Shot", "Sequence", "Episode", "Edit"):
                answer = admin.post(f"/data/projects/{rows.made['project', side]}/metadata-descriptors", json={
                    "name": f"Hidden {kind}", "entity_type": kind, "data_type": "string", "departments": [self.departments[0]]})
                assert answer.status_code == 201, answer.text
                self.fields[kind.lower()] = answer.json()["field_name"]
        rows.made["project", "other"] = rows.made["project", "own"]
        for place in PLACES:
            self.fill(place)
        self.callers = {("admin", None): admin}
        for role in ROLES:
            self.callers[role, role] = self.caller(role, role)
            self.callers[role, None] = self.caller(role, None)
        for there in ("client", "vendor"):
            self.callers["manager", there] = self.caller("manager", there)

    def make(self, path, **row):
        answer = self.admin.post(f"/data/{path}", json=row)
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    def person(self, role, **row):
        email = f"{secrets.token_hex(6)}@sight.example"
        return email, self.make("persons", **({"first_name": role, "last_name": "Sight", "email": email, "password": PASSWORD, "role": role} | row))

    def fill(self, place):
        rows, project = self.rows, self.rows.made["project", place]
        _, person = self.person("user", departments=[self.departments[0]])
        rows.made["person", place] = person
        kept = {"email", "unique_email", "password", "timezone", "locale", "first_name", "last_name", "session_generation", "totp_last_step", "login_failed_attemps", "kept_session",
                "display_date_format", "last_login_failed", "expiration_date", "fido_credentials", "otp_recovery_codes"}
        values = {name: value for name, kind, *_ in rows.columns["person"] if name not in kept and (value := rows.value("person", name, kind, place)) is not None}
        values |= {"email": rows.mark("person", "email", place) + "@sight.example", "password": rows.mark("person", "password", place),
                   "otp_recovery_codes": json.dumps([rows.mark("person", "otp_recovery_codes", place)])}
        rows.sql("UPDATE person SET " + ", ".join(f"`{name}` = '{value}'" for name, value in values.items()) + f" WHERE id = '{person}'")
        rows.sql(f"INSERT IGNORE INTO project_person_link (project_id, person_id) VALUES ('{project}', '{person}')")
        parents = {"shot": "sequence", "scene": "sequence", "sequence": "episode", "edit": "episode"}
        for kind in ("episode", "sequence", "shot", "asset", "scene", "edit", "concept"):
            values = rows.values("entity", place, at=("entity",))
            data = {"open": rows.mark("entity", "data", place)}
            if kind in self.fields:
                data[self.fields[kind]] = rows.mark("metadata", "department", place)
            values |= {"entity_type_id": self.kinds[kind], "project_id": project, "data": json.dumps(data)}
            if kind in parents:
                values["parent_id"] = rows.made[parents[kind], place]
            if kind == "asset":
                values["source_id"] = rows.made["episode", place]
            rows.made[kind, place] = rows.insert("entity", values)
        rows.made["entity", place] = rows.made["shot", place]
        task_types = {}
        for row in self.admin.get("/data/task-types").json():
            task_types.setdefault(row["for_entity"], row["id"])
        for kind in KINDS:
            values = rows.values("task", place, at=("task",)) | {"entity_id": rows.made[kind, place], "task_type_id": task_types.get(kind.capitalize(), task_types["Asset"])}
            rows.made[f"{kind} task", place] = task = rows.insert("task", values)
            rows.sql(f"INSERT INTO task_person_link (task_id, person_id) VALUES ('{task}', '{person}')")
        rows.made["task", place], rows.made["task_type", place] = rows.made["shot task", place], task_types["Shot"]
        _, client = self.person("client")
        rows.sql(f"INSERT INTO project_person_link (project_id, person_id) VALUES ('{project}', '{client}')")
        for name, author, shown in (("internal", person, 0), ("shown", person, 1), ("client's", client, 0)):
            values = rows.values("comment", place, at=("comment",)) | {
                "object_type": "Task", "text": rows.mark("comment", name, place), "for_client": shown, "person_id": author,
                # What is not for clients is the newest.
                "created_at": f"2026-01-0{1 + (name == 'internal')}",
                "checklist": json.dumps([{"text": rows.mark("comment", name, place), "checked": False}]),
                "replies": json.dumps([{"id": "x", "date": "2026-01-02T00:00:00", "person_id": author, "text": rows.mark("comment", name, place)}])}
            comment = rows.made["comment", place] = rows.insert("comment", values)
            values = rows.values("attachment_file", place, at=("attachment_file",)) | {"comment_id": comment, "extension": "txt", "name": rows.mark("comment", name, place)}
            rows.made["attachment_file", place] = rows.insert("attachment_file", values)
        for table in ("entity_link", "entity_concept_link"):
            rows.made[table, place] = rows.insert(table, rows.values(table, place) | {
                "entity_in_id": rows.made["shot", place], "entity_out_id": rows.made["asset" if table == "entity_link" else "concept", place]})
        for table in rows.columns:
            if rows.production(table) and (table, place) not in rows.made and any(name == "id" for name, *_ in rows.columns[table]):
                # What hangs on the project itself is there once.
                if place == "other" and any(owner == table and target == "project" for (owner, _), target in rows.targets.items()):
                    rows.made[table, place] = rows.made[table, "own"]
                rows.row(table, place)

    def caller(self, role, there):
        email, person = self.person(role)
        if there:
            self.rows.sql(f"INSERT INTO project_person_link (project_id, person_id, role) VALUES ('{self.rows.made['project', 'own']}', '{person}', "
                          + (f"'{there}')" if there != role else "NULL)"))
            for kind in KINDS:
                self.rows.sql(f"INSERT INTO task_person_link (task_id, person_id) VALUES ('{self.rows.made[f'{kind} task', 'own']}', '{person}')")
        session = Session(self.server, email)
        session.person = person
        return session

    # What is asked

    def targets(self):
        """Every declared GET route, about rows of every place, with the place. Nothing that it needs may be missing."""
        routes = subprocess.run([binary(), "routes", "--tsv"], capture_output=True, text=True, check=True).stdout.splitlines()
        for path in (line.split("\t")[1] for line in routes if line.startswith("GET\t")):
            if LEFT_OUT.search(path):
                continue
            names = re.findall(r"{(\w+)}", path)
            for place in PLACES if names else PLACES[:1]:
                target = path
                for name in names:
                    target = target.replace("{" + name + "}", self.parameter(path, name, place), 1)
                yield place, target
                if place == "own" and not target.startswith(("/pictures", "/movies")):
                    yield place, target + "?relations=true"
            if not names and path.startswith("/data"):
                for place in ("own", "away"):
                    yield "own", f"{path}?project_id={self.rows.made['project', place]}"
                yield "own", f"{path}?project_id={self.rows.made['project', 'own']}&page=1&relations=true"
                yield "own", f"{path}?episode_id={self.rows.made['episode', 'away']}"
                yield "own", f"{path}?start_date=2030-01-01&end_date=2039-01-01"

    def parameter(self, path, name, place):
        made, fixed = self.rows.made, {
            "year": "2031", "month": "1", "week": "2", "day": "5", "date": "2031-01-05", "month_date": "2031-01", "file_name": "x.txt", "extension": "png",
            "asset_type_id": self.kinds["asset"], "entity_type": "Shot", "field_name": "hidden_shot", "reply_id": "x", "token": "x", "department_id": self.departments[0]}
        if name in fixed:
            return fixed[name]
        aliases = {"entry_id": "budget_entry", "item_id": "software", "filter_group_id": "search_filter_group", "events": "api_event", "task_type_id": "task_type", "filter_id": "search_filter",
                   "file_id": "working_file", "concept_folder_id": "concept", "temporal_entity_id": "shot", "error_id": "data_import_error"}
        if name == "instance_id":
            plural = path.split("/{instance_id}")[0].split("/")[-1].replace("-", "_")
            table = aliases.get(plural) or next((table for table in (plural, plural[:-1], plural[:-3] + "y", plural[:-2]) if table in self.rows.columns), None)
        else:
            table = aliases.get(name, name[:-3])
        assert table in self.rows.columns or (table, place) in made, f"what is {name} of {path}?"
        return made.get((table, place)) or self.rows.row(table, place)


class Wire:
    """A connection that stays."""

    def __init__(self, url, token):
        self.address = urllib.parse.urlsplit(url)
        self.headers = {"Authorization": f"Bearer {token}"}
        self.connection = http.client.HTTPSConnection(self.address.hostname, self.address.port, context=ssl._create_unverified_context(), timeout=60)

    def ask(self, method, path, body=None):
        headers = self.headers | ({"Content-Type": "application/json"} if body else {})
        self.connection.request(method, self.address.path + path, body=body, headers=headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read()


def is_hidden(rows, role, there, table, column, place):
    """May somebody of this role in the studio and in the team's production (None: in none) never see the column?"""
    if table == "person":
        if column in SECRETS:
            return True
        if role in ("admin", "manager"):
            return role == "manager" and column in PRIVATE
        return role == "client" or column != "desktop_login"
    if role == "admin" or (table, column) in OPEN:
        return False
    if table not in ("metadata", "comment") and not rows.production(table):
        return False
    if there is None or place == "away":
        # When people are busy elsewhere is told to who plans their work, without saying with what.
        return not (table == "task" and column in ("start_date", "due_date") and role in ("manager", "supervisor"))
    if there == "client":
        return table in NOT_FOR_CLIENTS or table == "task" and column in HOURS or (table, column) == ("comment", "internal")
    if there == "vendor" and (place == "other" or table == "metadata"):
        return True
    if there in ("user", "vendor") and (table, column) == ("comment", "client's"):
        return True
    return there != "manager" and table in ("budget", "budget_entry")


@pytest.fixture(scope="module")
def walk():
    """What everybody saw: of each caller the marks with the paths that showed them, and the paths at which the server failed."""
    stack = Stack(MANAGERS_READ_SALARIES="false", SHARED_FILTERS_EVERYWHERE="false", PEOPLE_SET_POSITION="false")
    try:
        with Session(stack) as admin:
            studio = Studio(stack, admin, Marked(stack.home / "run/mariadb.sock"))
            yield studio, *ask(studio)
    finally:
        stack.stop()


def ask(studio):
    targets, seen, failed = list(studio.targets()), {caller: {} for caller in studio.callers}, []
    callers = list(studio.callers.items())

    def client(number):
        for caller, session in callers[number::4]:
            wire = Wire(studio.server.url, session.token)
            for place, target in targets:
                # To who is in no team of it, all of the production is the same.
                if place == "other" and caller[1] is None:
                    continue
                try:
                    status, body = wire.ask("GET", target)
                except OSError:
                    wire = Wire(studio.server.url, session.token)
                    status, body = wire.ask("GET", target)
                if status >= 500:
                    failed.append(f"{status} to {caller}: {target}")
                if status < 400:
                    for mark in set(MARK.findall(body)):
                        seen[caller].setdefault(mark.decode(), target)
    clients = [threading.Thread(target=client, args=(number,)) for number in range(4)]
    for thread in clients:
        thread.start()
    for thread in clients:
        thread.join()
    return seen, failed


def test_nobody_sees_what_is_not_theirs(walk):
    studio, seen, _ = walk
    marks = studio.rows.marks
    shown = {}
    for (role, there), found in seen.items():
        for mark, target in found.items():
            if mark in marks and is_hidden(studio.rows, role, there, *marks[mark]):
                shown.setdefault(f"a {role} who is {there or 'nothing'} in the production sees {marks[mark][0]}.{marks[mark][1]} of {marks[mark][2]}", target)
    assert not shown, "\n".join(f"{what} at {target}" for what, target in sorted(shown.items()))


def test_no_answer_is_a_failure(walk):
    assert not walk[2], "\n".join(walk[2][:30])


def test_what_is_theirs_is_seen(walk):
    """Else nothing would be hidden either, as nothing would have been asked."""
    studio, seen, _ = walk
    marks = studio.rows.marks

    def tables(role, there, *places):
        return {table for mark, (table, _, place) in marks.items() if mark in seen[role, there] and place in places}
    assert len(tables("admin", None, "away")) > 25
    assert {"entity", "task", "comment", "preview_file", "time_spent", "budget", "metadata", "milestone"} <= tables("manager", "manager", "own")
    assert {"entity", "task", "comment", "preview_file", "metadata"} <= tables("user", "user", "other")
    assert {"entity", "task", "comment", "preview_file"} <= tables("vendor", "vendor", "own")
    assert {"entity", "task", "comment", "preview_file"} <= tables("client", "client", "other")
