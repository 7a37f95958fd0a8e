"""Clients of the event stream: python-socketio over both transports, Server-Sent Events, and bare WebSockets."""
import json
import select
import ssl
import threading
import time

import socketio
import websocket

from session import Anyone


def root(server):
    return server.url.removesuffix("/api")


class OneAtATime(ssl.SSLSocket):
    """A TLS connection that one thread may read and another write. Python 3.11 loses what comes when they do it at the same moment, also from a server that
    is ten lines of Python: 12 of 4,000 connections on two cores."""

    def turn(self, act, ready):
        """What `act` returns once it need not wait; others have their turn meanwhile."""
        while True:
            with self.__dict__.setdefault("lock", threading.RLock()):
                seconds = self.gettimeout()
                self.settimeout(0)
                try:
                    return act()
                except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
                    pass
                finally:
                    self.settimeout(seconds)
            if not ready(seconds):
                raise TimeoutError("timed out")

    def recv(self, *arguments):
        return self.turn(lambda: super(OneAtATime, self).recv(*arguments), lambda seconds: select.select([self], [], [], seconds)[0])

    def send(self, *arguments):
        return self.turn(lambda: super(OneAtATime, self).send(*arguments), lambda seconds: select.select([], [self], [], seconds)[1])


def context(server):
    """Trusts the server's own certificate, whatever name it is asked by."""
    context = ssl.create_default_context(cafile=server.certificate if isinstance(server.certificate, str) else None)
    context.check_hostname = False
    context.sslsocket_class = OneAtATime
    return context


class Listener:
    """A client of the namespace `/events`: what it heard, in order, as (name, data)."""

    def __init__(self, server, token=None, transports=("websocket",), header=True, **auth):
        self.heard, self.refused, self.closed = [], None, threading.Event()
        http = Anyone(server)
        self.client = socketio.Client(http_session=http, reconnection=False, websocket_extra_options={"sslopt": {"context": context(server)}})
        # The library's own request takes the whole address.
        http.request = lambda method, url, **more: super(Anyone, http).request(method, url, **more)
        self.client.on("*", self.hear, namespace="/events")
        self.client.on("connect_error", self.refuse, namespace="/events")
        self.client.on("disconnect", lambda *_: self.closed.set(), namespace="/events")
        headers = {"Authorization": f"Bearer {token}"} if token and header else {}
        auth = auth | ({"token": token} if token and not header else {})
        self.client.connect(root(server), headers=headers, auth=auth, transports=list(transports), namespaces=["/events"], wait_timeout=10)

    def hear(self, name, *arguments):
        self.heard.append((name, *arguments))

    def refuse(self, data):
        self.refused = data

    def names(self):
        return [event[0] for event in self.heard]

    def wait(self, wanted, seconds=5):
        """The first event for which `wanted(name, data)` holds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for event in list(self.heard):
                if wanted(*event[:2]):
                    return event
            time.sleep(0.01)
        raise AssertionError(f"not heard in {seconds} s; heard were {self.names()}")

    def say(self, name, *arguments):
        """Comes back when what it causes is stored, as a request that writes does."""
        self.client.call(name, arguments, namespace="/events", timeout=60)

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
    address = root(server).replace("https:", "wss:") + "/socket.io/?" + query
    return websocket.create_connection(address, sslopt={"context": context(server)}, timeout=10, **options)
