"""`tsubame up` as somebody at a terminal meets it: its output, its exit status, the processes it leaves."""
import os
import re
import subprocess
import sys
from pathlib import Path

import requests

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import processes  # noqa: E402
from stack import binary  # noqa: E402


class Up:
    """One run of `up`, ended at the latest by `stop()`."""

    def __init__(self, home, *arguments, port=None, **variables):
        self.home, self.port = Path(home), port or processes.free_port()
        self.url = f"https://127.0.0.1:{self.port}"
        command = [binary(), "up", "--home", str(home), "--port", str(self.port), "--workers", "2", *arguments]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TSUBAME_")} | {"BCRYPT_LOG_ROUNDS": "4"} | variables
        self.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
        self.output = ""

    def ready(self):
        """Reads what it says until it runs."""
        for line in self.process.stdout:
            self.output += line
            if "Ctrl-C ends everything" in line:
                return self
        raise AssertionError(f"up ended with {self.process.wait()}: {self.output}{self.process.stderr.read()}")

    def ended(self, seconds=120):
        """Waits for its end: exit status and what it complained about."""
        out, complaint = self.process.communicate(timeout=seconds)
        self.output += out
        return self.process.returncode, complaint

    def children(self):
        return processes.descendants(self.process.pid)

    def child(self, words):
        """The one direct child whose command line holds these words."""
        found = [pid for pid in self.children() if processes.status(pid, "PPid") == self.process.pid and words in command_line(pid)]
        assert len(found) == 1, found
        return found[0]

    def signal(self, number):
        self.process.send_signal(number)

    @property
    def http(self):
        """A client that trusts this one's certificate, whatever the environment says of certificates and proxies."""
        session = requests.Session()
        session.trust_env, session.verify = False, str(self.home / "certificate/certificate.pem")
        return session

    def log_in(self, password=None, **options):
        """The answer to the administrator's sign-in, decoded."""
        account = {"email": "admin@example.com", "password": password or self.password()}
        return self.http.post(self.url + "/api/auth/login", json=account, **options).json()

    def password(self):
        return re.search(r"password +(\S+)", self.output).group(1)

    def stop(self):
        processes.stop(self.process, patience=150)


def command_line(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def left(pids):
    """Those that are still there, dead ones that nobody has asked after left out."""
    return [pid for pid in pids if processes.status(pid, "PPid") is not None and command_line(pid)]


def using(home):
    """The processes that have the folder in their command line."""
    return [pid for pid in processes.alive() if str(home) in command_line(pid) and pid != os.getpid()]
