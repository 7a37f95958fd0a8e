"""The database goes away and comes back. Clients are told to try again; nothing has to be restarted, and nothing that was promised is lost."""
import time

import pytest

import processes
from session import Anyone, Session
from stack import EMAIL, PASSWORD, SecondDatabase
from writers import Writers, halves, lost

NOBODY = "00000000-0000-7000-8000-000000000000"


@pytest.fixture(scope="module")
def database(own_stack):
    second = SecondDatabase(own_stack)
    yield second
    second.stop()


@pytest.fixture
def admin(own_stack, database):
    with Session(own_stack) as session:
        assert session.get("/data/departments").status_code == 200
        yield session


def requests_of_all_kinds():
    return [
        ("GET", "/data/departments", None), ("GET", "/data/tasks?page=1&limit=10", None), ("GET", f"/data/projects/{NOBODY}", None), ("GET", "/auth/authenticated", None),
        ("POST", "/data/departments", {"name": "Nowhere", "color": "#000000"}), ("PUT", f"/data/departments/{NOBODY}", {"color": "#000000"}), ("DELETE", f"/data/departments/{NOBODY}", None),
    ]


def recovers(session, seconds=20):
    """Whether every worker serves again: many requests in a row do."""
    return processes.until(lambda: all(session.get("/data/departments").status_code == 200 for _ in range(20)), seconds, every=0.2) is not None


@pytest.mark.parametrize("ends", ["stop", "kill"])
def test_says_so_and_recovers(own_stack, database, admin, ends):
    """Stopped as a sysadmin would, or killed; then started again."""
    supervisor, workers = own_stack.supervisor(), set(own_stack.workers())
    getattr(database, ends)()
    try:
        for _ in range(2):  # workers that know already, and workers that are about to find out
            for method, path, body in requests_of_all_kinds() * 2:
                begin = time.monotonic()
                answer = admin.request(method, path, json=body)
                assert answer.status_code == 503, f"{method} {path}: {answer.status_code} {answer.text[:300]}"
                assert answer.json()["error"] is True and isinstance(answer.json()["message"], str)
                assert "sock" not in answer.text and "SQL" not in answer.text
                assert int(answer.headers["Retry-After"]) > 0
                assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["X-Request-Id"]
                assert time.monotonic() - begin < 10
        # What needs no database does not suffer from it.
        with Anyone(own_stack) as anyone:
            assert anyone.get("/").status_code == 200
            assert anyone.get("/data/departments").status_code == 401
            assert anyone.get("/no/such/route").status_code == 404
            status = anyone.get("/status")
            assert status.status_code == 200 and status.json()["database-up"] is False
            refused = anyone.post("/auth/login", json={"email": EMAIL, "password": PASSWORD})
            assert refused.status_code in (500, 503) and refused.json()["error"] is True and isinstance(refused.json()["message"], str)
    finally:
        database.start()
    assert recovers(admin)
    assert own_stack.supervisor() == supervisor and set(own_stack.workers()) == workers, "something was restarted"
    assert admin.get("/status").json()["database-up"] is True


def test_killed_under_writes(own_stack, database, admin):
    """kill -9 of the database: rows that were acknowledged before are there afterwards, with their events."""
    with Writers(own_stack) as writers:
        for _ in range(2):
            time.sleep(3)
            database.kill()
            time.sleep(1)
            database.start()
        assert recovers(admin)
        promised = len(writers.kept)
        time.sleep(1)
    assert len(writers.kept) > promised, "nobody could write any more"
    assert writers.failures == [] and set(writers.statuses) <= {201, 503}, (writers.statuses, writers.failures[:3], [answer.text for answer in writers.others if answer.status_code != 503][:3])
    assert writers.statuses[201] > 100 and writers.statuses[503] > 0 and writers.longest < 15
    assert lost(writers.kept, own_stack.query) == set()
    assert halves(own_stack.query) == set()
