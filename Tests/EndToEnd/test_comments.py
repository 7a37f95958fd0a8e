"""Comments of many people at once, and what is left when one is refused: all of a comment or nothing of it."""
import threading
import uuid
from collections import Counter
from pathlib import Path

import pytest

from people import Person, sql
from session import Session

WRITERS, EACH = 10, 5


def make(admin, table, **fields):
    answer = admin.post("/data/" + table, json=fields)
    assert answer.status_code == 201, answer.text
    return answer.json()


class Work:
    """A task on an asset, with its production and three statuses."""

    def __init__(self, admin, **project):
        self.admin, name = admin, lambda: uuid.uuid4().hex[:9]
        types = {row["name"]: row["id"] for row in admin.get("/data/entity-types").json()}
        self.todo, self.retake, self.done = (make(admin, "task-status", name=name(), short_name=name(), color="#123456", **flags)
                                             for flags in ({}, {"is_retake": True}, {"is_done": True}))
        self.project = make(admin, "projects", name=name(), **project)
        asset = make(admin, "entities", name=name(), project_id=self.project["id"], entity_type_id=next(v for k, v in types.items() if k not in ("Shot", "Sequence", "Episode", "Edit", "Scene", "Concept")))
        kind = make(admin, "task-types", name=name(), color="#123456", for_entity="Asset")
        self.task = make(admin, "tasks", name="main", project_id=self.project["id"], entity_id=asset["id"], task_type_id=kind["id"], task_status_id=self.todo["id"])
        self.path = f"/actions/tasks/{self.task['id']}/comment"

    def now(self):
        return self.admin.get("/data/tasks/" + self.task["id"]).json()

    def comments(self):
        return self.admin.get("/data/comments", params={"object_id": self.task["id"]}).json()


@pytest.fixture
def work(admin):
    return Work(admin)


def test_fifty_writers_end_in_some_serial_order(server, work):
    """Retake and done in turns: whoever comes when, status and number of retakes are those of the comments in the order in which they are kept."""
    answers, start = [], threading.Barrier(WRITERS)

    def write(number):
        with Session(server) as session:
            start.wait()
            for turn in range(EACH):
                kind = work.retake if (number + turn) % 2 else work.done
                answers.append(session.post(work.path, json={"task_status_id": kind["id"], "comment": f"{number}.{turn}"}))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert Counter(answer.status_code for answer in answers) == {201: WRITERS * EACH}, [a.text for a in answers if a.status_code != 201][:3]
    kept = {answer.json()["id"] for answer in answers}
    order = [row[0] for row in sql(server, f"SELECT task_status_id FROM comment WHERE object_id = '{work.task['id']}' ORDER BY created_at, id")]
    assert len(kept) == len(order) == WRITERS * EACH
    changes = [status for before, status in zip([work.todo["id"]] + order, order) if status != before]
    task = work.now()
    assert task["task_status_id"] == order[-1]
    assert task["retake_count"] == changes.count(work.retake["id"])
    assert (task["done_date"] is None) == (order[-1] == work.retake["id"])
    # Nothing is lost and nothing doubled of what follows from each.
    told = Counter(row[0] for row in sql(server, f"SELECT name FROM api_event WHERE project_id = '{work.project['id']}'"))
    assert told["comment:new"] == told["news:new"] == WRITERS * EACH and told["task:status-changed"] == len(changes)
    assert int(sql(server, f"SELECT COUNT(*) FROM news WHERE task_id = '{work.task['id']}'")[0][0]) == WRITERS * EACH


def files(server):
    return {path for path in (Path(server.home) / "previews").rglob("*") if path.is_file()}


def test_files_of_a_comment(server, work):
    names = {"1": "scène finale.tar.gz", "2": "README", "3": "C:\\work\\..\\up.PNG", "4": "rig.usd-crate"}
    before = files(server)
    answer = work.admin.post(work.path, data={"task_status_id": work.todo["id"], "checklist": '[{"text": "look", "checked": false}]'},
                             files={f"file{key}": (name, b"x" * int(key), "image/png") for key, name in names.items()})
    assert answer.status_code == 201, answer.text
    comment = answer.json()
    assert [(row["name"], row["extension"], row["size"]) for row in comment["attachment_files"]] == [
        ("scène finale.tar.gz", "gz", 1), ("README", "readme", 2), ("up.PNG", "png", 3), ("rig.usd-crate", "usd-cr", 4)]
    assert comment["checklist"] == [{"text": "look", "checked": False}]
    assert {path.stat().st_size for path in files(server) - before} == {1, 2, 3, 4}
    assert not [path for path in files(server) if path.name.endswith(".new")]


@pytest.mark.parametrize("name, content, status", [("empty.png", b"", 400), ("x" * 251, b"x", 400), ("fine.png", b"x", 404)])
def test_nothing_is_left_of_a_refused_comment(server, work, name, content, status):
    before = files(server)
    fields = {"task_status_id": work.todo["id"] if status == 400 else "00000000-0000-7000-8000-000000000000"}
    answer = work.admin.post(work.path, data=fields, files={"good": ("good.txt", b"good", "text/plain"), "bad": (name, content, "image/png")})
    assert answer.status_code == status, answer.text
    assert files(server) == before and work.comments() == [] and work.now()["last_comment_date"] is None


def test_nothing_is_left_when_the_database_refuses(server, work):
    """A hashtag leads to a task that was sent back as often as it may be: the comment that names it is taken back, its file too."""
    admin = work.admin
    kind = make(admin, "task-types", name="tag" + "".join(c for c in uuid.uuid4().hex if c.isalpha()), color="#123456", for_entity="Asset")
    admin.put("/data/projects/" + work.project["id"], json={"max_retakes": 1})
    other = make(admin, "tasks", name="main", project_id=work.project["id"], entity_id=work.task["entity_id"], task_type_id=kind["id"], task_status_id=work.todo["id"])
    assert admin.post(f"/actions/tasks/{other['id']}/comment", json={"task_status_id": work.retake["id"]}).status_code == 201
    before = files(server)
    answer = admin.post(work.path, data={"task_status_id": work.done["id"], "comment": f"see #{kind['name']}"}, files={"file": ("a.txt", b"a", "text/plain")})
    assert answer.status_code == 400, answer.text
    assert files(server) == before and work.comments() == [] and work.now()["task_status_id"] == work.todo["id"]


def test_a_text_of_a_megabyte_is_refused(work):
    assert work.admin.post(work.path, json={"task_status_id": work.todo["id"], "comment": "x" * 1_000_000}).status_code == 400
    assert work.comments() == []


def test_automations_that_answer_each_other_end(admin, work):
    rules = [make(admin, "status-automations", entity_type="asset", in_task_type_id=work.task["task_type_id"], in_task_status_id=here["id"], out_field_type="status",
                  out_task_type_id=work.task["task_type_id"], out_task_status_id=there["id"])["id"] for here, there in ((work.done, work.retake), (work.retake, work.done))]
    assert admin.put("/data/projects/" + work.project["id"], json={"status_automations": rules}).status_code == 200
    assert admin.post(work.path, json={"task_status_id": work.done["id"]}).status_code == 201
    assert len(work.comments()) == 3 and work.now()["task_status_id"] == work.done["id"]


def test_what_the_project_lets_clients_give_and_read(server, work):
    """Its permission of a status counts before the status' own; a status that it has not named is nobody's; files of what they do not read stay closed."""
    admin, client = work.admin, Person(server, work.admin, role="client")
    sql(server, f"INSERT INTO project_person_link (project_id, person_id) VALUES ('{work.project['id']}', '{client.id}')")
    for kind in (work.todo, work.done):
        assert admin.post("/data/task-status-links", json={"project_id": work.project["id"], "task_status_id": kind["id"]}).status_code == 201
    with Session(server, client.email, client.password) as theirs:
        assert theirs.post(work.path, json={"task_status_id": work.done["id"]}).status_code == 201
        sql(server, f"UPDATE project_task_status_link SET is_client_allowed = FALSE WHERE task_status_id = '{work.done['id']}'")
        assert theirs.post(work.path, json={"task_status_id": work.done["id"]}).status_code == 403
        assert admin.post(work.path, json={"task_status_id": work.retake["id"]}).status_code == 400
        made = admin.post(work.path, data={"task_status_id": work.done["id"]}, files={"file": ("scène.txt", b"hello", "text/plain")}).json()
        path = f"/data/attachment-files/{made['attachment_files'][0]['id']}/file/any"
        assert theirs.get(path).status_code == 403
    answer = admin.get(path)
    assert answer.content == b"hello" and answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"].endswith("filename*=UTF-8''sc%C3%A8ne.txt")
    assert admin.get(path, headers={"Range": "bytes=0-1"}).content == b"he"
    assert admin.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert admin.delete(f"/data/tasks/{work.task['id']}/comments/{made['id']}/attachments/{made['attachment_files'][0]['id']}").status_code == 204
    assert admin.get(path).status_code == 404
