"""Nothing that a client sends stops a worker: after each of these the same processes are there, and they answer."""

import os
import socket
import time

import pytest

from fastcgi import ABORT, BEGIN, GET_VALUES, PARAMS, STDIN, STDOUT, Broken, begin, head, pairs, record, records
from pool_server import BODY_URI, Server

PLAIN = pairs(head())
NO_BODY = record(STDIN)


def get(*params, uri="/"):
    return begin() + records(PARAMS, pairs(head(uri=uri) + list(params))) + NO_BODY


def post(body=b"", announced=None, end=True):
    length = len(body) if announced is None else announced
    params = head("POST", BODY_URI, CONTENT_LENGTH=length, CONTENT_TYPE="application/json")
    return begin() + records(PARAMS, pairs(params)) + records(STDIN, body, end=end)


ANSWERED = {
    "NUL in names and values": get((b"HTTP_A\0B", b"x\0y"), (b"\0", b"\0"), (b"", b""), (b"=", b"=")),
    "NUL in the path": begin() + records(PARAMS, pairs(head(uri="/a%00b", DOCUMENT_URI="/a\0b"))) + NO_BODY,
    "bad percent-encoding": get(uri="/%zz%%2?%=%zz&%u1234&=&&&"),
    "invalid UTF-8": get((b"HTTP_\xff\xfe", b"\xc3\x28\xed\xa0\x80\xf5"), (b"QUERY_STRING", b"a=\xff")),
    "1 MB of headers": get(*[("HTTP_X_%d" % i, "y" * 10_000) for i in range(100)]),
    "a header of 1 MB": get(("HTTP_X", "y" * 1_000_000)),
    "20,000 headers": get(*[("HTTP_X_%d" % i, i) for i in range(20_000)]),
    "10,000 query parameters": get(uri="/?" + "&".join("a%d=%d" % (i, i) for i in range(10_000))),
    "no parameters": begin() + record(PARAMS) + NO_BODY,
    "no method, no path": begin() + records(PARAMS, pairs([("REMOTE_ADDR", "x")])) + NO_BODY,
    "unknown method": begin() + records(PARAMS, pairs(head(method="M" * 10_000))) + NO_BODY,
    "a long request id": get(("HTTP_X_REQUEST_ID", "\u00e9" * 5_000)),
    "padding": begin() + record(PARAMS, PLAIN, padding=255) + record(PARAMS, padding=7) + record(STDIN, padding=9),
    "parameters in pieces": begin() + b"".join(record(PARAMS, PLAIN[i : i + 1]) for i in range(len(PLAIN))) + record(PARAMS) + NO_BODY,
    "questions about the server": record(GET_VALUES, pairs([("FCGI_MAX_CONNS", ""), ("FCGI_MPXS_CONNS", "")]), request=0) + get(),
    "a second request on the connection": begin() + begin(request=2) + records(PARAMS, PLAIN) + NO_BODY,
    "two requests at once": get() + get(),
    "a request to keep the connection": begin(flags=1) + records(PARAMS, PLAIN) + NO_BODY,
    "body without length": post(b"{}", announced=""),
    "length below zero": post(b"{}", announced=-1),
    "length that is no number": post(b"{}", announced="many"),
    "length beyond all numbers": post(b"{}", announced="9" * 40),
    "length beyond the limit": post(b"{}", announced=2**62),
    "body shorter than its length": post(b"x" * 100, announced=200),
    "large body shorter than its length": post(b"x" * 200_000, announced=300_000),
    "body longer than its length": post(b"x" * 5_000_000, announced=200),
    "body of NUL bytes": post(b"\0" * 100_000),
    "body that is cut by an abort": post(b"x" * 10, announced=20, end=False) + record(ABORT),
    "body of the wrong kind": post(b"", announced=20, end=False) + record(STDOUT, b"x" * 20),
    "no end of the body": begin() + records(PARAMS, PLAIN),
}

REFUSED = {
    "HTTP": b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "TLS": bytes.fromhex("16030100f5010000f10303") + os.urandom(240),
    "noise": os.urandom(100_000),
    "zeros": bytes(100_000),
    "an unknown version": record(BEGIN, b"\0\1\0\0\0\0\0\0", version=2) + records(PARAMS, PLAIN),
    "an unknown role": begin(role=9) + records(PARAMS, PLAIN) + NO_BODY,
    "no beginning": records(PARAMS, PLAIN) + NO_BODY,
    "a beginning that is too short": record(BEGIN, b"\0\1") + records(PARAMS, PLAIN),
    "a name of 2 GB": begin() + records(PARAMS, b"\xff\xff\xff\xff\xff\xff\xff\xff" + b"a" * 1000) + NO_BODY,
    "a value of 2 GB": begin() + records(PARAMS, b"\x01\xff\xff\xff\xf0" + b"a" * 1000) + NO_BODY,
    "parameters cut short": begin() + records(PARAMS, PLAIN[:-3]) + NO_BODY,
}

CUT = {
    "nothing": b"",
    "half a header": begin()[:5],
    "the beginning": begin(),
    "half the parameters": begin() + records(PARAMS, PLAIN)[:50],
    "half a body": post(b"x" * 10_000, announced=20_000, end=False),
    "half a large body": post(b"x" * 100_000, announced=200_000, end=False),
    "a request whose answer is not awaited": get(),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("hostile"), workers=2)
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def nobody_died(server):
    before = server.workers()
    yield
    for _ in range(4):
        assert server.get()[0] >= 200
    assert server.workers() == before, server.text()[-2000:]


@pytest.mark.parametrize("name", ANSWERED)
def test_answered(server, name):
    with server.client() as client:
        client.send(ANSWERED[name])
        status, headers, _ = client.answer()
        assert 200 <= status < 500


@pytest.mark.parametrize("name", REFUSED)
def test_refused(server, name):
    with server.client() as client:
        try:
            client.send(REFUSED[name])
        except OSError:
            return  # Closed while we were still talking.
        with pytest.raises((Broken, OSError)) as failure:
            client.answer()
        assert failure.type is not TimeoutError


@pytest.mark.parametrize("name", CUT)
@pytest.mark.parametrize("how", ["closed", "half closed"])
def test_cut(server, name, how):
    with server.client() as client:
        client.send(CUT[name])
        if how == "half closed":
            client.socket.shutdown(socket.SHUT_WR)
            while client.socket.recv(65536):
                pass


def test_client_that_sends_without_end(server):
    """Its request is answered and its connection closed within seconds, however much it still has to say."""
    with server.client() as client:
        client.send(post(b"{}", end=False))
        start = time.monotonic()
        with pytest.raises(OSError):
            while True:
                client.send(record(STDIN, b"x" * 60_000))
                assert time.monotonic() - start < 10


def test_many_at_once(server):
    clients = [server.client() for _ in range(200)]
    for number, client in enumerate(clients):
        client.send((list(ANSWERED.values()) + list(CUT.values()))[number % 20][: 60_000])
    for client in clients:
        client.socket.close()
