"""Requests nobody should send. Each gets an answer that says so in the API's form, and the pool serves the next request as if nothing had happened."""
import json
import time
import uuid

import pytest

from mutations import Mutations
from sign_in_mutations import SignInMutations
from wire import Wire

NOBODY = "00000000-0000-7000-8000-000000000000"
HOSTILE = "hostile-"
JSON_TYPE = ("Content-Type", "application/json")
FORM_TYPE = ("Content-Type", "application/x-www-form-urlencoded")


@pytest.fixture(scope="module", autouse=True)
def swept(admin):
    """Takes back the departments that went through."""
    yield
    for row in admin.get("/data/departments", params={"name": HOSTILE + "%"}).json():
        admin.delete("/data/departments/" + row["id"])


@pytest.fixture
def token(admin):
    return ("Authorization", f"Bearer {admin.token}")


@pytest.fixture
def ask(server, token):
    """Sends one request on a connection of its own; afterwards, whatever came of it, four at a time must be served."""
    def ask(method, target, headers=(), body=None, closing=False):
        with Wire(server.url) as wire:
            wire.send(wire.request(method, target, [token, *headers], body))
            if closing:
                wire.end()
            answer = wire.answer(head=method == "HEAD")
        serves(server, token)
        return answer
    return ask


def serves(server, token, at_once=4):
    """Whether as many requests at the same time as there are workers are answered."""
    wires = [Wire(server.url) for _ in range(at_once)]
    try:
        for wire in wires:
            assert wire.send(wire.request("GET", "/data/departments", [token]))
        for wire in wires:
            answer = wire.answer()
            assert answer and answer.status == 200 and answer.json, f"the next request was answered {answer}"
    finally:
        for wire in wires:
            wire.close()


def refused(answer, *statuses):
    assert answer, "the connection ended without an answer"
    assert answer.status in (statuses or range(400, 500)), f"{answer.status} {answer.body[:300]}"
    assert answer.is_envelope, f"{answer.status} {answer.headers.get('content-type')} {answer.body[:300]}"


def department(name, **others):
    return json.dumps({"name": HOSTILE + name + uuid.uuid4().hex[:8], "color": "#000000"} | others)


# Paths and queries


@pytest.mark.parametrize("target", [
    "/data/departments?name=%00", "/data/departments?name=a%00b", "/data/departments?%00=a", f"/data/departments/{NOBODY}%00", "/data/%00", "/auth/login%00",
    f"/data/tasks?project_id={NOBODY}%00", "/data/persons?page=1%00",
], ids=repr)
def test_nul(ask, target):
    refused(ask("GET", target), 400, 404)


@pytest.mark.parametrize("target", [
    b"/data/departments?name=%FF", b"/data/departments?name=%C3%28", b"/data/departments?name=%ED%A0%80", b"/data/departments?name=\xff\xfe", b"/data/\xff\xfe",
    b"/data/departments/%FF%FE", b"/data/departments?name=%F4%90%80%80", b"/data/departments?name=%C0%80", b"/\xc3\x28",
], ids=repr)
def test_text_that_is_not_utf8(ask, target):
    refused(ask("GET", target), 400, 404)


@pytest.mark.parametrize("target", ["/data/departments/%", "/data/departments/%Z", "/data/%zz", "/%"], ids=repr)
def test_bad_percent_encoding_in_a_path(ask, target):
    refused(ask("GET", target), 400, 404)


@pytest.mark.parametrize("query", ["%", "%Z", "%zz", "a%", "%%%", "%2"], ids=repr)
def test_bad_percent_encoding_in_a_query_stands_for_itself(ask, query):
    answer = ask("GET", f"/data/departments?color={query}")
    assert answer.status == 200 and answer.json == []


@pytest.mark.parametrize("target", [
    "/data/tasks?page=" + "9" * 30, "/data/tasks?page=1&limit=" + "9" * 400, "/data/tasks?page=1.0", "/data/tasks?page=0x10", "/data/tasks?page=", "/data/tasks?limit=",
    "/data/tasks?page=1&limit=-1", "/data/tasks?page=%F0%9D%9F%8F", "/data/tasks?priority=" + "9" * 30, "/data/tasks?due_date=99999-99-99",
    "/data/tasks?due_date=2026-02-30", "/data/tasks?project_id=[", '/data/tasks?project_id=["]', "/data/tasks?id=" + "[" * 10000,
    "/data/tasks?assignees=[]", "/data/persons?timezone=Moon/Crater", "/data/persons?active=maybe",
], ids=lambda target: target[:60])
def test_values_that_are_none(ask, target):
    refused(ask("GET", target), 400)


@pytest.mark.parametrize("target", [
    "/data/tasks?page=9223372036854775807&limit=9223372036854775807", "/data/tasks?page=9223372036854775807&limit=2", "/data/tasks?page=2147483648&limit=4294967296",
    "/data/tasks?page=-9223372036854775808", "/data/tasks?page=0&limit=9223372036854775807", "/data/tasks?estimation=1e999", "/data/tasks?project_id=",
], ids=repr)
def test_values_at_the_edge(ask, target):
    """They are refused or match nothing much; either will do."""
    answer = ask("GET", target)
    if answer.status != 200:
        refused(answer, 400)


def test_a_query_of_ten_thousand_parameters(ask):
    refused(ask("GET", "/data/departments?" + "&".join(f"a{number}={number}" for number in range(10_000))), 400, 414)


def test_a_query_of_many_short_parameters(ask):
    """As many as pass nginx: unknown names are ignored."""
    assert ask("GET", "/data/departments?" + "a=1&" * 7000).status == 200
    assert ask("GET", "/data/departments?" + "&" * 20000 + "=" * 8000).status == 200


def test_a_path_of_many_segments(ask):
    refused(ask("GET", "/data" + "/a" * 12000), 404, 414)
    refused(ask("GET", "/data/" + "a" * 25000), 404, 414)
    refused(ask("GET", "/a" * 200_000), 400, 414)


def test_dots_and_slashes(ask):
    for target in ["/data/../../etc/passwd", "/data/%2e%2e/%2e%2e/etc/passwd", "/data/..%2f..%2fetc%2fpasswd", "/../../../etc/passwd", "/data/departments/..;/persons"]:
        answer = ask("GET", target)
        assert answer.status in (308, 400, 404) or "text/html" in answer.headers.get("content-type", ""), target
        assert b"root:" not in answer.body, target


# Heads


def test_a_header_of_a_megabyte(ask):
    refused(ask("GET", "/data/departments", [("X-Large", "x" * 1_000_000)]), 400, 431)
    refused(ask("GET", "/data/departments", [("Cookie", "a=" + "b" * 1_000_000)]), 400, 431)
    refused(ask("GET", "/data/departments", [(f"X-{number}", "y" * 100) for number in range(10_000)]), 400, 431)


@pytest.mark.parametrize("headers", [
    [("Content-Length", "-1")], [("Content-Length", "abc")], [("Content-Length", "5"), ("Content-Length", "6")], [("Content-Length", "9" * 40)],
    [("Content-Length", "5"), ("Transfer-Encoding", "chunked")], [("Host", "a b/c")], [("X-Nul", "a\0b")],
], ids=repr)
def test_heads_that_contradict_themselves(ask, headers):
    refused(ask("POST", "/data/departments", [JSON_TYPE, *headers], b"" if any(name == "Content-Length" for name, _ in headers) else None, closing=True))


@pytest.mark.parametrize("given", ["", "x", "Bearer", "Bearer a b", "Bearer " + "." * 5000, "Bearer e30.e30.e30", "Bearer \xff", "Bearer a.b.c, Bearer d.e.f", "Basic OjoK"], ids=lambda g: repr(g[:20]))
def test_tokens_that_are_none(server, token, given):
    for name, value in [("Authorization", given), ("Cookie", f"access_token_cookie={given}")]:
        with Wire(server.url) as wire:
            wire.send(wire.request("GET", "/data/departments", [(name, value)]))
            refused(wire.answer(), 400, 401, 422)
    serves(server, token)


@pytest.mark.parametrize("method", ["BREW", "get", "G" * 5000, "TRACE", "PROPFIND", "\xff"], ids=lambda m: repr(m[:20]))
def test_methods_that_are_none(ask, method):
    refused(ask(method, "/data/departments"), 400, 405, 414)


# Bodies


@pytest.mark.parametrize("body", [
    b"", b"{", b"}", b"nul", b"'a'", b'{"name":}', b'{"name" "a"}', b'{"a":1,}', b"[1,]", b"NaN", b'{"a":Infinity}', b"\xff\xfe{}", b'{"name":"\xff"}', b'{"name":"\xed\xa0\x80"}',
    b"{}{}", b"{} x", b"\xef\xbb\xbf{", b'{"name":"a\nb"}', b'{"name":"\\x41"}', b"01", b"1e", b"-", b"\0", b"[" * 100_000, b'{"a":' * 50_000,
    b"[" * 100_000 + b"]" * 100_000, b'"' + b"\\" * 100_001, "{}".encode("utf-16"), b'{"name":"\\ud800"}', b'{"name":"\\udc00\\ud800"}', b'{"\\ud800":1}', b'{"name":"\\ud83d"}',
], ids=lambda body: repr(body[:30]))
def test_bodies_that_are_not_json(ask, body):
    refused(ask("POST", "/data/departments", [JSON_TYPE], body), 400)
    refused(ask("PUT", f"/data/departments/{NOBODY}", [JSON_TYPE], body), 400, 404)
    refused(ask("POST", "/auth/login", [JSON_TYPE], body), 400)


@pytest.mark.parametrize("body", [
    b"null", b"[]", b"1", b'"a"', b"true", b"[{}]", b"[null]", department("nul\0"), department("", color="\0"), department("", color={}),
    department("x" * 100), department("", color=None), department("", archived="yes"), department("", archived=10**30), department("", archived={}),
], ids=lambda body: repr(body[:40]))
def test_rows_that_cannot_be(ask, body):
    refused(ask("POST", "/data/departments", [JSON_TYPE], body), 400)


@pytest.mark.parametrize("number", ["1" + "0" * 400, "-" + "9" * 50, "1e400", "9223372036854775808", "-9223372036854775809", "2147483648", "18446744073709551616"], ids=lambda n: n[:25])
def test_numbers_beyond_the_column(ask, number):
    body = '{"name":"%s","short_name":"x","color":"#000000","priority":%s}'
    refused(ask("POST", "/data/task-types", [JSON_TYPE], body % (HOSTILE + uuid.uuid4().hex[:8], number)), 400)


@pytest.mark.parametrize("number", ["1" + "0" * 400, "-" + "9" * 50, "1e400", "9223372036854775808", "-0", "0.1e-400", "1" * 5000 + ".5"], ids=lambda n: n[:25])
def test_numbers_in_json_columns(ask, admin, number):
    """What a number beyond 64 bits becomes is left open; the row stays readable whatever it is."""
    answer = ask("POST", "/data/events", [JSON_TYPE], '{"name":"hostile:number","data":{"n":%s}}' % number)
    if answer.status != 201:
        return refused(answer, 400)
    id = answer.json["id"]
    read = ask("GET", f"/data/events/{id}")
    assert read.status == 200 and json.loads(read.body)["id"] == id
    assert admin.delete(f"/data/events/{id}").status_code == 204


def test_deep_json_that_is_stored(ask, admin):
    """Nesting is either refused or read back as it was."""
    for depth in (10, 100, 500, 2000, 20_000):
        nested = "[" * depth + "]" * depth
        answer = ask("POST", "/data/events", [JSON_TYPE], '{"name":"hostile:deep","data":{"n":%s}}' % nested)
        if answer.status != 201:
            refused(answer, 400)
            continue
        id = json.loads(answer.body.replace(nested.encode(), b"0"))["id"]
        assert nested.encode() in ask("GET", f"/data/events/{id}").body
        assert admin.delete(f"/data/events/{id}").status_code == 204
    assert depth == 20_000 and answer.status == 400


def test_the_last_of_two_keys_counts(ask):
    first, last = HOSTILE + "first", HOSTILE + "last" + uuid.uuid4().hex[:8]
    answer = ask("POST", "/data/departments", [JSON_TYPE], '{"name":"%s","color":"#000000","name":"%s"}' % (first, last))
    assert answer.status == 201 and answer.json["name"] == last


def test_a_hundred_thousand_keys(ask):
    refused(ask("POST", "/data/departments", [JSON_TYPE], json.dumps({f"k{number}": number for number in range(100_000)})), 413)


def test_other_content_types(ask):
    for kind in ["text/plain", "application/xml", "application/jsonx", "", "application/json,text/plain", "multipart/form-data", "multipart/form-data; boundary=", "\xff"]:
        refused(ask("POST", "/data/departments", [("Content-Type", kind)], department("type")), 400, 415)


def test_forms(ask):
    refused(ask("POST", "/auth/login", [FORM_TYPE], "email=" + "a" * 600_000), 413)
    refused(ask("POST", "/auth/login", [FORM_TYPE], "&".join(f"a{number}={number}" for number in range(10_000))), 400, 413)
    refused(ask("POST", "/auth/login", [FORM_TYPE], "email=%00&password=%FF"), 400)
    for body in [b"", b"--x", b"--x\r\n", b"--x\r\nContent-Disposition: form-data\r\n\r\n", b"--x\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\na", b"--x--\r\n" * 3000]:
        refused(ask("POST", "/auth/login", [("Content-Type", "multipart/form-data; boundary=x")], body), 400, 413)


def test_a_body_shorter_than_announced(server, token, ask):
    """The client goes away in the middle: there may be nobody to answer. A hundred that wait occupy no worker."""
    answer = ask("POST", "/data/departments", [token, JSON_TYPE, ("Content-Length", "1000")], b'{"name":', closing=True)
    if answer:
        refused(answer)
    waiting = [Wire(server.url) for _ in range(100)]
    try:
        for wire in waiting:
            assert wire.send(wire.request("POST", "/data/departments", [token, JSON_TYPE, ("Content-Length", "1000")], b'{"name":'))
        begin = time.monotonic()
        serves(server, token, at_once=8)
        assert time.monotonic() - begin < 10
    finally:
        for wire in waiting:
            wire.close()
    serves(server, token)


def test_a_body_longer_than_announced(server, token):
    """The announced part is the request; what follows is another one, and not a good one."""
    with Wire(server.url) as wire:
        wire.send(wire.request("POST", "/data/departments", [token, JSON_TYPE, ("Content-Length", "10")], department("long")))
        refused(wire.answer(), 400)
        second = wire.answer()
        if second:
            refused(second, 400)
    serves(server, token)


def test_a_request_inside_a_body_is_no_request(server, token, admin):
    """What looks like a second request is the body of the first."""
    name = HOSTILE + "smuggled" + uuid.uuid4().hex[:8]
    with Wire(server.url) as wire:
        hidden = wire.request("POST", "/data/departments", [token, JSON_TYPE], json.dumps({"name": name, "color": "#000000"}))
        wire.send(wire.request("POST", "/data/departments", [token, JSON_TYPE], hidden) + wire.request("GET", "/data/departments", [token]))
        refused(wire.answer(), 400)
        assert wire.answer().status == 200
    assert admin.get("/data/departments", params={"name": name}).json() == []


def test_a_body_in_pieces(server, token):
    """Transfer-Encoding: chunked, the last piece after a while; and pieces that are none."""
    body = department("pieces").encode()
    with Wire(server.url) as wire:
        wire.send(wire.request("POST", "/data/departments", [token, JSON_TYPE, ("Transfer-Encoding", "chunked")], b"%x\r\n%s\r\n" % (9, body[:9])))
        time.sleep(0.3)
        wire.send(b"%x\r\n%s\r\n0\r\n\r\n" % (len(body) - 9, body[9:]))
        assert wire.answer().status == 201
    with Wire(server.url) as wire:
        wire.send(wire.request("POST", "/data/departments", [token, JSON_TYPE, ("Transfer-Encoding", "chunked")], b"zz\r\nabc\r\n0\r\n\r\n"))
        refused(wire.answer())
    serves(server, token)


# Ten thousand more


def test_random_mutations(server, token, admin):
    """Good requests, damaged at random (the same way at each run): whatever they are, none is the server's fault, and refusals have their form."""
    mutations = Mutations(server, token, admin, seed=20250303)
    mutations.run(10_000, seconds=400)
    assert not mutations.complaints, "\n".join(mutations.complaints[:20])
    assert mutations.sent == 10_000, f"only {mutations.sent} requests in the time"
    # Good ones among them, or the damage is too great to reach anything.
    assert mutations.statuses[200] > mutations.sent / 50 and mutations.statuses[400] > mutations.sent / 50, mutations.statuses
    serves(server, token)


def test_random_mutations_of_signing_in(server, token, admin):
    """The same of what people sign in with, change and lose."""
    mutations = SignInMutations(server, token, admin, seed=20260721)
    mutations.run(10_000, seconds=400)
    assert not mutations.complaints, "\n".join(mutations.complaints[:20])
    assert mutations.sent == 10_000, f"only {mutations.sent} requests in the time"
    assert mutations.statuses[200] > mutations.sent / 50 and mutations.statuses[400] > mutations.sent / 50, mutations.statuses
    serves(server, token)
