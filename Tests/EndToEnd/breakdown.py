"""A small production with every kind of entity, people of every role, and what hangs on both; and statements that change it in every way."""
import uuid
from concurrent.futures import ThreadPoolExecutor

from pool import fastcgi
from session import PASSWORD, Session

ROLES = ["supervisor", "user", "client", "vendor"]
# What the listings read, the limits of vendors included.
TABLES = ["entity", "task", "task_person_link", "subscription", "entity_link", "entity_concept_link", "project", "project_person_link", "entity_type",
          "metadata_descriptor", "department_metadata_descriptor_link", "department_link"]



class Breakdown:
    def __init__(self, stack):
        self.stack, self.admin = stack, Session(stack)
        self.mark = uuid.uuid4().hex[:8]
        self.types = {row["name"]: row["id"] for row in self.admin.get("/data/entity-types").json()}
        for kind in ("Shot", "Sequence", "Episode", "Scene", "Edit", "Concept", "Other"):
            if kind not in self.types:
                self.types[kind] = self.make("entity-types", name=kind)
        self.statuses = [row["id"] for row in self.admin.get("/data/task-status").json()[:2]]
        self.departments = [self.make("departments", name=f"{self.mark} {number}", color="#000000") for number in range(2)]
        self.people = {role: self.make("persons", first_name=role, last_name=self.mark, email=f"{role}-{self.mark}@studio.example", password=PASSWORD, role=role,
                                       departments=self.departments[:1]) for role in ROLES}
        self.project, self.other = (self.make("projects", name=f"{self.mark} {number}", team=list(self.people.values())) for number in range(2))
        steps = {kind: [row["id"] for row in self.admin.get("/data/task-types", params={"for_entity": kind}).json()] for kind in ("Asset", "Shot")}
        self.steps = steps["Shot"]
        asset_type = next(name for name in self.types if name not in ("Shot", "Sequence", "Episode", "Scene", "Edit", "Concept"))
        self.entities = {}
        for kind, parent in [("Episode", None), ("Sequence", "Episode"), ("Shot", "Sequence"), ("Scene", "Sequence"), ("Edit", "Episode"), ("Concept", None), ("Asset", None)]:
            self.entities[kind] = self.entity(kind if kind != "Asset" else asset_type, kind, parent_id=self.entities.get(parent))
        # Below an episode of another production.
        self.foreign = self.entity("Episode", "foreign", project=self.other)
        self.entities["far edit"] = self.entity("Edit", "far")
        self.query(f"UPDATE entity SET parent_id = '{self.foreign}' WHERE id = '{self.entities['far edit']}'")
        for kind in ("Asset", "Shot", "Edit"):
            self.make("metadata-descriptors", project_id=self.project, entity_type=kind, name="Kept", data_type="string", field_name="kept", departments=self.departments[1:])
        self.tasks = {kind: self.task(kind, steps["Asset" if kind == "Asset" else "Shot"][0], [self.people["supervisor"], self.people["vendor"]]) for kind in self.entities}
        self.second = self.task("Shot", self.steps[1], [self.people["user"]])
        self.make("subscriptions", person_id=self.people["user"], task_id=self.tasks["Shot"])
        self.make("entity-links", entity_in_id=self.entities["Episode"], entity_out_id=self.entities["Asset"], nb_occurences=1)
        self.query(f"INSERT INTO entity_concept_link (id, entity_in_id, entity_out_id) VALUES ('{uuid.uuid4()}', '{self.entities['Concept']}', '{self.entities['Asset']}')")
        self.sessions = {"admin": self.admin} | {role: Session(stack, f"{role}-{self.mark}@studio.example") for role in ROLES}

    def make(self, model, **values):
        answer = self.admin.post(f"/data/{model}", json=values)
        assert answer.status_code == 201, f"{model}: {answer.text}"
        return answer.json()["id"]

    def entity(self, entity_type, name, project=None, **values):
        return self.make("entities", name=f"{name} {self.mark}", project_id=project or self.project, entity_type_id=self.types[entity_type],
                         data={"fps": "24", "kept": "secret"}, **values)

    def task(self, kind, step, assignees):
        """By SQL: here every kind of entity has tasks, whatever its types of tasks are."""
        id = str(uuid.uuid4())
        self.query(f"INSERT INTO task (id, name, project_id, entity_id, task_type_id, task_status_id) VALUES"
                   f" ('{id}', '{kind}', '{self.project}', '{self.entities[kind]}', '{step}', '{self.statuses[0]}')")
        for person in assignees:
            self.query(f"INSERT INTO task_person_link (task_id, person_id) VALUES ('{id}', '{person}')")
        return id

    def query(self, sql):
        return self.stack.query(sql)

    # Listings

    def listings(self):
        """{role: paths with query} of the listings, for vendors in every form."""
        here = f"project_id={self.project}"
        paths = [f"/data/{kind}s/with-tasks?{here}" for kind in ("asset", "shot", "sequence", "episode", "scene", "edit", "concept")]
        forms = [f"/data/{kind}s/with-tasks?{here}&{how}" for kind in ("asset", "shot") for how in
                 ("compact=true", "stream=true&compact=true", "assigned_to=me", f"episode_id={self.entities['Episode']}")]
        wide = [f"/data/{kind}s/with-tasks" for kind in ("asset", "shot", "edit")]
        return {
            "admin": paths + wide, "supervisor": paths[:2], "user": paths + wide[:1], "client": paths[:2] + paths[-1:], "vendor": paths + forms + wide[:1],
        }

    def look(self, through_nginx=True):
        """{(role, listing): (status, tag, body)}; people look at the same time. Asked directly, the workers make each listing, and make it once."""
        def answer(role, path):
            if through_nginx:
                answer = self.sessions[role].get(path)
                return answer.status_code, answer.headers.get("ETag"), answer.content
            status, headers, body = fastcgi.get(f"unix:{self.stack.home}/run/pool.sock", path, headers=[("Authorization", f"Bearer {self.sessions[role].token}")])
            return status, headers.get("etag"), body

        def seen(role, paths):
            return {(role, path): answer(role, path) for path in paths}
        with ThreadPoolExecutor() as people:
            return {listing: answer for found in people.map(seen, *zip(*self.listings().items())) for listing, answer in found.items()}

    # Changes

    def columns(self, table):
        """(name, type, referenced table) of the stored columns."""
        return [tuple(row) for row in self.query(
            f"SELECT c.column_name, c.column_type, COALESCE(MAX(k.referenced_table_name), '') FROM information_schema.columns c LEFT JOIN information_schema.key_column_usage k"
            f" ON k.table_schema = c.table_schema AND k.table_name = c.table_name AND k.column_name = c.column_name AND k.referenced_table_name IS NOT NULL"
            f" WHERE c.table_schema = DATABASE() AND c.table_name = '{table}' AND c.is_generated = 'NEVER' GROUP BY c.ordinal_position ORDER BY c.ordinal_position")]

    def other_value(self, table, name, kind, target):
        """An SQL expression for a value that the column does not have in the row."""
        column = f"`{table}`.`{name}`"
        if target:
            return f"(SELECT other.id FROM (SELECT id FROM `{target}`) AS other WHERE NOT (other.id <=> {column}) ORDER BY other.id DESC LIMIT 1)"
        if kind.startswith("enum"):
            first, second = kind[6:-2].split("','")[:2]
            return f"IF({column} <=> '{first}', '{second}', '{first}')"
        if kind in ("tinyint(1)",):
            return f"1 - COALESCE({column}, 0)"
        if kind.startswith(("int", "bigint", "double", "tinyint")):
            return f"COALESCE({column}, 0) + 1"
        if kind.startswith("date"):
            return f"COALESCE({column}, '2026-01-05') + INTERVAL 1 DAY"
        if name in ("data", "file_tree", "choices"):
            return f"JSON_OBJECT('fps', LENGTH(COALESCE({column}, '')), 'kept', 'x')"
        return f"LEFT(CONCAT('x', COALESCE({column}, '')), 20)"

    def values(self, table, condition, *expressions):
        """Of the one row for which the condition holds, as SQL."""
        literal = "IF({0} IS NULL, 'NULL', CONCAT('CONVERT(X\\'', HEX(CAST({0} AS CHAR)), '\\' USING utf8mb4)'))"
        (row,) = self.query(f"SELECT {', '.join(literal.format(expression) for expression in expressions)} FROM `{table}` WHERE {condition}")
        return row

    def columns_changed(self):
        """(what, SQL, SQL that takes it back) for a row of every table and its columns."""
        project, entity, task = self.project, self.entities, self.tasks
        rows = [("entity", f"id = '{id}'", kind) for kind, id in list(entity.items()) + [("foreign", self.foreign)]]
        rows += [("task", f"id = '{task[kind]}'", kind) for kind in ("Shot", "Asset")]
        rows += [("subscription", f"task_id = '{task['Shot']}' AND person_id = '{self.people['user']}'", "user"),
                 ("task_person_link", f"task_id = '{self.second}' AND person_id = '{self.people['user']}'", "user"),
                 ("entity_link", f"entity_out_id = '{entity['Asset']}'", ""), ("entity_concept_link", f"entity_in_id = '{entity['Concept']}'", ""),
                 ("project", f"id = '{project}'", ""), ("project_person_link", f"project_id = '{project}' AND person_id = '{self.people['client']}'", "client"),
                 ("metadata_descriptor", f"project_id = '{project}' AND entity_type = 'Shot'", ""),
                 ("department_metadata_descriptor_link", f"metadata_descriptor_id = (SELECT id FROM metadata_descriptor WHERE project_id = '{project}' AND entity_type = 'Asset')", ""),
                 ("department_link", f"person_id = '{self.people['vendor']}'", "vendor"),
                 ("entity_type", f"id = (SELECT entity_type_id FROM entity WHERE id = '{entity['Asset']}')", "of the asset")]
        assert {table for table, _, _ in rows} == set(TABLES)
        for table, condition, which in rows:
            columns = self.columns(table)
            keys = ["id"] if ("id", "uuid", "") in columns else [key for key, kind, _ in columns if kind == "uuid"]
            # All columns of two kinds of entity; of the others what tells one from another.
            changed = [(name, self.other_value(table, name, kind, target)) for name, kind, target in columns
                       if name != "id" and (table, name) not in {("entity", "project_id"), ("project", "project_status_id")}
                       and (table != "entity" or which in ("Shot", "Asset") or name in ("name", "status", "parent_id", "updated_at"))]
            known = self.values(table, condition, *keys, *(f"`{name}`" for name, _ in changed), *(other for _, other in changed))
            row, old, new = dict(zip(keys, known)), known[len(keys):], known[len(keys) + len(changed):]
            for (name, _), old, new in zip(changed, old, new):
                def update(value, row):
                    return f"UPDATE `{table}` SET `{name}` = {value} WHERE " + " AND ".join(f"`{key}` = {known}" for key, known in row.items())
                yield f"{table}.{name} {which}".strip(), update(new, row), update(old, row | {name: new} if name in row else row)

    def rows_changed(self):
        """(what, SQL) of rows that come, move and go, one after the other."""
        project, entity = self.project, self.entities
        shot, added = entity["Shot"], str(uuid.uuid4())
        yield "the vendor's role here", f"UPDATE project_person_link SET role = 'user' WHERE project_id = '{project}' AND person_id = '{self.people['vendor']}'"
        yield "the vendor is one again", f"UPDATE project_person_link SET role = NULL WHERE project_id = '{project}' AND person_id = '{self.people['vendor']}'"
        yield "the artist becomes a vendor", f"UPDATE person SET role = 'vendor' WHERE id = '{self.people['user']}'"
        yield "and an artist again", f"UPDATE person SET role = 'user' WHERE id = '{self.people['user']}'"
        yield "a shot", f"INSERT INTO entity (id, name, project_id, entity_type_id, parent_id) SELECT '{added}', 'added', project_id, entity_type_id, parent_id FROM entity WHERE id = '{shot}'"
        yield "a task", f"INSERT INTO task (id, name, entity_id, project_id) VALUES ('{added}', 'added', '{added}', '{project}')"
        yield "a task that moves", f"UPDATE task SET entity_id = '{entity['Asset']}' WHERE id = '{added}'"
        yield "an assignment", f"INSERT INTO task_person_link (task_id, person_id) VALUES ('{added}', '{self.people['vendor']}')"
        yield "no assignment", f"DELETE FROM task_person_link WHERE task_id = '{added}'"
        yield "a subscription", f"INSERT INTO subscription (id, person_id, task_id) VALUES ('{uuid.uuid4()}', '{self.people['user']}', '{added}')"
        yield "no subscription", f"DELETE FROM subscription WHERE task_id = '{added}'"
        yield "no task", f"DELETE FROM task WHERE id = '{added}'"
        yield "a second episode", f"INSERT INTO entity (id, name, project_id, entity_type_id) SELECT '{uuid.uuid4()}', 'E2', '{project}', id FROM entity_type WHERE name = 'Episode'"
        yield "cast in it", f"INSERT INTO entity_link (id, entity_in_id, entity_out_id) SELECT UUID(), id, '{entity['Asset']}' FROM entity WHERE project_id = '{project}' AND name = 'E2'"
        yield "the order of episodes", f"UPDATE entity SET name = 'A2' WHERE project_id = '{project}' AND name = 'E2'"
        yield "not cast", f"DELETE FROM entity_link WHERE entity_out_id = '{entity['Asset']}'"
        yield "no concept link", f"DELETE FROM entity_concept_link WHERE entity_in_id = '{entity['Concept']}'"
        yield "a concept link", f"INSERT INTO entity_concept_link (id, entity_in_id, entity_out_id) VALUES (UUID(), '{entity['Concept']}', '{entity['Asset']}')"
        yield "no shot", f"DELETE FROM entity WHERE id = '{added}'"
        yield "everything at once", f"UPDATE task JOIN entity ON entity.id = task.entity_id SET task.estimation = task.estimation + 7, entity.nb_frames = 7 WHERE entity.project_id = '{project}'"
        yield "a row put in the place of another", f"REPLACE INTO subscription (id, person_id, task_id) VALUES (UUID(), '{self.people['user']}', '{self.second}')"
        yield "a department", f"INSERT INTO department_link (person_id, department_id) VALUES ('{self.people['vendor']}', '{self.departments[1]}')"
        yield "no departments", f"DELETE FROM department_link WHERE person_id = '{self.people['vendor']}'"
        yield "no descriptor", f"DELETE link FROM department_metadata_descriptor_link link JOIN metadata_descriptor d ON d.id = link.metadata_descriptor_id WHERE d.project_id = '{project}'"
        yield "an artist who left", f"DELETE FROM project_person_link WHERE project_id = '{project}' AND person_id = '{self.people['supervisor']}'"
