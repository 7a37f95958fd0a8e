"""What was acknowledged is there, whatever happens to the workers meanwhile."""
import os
import random
import signal
import time

import processes
from writers import Writers, halves, lost


def test_workers_killed_under_writes(own_stack):
    """kill -9, at any moment: a request may fail (502, and says so), a promise may not."""
    chance, kills, begin = random.Random(9), 0, time.monotonic()
    supervisor, count = own_stack.supervisor(), len(own_stack.workers())
    with Writers(own_stack) as writers:
        while kills < 50 and time.monotonic() - begin < 60:
            time.sleep(chance.uniform(0.02, 0.4))
            workers = processes.children(supervisor)
            if workers:
                os.kill(chance.choice(workers), signal.SIGKILL)
                kills += 1
    assert writers.failures == [] and set(writers.statuses) <= {201, 502, 503}, (writers.statuses, writers.failures[:3])
    assert kills == 50 and len(writers.kept) > 200 and writers.others, (kills, writers.statuses)
    for answer in writers.others:
        assert answer.json()["error"] is True and isinstance(answer.json()["message"], str), answer.text
    assert lost(writers.kept, own_stack.query) == set()
    assert halves(own_stack.query) == set()
    assert own_stack.supervisor() == supervisor
    assert processes.until(lambda: len(own_stack.workers()) == count, 30, every=0.1) is not None, "workers that died were not replaced"


def test_workers_replaced_under_writes(own_stack):
    """SIGHUP replaces every worker and drops no request."""
    before = set(own_stack.workers())
    with Writers(own_stack) as writers:
        for _ in range(5):
            time.sleep(1)
            os.kill(own_stack.supervisor(), signal.SIGHUP)
        time.sleep(1)
    assert writers.failures == [] and set(writers.statuses) == {201}, (writers.statuses, writers.failures[:3])
    assert processes.until(lambda: len(own_stack.workers()) == len(before), 30, every=0.1) is not None
    assert not before & set(own_stack.workers()), "a worker of before is still there"
    assert lost(writers.kept, own_stack.query) == set()
    assert halves(own_stack.query) == set()
