"""Workers come and go; requests do not notice."""

import os
import re
import signal
import time

import pytest

from pool_server import BODY_URI, Load, alive, until
from fastcgi import PARAMS, STDIN, Broken, begin, head, pairs, record, records


def unfinished(client):
    """A POST whose body has not arrived: its worker is busy until `finish`."""
    headers = [("X-Request-Id", "4f2cab1e4f2cab1e4f2cab1e4f2cab1e")]
    client.send(begin() + records(PARAMS, pairs(head("POST", BODY_URI, headers, b"{}", CONTENT_TYPE="application/json"))))


def named(server, words):
    """The line of the log that says what was lost: method, route and request id."""
    return re.search(r"%s.*\bPOST \S*%s \(request [\w-]{8,}\)" % (words, re.escape(BODY_URI)), server.text())


def finish(client):
    client.send(record(STDIN, b"{}") + record(STDIN))
    return client.answer()


def test_killed_worker_fails_at_most_its_own_request(serve):
    server = serve(workers=4)
    kills = 5
    with Load(server) as load:
        for _ in range(kills):
            os.kill(min(server.workers()), signal.SIGKILL)
            time.sleep(0.3)
        until(lambda: len(server.workers()) == 4, what="the dead are replaced")
    assert len(load.failed) <= kills, load.failed
    assert load.refused == 0
    assert server.answers()


def test_reload_replaces_all_workers_and_fails_no_request(serve):
    server = serve(workers=3)
    with Load(server) as load:
        for _ in range(3):
            before = server.workers()
            server.signal(signal.SIGHUP)
            until(lambda: len(server.workers()) == 3 and not server.workers() & before, what="new workers")
    assert load.failed == [] and load.refused == 0


def test_reload_lets_a_request_finish(serve):
    server = serve(workers=1)
    with server.client() as client:
        unfinished(client)
        time.sleep(0.3)
        (old,) = server.workers()
        server.signal(signal.SIGHUP)
        until(lambda: len(server.workers()) == 2, what="a new worker next to the busy one")
        assert server.answers() and alive(old)
        assert finish(client)[0] >= 200
    until(lambda: not alive(old), what="the old worker leaves after its request")


def test_reloads_that_overlap(serve):
    server = serve(workers=2)
    before = server.workers()
    with Load(server) as load:
        for _ in range(5):
            server.signal(signal.SIGHUP)
            time.sleep(0.01)
        until(lambda: len(server.workers()) == 2 and not server.workers() & before)
    assert load.failed == [] and load.refused == 0


def test_term_fails_no_request(serve):
    server = serve(workers=2)
    with Load(server, clients=16) as load:
        server.signal(signal.SIGTERM)
        assert server.wait() == 0
        until(lambda: load.refused > 0)
    assert load.failed == []
    assert not server.path.exists() and not server.scoreboard.exists()


def test_term_serves_those_who_wait_in_the_queue(serve):
    server = serve(workers=1)
    with server.client() as busy:
        unfinished(busy)
        time.sleep(0.3)
        waiting = [server.client() for _ in range(20)]
        for client in waiting:
            client.ask()
        server.signal(signal.SIGTERM)
        time.sleep(0.3)
        with pytest.raises(OSError):
            server.client()
        assert finish(busy)[0] >= 200
        for client in waiting:
            assert client.answer()[0] >= 200
            client.socket.close()
    assert server.wait() == 0


def test_term_sent_to_the_whole_group_serves_the_queue_too(serve):
    """systemd's KillMode=control-group signals the workers as well."""
    server = serve(workers=1)
    with server.client() as busy:
        unfinished(busy)
        time.sleep(0.3)
        waiting = [server.client() for _ in range(5)]
        for client in waiting:
            client.ask()
        for pid in [*server.workers(), server.pid]:
            os.kill(pid, signal.SIGTERM)
        time.sleep(0.2)
        assert finish(busy)[0] >= 200
        for client in waiting:
            assert client.answer()[0] >= 200
            client.socket.close()
    assert server.wait() == 0


def test_term_serves_the_queue_though_the_worker_died(serve):
    server = serve(workers=1)
    with server.client() as busy:
        unfinished(busy)
        time.sleep(1.2)  # Old enough not to have died at start.
        waiting = [server.client() for _ in range(5)]
        for client in waiting:
            client.ask()
        for pid in [*server.workers(), server.pid]:
            os.kill(pid, signal.SIGKILL if pid != server.pid else signal.SIGTERM)
        for client in waiting:
            assert client.answer()[0] >= 200
            client.socket.close()
    server.wait()


def test_drain_ends(serve):
    server = serve("--drain", 1, workers=2)
    with server.client() as client:
        unfinished(client)
        time.sleep(0.3)
        start = time.monotonic()
        server.signal(signal.SIGTERM)
        assert server.wait(5) != 0
        assert 0.9 < time.monotonic() - start < 3
        with pytest.raises((Broken, OSError)):
            client.answer()
    assert named(server, "is killed in"), server.text()


@pytest.mark.parametrize("second", [signal.SIGTERM, signal.SIGINT])
def test_second_signal_ends_at_once(serve, second):
    server = serve("--drain", 30, workers=2)
    workers = server.workers()
    with server.client() as client:
        unfinished(client)
        time.sleep(0.3)
        server.signal(signal.SIGTERM)
        time.sleep(0.3)
        assert server.process.poll() is None
        server.signal(second)
        server.wait(2)
    assert not any(map(alive, workers))


def test_killed_supervisor_leaves_no_worker(serve):
    server = serve(workers=4)
    workers = server.workers()
    with server.client() as client:
        unfinished(client)
        time.sleep(0.2)
        os.kill(server.pid, signal.SIGKILL)
        server.wait()
        until(lambda: not any(map(alive, workers)), 2, "all workers are gone")
    again = serve(workers=2)  # The socket that the dead one left is replaced.
    assert again.answers()


def test_workers_are_recycled_after_max_requests(serve):
    server = serve("--max-requests", 20, workers=2)
    before = server.workers()
    with Load(server, clients=4) as load:
        until(lambda: load.answered > 500)
        until(lambda: not server.workers() & before)
    assert load.failed == [] and load.refused == 0


def test_workers_are_recycled_for_their_memory(serve):
    """A limit of 1 is below what any process has, whatever the unit: each is replaced within seconds."""
    server = serve("--max-memory", 1, workers=2)
    before = server.workers()
    with Load(server, clients=4) as load:
        until(lambda: len(server.workers()) >= 2 and not server.workers() & before)
        time.sleep(2)
    assert load.failed == [] and load.refused == 0


def test_stuck_worker_is_killed_and_named(serve):
    server = serve("--request-timeout", 1, workers=2)
    before = server.workers()
    with server.client() as client:
        unfinished(client)
        start = time.monotonic()
        with pytest.raises((Broken, OSError)):
            client.answer()
        assert 0.9 < time.monotonic() - start < 4
    until(lambda: len(server.workers()) == 2 and server.workers() != before, what="it is replaced")
    assert len(before & server.workers()) == 1, "the other worker is left alone"
    assert named(server, "is killed:"), server.text()


def test_request_timeout_counts_from_the_accept(serve):
    """A client that sends its head byte by byte, each in time, does not hold a worker for longer."""
    server = serve("--request-timeout", 2, workers=1)
    with server.client() as client:
        start = time.monotonic()
        with pytest.raises(OSError):
            for byte in begin() + records(PARAMS, pairs(head())):
                client.send(bytes([byte]))
                time.sleep(0.3)
                assert time.monotonic() - start < 6
    until(server.answers)


def test_silent_client_frees_its_worker(serve):
    server = serve(workers=1)
    with server.client(), server.client() as half:
        half.send(begin() + records(PARAMS, pairs(head()))[:30])
        start = time.monotonic()
        assert server.get(timeout=30)
        assert time.monotonic() - start < 15
    assert len(server.workers()) == 1


def test_idle_clients_queue_up_behind_busy_workers(serve):
    server = serve(workers=1)
    with server.client() as busy, server.client() as next_one:
        unfinished(busy)
        next_one.ask()
        time.sleep(0.3)
        assert finish(busy)[0] >= 200
        assert next_one.answer()[0] >= 200
