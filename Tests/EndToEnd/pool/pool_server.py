"""The server under test, and load for it.

TSUBAME_POOL_BINARY  the program; its `serve` takes --listen, --workers, ... (default: TSUBAME_BINARY, or the release build of this repository)
TSUBAME_POOL_URI     anything it answers quickly, with whatever status (default: /)
TSUBAME_POOL_BODY    anything that reads the body of a POST before it answers (default: /auth/login)

What the server needs otherwise (SECRET_KEY, DB_SOCKET, ...) it takes from the environment, with a migrated database.
"""

import os
import pathlib
import signal
import subprocess
import threading
import time

import fastcgi

BINARY = os.environ.get("TSUBAME_POOL_BINARY") or os.environ.get("TSUBAME_BINARY") or str(pathlib.Path(__file__).parents[3] / ".build/release/tsubame")
URI = os.environ.get("TSUBAME_POOL_URI", "/")
BODY_URI = os.environ.get("TSUBAME_POOL_BODY", "/auth/login")


def until(condition, seconds=10, what=""):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("not within %s s: %s" % (seconds, what or condition))


def alive(pid):
    try:
        return open("/proc/%d/stat" % pid).read().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


class Server:
    def __init__(self, folder, *options, listen=None, workers=2, wait=True, environment=(), **process):
        self.folder = folder
        self.path = folder / "pool.sock"
        self.address = listen or "unix:%s" % self.path
        self.scoreboard = folder / "pool.scoreboard"
        self.log = folder / "pool.log"
        command = process.pop("wrapper", []) + [BINARY, "serve", "--listen", self.address, "--workers", str(workers)]
        command += ["--scoreboard", str(self.scoreboard), *map(str, options)]
        with open(self.log, "ab") as log:
            # The server refuses settings that it does not know: ours are not for it.
            inherited = {name: value for name, value in os.environ.items() if not name.startswith("TSUBAME_")}
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env={**inherited, **dict(environment)}, **process)
        self.pid = self.process.pid
        if wait:
            until(lambda: self.process.poll() is not None or self.answers(), 20, "%s answers\n%s" % (command, self.text()))
            assert self.process.poll() is None, self.text()
            until(lambda: len(self.workers()) == workers, 10, "all workers")

    def text(self):
        return self.log.read_text(errors="replace")

    def get(self, uri=URI, **options):
        return fastcgi.get(self.address, uri, **options)

    def client(self, timeout=20):
        return fastcgi.Client(self.address, timeout)

    def answers(self):
        try:
            return self.get() is not None
        except (OSError, fastcgi.Broken):
            return False

    def workers(self):
        """The pids of the workers that live."""
        try:
            children = open("/proc/%d/task/%d/children" % (self.pid, self.pid)).read().split()
        except (FileNotFoundError, ProcessLookupError):
            return set()
        return {int(child) for child in children if alive(int(child))}

    def signal(self, number):
        os.kill(self.pid, number)

    def wait(self, seconds=20):
        return self.process.wait(seconds)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Load:
    """Clients that ask all the time, each request on a connection of its own, as nginx does."""

    def __init__(self, server, clients=8, uri=URI):
        self.server, self.uri = server, uri
        self.answered, self.refused, self.failed = 0, 0, []
        self.stopping = threading.Event()
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.run, daemon=True) for _ in range(clients)]

    def run(self):
        while not self.stopping.is_set():
            try:
                client = self.server.client()
            except (ConnectionRefusedError, FileNotFoundError):
                with self.lock:
                    self.refused += 1
                time.sleep(0.01)
                continue
            try:
                with client:
                    client.ask(uri=self.uri)
                    client.answer()
                with self.lock:
                    self.answered += 1
            except (OSError, fastcgi.Broken) as error:
                with self.lock:
                    self.failed.append(repr(error))

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        until(lambda: self.answered > 50, 20, "load runs: %s" % self.failed)
        return self

    def __exit__(self, *_):
        self.stopping.set()
        for thread in self.threads:
            thread.join(30)
        assert not any(thread.is_alive() for thread in self.threads), "a client waits for its answer for ever"
