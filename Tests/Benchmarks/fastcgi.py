"""Asks a FastCGI pool directly, without nginx: enough of FastCGI 1.0 for one GET without body."""
import socket
import struct

BEGIN, PARAMETERS, INPUT, OUTPUT, END = 1, 4, 5, 6, 3


def record(kind, content):
    return struct.pack("!BBHHBx", 1, kind, 1, len(content), 0) + content


def pair(name, value):
    lengths = b"".join(struct.pack("!B", len(text)) if len(text) < 128 else struct.pack("!I", len(text) | 1 << 31) for text in (name, value))
    return lengths + name + value


def status(path, uri):
    """The status of GET `uri`, or None when nobody (yet) listens on the socket at `path`."""
    parameters = {"REQUEST_METHOD": "GET", "REQUEST_URI": uri, "QUERY_STRING": "", "CONTENT_LENGTH": "", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1"}
    content = b"".join(pair(name.encode(), value.encode()) for name, value in parameters.items())
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(10)
        try:
            connection.connect(str(path))
            connection.sendall(record(BEGIN, struct.pack("!HB5x", 1, 0)) + record(PARAMETERS, content) + record(PARAMETERS, b"") + record(INPUT, b""))
            answer, output = connection.makefile("rb"), b""
            while True:
                _, kind, _, length, padding = struct.unpack("!BBHHBx", answer.read(8))
                output += answer.read(length) if kind == OUTPUT else answer.read(length)[:0]
                answer.read(padding)
                if kind == END:
                    break
        except (OSError, struct.error):
            return None
    head = output.partition(b"\r\n\r\n")[0].decode().split("\r\n")
    return int(next((line.split()[1] for line in head if line.lower().startswith("status:")), 200))
