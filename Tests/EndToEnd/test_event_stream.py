"""Live: real clients on both transports, through nginx with TLS."""
import os
import random
import signal
import threading
import time
import uuid

import pytest
import socketio.exceptions

import processes
from listeners import Listener, Source, bare, root
from people import Person, sql
from session import Anyone, Session
from stack import Stack, answers


def project(admin, **fields):
    answer = admin.post("/data/projects", json={"name": uuid.uuid4().hex[:12]} | fields)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def announce(admin, of):
    """Causes an event of a production; its name and what it names."""
    answer = admin.post("/data/playlists", json={"name": uuid.uuid4().hex[:12], "project_id": of})
    assert answer.status_code == 201, answer.text
    return lambda name, data: name == "playlist:new" and data["playlist_id"] == answer.json()["id"]


@pytest.mark.parametrize("transports", [["websocket"], ["polling"], ["polling", "websocket"]])
def test_both_transports_and_the_upgrade(server, admin, transports):
    production = project(admin)
    with Listener(server, admin.token, transports) as listener:
        event = announce(admin, production)
        name, data = listener.wait(event)
        assert data["project_id"] == production
        assert listener.client.transport() == transports[-1]


def test_token_of_the_payload_and_of_the_cookie(server, admin):
    production = project(admin)
    with Listener(server, admin.token, header=False) as listener:
        listener.wait(announce(admin, production))
    socket = bare(server, cookie=f"access_token_cookie={admin.token}")
    socket.recv()
    socket.send("40/events,")
    assert socket.recv().startswith("40/events,{")
    # Browsers send the cookie with what pages of other sites open.
    foreign = bare(server, cookie=f"access_token_cookie={admin.token}", origin="https://evil.example")
    foreign.recv()
    foreign.send("40/events,")
    assert foreign.recv().startswith("44/events,")


@pytest.mark.parametrize("token", [None, "nonsense", "refresh"])
def test_without_a_good_token_nobody_listens(server, admin, token):
    if token == "refresh":
        with Anyone(server) as nobody:
            token = Person(server, admin).sign_in().refresh
    with pytest.raises(socketio.exceptions.ConnectionError):
        Listener(server, token)
    socket = bare(server)
    socket.recv()
    socket.send("40/events," + (f'{{"token":"{token}"}}' if token else ""))
    assert socket.recv().startswith('44/events,{"message":')
    announce(admin, project(admin))
    socket.settimeout(0.5)
    with pytest.raises(Exception):
        socket.recv()


def test_a_revoked_token_ends_its_socket_within_a_second_or_two(server, admin):
    session = Person(server, admin).sign_in()
    listener = Listener(server, session.access)
    assert session.ask("GET", "/auth/logout").status_code == 200
    assert listener.closed.wait(3)


def test_everybody_hears_of_their_own_productions(server, admin):
    insider, outsider = Person(server, admin), Person(server, admin)
    production = project(admin, team=[insider.id])
    with Listener(server, insider.sign_in().access) as inside, Listener(server, outsider.sign_in().access) as outside, Listener(server, admin.token) as boss:
        event = announce(admin, production)
        inside.wait(event)
        boss.wait(event)
        department = admin.post("/data/departments", json={"name": uuid.uuid4().hex[:12], "color": "#000000"}).json()["id"]
        outside.wait(lambda name, data: name == "department:new" and data["department_id"] == department)
        assert not any(event(*heard[:2]) for heard in outside.heard)
        # From the moment they join.
        assert admin.post(f"/data/projects/{production}/team", json={"person_id": outsider.id}).status_code == 201
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline and not any(name == "playlist:new" for name in outside.names()):
            announce(admin, production)
            time.sleep(0.2)
        assert "playlist:new" in outside.names()


def test_people_come_in_while_nothing_can_be_written(server, admin):
    """Another's lock keeps the process from saying that it is there, as a disk does that stalls."""
    lock = threading.Thread(target=sql, args=(server, "LOCK TABLES companion WRITE; DO SLEEP(9); UNLOCK TABLES"))
    lock.start()
    # It says so every five seconds.
    time.sleep(6)
    begin = time.monotonic()
    with Listener(server, admin.token):
        took = time.monotonic() - begin
    assert lock.is_alive() and took < 2
    lock.join()


def test_who_was_away_gets_what_was_missed(server, admin):
    production = project(admin)
    with Listener(server, admin.token, last_event_id="") as listener:
        _, _, cursor = listener.wait(announce(admin, production))
    missed = [announce(admin, production) for _ in range(5)]
    with Listener(server, admin.token, last_event_id=cursor) as listener:
        for event in missed:
            listener.wait(event)
        mine = [data["playlist_id"] for name, data, *_ in listener.heard if name == "playlist:new" and data["project_id"] == production]
        assert len(mine) == len(set(mine)) == 5
    # The audit trail names events by the same ids.
    last = admin.get("/data/events/last", params={"limit": 100, "name": "playlist:new", "project_id": production}).json()
    known = [row["id"] for row in last]
    with Listener(server, admin.token, last_event_id=known[-1]) as listener:
        for event in missed:
            listener.wait(event)


def test_server_sent_events(server, admin):
    production = project(admin)
    assert Source(server, "nonsense").answer.status_code == 401
    source = Source(server, admin.token)
    event = announce(admin, production)
    assert processes.until(lambda: any(event(name, data) for _, name, data in source.heard), 5, every=0.02)
    last = next(id for id, name, data in source.heard if event(name, data))
    source.close()
    missed = announce(admin, production)
    again = Source(server, admin.token, last)
    assert processes.until(lambda: any(missed(name, data) for _, name, data in again.heard), 5, every=0.02)
    assert not any(event(name, data) for _, name, data in again.heard)
    again.close()


def test_nothing_is_lost_that_commits_late(server, admin):
    """Fifty writers, short and long transactions and some that are rolled back: each event that was committed is heard, once."""
    from people import settings
    import subprocess
    known, production = settings(server), project(admin)
    committed, lock = set(), threading.Lock()

    def write(number):
        generator = random.Random(number)
        for turn in range(6):
            mark, stays = f"{number}.{turn}", generator.random() > 0.25
            pause = generator.choice([0, 0, 0.05, 0.4])
            statement = (f"START TRANSACTION; INSERT INTO stream_message (id, name, data, project_id) VALUES (UUID(), 'test:late', JSON_OBJECT('mark', '{mark}'), '{production}');"
                         f"DO SLEEP({pause}); {'COMMIT' if stays else 'ROLLBACK'};")
            done = subprocess.run(["mariadb", "--no-defaults", f"--socket={known['DB_SOCKET']}", f"--user={known['DB_USERNAME']}", f"--database={known['DB_DATABASE']}", "-e", statement],
                                  env={"MYSQL_PWD": known["DB_PASSWORD"], "PATH": "/usr/bin:/bin"}, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr
            if stays:
                with lock:
                    committed.add(mark)

    with Listener(server, admin.token) as listener:
        # At most as many connections as the server allows beside the workers.
        threads = [threading.Thread(target=write, args=(number,)) for number in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        marks = lambda: [data["mark"] for name, data, *_ in listener.heard if name == "test:late"]  # noqa: E731
        assert processes.until(lambda: set(marks()) == committed, 5, every=0.05), committed.symmetric_difference(marks())
        assert len(marks()) == len(committed)


def test_review_room(server, admin):
    guest = Person(server, admin, role="manager")
    production = project(admin, team=[guest.id])
    playlist = admin.post("/data/playlists", json={"name": "review", "project_id": production}).json()["id"]
    vendor = Person(server, admin, role="vendor")
    assert admin.post(f"/data/projects/{production}/team", json={"person_id": vendor.id}).status_code == 201
    with Listener(server, admin.token) as one, Listener(server, guest.sign_in().access) as two, Listener(server, vendor.sign_in().access) as three:
        for listener in (one, two, three):
            listener.say("preview-room:open-playlist", {"playlist_id": playlist})
        people = lambda count: lambda name, data: name == "preview-room:room-people-updated" and len(data["people"]) == count and data["id"] == playlist  # noqa: E731
        two.wait(people(0))
        one.say("preview-room:join", {"playlist_id": playlist, "is_playing": True, "current_frame": 5})
        two.wait(people(1))
        _, room = two.wait(lambda name, data: name == "preview-room:room-updated")
        assert room["is_playing"] is True and room["current_frame"] == 5 and room["handle_in"] is None and room["comparing"]["mode"] == "sidebyside"
        two.say("preview-room:join", {"playlist_id": playlist, "is_playing": False})
        one.wait(people(2))
        two.say("preview-room:room-updated", {"playlist_id": playlist, "is_playing": False, "current_frame": 9}, True)
        _, room = one.wait(lambda name, data: name == "preview-room:room-updated" and data.get("current_frame") == 9)
        assert room["only_newcomer"] is True and room["is_playing"] is False and len(room["people"]) == 2
        one.say("preview-room:panzoom-changed", {"playlist_id": playlist, "x": 1})
        two.wait(lambda name, data: name == "preview-room:panzoom-changed" and data == {"playlist_id": playlist, "x": 1})
        two.client.disconnect()
        one.wait(lambda name, data: name == "preview-room:room-people-updated" and len(data["people"]) == 1)
        # Vendors have no part in it.
        assert not any(name.startswith("preview-room") for name in three.names())


def test_acknowledgements(server, admin):
    with Listener(server, admin.token) as listener:
        assert listener.client.call("anything", {"a": 1}, namespace="/events", timeout=5) is None
    socket = bare(server)
    assert socket.recv().startswith('0{"sid":"')
    socket.send("40/events," + '{"token":"%s"}' % admin.token)
    assert socket.recv().startswith("40/events,")
    socket.send('42/events,7["whatever"]')
    assert socket.recv() == "43/events,7[]"
    socket.send("40/foo,")
    assert socket.recv() == '44/foo,"Unable to connect"'
    socket.send("40")
    assert socket.recv().startswith('40{"sid":')


def test_what_is_no_handshake(server):
    with Anyone(server) as nobody:
        ask = lambda method, query, **more: super(Anyone, nobody).request(method, root(server) + "/socket.io/?" + query, timeout=10, **more)  # noqa: E731
        for query in ("", "EIO=3&transport=polling", "EIO=4&transport=flash", "EIO=4&transport=polling&sid=none"):
            answer = ask("GET", query)
            assert answer.status_code == 400 and isinstance(answer.json(), str), query
        sid = ask("GET", "EIO=4&transport=polling").text
        assert sid.startswith('0{"sid":"')
        known = "EIO=4&transport=polling&sid=" + sid[9:45]
        assert ask("POST", known, data="x" * 1_000_001).status_code == 413
        assert ask("POST", known, data=b"\xff\xfe").status_code == 400
        assert ask("POST", known, data="40").text == "ok"
        assert ask("GET", known).text.startswith('40{"sid":')


def test_malformed_frames_end_their_own_connection_only(server, admin):
    generator = random.Random(7)
    production = project(admin)
    with Listener(server, admin.token) as listener:
        for number in range(150):
            socket = bare(server)
            for _ in range(20):
                try:
                    length = generator.randrange(60)
                    text = "".join(generator.choice('0123456789[]{}",:/events\x1eé') for _ in range(length))
                    socket.send(text if generator.random() < 0.8 else text.encode(), opcode=generator.choice([1, 1, 1, 2, 9]))
                except Exception:
                    break
            socket.close(timeout=0)
        listener.wait(announce(admin, production))


def test_survives_kill_and_restart(admin):
    stack = Stack(workers=2)
    try:
        with Session(stack) as boss:
            production = project(boss)
            listens = lambda: answers(root(stack) + "/socket.io/?EIO=4&transport=polling")  # noqa: E731
            assert processes.until(listens, 30, every=0.2)
            with Listener(stack, boss.token, last_event_id="") as listener:
                _, _, cursor = listener.wait(announce(boss, production))
                process = next(pid for pid in processes.children(stack.process.pid) if "stream" in processes.command_line(pid))
                os.kill(process, signal.SIGKILL)
                assert listener.closed.wait(5)
            missed = [announce(boss, production) for _ in range(3)]

            assert processes.until(listens, 30, every=0.2)
            with Listener(stack, boss.token, last_event_id=cursor) as listener:
                for event in missed:
                    listener.wait(event)
    finally:
        stack.stop()
