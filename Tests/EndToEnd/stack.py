"""A private Tsubame for tests that need their own: `tsubame up` in a temporary folder, ended by `stop()`."""
import os
import shutil
import signal
import ssl
import subprocess
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

import processes

EMAIL, PASSWORD = "admin@example.com", "mysecretpassword"
REPOSITORY = Path(__file__).resolve().parents[2]


def binary():
    """The program under test: TSUBAME_BINARY, or the release build."""
    path = Path(os.environ.get("TSUBAME_BINARY") or REPOSITORY / ".build/release/tsubame").resolve()
    if not os.access(path, os.X_OK):
        raise RuntimeError(f"there is no program at {path}: build it, or name it with TSUBAME_BINARY")
    return str(path)


def environment(**more):
    """Ours without TSUBAME_ names, as those of the tests are no settings of the program."""
    return {name: value for name, value in os.environ.items() if not name.startswith("TSUBAME_")} | more


def answers(url):
    """Whether GET gives an answer that is not the server's failure, whoever signed the certificate."""
    context = ssl._create_unverified_context() if url.startswith("https") else None
    try:
        with urllib.request.urlopen(url, context=context, timeout=5) as answer:
            return answer.status == 200
    except urllib.error.HTTPError as refusal:
        return refusal.code < 500
    except OSError:
        return False


def query(socket, sql, *options, password=None):
    """Rows as lists of texts, through the command-line client."""
    command = ["mariadb", "--no-defaults", f"--socket={socket}", "--batch", "--skip-column-names", *options, "-e", sql]
    done = subprocess.run(command, env=dict(os.environ, **({"MYSQL_PWD": password} if password else {})), capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
    return [line.split("\t") for line in done.stdout.splitlines()]


class Stack:
    """nginx with TLS, workers and MariaDB. `url` is the API's address, `home` the folder, `settings` what `tsubame` commands need there.

    More settings go into its environment."""

    def __init__(self, workers=4, **settings):
        self.home = Path(tempfile.mkdtemp(prefix="tsubame-"))
        self.port = processes.free_port()
        self.url = f"https://127.0.0.1:{self.port}/api"
        self.log = open(self.home / "up.log", "w")
        command = [binary(), "up", "--home", str(self.home), "--port", str(self.port), "--workers", str(workers), "--login-burst", "100000"]
        self.process = subprocess.Popen(command, env=environment(TSUBAME_ADMIN_PASSWORD=PASSWORD, **settings), stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            ready = processes.until(lambda: self.process.poll() is not None or answers(self.url + "/"), 180, every=0.05)
            if ready is None or self.process.poll() is not None:
                raise RuntimeError("tsubame up did not come up:\n" + (self.home / "up.log").read_text()[-2000:])
        except BaseException:
            self.stop()
            raise

    @property
    def certificate(self):
        return str(self.home / "certificate/certificate.pem")

    @property
    def settings(self):
        return dict(line.split("=", 1) for line in (self.home / "environment").read_text().splitlines())

    def query(self, sql):
        """What its database holds, asked as its own account."""
        known = self.settings
        return query(known["DB_SOCKET"], sql, f"--user={known['DB_USERNAME']}", f"--database={known['DB_DATABASE']}", password=known["DB_PASSWORD"])

    def supervisor(self):
        """The process that starts the workers."""
        return next(pid for pid in processes.children(self.process.pid) if "serve" in processes.command_line(pid))

    def workers(self):
        return processes.children(self.supervisor())

    def stop(self):
        """Ends it and removes its folder; TSUBAME_KEEP=1 leaves the folder, for its logs."""
        processes.stop(self.process, patience=150)
        self.log.close()
        if not os.environ.get("TSUBAME_KEEP"):
            shutil.rmtree(self.home, ignore_errors=True)


class SecondDatabase:
    """A MariaDB of our own that takes the place of a stack's: it can be stopped and killed while `up`, which starts its own one again, stays.

    It listens on another socket; the one the workers know becomes a link to it. It has the tables, the first data and the administrator."""

    def __init__(self, stack):
        self.folder, self.socket = stack.home / "second", stack.home / "run/second.sock"
        settings, owner = stack.settings, subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
        self.folder.mkdir()
        install = ["mariadb-install-db", "--no-defaults", f"--user={owner}", f"--datadir={self.folder}/data", "--skip-test-db", "--skip-name-resolve",
                   "--auth-root-authentication-method=socket", f"--auth-root-socket-user={owner}"]
        subprocess.run(install, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # A line is a statement here.
        (self.folder / "beginning.sql").write_text(
            f"CREATE DATABASE IF NOT EXISTS {settings['DB_DATABASE']} CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;\n"
            f"CREATE OR REPLACE USER {settings['DB_USERNAME']}@localhost IDENTIFIED BY '{settings['DB_PASSWORD']}';\n"
            f"GRANT ALL ON {settings['DB_DATABASE']}.* TO {settings['DB_USERNAME']}@localhost;\n")
        self.command = [shutil.which("mariadbd", path=os.environ["PATH"] + ":/usr/sbin") or "mariadbd", "--no-defaults", f"--user={owner}",
                        f"--datadir={self.folder}/data", f"--socket={self.socket}", "--skip-networking", "--skip-name-resolve", "--skip-log-bin",
                        f"--init-file={self.folder}/beginning.sql", f"--log-error={self.folder}/log", "--innodb-buffer-pool-size=64M"]
        self.process = None
        self.start()
        try:
            self.prepare(settings)
            self.replace(stack, Path(settings["DB_SOCKET"]))
        except BaseException:
            self.stop()
            raise

    def prepare(self, settings):
        for arguments, line in [(["migrate"], None), (["init-data"], None), (["create-admin", EMAIL, "--password-stdin"], PASSWORD + "\n")]:
            known = environment(**settings | {"DB_SOCKET": str(self.socket)})
            done = subprocess.run([binary(), *arguments], env=known, input=line, capture_output=True, text=True)
            if done.returncode:
                raise RuntimeError(f"tsubame {arguments[0]}: {done.stderr}")

    def replace(self, stack, known):
        known.rename(known.with_suffix(".first"))
        known.symlink_to(self.socket)
        for worker in stack.workers():  # they hold connections to the first one
            os.kill(worker, signal.SIGKILL)
        if processes.until(lambda: answers(stack.url + "/"), 30, every=0.05) is None:
            raise RuntimeError("the workers did not come back")

    def is_answering(self):
        try:
            return bool(query(self.socket, "SELECT 1"))
        except RuntimeError:
            return False

    def start(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        if processes.until(self.is_answering, 60, every=0.1) is None:
            self.stop()
            raise RuntimeError("the second MariaDB did not come up:\n" + (self.folder / "log").read_text()[-2000:])

    def stop(self):
        """As a sysadmin would; the socket's file goes with it."""
        if self.process:
            processes.stop(self.process, patience=60)

    def kill(self):
        self.process.kill()
        self.process.wait()
