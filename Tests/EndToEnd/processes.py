"""What the kernel says about processes: who descends from whom, who listens where, how much memory they hold."""
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

MEGABYTE = 1024 * 1024


def status(pid, field):
    """A number of /proc/PID/status, or None when the process is gone. Sizes are given in kB there, and in bytes here."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(field + ":"):
                number, *unit = line.split()[1:]
                return int(number) * (1024 if unit == ["kB"] else 1)
    except (FileNotFoundError, ProcessLookupError):
        pass
    return None


def alive():
    return [int(entry) for entry in os.listdir("/proc") if entry.isdigit()]


def children(pid):
    """Those started by its main thread."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def command_line(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")[:-1]
    except (FileNotFoundError, ProcessLookupError):
        return []


def descendants(pid):
    """Children, their children and so on, parents first."""
    children = {}
    for other in alive():
        children.setdefault(status(other, "PPid"), []).append(other)
    found = [pid]
    for parent in found:
        found += children.get(parent, [])
    return found[1:]


def sockets(pid):
    """The inodes of the sockets a process holds open."""
    try:
        links = [os.readlink(f"/proc/{pid}/fd/{fd}") for fd in os.listdir(f"/proc/{pid}/fd")]
    except OSError:
        return set()
    return {link[8:-1] for link in links if link.startswith("socket:[")}


def tcp_listener(port):
    """The inode of the socket listening on that port of 127.0.0.1 or of every address."""
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        address, at = fields[1].split(":")
        if fields[3] == "0A" and int(at, 16) == port and address in ("0100007F", "00000000"):
            return fields[9]
    raise SystemExit(f"nobody listens on port {port}")


def pool(inode):
    """The process that opened a listening socket, and its workers: the children that inherited it."""
    holders = [pid for pid in alive() if inode in sockets(pid)]
    workers = [pid for pid in holders if status(pid, "PPid") in holders]
    masters = [pid for pid in holders if pid not in workers]
    return masters[0], workers or masters


def memory(pids):
    """Resident bytes of the largest of them."""
    return max((status(pid, "VmRSS") or 0 for pid in pids), default=0)


def stop(process, patience=20):
    """Ends a process this program has started, politely first; whatever it leaves behind is ended one by one."""
    family = descendants(process.pid)
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    for pid in family:
        if status(pid, "PPid") is not None:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def until(condition, seconds, every=0.002):
    """Waits for a condition; answers how long that took, or None."""
    begin = time.monotonic()
    while time.monotonic() - begin < seconds:
        if condition():
            return time.monotonic() - begin
        time.sleep(every)
    return None
