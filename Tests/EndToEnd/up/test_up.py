"""The folder of `tsubame up`: made once, kept, used by one at a time, and usable again whatever happened."""
import fcntl
import os
import shutil
import signal
import socket
import stat
import subprocess
import time
from pathlib import Path

import processes
import pytest
from terminal import command_line, left, using

KEPT = ["secret.key", "admin-password", "administrator", "certificate/certificate.pem", "certificate/key.pem"]


def mode(path):
    return stat.S_IMODE(os.stat(path).st_mode)


def one_sentence(complaint):
    return complaint.startswith("Error: ") and complaint.count("\n") == 1


def test_first_run_makes_everything_and_later_runs_keep_it(up):
    first = up().ready()
    assert first.url in first.output and "admin@example.com" in first.output
    assert first.log_in()["login"]
    made = {name: (first.home / name).read_bytes() for name in KEPT}
    assert len(made["secret.key"].strip()) == 64
    first.signal(signal.SIGTERM)
    assert first.ended()[0] == 0

    second = up().ready()
    assert {name: (second.home / name).read_bytes() for name in KEPT} == made
    assert second.password() == first.password() and second.log_in()["login"]
    assert "Creating the database" in first.output and "Creating the database" not in second.output


def test_secrets_are_for_the_owner_only(up):
    run = up().ready()
    assert mode(run.home) == 0o700
    for name in ["secret.key", "admin-password", "environment", "certificate/key.pem", "run/mariadb-beginning.sql"]:
        assert mode(run.home / name) == 0o600, name


def test_a_given_password_is_not_written_down(up):
    run = up(TSUBAME_ADMIN_PASSWORD="a given password").ready()
    assert run.log_in("a given password")["login"]
    assert not (run.home / "admin-password").exists()
    assert "a given password" not in run.output
    for pid in run.children():
        assert b"TSUBAME_ADMIN_PASSWORD" not in Path(f"/proc/{pid}/environ").read_bytes()


def test_variables_reach_the_workers(up):
    run = up(USER_LIMIT="7", DB_HOST="elsewhere", SECRET_KEY="not this one").ready()
    serve = Path(f"/proc/{run.child('serve --listen')}/environ").read_bytes().split(b"\0")
    assert b"USER_LIMIT=7" in serve
    assert not [variable for variable in serve if variable.startswith(b"DB_HOST=")]
    assert b"SECRET_KEY=" + (run.home / "secret.key").read_bytes().strip() in serve


def test_only_one_in_a_folder(up):
    first = up().ready()
    status, complaint = up().ended(20)
    assert status == 1 and one_sentence(complaint)
    assert str(first.home) in complaint and str(first.process.pid) in complaint
    assert first.process.poll() is None


def test_a_taken_port_is_refused_before_anything_starts(up):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        run = up(port=port)
        status, complaint = run.ended(20)
    assert status == 1 and one_sentence(complaint)
    assert str(port) in complaint and "already in use" in complaint
    assert not (run.home / "mariadb").exists()


def test_a_web_app_that_is_not_there_is_refused(up, tmp_path):
    status, complaint = up(WEB_ROOT=str(tmp_path)).ended(20)
    assert status == 1 and one_sentence(complaint) and "index.html" in complaint


@pytest.mark.skipif(os.geteuid() != 0, reason="hides a program by a mount, which takes root")
def test_a_missing_program_is_named(tmp_path):
    from stack import binary
    script = 'for place in /usr/sbin/nginx /sbin/nginx; do mount --bind /dev/null "$place"; done; exec "$@"'
    command = ["unshare", "--mount", "sh", "-c", script, "sh", binary(), "up", "--home", str(tmp_path / "home")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and one_sentence(done.stderr)
    assert "nginx" in done.stderr and "apt install nginx" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_in_order(up, number):
    run = up().ready()
    children = run.children()
    run.signal(number)
    status, complaint = run.ended()
    assert (status, complaint) == (0, "")
    assert not left(children)
    assert "Shutdown complete" in (run.home / "log/mariadb.log").read_text()
    assert not (run.home / "run/nginx.pid").exists()


CHILDREN = {"mariadbd --no-defaults": "The MariaDB server", "serve --listen": "The pool of workers", " jobs": "The process for jobs", "nginx": "nginx"}


def test_a_dead_child_is_started_again(up):
    """Each in turn, as the kernel kills when memory is short, and at last all of them at once. While one is away, it is said when to come again."""
    run = up().ready()
    token = run.log_in()["access_token"]

    def asked():
        try:
            return run.http.get(run.url + "/api/data/departments", headers={"Authorization": "Bearer " + token}, timeout=20)
        except OSError:  # nginx itself is away
            return None

    def serves():
        answer = asked()
        assert answer is None or answer.status_code == 200 or answer.status_code in (502, 503) and answer.headers["Retry-After"], answer.text
        return answer is not None and answer.status_code == 200
    for words in CHILDREN:
        former = run.child(words)
        os.kill(former, signal.SIGKILL)
        if "mariadbd" in words:
            answer = asked()
            assert answer.status_code == 503 and answer.headers["Retry-After"] and answer.json()["message"]
        assert processes.until(lambda: [pid for pid in run.children() if words in command_line(pid) and pid != former and processes.status(pid, "PPid") == run.process.pid], 30, every=0.05)
        assert processes.until(serves, 60, every=0.1) is not None, words
    for pid in [run.child(words) for words in CHILDREN]:
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.5)
    assert processes.until(serves, 60, every=0.1) is not None
    assert run.log_in()["login"]
    children = run.children()
    run.signal(signal.SIGTERM)
    status, complaint = run.ended()
    assert (status, complaint) == (0, "") and not left(children)
    for name in CHILDREN.values():
        lines = [line for line in run.output.splitlines() if line.startswith(name + " was ended by signal 9")]
        assert len(lines) == 2 and all("is started again in" in line for line in lines), run.output


def test_a_child_that_cannot_start_ends_everything(up):
    """After some attempts with longer and longer pauses; told to end meanwhile, it does at once."""
    run = up().ready()
    (run.home / "nginx/up.conf").write_text("no configuration;")
    children = run.children()
    os.kill(run.child("nginx"), signal.SIGKILL)
    status, complaint = run.ended(150)
    assert status == 1 and one_sentence(complaint) and "nginx" in complaint and "in vain" in complaint and "no configuration" not in complaint.split(":")[0]
    assert run.output.count("nginx ended unexpectedly with status 1") >= 5
    # Workers notice by themselves, a little later, that nobody is above them.
    assert processes.until(lambda: not left(children), 30, every=0.05) is not None


def test_it_ends_while_a_child_is_away(up):
    run = up().ready()
    (run.home / "nginx/up.conf").write_text("no configuration;")
    os.kill(run.child("nginx"), signal.SIGKILL)
    time.sleep(2.5)
    run.signal(signal.SIGTERM)
    status, complaint = run.ended()
    assert (status, complaint) == (0, "") and not using(run.home)


def test_killed_it_can_be_started_at_once(up):
    first = up().ready()
    password, children = first.password(), first.children()
    first.signal(signal.SIGKILL)
    first.process.wait()
    second = up(port=first.port).ready()
    assert second.log_in(password)["login"]
    assert not left(children)


def test_what_does_not_end_is_killed(up, tmp_path):
    """MariaDB 10.11 that is told to end while it starts may wait for ever: a program of its name that ignores the signal stands for it."""
    home, program = tmp_path / "home", tmp_path / "mariadbd"
    home.mkdir(mode=0o700)
    shutil.copy("/bin/sleep", program)
    with open(home / "children.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        left_behind = subprocess.Popen([program, "300"], pass_fds=[lock.fileno()], preexec_fn=lambda: signal.signal(signal.SIGTERM, signal.SIG_IGN))
    try:
        run = up().ready()
        assert "Waiting for what is left" in run.output and left_behind.wait(5) == -signal.SIGKILL
        assert run.log_in()["login"]
    finally:
        left_behind.kill()


def test_killed_while_it_sets_up_it_goes_on(up):
    """At several moments of the first run; each next run takes over what it finds."""
    for seconds in (0.2, 0.6, 1.2, 2.0, 2.6):
        run = up()
        try:
            run.process.wait(seconds)
        except subprocess.TimeoutExpired:
            run.signal(signal.SIGKILL)
            run.process.wait()
    run = up().ready()
    assert run.log_in()["login"]


def test_nothing_is_left_when_setting_up_fails(up, tmp_path):
    """A data directory of something else: MariaDB refuses it, and `up` says so."""
    (tmp_path / "home/mariadb").mkdir(parents=True)
    (tmp_path / "home/mariadb/ibdata1").write_text("not a database")
    run = up()
    status, complaint = run.ended()
    assert status == 1 and one_sentence(complaint) and "MariaDB" in complaint and "mariadb.log" in complaint
    assert not using(run.home), [command_line(pid) for pid in using(run.home)]
