"""The player itself: what it must call equal, and above all what it must not."""
import contextlib
import datetime
import http.server
import io
import json
import pathlib
import sys
import tempfile
import threading
import unittest
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import play  # noqa: E402
from answers import Names, differences  # noqa: E402

A, B, C = (str(uuid.uuid4()) for _ in range(3))


def compared(peer, ours):
    recorded = Names().clean(peer)
    names = Names()
    return list(differences(recorded, names.clean(ours, learn=None), names))


class Cleaning(unittest.TestCase):
    def test_identifiers_are_named_in_the_order_they_are_met(self):
        self.assertEqual(Names().clean([B, A, B, A.upper()]), ["id#1", "id#2", "id#1", "ID#2"])

    def test_moments_of_today_and_tokens(self):
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
        self.assertEqual(Names().clean([now, now + ".123456", "2001-01-01T00:00:00", "ey.a.b", "eyJh.eyJi.c-_"]),
                         ["<now>", "<now>.f", "2001-01-01T00:00:00", "ey.a.b", "<token>"])

    def test_only_the_wording_of_messages_is_left_out(self):
        self.assertEqual(Names().clean({"message": "x", "msg": None, "error": "y"}), {"message": "<text>", "msg": None, "error": "y"})

    def test_of_a_cookie_only_that_it_is_secure_is_left_out(self):
        cookie = "access_token_cookie=eyJh.eyJi.c-_; Max-Age=5; {}Path=/; SameSite=Lax"
        plain = Names().clean(cookie.format("HttpOnly; "))
        self.assertEqual(Names().clean(cookie.format("Secure; HttpOnly; ")), plain)
        self.assertNotEqual(Names().clean(cookie.format("")), plain)
        self.assertNotEqual(Names().clean(cookie.format("Secure; ")), plain)

    def test_lists_of_related_identifiers_have_no_order(self):
        names = Names()
        names.clean([A, B, C])
        self.assertEqual(names.clean({"team": [C, A, B], "order": [C, A]}), {"team": ["id#1", "id#2", "id#3"], "order": ["id#3", "id#1"]})


class Comparing(unittest.TestCase):
    def test_other_identifiers_in_the_same_places_are_the_same(self):
        self.assertEqual(compared([A, {"x": B, "y": A}], [B, {"x": C, "y": B}]), [])

    def test_the_same_identifier_must_stay_the_same(self):
        self.assertEqual(len(compared([A, A], [A, B])), 1)
        self.assertEqual(len(compared([A, B], [A, A])), 1)

    def test_letter_case_of_identifiers(self):
        self.assertEqual(len(compared([A], [A.upper()])), 1)

    def test_whole_and_fractional_numbers_differ(self):
        self.assertEqual(len(compared({"a": 3.0}, {"a": 3})), 1)
        self.assertEqual(len(compared({"a": 1}, {"a": True})), 1)

    def test_keys_lengths_and_kinds(self):
        self.assertEqual(len(compared({"a": 1, "b": 2}, {"a": 1, "c": 2})), 2)
        self.assertEqual(len(compared([1, 2], [1])), 1)
        self.assertEqual(len(compared({"message": "x"}, {"message": None})), 1)
        self.assertEqual(len(compared(None, {})), 1)

    def test_text_around_identifiers(self):
        self.assertEqual(compared(f"a {A}.png", f"a {B}.png"), [])
        self.assertEqual(len(compared(f"a {A}.png", f"a {B}.jpg")), 1)

    def test_identifiers_as_keys(self):
        self.assertEqual(compared([A, {A: 1}], [B, {B: 1}]), [])
        self.assertEqual(len(compared([A, {A: 1}], [B, {C: 1}])), 2)


class Toy(http.server.BaseHTTPRequestHandler):
    """A server with things, and one fault at a time."""
    fault = None

    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("X-Kind", "other" if Toy.fault == "header" else "toy")
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/auth/login":
            return self.answer(200, {"access_token": "t"})
        if Toy.fault == "crash":
            return self.answer(400, {"message": "no"})
        self.server.thing = {"id": str(uuid.uuid4()), "size": 1 if Toy.fault == "type" else 1.0, **body}
        self.answer(200 if Toy.fault == "status" else 201, self.server.thing)

    def do_GET(self):
        if self.path == "/odd":
            return self.answer(400, {"error": True}) if Toy.fault == "mended" else self.answer(500, {})
        other = {"id": str(uuid.uuid4()), "name": "not mine"}
        self.answer(200, [other, dict(self.server.thing, id=str(uuid.uuid4())) if Toy.fault == "identity" else self.server.thing])

    def log_message(self, *_):
        pass


SCENARIO = """
def run(c):
    t = c.post("/things", {"name": c.unique("thing ")}, headers=("X-Kind",))
    name = t["name"]
    c.get("/things", pick=lambda rows: [r for r in rows if r["name"] == name])
    c.get("/odd", fixed={"status": 400, "body": {"error": True}})
    c.get("/odd", skip_peer=True, fixed={"status": 400})
"""


class Playing(unittest.TestCase):
    def setUp(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Toy)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        play.HERE = pathlib.Path(folder.name)
        (play.HERE / "scenarios").mkdir()
        (play.HERE / "recordings").mkdir()
        (play.HERE / "scenarios" / "toy.py").write_text(SCENARIO)
        Toy.fault = None

    def run_play(self, *arguments):
        said = io.StringIO()
        sys.argv = ["play.py", *arguments]
        with contextlib.redirect_stdout(said), self.assertRaises(SystemExit) as ended:
            play.main()
        return ended.exception.code, said.getvalue().strip().splitlines()

    def replayed(self, fault):
        Toy.fault = fault
        code, lines = self.run_play("replay", "--ours", self.url)
        return bool(code), lines[-1]

    def test_a_recording_does_not_depend_on_the_day_it_is_made(self):
        self.run_play("record", "--peer", self.url)
        first = (play.HERE / "recordings" / "toy.json").read_text()
        self.run_play("record", "--peer", self.url)
        self.assertEqual(first, (play.HERE / "recordings" / "toy.json").read_text())

    def test_faults_are_found(self):
        self.run_play("record", "--peer", self.url, "toy")
        self.assertEqual(self.replayed("mended"), (False, "4 passed, 0 failed"))
        self.assertEqual(self.replayed(None), (True, "2 passed, 2 failed"))
        for fault in ("type", "status", "header"):
            self.assertEqual(self.replayed(fault)[0], True, fault)
        self.assertEqual(self.replayed("identity"), (True, "1 passed, 3 failed"))
        self.assertEqual(self.replayed("crash"), (True, "0 passed, 5 failed"))

    def test_a_scenario_that_grew_fails(self):
        self.run_play("record", "--peer", self.url)
        path = play.HERE / "scenarios" / "toy.py"
        path.write_text(SCENARIO + '    c.get("/things")\n')
        self.assertEqual(self.replayed("mended"), (True, "4 passed, 1 failed"))
        path.write_text(SCENARIO.replace('    c.get("/odd", skip_peer=True, fixed={"status": 400})\n', ""))
        self.assertEqual(self.replayed("mended"), (True, "3 passed, 1 failed"))

    def test_a_scenario_without_recording_fails(self):
        self.assertEqual(self.replayed(None), (True, "0 passed, 1 failed"))


if __name__ == "__main__":
    unittest.main()
