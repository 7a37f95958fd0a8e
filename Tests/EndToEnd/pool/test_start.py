"""Where the pool listens, and what it tells systemd and `status`."""

import os
import re
import signal
import socket
import stat
import subprocess
import time

import pytest

from fastcgi import begin
from pool_server import BINARY, Load, until


def complaint(server):
    assert server.wait(10) not in (0, None)
    return server.text()


def test_socket_mode(serve):
    server = serve()
    assert stat.S_IMODE(server.path.stat().st_mode) == 0o660


def test_stale_socket_is_replaced(serve, tmp_path):
    old = socket.socket(socket.AF_UNIX)
    old.bind(str(tmp_path / "pool.sock"))
    old.listen()
    old.close()
    assert serve().answers()


def test_live_server_is_left_alone(serve, tmp_path):
    first = serve()
    second = serve(wait=False)
    assert "already listens" in complaint(second)
    assert first.answers()


def test_live_server_with_a_full_queue_is_left_alone(serve, tmp_path):
    with socket.socket(socket.AF_UNIX) as other, socket.socket(socket.AF_UNIX) as waiting:
        other.bind(str(tmp_path / "pool.sock"))
        other.listen(0)
        waiting.connect(str(tmp_path / "pool.sock"))
        assert "already listens" in complaint(serve(wait=False))


def test_file_in_the_way_is_left_alone(serve, tmp_path):
    (tmp_path / "pool.sock").write_text("precious")
    assert "not a socket" in complaint(serve(wait=False))
    assert (tmp_path / "pool.sock").read_text() == "precious"


@pytest.mark.parametrize("address", ["pool.sock", "unix:", "unix:/%s" % ("a" * 108), "tcp:127.0.0.1", "tcp:127.0.0.1:0", "tcp:::1:99999"])
def test_bad_address_is_one_clear_line(serve, address):
    text = complaint(serve(listen=address, wait=False))
    assert address[:20] in text and "Fatal error" not in text


def test_tcp(serve):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = serve(listen="tcp:127.0.0.1:%d" % port)
    with Load(server) as load:
        before = server.workers()
        server.signal(signal.SIGHUP)
        until(lambda: len(server.workers()) == 2 and not server.workers() & before)
    assert load.failed == []
    taken = serve(listen="tcp:127.0.0.1:%d" % port, wait=False)
    assert "already listens" in complaint(taken)


def test_socket_passed_by_systemd(serve, tmp_path):
    path = str(tmp_path / "pool.sock")
    passed = socket.socket(socket.AF_UNIX)
    passed.bind(path)
    passed.listen(100)
    wrapper = ["sh", "-c", 'LISTEN_PID=$$ LISTEN_FDS=1 exec "$@"', "sh"]
    options = {"wrapper": wrapper, "pass_fds": [3], "preexec_fn": lambda: os.dup2(passed.fileno(), 3)}
    first = serve(**options)
    with Load(first) as load:
        first.signal(signal.SIGTERM)
        assert first.wait() == 0
        assert os.path.exists(path), "the socket is systemd's"
        time.sleep(0.3)  # Meanwhile clients wait in it.
        second = serve(**options)
        until(lambda: load.answered > 100)
    assert load.failed == [] and load.refused == 0
    assert second.answers()


@pytest.mark.parametrize("abstract", [False, True])
def test_systemd_is_told(serve, tmp_path, abstract):
    name = "@tsubame-test-%d" % os.getpid() if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind("\0" + name[1:] if abstract else name)
        listener.settimeout(10)

        def next_with(word):
            while True:
                message = listener.recv(4096).decode()
                if word in message.splitlines() or any(line.startswith(word) for line in message.splitlines()):
                    return message

        server = serve(environment={"NOTIFY_SOCKET": name})
        assert "STATUS=" in next_with("READY=1")
        server.signal(signal.SIGHUP)
        now = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
        stamp = int(re.search(r"MONOTONIC_USEC=(\d+)", next_with("RELOADING=1")).group(1))
        assert abs(stamp - now) < 2_000_000
        next_with("READY=1")
        server.signal(signal.SIGTERM)
        next_with("STOPPING=1")
        assert server.wait() == 0


def test_status_in_another_process(serve):
    server = serve(workers=3)
    assert stat.S_IMODE(server.scoreboard.stat().st_mode) == 0o644
    with server.client() as client:
        client.send(begin())
        time.sleep(0.2)
        table = subprocess.run([BINARY, "status", "--scoreboard", server.scoreboard], capture_output=True, text=True, check=True).stdout
    assert all(str(worker) in table for worker in server.workers()), table
    assert "reading" in table and "idle" in table


def test_status_is_readable_under_load(serve):
    server = serve(workers=4)
    with Load(server):
        for _ in range(30):
            table = subprocess.run([BINARY, "status", "--scoreboard", server.scoreboard], capture_output=True, text=True, check=True).stdout
            assert len([line for line in table.splitlines() if re.search(r"\b(idle|reading|working)\b", line)]) == 4, table


def test_status_of_a_dead_server_says_so(serve):
    server = serve()
    os.kill(server.pid, signal.SIGKILL)
    server.wait()
    result = subprocess.run([BINARY, "status", "--scoreboard", server.scoreboard], capture_output=True, text=True)
    assert "not running" in result.stdout + result.stderr
