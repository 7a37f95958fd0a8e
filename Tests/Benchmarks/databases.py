"""The two databases the studio can be written to, through their command-line clients: MariaDB for Tsubame, PostgreSQL for the original.

Both take the same statements (double-quoted names, doubled quotes inside texts); only arrays are written differently."""
import json
import os
import subprocess
from datetime import date, datetime

ROWS_PER_INSERT = 400


class Texts(list):
    """An array of strings: JSON in MariaDB, a native array in PostgreSQL. Any other list or dict is a JSON value."""


def canonical(value):
    """JSON as PostgreSQL prints it back (keys by length, then bytes) without its blanks, so that both servers hold the same text."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return "{" + ",".join(f"{json.dumps(key, ensure_ascii=False)}:{canonical(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


class Database:
    """What both have in common. A statement that fails ends the client, and raises here."""

    def literal(self, value):
        if value is None:
            return "NULL"
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, str):
            return quoted(value)
        if isinstance(value, (int, float)):
            return repr(value)
        if isinstance(value, datetime):
            return value.strftime("'%Y-%m-%d %H:%M:%S.%f'")
        if isinstance(value, date):
            return value.strftime("'%Y-%m-%d'")
        if isinstance(value, Texts):
            return self.array(value)
        return quoted(canonical(value))

    def inserts(self, table, columns, rows):
        """`INSERT` statements of a few hundred rows each."""
        head = f'INSERT INTO "{table}" ({", ".join(chr(34) + c + chr(34) for c in columns)}) VALUES\n'
        batch = []
        for row in rows:
            batch.append("(" + ",".join(map(self.literal, row)) + ")")
            if len(batch) == ROWS_PER_INSERT:
                yield head + ",\n".join(batch) + ";\n"
                batch = []
        if batch:
            yield head + ",\n".join(batch) + ";\n"

    def query(self, sql):
        """Rows as lists of texts. Values with tabs or line ends are not for here."""
        done = subprocess.run(self.command, input=self.session + sql, env=self.environment, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{self}: {done.stderr.strip()}")
        return [line.split("\t") for line in done.stdout.splitlines()]

    def fill(self, tables):
        """Writes everything in one transaction, rows in the order given. References are right by construction, so they are not checked one by one.
        Answers the number of rows per table."""
        written = {}
        client = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=self.environment, text=True)
        try:
            client.stdin.write(self.session + self.unchecked + "BEGIN;\n")
            for table, columns, rows in tables:
                written[table] = written.get(table, 0) + len(rows)
                for statement in self.inserts(table, columns, rows):
                    client.stdin.write(statement)
            client.stdin.write("COMMIT;\n" + "".join(self.analyse.format(table) for table in written))
        except BrokenPipeError:
            pass  # the client has said why
        _, complaint = client.communicate()
        if client.returncode:
            raise SystemExit(f"{self}: {complaint.strip()[:2000]}")
        return written


class MariaDB(Database):
    session = "SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES', time_zone = '+00:00';\n"
    unchecked = "SET SESSION foreign_key_checks = 0;\n"
    analyse = 'ANALYZE TABLE "{}";\n'

    def __init__(self, socket, database="tsubame", user=None, password=None):
        self.name = f"{database} at {socket}"
        self.command = ["mariadb", "--no-defaults", f"--socket={socket}", "--batch", "--skip-column-names", "--default-character-set=utf8mb4", database]
        if user:
            self.command.insert(3, f"--user={user}")
        self.environment = dict(os.environ, **({"MYSQL_PWD": password} if password else {}))

    def __str__(self):
        return f"MariaDB {self.name}"

    def array(self, texts):
        return quoted(canonical(list(texts)))


class PostgreSQL(Database):
    session = "SET client_min_messages = warning; SET TIME ZONE 'UTC';\n"
    unchecked = "SET session_replication_role = replica;\n"
    analyse = 'VACUUM ANALYZE "{}";\n'

    def __init__(self, address):
        """`postgresql://user:password@host:port/database`"""
        self.name = address.rpartition("@")[2]
        self.command = ["psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", address]
        self.environment = dict(os.environ, PGCLIENTENCODING="UTF8")

    def __str__(self):
        return f"PostgreSQL {self.name}"

    def array(self, texts):
        return quoted("{" + ",".join(texts) + "}")
