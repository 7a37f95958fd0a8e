"""Rows of any table, made by SQL as the database describes its tables: whoever adds a table or a column has it tried without thinking of it."""
import secrets
import uuid

from stack import query

# What has no foreign key of its own in the database.
OBJECTS = {("comment", "object_id"): "task", ("chat", "object_id"): "entity", ("task", "last_preview_file_id"): "preview_file"}
# The studio's own: what all productions may name.
SHARED = {"person", "department", "studio", "entity_type", "task_type", "task_status", "project_status", "software", "output_type", "file_status",
          "status_automation", "preview_background_file", "organisation", "hardware_item", "search_filter_group", "plugin"}


class Rows:
    """Makes a row of any table at one of several places (productions, or parts of one), with what it hangs on."""

    # Of these there is one for all places.
    shared = SHARED
    # What a row points to although it need not.
    optional = {"project_id", "task_id", "entity_id", "comment_id"}

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

    def row(self, table, place, at=()):
        """The id of a row there; of a shared table, of any."""
        key = table, None if table in self.shared else place
        if key in self.made:
            return self.made[key]
        if table in self.shared and (found := self.sql(f"SELECT id FROM {table} LIMIT 1")):
            return self.made.setdefault(key, found[0][0])
        return self.made.setdefault(key, self.insert(table, self.values(table, place, at)))

    def values(self, table, place, at=()):
        """What the columns of a row there are to hold."""
        values = {}
        for name, kind, is_nullable, default in self.columns[table]:
            target = self.targets.get((table, name))
            if target and target != table and target not in at and (not is_nullable or name in self.optional):
                values[name] = self.row(target, place, (*at, table))
            elif not target and (value := self.value(table, name, kind, place)) is not None:
                values[name] = value
            elif not is_nullable and default in (None, "NULL") and name != "id":
                values[name] = self.plain(table, kind)
        return values

    def insert(self, table, values):
        """A row with these values. Answers its id."""
        if any(name == "id" for name, *_ in self.columns[table]):
            values = {"id": str(uuid.uuid4())} | values
        names, texts = ", ".join(f"`{name}`" for name in values), ", ".join("NULL" if value is None else f"'{value}'" for value in values.values())
        self.sql(f"INSERT INTO `{table}` ({names}) VALUES ({texts})")
        return values.get("id")

    def value(self, table, name, kind, place):
        """What a column is to hold there; None: nothing in particular."""
        return None

    def plain(self, table, kind):
        if kind.startswith("enum("):
            return kind[6:].split("'")[0]
        if kind == "uuid":
            return str(uuid.uuid4())
        if "text" in kind or "char" in kind:
            return "{}" if "longtext" in kind else secrets.token_hex(3)
        return "2026-01-02" if "date" in kind or "time" in kind else 1
