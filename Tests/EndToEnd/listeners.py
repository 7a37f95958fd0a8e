"""Clients of the event stream: python-socketio over both transports, Server-Sent Events, and bare WebSockets."""
import json
import ssl
import threading
import time

import socketio
import websocket

from session import Anyone


def root(server):
    return server.url.removesuffix("/api")


class Listener:
    """A client of the namespace `/events`: what it heard, in order, as (name, data)."""

    def __init__(self, server, token=None, transports=("websocket",), header=True, **auth):
        self.heard, self.refused, self.closed = [], None, threading.Event()
        http = Anyone(server)
        options = {"ca_certs": server.certificate} if isinstance(server.certificate, str) else {}
        self.client = socketio.Client(http_session=http, reconnection=False, websocket_extra_options={"sslopt": options | {"check_hostname": False}})
        # The library's own request takes the whole address.
        http.request = lambda method, url, **more: super(Anyone, http).request(method, url, **more)
        self.client.on("*", self.hear, namespace="/events")
        self.client.on("connect_error", self.refuse, namespace="/events")
        self.client.on("disconnect", lambda *_: self.closed.set(), namespace="/events")
        headers = {"Authorization": f"Bearer {token}"} if token and header else {}
        auth = auth | ({"token": token} if token and not header else {})
        self.client.connect(root(server), headers=headers, auth=auth, transports=list(transports), namespaces=["/events"], wait_timeout=30)

    def hear(self, name, *arguments):
        self.heard.append((name, *arguments))

    def refuse(self, data):
        self.refused = data

    def names(self):
        return [event[0] for event in self.heard]

    def wait(self, wanted, seconds=30):
        """The first event for which `wanted(name, data)` holds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for event in list(self.heard):
                if wanted(*event[:2]):
                    return event
            time.sleep(0.01)
        raise AssertionError(f"not heard in {seconds} s; heard were {self.names()}")

    def say(self, name, *arguments):
        self.client.emit(name, arguments, namespace="/events")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.disconnect()


class Source:
    """Reads `GET /data/events/stream` in a thread: what came, as (id, name, data)."""

    def __init__(self, server, token, last=None):
        self.heard = []
        headers = {"Authorization": f"Bearer {token}"} | ({"Last-Event-ID": last} if last else {})
        self.http = Anyone(server)
        self.answer = self.http.get("/data/events/stream", headers=headers, stream=True, timeout=(10, 60))
        if self.answer.status_code == 200:
            threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        event = {}
        try:
            for line in self.answer.iter_lines(chunk_size=1, decode_unicode=True):
                if line:
                    key, _, value = line.partition(": ")
                    event[key] = value
                elif "event" in event:
                    self.heard.append((event.get("id"), event["event"], json.loads(event["data"])))
                    event = {}
        except Exception:
            pass

    def close(self):
        # Not close(): that waits for the thread that reads.
        self.answer.raw.shutdown()


def bare(server, query="EIO=4&transport=websocket", **options):
    """A WebSocket that says what a test wants."""
    certificate = server.certificate if isinstance(server.certificate, str) else None
    address = root(server).replace("https:", "wss:") + "/socket.io/?" + query
    return websocket.create_connection(address, sslopt={"ca_certs": certificate, "check_hostname": False, "cert_reqs": ssl.CERT_REQUIRED}, timeout=10, **options)
