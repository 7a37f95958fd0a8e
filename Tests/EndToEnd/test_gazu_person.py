"""A day at work with gazu: an artist finds what there is to do, notes the time, follows a task and reads what they were told."""
import datetime
import uuid
from types import SimpleNamespace

import gazu
import pytest

from stack import EMAIL, PASSWORD

pytestmark = pytest.mark.usefixtures("gazu_here")

SECRET = "correct-horse-battery"


def unique(name):
    return f"{name} {uuid.uuid4().hex[:12]}"


@pytest.fixture(scope="module")
def s(gazu_here):
    """A production with a shot of two tasks, one of which an artist has."""
    gazu.log_in(EMAIL, PASSWORD)
    artist = gazu.person.new_person("Rin", unique("Work"), f"{uuid.uuid4().hex}@studio.example", role="user", password=SECRET)
    project = gazu.project.new_project(unique("Hi no Uta"), production_type="short", team=[artist["id"]])
    shot = gazu.shot.new_shot(project, gazu.shot.new_sequence(project, "SQ01"), "SH010")
    steps = [gazu.client.create("task-types", {"name": unique(name), "color": "#123456", "for_entity": "Shot"}) for name in ("Layout", "Animation")]
    mine, other = (gazu.task.new_task(shot, step) for step in steps)
    gazu.client.put(f"actions/persons/{artist['id']}/assign", {"task_ids": [mine["id"]]})
    gazu.log_in(artist["email"], SECRET)
    yield SimpleNamespace(artist=artist, project=project, shot=shot, mine=mine, other=other)
    gazu.log_out()


def test_what_the_day_begins_with(s):
    context = gazu.user.get_context()
    assert [project["id"] for project in context["projects"]] == [s.project["id"]]
    assert "user_limit" not in context and context["notification_count"] == 1
    assert [project["id"] for project in gazu.user.all_open_projects()] == [s.project["id"]]


def test_what_there_is_to_do(s):
    task, = gazu.user.all_tasks_to_do()
    assert task["id"] == s.mine["id"] and task["entity_name"] == "SH010" and task["sequence_name"] == "SQ01" and task["last_comment"] == {}
    assert task["assignees"] == [s.artist["id"]] and gazu.user.all_done_tasks() == [] and gazu.user.all_tasks_requiring_feedback() == []
    assert [row["id"] for row in gazu.user.all_tasks_for_shot(s.shot)] == [s.mine["id"]]
    assert [row["id"] for row in gazu.user.all_sequences_for_project(s.project)] == [s.shot["parent_id"]]


def test_what_was_told(s):
    note, = gazu.user.all_notifications()
    assert note["notification_type"] == "assignation" and note["task_id"] == s.mine["id"] and note["full_entity_name"] == "SQ01 / SH010" and not note["read"]
    assert gazu.user.get_notification(note["id"])["project_name"] == s.project["name"]
    assert gazu.user.mark_all_notifications_as_read()["success"]
    assert gazu.user.all_notifications()[0]["read"] and gazu.user.get_context()["notification_count"] == 0


def test_following(s):
    assert gazu.user.check_task_subscription(s.other) is False
    gazu.user.subscribe_to_task(s.other)
    assert gazu.user.check_task_subscription(s.other) is True
    gazu.user.unsubscribe_from_task(s.other)
    assert gazu.user.check_task_subscription(s.other) is False


def test_filters(s):
    made = gazu.user.new_filter("mine", "assignedto=Rin", "shot", project=s.project)
    assert gazu.user.all_filters()["shot"][s.project["id"]] == [made]
    assert gazu.user.update_filter({**made, "name": "ours"})["name"] == "ours"
    gazu.user.remove_filter(made)
    assert gazu.user.all_filters().get("shot", {}).get(s.project["id"]) is None


def test_time(s):
    today = datetime.date.today()
    assert gazu.user.get_task_time_spent(s.mine, today.isoformat()) is None
    gazu.user.log_desktop_session_log_in()
    assert len(gazu.user.all_desktop_login_logs()) == 1
    gazu.log_in(EMAIL, PASSWORD)
    gazu.client.create("time-spents", {"task_id": s.mine["id"], "person_id": s.artist["id"], "date": today.isoformat(), "duration": 90})
    gazu.person.new_day_off(s.artist, "2031-05-01", "2031-05-03", "spring")
    assert gazu.person.get_presence_log(today.year, today.month).startswith(f"{today.year};1;2;")
    gazu.log_in(s.artist["email"], SECRET)
    assert gazu.user.get_task_time_spent(s.mine, today.isoformat())["duration"] == 90
    assert [row["duration"] for row in gazu.user.get_timespents_range(today.isoformat(), today.isoformat())] == [90]
    year, week, _ = today.isocalendar()
    assert [row["duration"] for row in gazu.person.get_week_time_spents(s.artist, year, week)] == [90]
    assert gazu.user.get_day_off("2031-05-02")["description"] == "spring" and gazu.user.get_day_off("2031-05-04") == {}
    assert len(gazu.person.get_week_day_offs(s.artist, 2031, 18)) == 1
