"""The servers that are measured: a private Tsubame, and the original if one runs."""
import json
import os
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from contextlib import contextmanager, nullcontext
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "EndToEnd"))

import fastcgi  # noqa: E402
import processes  # noqa: E402
import studio  # noqa: E402
from databases import MariaDB, PostgreSQL  # noqa: E402
from stack import EMAIL, PASSWORD, Stack, answers, binary, environment  # noqa: E402

SAID = "Said while measuring."


@contextmanager
def started(command, **how):
    """A process for a while, ended with everything it started."""
    process = subprocess.Popen(command, **{"stdin": subprocess.DEVNULL} | how, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        yield process
    finally:
        processes.stop(process)

SETTLING = 15  # seconds


class Server:
    """A running server: `url`, `database`, `workers()`, and `fresh_pool()`: a second pool, started the way the first one was, until its first answer
    (seconds), and the memory of its largest worker then (bytes)."""

    token = None

    def ask(self, path, body=None):
        """The JSON of an answer."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"} if self.token else {"Content-Type": "application/json"}
        request = urllib.request.Request(self.url + path, data=json.dumps(body).encode() if body else None, headers=headers)
        # The certificate is one the stack has just made for itself.
        context = ssl._create_unverified_context() if self.url.startswith("https") else None
        with urllib.request.urlopen(request, context=context, timeout=60) as answer:
            return json.load(answer)

    def changing(self, project, rate):
        """A production that changes so many times a second, for a while. Only a server that keeps answers can tell."""
        return nullcontext()

    def prepare(self, shots):
        """Fills the database unless it is filled, logs in, and finds what the routes need."""
        found = self.database.query(f"SELECT p.id, COUNT(e.id) FROM project p JOIN entity e ON e.project_id = p.id JOIN entity_type t ON t.id = e.entity_type_id"
                                    f" WHERE p.name = '{studio.FEATURE}' AND t.name = 'Shot' GROUP BY p.id;")
        if not found:
            begin = time.monotonic()
            rows = sum(studio.fill(self.database, shots).values())
            self.filled = f"{rows:,} rows in {time.monotonic() - begin:.0f} s"
            # The database goes on writing pages and indexes for a while: the first route would pay for that.
            time.sleep(SETTLING)
        elif int(found[0][1]) != shots:
            raise SystemExit(f"{self.database} holds a feature of {found[0][1]} shots, not {shots}: empty it first")
        else:
            self.filled = "filled before"
        self.token = self.ask("/auth/login", {"email": EMAIL, "password": PASSWORD})["access_token"]
        project = self.database.query(f"SELECT id FROM project WHERE name = '{studio.FEATURE}';")[0][0]
        task, person, status = self.database.query(f"SELECT id, assigner_id, task_status_id FROM task WHERE project_id = '{project}' ORDER BY id LIMIT 1;")[0]
        comment = {"object_id": task, "object_type": "Task", "person_id": person, "task_status_id": status, "text": SAID}
        return {"project": project, "task": task, "comment": json.dumps(comment), "search": json.dumps({"query": "sh0"})}


class Tsubame(Server):
    """A stack of our own, behind nginx with TLS."""

    def __init__(self, workers):
        self.stack = Stack(workers)
        self.url, self.workers, self.close = self.stack.url, self.stack.workers, self.stack.stop
        known = self.stack.settings
        self.database = MariaDB(known["DB_SOCKET"], known["DB_DATABASE"], known["DB_USERNAME"], known["DB_PASSWORD"])
        self.count = workers

    @contextmanager
    def changing(self, project, rate):
        change = f"UPDATE project SET updated_at = NOW(6) WHERE id = '{project}'; DO SLEEP({1 / rate});"
        writer = subprocess.Popen(["yes", change], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        with started(self.database.command, env=self.database.environment, stdin=writer.stdout):
            yield
        writer.kill()
        writer.wait()

    def fresh_pool(self):
        run = self.stack.home / "run"
        command = [binary(), "serve", "--listen", f"unix:{run}/second-pool.sock", "--workers", str(self.count), "--scoreboard", f"{run}/second-scoreboard"]
        with started(command, env=environment(**self.stack.settings)) as pool:
            seconds = processes.until(lambda: fastcgi.status(run / "second-pool.sock", "/") == 200, 60)
            return seconds, processes.memory(processes.children(pool.pid))


class Original(Server):
    """An instance started beforehand on this machine, asked without TLS. Its database is what PEER_DATABASE says, or on the port 432 further."""

    def __init__(self, url):
        self.url = url.rstrip("/")
        self.port = urllib.parse.urlsplit(url).port
        if not answers(self.url + "/"):
            raise SystemExit(f"the original does not answer at {url}")
        self.database = PostgreSQL(os.environ.get("PEER_DATABASE") or f"postgresql://postgres:peer@127.0.0.1:{self.port + 432}/zou")

    def workers(self):
        return processes.pool(processes.tcp_listener(self.port))[1]

    def fresh_pool(self):
        """Its command line and environment are those of the running one, with another port and process id file."""
        master, port = Path(f"/proc/{processes.pool(processes.tcp_listener(self.port))[0]}"), processes.free_port()
        words = (master / "cmdline").read_bytes().decode().split("\0")[:-1]
        environment = dict(entry.split("=", 1) for entry in (master / "environ").read_bytes().decode().split("\0") if "=" in entry)
        with tempfile.TemporaryDirectory() as scratch:
            command = [f"{scratch}/pid" if before == "--pid" else word.replace(f":{self.port}", f":{port}") for before, word in zip([""] + words, words)]
            with started(command, cwd=os.readlink(master / "cwd"), env=environment):
                seconds = processes.until(lambda: answers(f"http://127.0.0.1:{port}/"), 60)
                return seconds, processes.memory(processes.pool(processes.tcp_listener(port))[1])

    def close(self):
        """Takes back what was written while measuring."""
        measured = f"SELECT id::text FROM comment WHERE text = '{SAID}'"
        self.database.query(f"DELETE FROM api_event WHERE name = 'comment:new' AND data->>'comment_id' IN ({measured}); DELETE FROM comment WHERE text = '{SAID}';")
