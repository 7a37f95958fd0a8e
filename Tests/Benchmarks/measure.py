"""How long a route takes: one client (curl, one kept-open connection) and eight (wrk)."""
import json
import os
import statistics
import subprocess
import time
from pathlib import Path

CLIENTS = 8
CORES = os.cpu_count() or 1
REPORT = Path(__file__).with_name("report.lua")


def curl(url, token, times, body=None, tag=None):
    """(status, bytes, first byte, total) of each of `times` requests, seconds. The first one also opens the connection."""
    config = ["silent", "insecure", "http1.1", "max-time = 120", f'header = "Authorization: Bearer {token}"', 'write-out = "%{http_code} %{size_download} %{time_starttransfer} %{time_total}\\n"']
    if body:
        config += ['header = "Content-Type: application/json"', "data = " + json.dumps(body)]
    if tag:
        config.append("header = " + json.dumps(f"If-None-Match: {tag}"))
    config += [f'url = "{url}"\noutput = "/dev/null"'] * times
    done = subprocess.run(["curl", "--disable", "--config", "-"], input="\n".join(config), capture_output=True, text=True)
    answers = [line.split() for line in done.stdout.splitlines()]
    if done.returncode or len(answers) != times:
        raise RuntimeError(f"curl {url}: exit status {done.returncode} {done.stderr.strip()}")
    return [(int(code), int(size), float(first), float(total)) for code, size, first, total in answers]


def tag(url, token):
    """The ETag of the answer; None without one."""
    head = subprocess.run(["curl", "--disable", "--silent", "--insecure", "--dump-header", "-", "--output", "/dev/null", "--header", f"Authorization: Bearer {token}", url],
                          capture_output=True, text=True, check=True).stdout
    return next((line.split(":", 1)[1].strip() for line in head.splitlines() if line.lower().startswith("etag:")), None)


def is_good(status):
    return status // 100 == 2 or status == 304


def one_client(url, token, seconds, body=None, tag=None):
    """Median of as many requests as fit in the time, 5 to 300 (fewer when one takes longer than a second), on an open connection and a warm server."""
    begin = time.monotonic()
    warm = curl(url, token, 1, body, tag)
    if is_good(warm[0][0]) and warm[0][3] < 2:
        warm = curl(url, token, 2, body, tag)[1:]
    status, size, _, took = warm[0]
    if not is_good(status):
        return {"status": status, "bytes": size}
    if took < 1:
        answers = curl(url, token, 1 + max(5, min(300, int(seconds / took))), body, tag)[1:]
    else:
        more = min(4, int((seconds - time.monotonic() + begin) / took))
        answers = warm + (curl(url, token, more, body, tag) if more > 0 else [])
    bad = [answer for answer in answers if answer[0] != status]
    if bad:
        return {"status": bad[0][0], "bytes": bad[0][1]}
    return {
        "status": status, "bytes": size, "requests": len(answers),
        "median_ms": statistics.median(answer[3] for answer in answers) * 1000,
        "first_byte_ms": statistics.median(answer[2] for answer in answers) * 1000,
    }


def many_clients(url, token, seconds, most, one_ms, body=None, tag=None):
    """Requests per second and 99th percentile of eight clients. The time grows up to `most` for slow routes, so that each client is answered three
    times; None when not even one round of answers fits."""
    round_seconds = CLIENTS * one_ms / 1000 / CORES
    if round_seconds > most:
        return None
    seconds = max(1, round(max(seconds, min(most, 3 * round_seconds))))
    environment = dict(os.environ, BENCH_TOKEN=token, **({"BENCH_BODY": body} if body else {}), **({"BENCH_TAG": tag} if tag else {}))
    command = ["wrk", "--threads", "1", "--connections", str(CLIENTS), "--duration", f"{seconds}s", "--timeout", "60s", "--script", str(REPORT), url]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    try:
        return json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        raise RuntimeError(f"wrk {url}: {done.stdout[-500:]} {done.stderr.strip()}") from None
