"""A FastCGI client that can also misbehave (FastCGI specification 1.0, section 3)."""

import socket
import struct

BEGIN, ABORT, END, PARAMS, STDIN, STDOUT, STDERR = 1, 2, 3, 4, 5, 6, 7
GET_VALUES, UNKNOWN = 9, 11
RESPONDER, KEEP = 1, 1


class Broken(Exception):
    """The connection ended before the answer did."""


def record(kind, content=b"", request=1, padding=0, version=1):
    return struct.pack("!BBHHBB", version, kind, request, len(content), padding, 0) + content + b"\0" * padding


def records(kind, content, request=1, end=True):
    """`content` as a stream: as many records as it needs, and an empty one that ends it."""
    pieces = [content[i : i + 65528] for i in range(0, len(content), 65528)]
    return b"".join(record(kind, piece, request) for piece in pieces) + (record(kind, request=request) if end else b"")


def begin(role=RESPONDER, flags=0, request=1):
    return record(BEGIN, struct.pack("!HB5x", role, flags), request)


def length(number):
    return bytes([number]) if number < 128 else struct.pack("!I", number | 0x80000000)


def pairs(params):
    encoded = [(k if isinstance(k, bytes) else k.encode(), v if isinstance(v, bytes) else str(v).encode()) for k, v in params]
    return b"".join(length(len(k)) + length(len(v)) + k + v for k, v in encoded)


def head(method="GET", uri="/", headers=(), body=b"", **extra):
    """The parameters that nginx sends."""
    path, _, query = uri.partition("?")
    params = [("REQUEST_METHOD", method), ("REQUEST_URI", uri), ("DOCUMENT_URI", path), ("QUERY_STRING", query)]
    params += [("CONTENT_LENGTH", len(body) if body else ""), ("SERVER_PROTOCOL", "HTTP/1.1"), ("REMOTE_ADDR", "127.0.0.1")]
    params += [("HTTP_" + name.upper().replace("-", "_"), value) for name, value in headers]
    return [(k, v) for k, v in params if k not in extra] + list(extra.items())


class Client:
    """One connection."""

    def __init__(self, address, timeout=20):
        if address.startswith("unix:"):
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.settimeout(timeout)
            self.socket.connect(address[5:])
        else:
            host, _, port = address[4:].rpartition(":")
            self.socket = socket.create_connection((host.strip("[]"), int(port)), timeout)
        self.buffer = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def ask(self, method="GET", uri="/", headers=(), body=b"", **extra):
        self.send(begin() + records(PARAMS, pairs(head(method, uri, headers, body, **extra))) + records(STDIN, body))

    def take(self, count):
        while len(self.buffer) < count:
            got = self.socket.recv(1 << 16)
            if not got:
                raise Broken("closed after %d of %d bytes" % (len(self.buffer), count))
            self.buffer += got
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def answer(self):
        """(status, headers, body), or Broken when the answer has no end."""
        out = []
        while True:
            _, kind, _, size, padding, _ = struct.unpack("!BBHHBB", self.take(8))
            content = self.take(size + padding)[:size]
            if kind == STDOUT:
                out.append(content)
            elif kind == END:
                break
        block, _, body = b"".join(out).partition(b"\r\n\r\n")
        headers = {}
        for line in block.decode("latin-1").split("\r\n"):
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        return int(headers.get("status", "200").split()[0]), headers, body


def get(address, uri="/", timeout=20, **options):
    """One request on a connection of its own."""
    with Client(address, timeout) as client:
        client.ask(uri=uri, **options)
        return client.answer()
