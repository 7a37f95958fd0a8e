"""Another pool of workers on a stack's database, with settings of its own, behind an nginx of its own with the site as it is installed."""
import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

import processes
from stack import REPOSITORY, answers, binary, environment


class Pool:
    """`url`, `certificate` and `home` are as those of the stack."""

    def __init__(self, server, workers=2, **settings):
        self.server, self.certificate = server, server.certificate
        self.folder = Path(tempfile.mkdtemp(prefix="tsubame-pool-"))
        self.port = processes.free_port()
        self.address = f"127.0.0.1:{self.port}"
        self.url, self.home = f"https://{self.address}/api", server.home
        self.log = self.folder / "log"
        self.settings = self.known(server) | {"DOMAIN_NAME": self.address} | settings
        self.children = []
        try:
            self.start([binary(), "serve", "--listen", f"unix:{self.folder}/pool.sock", "--workers", str(workers)], environment(**self.settings))
            self.start(["nginx", "-p", str(self.folder), "-c", self.site(), "-e", str(self.folder / "nginx-error.log")], dict(os.environ, PATH=os.environ["PATH"] + ":/usr/sbin"))
            if processes.until(lambda: self.ended() or answers(self.url + "/"), 20, every=0.02) is None or self.ended():
                raise RuntimeError("the pool did not come up:\n" + self.text())
        except BaseException:
            self.stop()
            raise

    @staticmethod
    def known(server):
        """What a `tsubame` needs on the stack's database."""
        return dict(line.split("=", 1) for line in (server.home / "environment").read_text().splitlines())

    def start(self, command, variables):
        with open(self.log, "a") as log:
            self.children.append(subprocess.Popen(command, env=variables, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True))

    def ended(self):
        return any(child.poll() is not None for child in self.children)

    def site(self):
        values = {
            "USER": "user root;" if os.geteuid() == 0 else "", "LISTEN": f"listen {self.address} ssl;", "SERVER_NAME": "_", "CERTIFICATE": self.certificate,
            "CERTIFICATE_KEY": self.server.home / "certificate/key.pem", "POOL": f"unix:{self.folder}/pool.sock", "PREVIEW_FOLDER": self.settings["PREVIEW_FOLDER"],
            "LISTINGS": self.folder / "listings", "STREAM": f"unix:{self.folder}/stream.sock", "WEB_ROOT": REPOSITORY / "nginx/welcome", "LARGE_BODIES": self.folder / "large-bodies.conf", "LOGIN_RATE": "1000r/s", "LOGIN_BURST": "100000", "RUN": self.folder, "TMP": self.folder,
            "ACCESS_LOG": self.folder / "nginx-access.log", "ERROR_LOG": self.folder / "nginx-error.log", "SITE": self.folder / "site.conf",
        }
        for source, name in [("tsubame.conf", "site.conf"), ("up.conf", "nginx.conf")]:
            text = (REPOSITORY / "nginx" / source).read_text()
            for key, value in values.items():
                text = text.replace(f"@{key}@", str(value))
            (self.folder / name).write_text(text)
        (self.folder / "large-bodies.conf").write_text(self.run("nginx-sizes")[1])
        return str(self.folder / "nginx.conf")

    def text(self):
        """What it has logged."""
        return self.log.read_text(errors="replace")

    def run(self, *arguments):
        """A command of `tsubame` with the same settings: its status and all it printed."""
        return command(self.settings, *arguments)

    def stop(self):
        for child in reversed(self.children):
            processes.stop(child)
        shutil.rmtree(self.folder, ignore_errors=True)


def command(settings, *arguments):
    done = subprocess.run([binary(), *arguments], env=environment(**settings), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr


def unique(name):
    """A name that no other test and no other run has."""
    return f"{name}-{secrets.token_hex(4)}"
