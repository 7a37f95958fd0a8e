"""Clients that write as fast as they are answered, and remember what they were promised."""
import threading
import time
import uuid
from collections import Counter

from session import Session


class Writers:
    """`with Writers(...)`: departments are written until the end of the block. `kept` has the ids of acknowledged rows, `statuses` counts all answers,
    `others` are the answers that were no 201."""

    def __init__(self, stack, count=8):
        self.stack, self.ending = stack, threading.Event()
        self.kept, self.statuses, self.others, self.failures, self.longest = [], Counter(), [], [], 0.0
        self.sessions = [Session(stack) for _ in range(count)]
        self.threads = [threading.Thread(target=self.write, args=(session,), daemon=True) for session in self.sessions]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.ending.set()
        for thread in self.threads:
            thread.join(90)
        for session in self.sessions:
            session.close()

    def write(self, session):
        while not self.ending.is_set():
            begin = time.monotonic()
            try:
                answer = session.post("/data/departments", json={"name": uuid.uuid4().hex, "color": "#000000"})
            except Exception as error:  # noqa: BLE001 - whatever it is, the test must hear of it
                self.failures.append(repr(error))
                continue
            self.longest = max(self.longest, time.monotonic() - begin)
            self.statuses[answer.status_code] += 1
            if answer.status_code == 201:
                self.kept.append(answer.json()["id"])
            else:
                self.others.append(answer)
                time.sleep(0.05)


def lost(kept, query):
    """The acknowledged rows that are not in the database."""
    return set(kept) - {row[0] for row in query("SELECT id FROM department")}


def halves(query):
    """Rows without the event that was to tell of them, and events without their row: there must be none, they are written together."""
    rows = {row[0] for row in query("SELECT id FROM department WHERE LENGTH(name) = 32")}
    told = {row[0] for row in query("SELECT JSON_VALUE(data, '$.department_id') FROM api_event WHERE name = 'department:new'")}
    return rows ^ told
