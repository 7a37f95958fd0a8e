"""Nobody pulls anything out of another production, or pushes something into one, by a reference in the body of a row.

Generated: for every table whose rows can be changed, every column and every list of ids that such a row shows is set to rows of another production, by each
role of the team and by an administrator. Whatever is answered, no such row may be stored. A new table or column is tried without anybody thinking of it."""
import secrets
import uuid

import pytest
from session import PASSWORD, Session
from stack import query

ROLES = ["manager", "supervisor", "user", "client", "vendor"]
# What has no foreign key of its own in the database.
OBJECTS = {("comment", "object_id"): "task", ("chat", "object_id"): "entity", ("task", "last_preview_file_id"): "preview_file"}
# The studio's own: what all productions may name.
SHARED = {"person", "department", "studio", "entity_type", "task_type", "task_status", "project_status", "software", "output_type", "file_status",
          "status_automation", "preview_background_file", "organisation", "hardware_item", "search_filter_group", "plugin"}


class Rows:
    """Makes a row of any table in one of two productions, by SQL, with what it hangs on."""

    def __init__(self, socket):
        self.socket, self.made = socket, {}
        self.columns, self.targets = {}, dict(OBJECTS)
        for table, name, kind, is_nullable, default in self.sql(
                "SELECT table_name, column_name, column_type, is_nullable, column_default FROM information_schema.columns WHERE table_schema = DATABASE()"):
            self.columns.setdefault(table, []).append((name, kind, is_nullable == "YES", default))
        for table, name, target in self.sql(
                "SELECT table_name, column_name, referenced_table_name FROM information_schema.key_column_usage"
                " WHERE table_schema = DATABASE() AND referenced_table_name IS NOT NULL"):
            self.targets[table, name] = target

    def sql(self, text):
        return query(self.socket, text, "tsubame")

    def production(self, table, seen=()):
        """Does a row of the table belong to one?"""
        return table == "project" or (table not in SHARED and any(
            self.production(target, (*seen, table)) for (owner, _), target in self.targets.items() if owner == table and target not in (*seen, table)))

    def row(self, table, side, at=()):
        """The id of a row there; of a shared table, of any."""
        key = table, None if table in SHARED else side
        if key in self.made:
            return self.made[key]
        if table in SHARED and (found := self.sql(f"SELECT id FROM {table} LIMIT 1")):
            return self.made.setdefault(key, found[0][0])
        id, values = str(uuid.uuid4()), {}
        for name, kind, is_nullable, default in self.columns[table]:
            target = self.targets.get((table, name))
            if name == "id":
                values[name] = id
            elif target and target != table and target not in at and (not is_nullable or name in ("project_id", "task_id", "entity_id", "comment_id")):
                values[name] = self.row(target, side, (*at, table))
            elif not is_nullable and default in (None, "NULL"):
                values[name] = self.plain(table, kind)
        names, texts = ", ".join(f"`{name}`" for name in values), ", ".join("NULL" if value is None else f"'{value}'" for value in values.values())
        self.sql(f"INSERT INTO `{table}` ({names}) VALUES ({texts})")
        return self.made.setdefault(key, id)

    def plain(self, table, kind):
        if kind.startswith("enum("):
            return kind[6:].split("'")[0]
        if kind == "uuid":
            return str(uuid.uuid4())
        if "text" in kind or "char" in kind:
            return "{}" if "longtext" in kind else secrets.token_hex(3)
        return "2026-01-02" if "date" in kind or "time" in kind else 1


@pytest.fixture(scope="module")
def rows(server):
    if server.home is None:
        pytest.skip("needs the stack's database")
    return Rows(server.home / "run/mariadb.sock")


@pytest.fixture(scope="module")
def callers(server, admin, rows):
    """A session of each role in the team of the first production, assigned to its task."""
    sessions = {}
    for side in "AB":
        answer = admin.post("/data/projects", json={"name": f"Reach {secrets.token_hex(4)}"})
        assert answer.status_code == 201, answer.text
        rows.made["project", side] = answer.json()["id"]
    task = rows.row("task", "A")
    for role in ROLES:
        email = f"{secrets.token_hex(6)}@reach.example"
        answer = admin.post("/data/persons", json={"first_name": role, "last_name": "Reach", "email": email, "password": PASSWORD, "role": role})
        assert answer.status_code == 201, answer.text
        person = answer.json()["id"]
        rows.sql(f"INSERT INTO project_person_link (project_id, person_id) VALUES ('{rows.made['project', 'A']}', '{person}')")
        rows.sql(f"INSERT INTO task_person_link (task_id, person_id) VALUES ('{task}', '{person}')")
        sessions[role] = Session(server, email)
    return sessions | {"admin": admin}


def resources(admin, rows):
    """Path and table of every kind of row that can be changed."""
    for path, item in admin.get("/openapi.json").json()["paths"].items():
        pieces = path.strip("/").split("/")
        if len(pieces) == 3 and pieces[0] == "data" and pieces[2] == "{instance_id}" and "put" in item:
            plural = pieces[1].replace("-", "_")
            table = next((name for name in (plural, plural[:-1], plural[:-3] + "y") if name in rows.columns), None)
            if table and rows.production(table) and table != "project":
                yield f"/data/{pieces[1]}", table


def test_references(admin, rows, callers):
    tried = 0
    for path, table in resources(admin, rows):
        own = rows.row(table, "A")
        for role, caller in callers.items():
            # A person's own row, where that is what decides.
            for (owner, column), target in rows.targets.items():
                if owner != table or not rows.production(target) or (table, column) == ("entity_link", "entity_out_id"):
                    continue
                foreign = rows.row(target, "B")
                answer = caller.put(f"{path}/{own}", json={column: foreign})
                tried += 1
                assert answer.status_code < 500, (role, path, column, answer.text)
                stored = rows.sql(f"SELECT `{column}` FROM `{table}` WHERE id = '{own}'")
                assert stored == [] or stored[0][0] != foreign, f"{role} points {path} {column} into another production"
    assert tried > 150


def test_lists_of_ids(admin, rows, callers):
    foreign = [rows.row(table, "B") for table in ("task", "comment", "preview_file", "attachment_file", "entity", "playlist", "asset_instance", "build_job")]
    tried = 0
    for path, table in resources(admin, rows):
        own = rows.row(table, "A")
        row = admin.get(f"{path}/{own}", params={"relations": "true"}).json()
        columns = {name for name, *_ in rows.columns[table]}
        for name in [name for name, value in row.items() if isinstance(value, list) and name not in columns]:
            for role, caller in callers.items():
                answer = caller.put(f"{path}/{own}", json={name: foreign})
                tried += 1
                assert answer.status_code < 500, (role, path, name, answer.text)
                shown = admin.get(f"{path}/{own}", params={"relations": "true"}).json().get(name) or []
                linked = {entry if isinstance(entry, str) else entry.get("id") for entry in shown} & set(foreign)
                # An administrator sees all productions, so their concepts may be linked.
                assert not linked or (role, name) == ("admin", "entity_concept_links"), f"{role} links {path} {name} with another production"
    assert tried > 30
