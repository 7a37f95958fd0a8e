"""Nobody pulls anything out of another production, or pushes something into one, by a reference in the body of a row.

Generated: for every table whose rows can be changed, every column and every list of ids that such a row shows is set to rows of another production, by each
role of the team and by an administrator. Whatever is answered, no such row may be stored. A new table or column is tried without anybody thinking of it."""
import secrets

import pytest
from rows import Rows
from session import PASSWORD, Session

ROLES = ["manager", "supervisor", "user", "client", "vendor"]

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
