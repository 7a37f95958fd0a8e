"""HTTP/1.1 written byte by byte: what no well-behaved client would send."""
import json
import os
import socket
import ssl
import urllib.parse
from collections import namedtuple


class Answer(namedtuple("Answer", "status headers body")):
    """`headers` has lower-case names."""

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def is_envelope(self):
        """Whether it tells a client what went wrong, in the API's form: E1..E16 and E8, or what the token checks and the login say."""
        try:
            body = self.json
        except ValueError:
            return False
        if not self.headers.get("content-type", "").startswith("application/json") or not isinstance(body, dict):
            return False
        return isinstance(body.get("message") or body.get("msg"), str) or body.get("login") is False


class Wire:
    """One connection to the API, TLS or not as its address says; the certificate is not what is tested here."""

    def __init__(self, url, timeout=30):
        address = urllib.parse.urlsplit(url)
        self.prefix, self.host = address.path.rstrip("/"), address.netloc
        self.socket = socket.create_connection((address.hostname, address.port), timeout)
        if address.scheme == "https":
            context = ssl._create_unverified_context()
            context.set_alpn_protocols(["http/1.1"])
            self.socket = context.wrap_socket(self.socket, server_hostname=address.hostname)
        self.input = self.socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.input.close()
        self.socket.close()

    def request(self, method, target, headers=(), body=None):
        """The bytes of a request to a path below the API's address. Texts are UTF-8; bytes go out as they are."""
        def raw(text):
            return text if isinstance(text, bytes) else text.encode()
        lines = [raw(method) + b" " + self.prefix.encode() + raw(target) + b" HTTP/1.1"]
        given = {name.lower() for name, _ in headers}
        lines += [raw(name) + b": " + raw(value) for name, value in headers]
        if "host" not in given:
            lines.append(b"Host: " + self.host.encode())
        if body is not None and not given & {"content-length", "transfer-encoding"}:
            lines.append(b"Content-Length: %d" % len(raw(body)))
        return b"\r\n".join(lines) + b"\r\n\r\n" + (raw(body) if body is not None else b"")

    def send(self, data):
        """False when the other side had enough before everything was sent; it may have answered nevertheless."""
        try:
            self.socket.sendall(data)
            return True
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            return False

    def end(self):
        """Says that nothing more will be sent, and still listens (a plain close of TLS would not)."""
        descriptor = socket.socket(fileno=os.dup(self.socket.fileno()))
        descriptor.shutdown(socket.SHUT_WR)
        descriptor.close()

    def answer(self, head=False):
        """The next answer, or None when the connection ends without one."""
        try:
            line = self.input.readline()
            if not line:
                return None
            status, headers = int(line.split()[1]), {}
            while (line := self.input.readline().strip()):
                name, _, value = line.decode("latin-1").partition(":")
                headers[name.lower()] = value.strip()
            if 100 <= status < 200:
                return self.answer(head)
            return Answer(status, headers, b"" if head or status in (204, 304) else self.body(headers))
        except (ConnectionResetError, ssl.SSLEOFError, ssl.SSLZeroReturnError):
            return None

    def body(self, headers):
        if headers.get("transfer-encoding") == "chunked":
            pieces = []
            while (size := int(self.input.readline().split(b";")[0], 16)):
                pieces.append(self.input.read(size))
                self.input.readline()
            while self.input.readline().strip():
                pass
            return b"".join(pieces)
        if "content-length" in headers:
            return self.input.read(int(headers["content-length"]))
        return self.input.read()
