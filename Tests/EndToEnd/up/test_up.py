"""The folder of `tsubame up`: made once, kept, used by one at a time, and usable again whatever happened."""
import os
import signal
import socket
import stat
import subprocess
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


@pytest.mark.parametrize("words, name", [("mariadbd --no-defaults", "MariaDB"), ("serve --listen", "pool"), ("nginx", "nginx")])
def test_a_dead_child_ends_everything(up, words, name):
    run = up().ready()
    children = run.children()
    os.kill(run.child(words), signal.SIGKILL)
    status, complaint = run.ended()
    assert status == 1 and one_sentence(complaint) and name in complaint and "signal 9" in complaint
    # Workers notice by themselves, a little later, that nobody is above them.
    assert processes.until(lambda: not left(children), 30, every=0.05) is not None


def test_killed_it_can_be_started_at_once(up):
    first = up().ready()
    password, children = first.password(), first.children()
    first.signal(signal.SIGKILL)
    first.process.wait()
    second = up(port=first.port).ready()
    assert second.log_in(password)["login"]
    assert not left(children)


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
