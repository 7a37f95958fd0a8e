"""Large listings that a client holds already: whatever changes what it would be shown changes the listing's ETag, and nothing else costs it another download."""
import os
import signal
import subprocess
import threading
import time
import uuid

import pytest
import requests

import processes
from breakdown import Breakdown
from stack import binary, environment

# Some of the columns that are shown to somebody: a test that changes nothing would prove nothing.
SHOWN_COLUMNS = {
    "entity.name Shot", "entity.name Sequence", "entity.name Episode", "entity.name foreign", "entity.name Asset", "entity.description Shot", "entity.canceled Asset",
    "entity.nb_frames Shot", "entity.data Shot", "entity.data Asset", "entity.ready_for Asset", "entity.is_shared Asset", "entity.status Sequence", "entity.parent_id Shot",
    "entity.source_id Asset", "entity.updated_at Concept", "entity.entity_type_id Asset", "project.name", "entity_type.name of the asset",
    "task.priority Shot", "task.difficulty Shot", "task.duration Shot", "task.due_date Shot", "task.data Shot", "task.entity_id Asset", "task.task_status_id Shot",
    "task.last_comment_date Asset", "task_person_link.person_id user", "task_person_link.task_id user", "subscription.task_id user", "subscription.person_id user",
    "entity_link.entity_in_id", "entity_link.entity_out_id", "entity_concept_link.entity_out_id", "metadata_descriptor.field_name", "metadata_descriptor.entity_type",
    "department_metadata_descriptor_link.department_id", "department_link.department_id vendor",
}


@pytest.fixture
def breakdown(own_stack):
    return Breakdown(own_stack)


def held(session, path, tag, method="GET"):
    return session.request(method, path, headers={"If-None-Match": tag})


class Witness:
    """Looks at all listings after each change, and remembers every body that a tag has stood for."""

    def __init__(self, breakdown):
        self.breakdown, self.bodies, self.shown, self.hidden = breakdown, {}, set(), []
        self.last = breakdown.look()
        self.look("at first")

    def look(self, what, since=None):
        now, since = self.breakdown.look(through_nginx=False), since or self.last
        for listing, (status, tag, body) in now.items():
            if (status, body) != (since[listing][0], since[listing][2]):
                self.shown.add(what)
            if status != 200:
                assert tag is None, "a refusal has no tag"
            elif self.bodies.setdefault(tag, body) != body:
                self.hidden.append((what, *listing))
        self.last = now

    def verdict(self, expected):
        assert self.breakdown.look() == self.last, "nginx gives what the workers do"
        assert not self.hidden, f"changes that hide: {self.hidden}"
        assert expected <= self.shown, f"changes that change nothing: {expected - self.shown}"


def test_no_changed_column_hides(breakdown):
    """For everybody: after a change of any column of what listings read, another body has another tag, and no tag stands for two bodies."""
    witness = Witness(breakdown)
    beginning = witness.last
    assert len(witness.bodies) > 20 and all(tag.startswith('W/"') for tag in witness.bodies), "every listing has a tag"
    assert breakdown.look() == beginning, "nothing changed"
    for what, change, undo in breakdown.columns_changed():
        try:
            breakdown.query(change)
        except RuntimeError as refused:
            # Some columns cannot have another value here; those that are shown must.
            assert what not in SHOWN_COLUMNS, f"{what}: {refused}"
            continue
        witness.look(what, since=beginning)
        breakdown.query(undo)
    witness.look("at last", since=beginning)
    witness.verdict(SHOWN_COLUMNS)
    assert "at last" not in witness.shown, "all is as it was"


def test_no_row_that_comes_or_goes_hides(breakdown):
    witness, expected = Witness(breakdown), set()
    for what, change in breakdown.rows_changed():
        breakdown.query(change)
        witness.look(what)
        expected.add(what)
    witness.verdict(expected)


def test_what_still_holds_is_not_sent_again(breakdown):
    for (role, path), (status, tag, body) in breakdown.look().items():
        if status != 200:
            continue
        session = breakdown.sessions[role]
        for value in (tag, tag.removeprefix("W/"), "*", f'"other", W/"a,b" ,{tag}'):
            answer = held(session, path, value)
            assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag), (role, path, value)
            assert "Content-Type" not in answer.headers and answer.headers["Cache-Control"] == "private, no-cache"
        for value in ('"other"', tag.strip('W/"'), '"' + tag, "", f"{tag[:-2]}"):
            answer = held(session, path, value)
            assert (answer.status_code, answer.content) == (200, body), (role, path, value)


def test_only_after_access_is_granted(breakdown):
    """A tag opens nothing: who may not see a listing is refused before."""
    path = f"/data/shots/with-tasks?project_id={breakdown.project}"
    breakdown.query(f"DELETE FROM project_person_link WHERE project_id = '{breakdown.project}' AND person_id = '{breakdown.people['user']}'")
    assert held(breakdown.sessions["user"], path, "*").status_code == 403
    assert held(breakdown.admin, "/data/shots/with-tasks?project_id=x", "*").status_code == 400


def test_head_and_compression(breakdown):
    path = f"/data/shots/with-tasks?project_id={breakdown.project}"
    for number in range(30):
        breakdown.entity("Shot", f"many {number}", parent_id=breakdown.entities["Sequence"])
    plain, packed = (breakdown.admin.get(path, headers={"Accept-Encoding": how}) for how in ("identity", "gzip"))
    assert packed.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert plain.headers["ETag"] == packed.headers["ETag"] and plain.content == packed.content
    head = breakdown.admin.head(path)
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", plain.headers["ETag"])
    assert held(breakdown.admin, path, plain.headers["ETag"], "HEAD").status_code == 304


def test_a_listing_is_made_once_for_all_who_may_see_the_same(breakdown):
    """nginx keeps it under its tag: nobody gets another one's, and nobody gets an old one."""
    path = f"/data/shots/with-tasks?project_id={breakdown.project}&mark={breakdown.mark}"
    log = breakdown.stack.home / "log/tsubame.log"
    marked = lambda: sum("route=/data/shots/with-tasks" in line and " bytes=0 " not in line for line in log.read_text().splitlines())
    look = lambda role: breakdown.sessions[role].get(path)
    tags = {role: look(role).headers["ETag"] for role in breakdown.sessions}
    assert tags["admin"] == tags["supervisor"]
    assert len({tags["admin"], tags["user"], tags["vendor"], tags["client"]}) == 4, "one follows a task, two see less"
    for _ in range(2):
        look("admin")
    made = marked()
    answers = [look(role) for role in ("admin", "supervisor", "supervisor", "admin")]
    assert marked() == made, "sent from what is kept"
    assert len({answer.content for answer in answers}) == 1 and len({answer.headers["X-Request-Id"] for answer in answers}) == 4
    for answer in answers:
        assert answer.headers["ETag"] == tags["admin"] and answer.headers["Cache-Control"] == "private, no-cache" and answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    subscribed = lambda role: [task["is_subscribed"] for shot in look(role).json() for task in shot["tasks"]]
    assert any(subscribed("user")) and not any(subscribed("admin"))
    breakdown.make("subscriptions", person_id=breakdown.people["client"], task_id=breakdown.second)
    assert sorted(subscribed("client")) == [False, True] and not any(subscribed("admin"))
    breakdown.query(f"UPDATE task SET priority = 3 WHERE id = '{breakdown.second}'")
    for role in ("admin", "supervisor"):
        assert 3 in [task["priority"] for shot in look(role).json() for task in shot["tasks"]], role
    # Who lost access is refused before anything is looked up; nobody gets there directly.
    breakdown.query(f"DELETE FROM project_person_link WHERE project_id = '{breakdown.project}' AND person_id = '{breakdown.people['client']}'")
    assert look("client").status_code == 403
    tag = look("admin").headers["ETag"][3:-1]
    direct = requests.get(breakdown.stack.url.removesuffix("/api") + "/_listings/" + tag, headers=breakdown.admin.headers, verify=breakdown.stack.certificate)
    assert direct.status_code == 404


def test_a_listing_that_broke_off_is_not_kept(breakdown):
    """A worker is killed while it makes the listing that nginx is about to keep."""
    path = f"/data/shots/with-tasks?project_id={breakdown.project}"
    breakdown.query(f"INSERT INTO entity (id, name, project_id, entity_type_id, parent_id, data) SELECT UUID(), seq, '{breakdown.project}', '{breakdown.types['Shot']}',"
                    f" '{breakdown.entities['Sequence']}', JSON_OBJECT('text', REPEAT('x', 2000)) FROM seq_1_to_4000")
    plain = {"headers": {"Accept-Encoding": "identity"}}
    whole = breakdown.admin.get(path, **plain).content
    with breakdown.admin.get(path, stream=True, **plain) as answer, pytest.raises(requests.exceptions.RequestException):
        pieces = answer.iter_content(65536)
        assert next(pieces)
        for worker in breakdown.stack.workers():
            os.kill(worker, signal.SIGKILL)
        assert len(b"".join(pieces)) < len(whole)
    assert processes.until(lambda: breakdown.admin.get("/data/entity-types").status_code == 200, 30, every=0.1)
    assert [breakdown.admin.get(path, **plain).content == whole for _ in range(3)] == [True] * 3


def test_other_productions_do_not_matter(breakdown):
    path = f"/data/shots/with-tasks?project_id={breakdown.project}"
    tag = breakdown.admin.get(path).headers["ETag"]
    breakdown.entity("Shot", "elsewhere", project=breakdown.other)
    breakdown.query(f"UPDATE entity SET nb_frames = 3 WHERE project_id = '{breakdown.other}'")
    assert held(breakdown.admin, path, tag).status_code == 304


def test_an_entity_stays_in_its_production(breakdown):
    """What the counting relies on, whoever writes."""
    with pytest.raises(RuntimeError, match="stays in its production"):
        breakdown.query(f"UPDATE entity SET project_id = '{breakdown.other}' WHERE id = '{breakdown.entities['Shot']}'")


class Transaction:
    """A session of the database's own client, statement by statement."""

    def __init__(self, stack):
        known = stack.settings
        command = ["mariadb", "--no-defaults", f"--socket={known['DB_SOCKET']}", f"--user={known['DB_USERNAME']}", "--batch", "--skip-column-names", "--unbuffered", known["DB_DATABASE"]]
        self.client = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, env=dict(os.environ, MYSQL_PWD=known["DB_PASSWORD"]))
        self.run("SET SESSION tx_isolation = 'READ-COMMITTED'; START TRANSACTION")

    def begin(self, sql):
        self.client.stdin.write(f"{sql}; SELECT 'done';\n")
        self.client.stdin.flush()

    def awaited(self):
        assert self.client.stdout.readline() == "done\n"

    def run(self, sql):
        self.begin(sql)
        self.awaited()

    def end(self, how="COMMIT"):
        self.run(how)
        self.client.stdin.close()
        assert self.client.wait(10) == 0


def test_a_change_that_is_counted_early_and_committed_late(breakdown):
    """While a transaction is open, others commit and clients ask: its commit still changes the tag."""
    path, task, second = f"/data/shots/with-tasks?project_id={breakdown.project}", breakdown.tasks["Shot"], breakdown.second
    answers = [breakdown.admin.get(path)]
    for how in ("COMMIT", "ROLLBACK"):
        late = Transaction(breakdown.stack)
        late.run(f"UPDATE task SET estimation = estimation + 1 WHERE id = '{task}'")
        assert held(breakdown.admin, path, answers[-1].headers["ETag"]).status_code == 304, "not committed yet"
        for _ in range(3):
            breakdown.query(f"UPDATE task SET estimation = estimation + 1 WHERE id = '{second}'")
            answers.append(held(breakdown.admin, path, answers[-1].headers["ETag"]))
        late.end(how)
        if how == "COMMIT":
            answers.append(held(breakdown.admin, path, answers[-1].headers["ETag"]))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.headers["ETag"] for answer in answers}) == len({answer.content for answer in answers}) == len(answers)
    assert held(breakdown.admin, path, answers[-1].headers["ETag"]).status_code == 304, "what was rolled back changed nothing"


def test_rows_that_come_while_a_statement_changes_others(breakdown):
    """A statement over two productions comes to a task that was committed after it began: it is counted, though the statement does not see its entity."""
    here, there, made = breakdown.project, breakdown.other, str(uuid.uuid4())
    # Ids of version 7 are in the order of their text: the statement changes the first one, then waits for the second.
    first, second = (f"{beginning}-7000-8000-{breakdown.mark}0000" for beginning in ("00000000-0000", "ffffffff-ffff"))
    task = lambda id, entity, project: f"INSERT INTO task (id, name, entity_id, project_id, estimation) VALUES ('{id}', 'one', '{entity}', '{project}', 1)"
    breakdown.query(task(first, breakdown.entities["Shot"], here))
    maker, writer = Transaction(breakdown.stack), Transaction(breakdown.stack)
    maker.run(f"INSERT INTO entity (id, name, project_id, entity_type_id) SELECT '{made}', 'new', '{there}', entity_type_id FROM entity WHERE id = '{breakdown.entities['Asset']}'")
    maker.run(task(second, made, there))
    writer.begin(f"UPDATE task SET estimation = 2 WHERE id IN ('{first}', '{second}')")
    assert processes.until(lambda: breakdown.query(f"SELECT 1 FROM information_schema.processlist WHERE info LIKE 'UPDATE task%{second}%'"), 10, every=0.05)
    time.sleep(0.3)
    maker.end()
    writer.awaited()
    path = f"/data/assets/with-tasks?project_id={there}"
    before = breakdown.admin.get(path)
    writer.end()
    after = held(breakdown.admin, path, before.headers["ETag"])
    assert (before.json()[0]["tasks"][0]["estimation"], after.status_code, after.json()[0]["tasks"][0]["estimation"]) == (1, 200, 2)


def test_a_start_of_the_service_forgets_what_others_hold(breakdown):
    """The database may have come from a backup, and the program may write listings otherwise."""
    tags = lambda: [breakdown.admin.get(f"/data/{kind}s/with-tasks{query}").headers["ETag"] for kind in ("shot", "edit") for query in ("", f"?project_id={breakdown.project}")]
    run = lambda *options: subprocess.run([binary(), "migrate", *options], env=environment(**breakdown.stack.settings), check=True, capture_output=True)
    before = tags()
    run("--dry-run")
    assert tags() == before
    run()
    assert not set(tags()) & set(before)


def test_writers_at_work(breakdown):
    """Clients that ask again and again while others write: when the writing ends, what each of them holds, or is given now, is how things are."""
    path, ending, failures = f"/data/shots/with-tasks?project_id={breakdown.project}", threading.Event(), []
    tasks = [breakdown.task("Shot", step, []) for step in breakdown.steps[2:4]] + [breakdown.second]
    readers = {role: breakdown.sessions[role] for role in ("admin", "supervisor", "user", "vendor")}
    last = {}

    def guarded(work, *arguments):
        try:
            work(*arguments)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test must hear of it
            failures.append(repr(error))

    def write(task):
        number = 0
        while not ending.is_set():
            number += 1
            open_one = Transaction(breakdown.stack)
            open_one.run(f"UPDATE task SET retake_count = {number} WHERE id = '{task}'")
            open_one.run(f"INSERT IGNORE INTO task_person_link VALUES ('{task}', '{breakdown.people['vendor']}')" if number % 2 else f"DELETE FROM task_person_link WHERE task_id = '{task}'")
            time.sleep(0.003 * (number % 7))
            open_one.end("ROLLBACK" if number % 5 == 0 else "COMMIT")

    def read(role):
        tag, body = None, None
        while not ending.is_set():
            answer = held(readers[role], path, tag or '"none"')
            if answer.status_code == 200:
                tag, body = answer.headers["ETag"], answer.content
        last[role] = tag, body

    for _ in range(3):
        ending.clear()
        threads = [threading.Thread(target=guarded, args=(write, task), daemon=True) for task in tasks] + [
            threading.Thread(target=guarded, args=(read, role), daemon=True) for role in readers]
        for thread in threads:
            thread.start()
        time.sleep(2)
        ending.set()
        for thread in threads:
            thread.join(30)
        assert not failures
        for role, session in readers.items():
            tag, body = last[role]
            again, whole = held(session, path, tag), session.get(path)
            assert whole.content == (body if again.status_code == 304 else again.content), role
