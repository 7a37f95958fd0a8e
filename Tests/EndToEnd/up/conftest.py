"""The stacks of these tests are their own, started the way somebody at a terminal would."""
import pytest

import processes
from terminal import Up, command_line, using


@pytest.fixture
def up(tmp_path):
    """Starts `up`s in one folder; none of them outlives the test."""
    runs = []

    def start(*arguments, home=tmp_path / "home", **how):
        runs.append(Up(home, *arguments, **how))
        return runs[-1]

    yield start
    for run in runs:
        run.stop()
    assert processes.until(lambda: not using(tmp_path), 30, every=0.05) is not None, [command_line(pid) for pid in using(tmp_path)]


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """One `up` for all tests of a module that change nothing in it."""
    run = Up(tmp_path_factory.mktemp("running") / "home", "--login-burst", "5", MAX_CONTENT_LENGTH="1000000").ready()
    yield run
    run.stop()
