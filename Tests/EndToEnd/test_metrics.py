"""What the server tells those who watch it."""
import re

import pytest

from session import Anyone, Session
from stack import Stack


@pytest.fixture(scope="module")
def watched():
    stack = Stack(workers=2, PROMETHEUS_METRICS_ENABLED="true")
    yield stack
    stack.stop()


def samples(text):
    """Every line is a comment or a sample, and every sample has its type."""
    found, types = {}, {}
    for line in text.splitlines():
        if match := re.fullmatch(r"# TYPE (\w+) (gauge|counter)", line):
            types[match[1]] = match[2]
        elif not re.fullmatch(r"# HELP \w+ .+", line):
            name, labels, value = re.fullmatch(r'(\w+)(\{\w+="[^"]*"\})? (\S+)', line).groups()
            assert name in types and float(value) >= 0
            found[name + (labels or "")] = float(value)
    return found


def test_metrics(watched):
    with Session(watched) as admin, Anyone(watched) as nobody:
        before = samples(admin.get("/metrics").text)
        for _ in range(5):
            admin.get("/data/departments")
        nobody.get("/nope")
        answer = admin.get("/metrics")
        assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        after = samples(answer.text)
        grown = lambda name: after[name] - before.get(name, 0)
        assert grown('tsubame_route_requests_total{route="GET /data/departments"}') == 5
        assert grown('tsubame_requests_total{status="4xx"}') == 1 and grown('tsubame_requests_total{status="2xx"}') >= 6
        assert after["tsubame_workers_wanted"] == 2 and after['tsubame_workers{state="working"}'] >= 1
        assert after["tsubame_worker_memory_bytes"] > 1 << 20 or after["tsubame_uptime_seconds"] < 2
        assert after['tsubame_jobs{state="failed"}'] == 0
        assert nobody.get("/metrics").status_code == 401
        admin.post("/data/persons", json={"first_name": "A", "last_name": "B", "email": "watcher@example.com", "password": "correct-horse-battery", "role": "manager"})
    with Session(watched, "watcher@example.com", "correct-horse-battery") as manager:
        assert manager.get("/metrics").status_code == 403


def test_switched_off(admin):
    assert admin.get("/metrics").status_code == 404


def test_status_shows_the_pool(watched):
    with Anyone(watched) as nobody:
        for path in ("/status", "/status/resources"):
            pool = nobody.get(path).json()["pool"]
            assert pool["workers"] == 2 and pool["busy"] >= 1 and pool["requests"] > 0
