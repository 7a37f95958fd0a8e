"""What nginx adds in front of the workers: its own errors in the API's words, limits, compression, files, pages."""
import gzip
import json
import socket
import ssl
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


def raw(run, request):
    """Status, headers and body of an HTTP/1.1 exchange written by hand."""
    context = ssl._create_unverified_context()
    with context.wrap_socket(socket.create_connection(("127.0.0.1", run.port))) as connection:
        connection.sendall(request)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    return int(lines[0].split()[1]), dict(line.split(": ", 1) for line in lines[1:]), body


def get(path, *headers, method="GET"):
    return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n".encode() + b"".join(h.encode() + b"\r\n" for h in headers) + b"\r\n"


def check_envelope(status, headers, body, expected):
    assert status == expected
    assert headers["Content-Type"] == "application/json"
    assert {name: headers.get(name) for name in SECURITY} == SECURITY
    assert headers["X-Request-Id"]
    answer = json.loads(body)
    assert list(answer) == ["error", "message"] and answer["error"] is True and answer["message"]


@pytest.mark.parametrize("request_bytes, status", [
    (b"GET /api/config HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
    (get("/api/config", method="TRACE"), 405),
    (get("/api/data/persons", "Content-Length: 2000001", method="POST"), 413),
    (get("/api/data/persons?" + "i" * 40000), 414),
    (get("/api/data/persons", "Cookie: " + "c" * 40000), 431),
])
def test_its_own_errors_are_envelopes(running, request_bytes, status):
    check_envelope(*raw(running, request_bytes), status)


def test_a_pool_that_is_away_is_said_to_be(running):
    pool = running.home / "run/pool.sock"
    pool.rename(pool.with_suffix(".away"))
    try:
        status, headers, body = raw(running, get("/api/config"))
        check_envelope(status, headers, body, 502)
        assert headers["Retry-After"] == "5"
    finally:
        pool.with_suffix(".away").rename(pool)
    assert raw(running, get("/api/config"))[0] == 200


@pytest.mark.parametrize("path", ["/api/auth/login", "/api//auth/%6cogin/"])
def test_signing_in_is_limited_by_address(running, path):
    def attempt(_):
        return raw(running, get(path, "Content-Length: 0", method="POST"))
    # All paths count together: what the one before used up is given back at 10 a second.
    time.sleep(1)
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(attempt, range(60)))
    refused = [answer for answer in answers if answer[0] == 429]
    assert refused and len(refused) < 60
    check_envelope(*refused[0], 429)
    assert refused[0][1]["Retry-After"] == "1"
    assert running.http.get(running.url + "/api/config").status_code == 200


def test_the_client_cannot_choose_its_address(running):
    forged = {"X-Real-IP": "6.6.6.6", "X-Forwarded-For": "6.6.6.6"}
    time.sleep(2)  # until the limit of the test before is forgotten
    token = running.log_in(headers=forged)["access_token"]
    logs = running.http.get(running.url + "/api/data/events/login-logs/last", headers={"Authorization": "Bearer " + token}).json()
    assert logs[0]["ip_address"] == "127.0.0.1"


def test_double_slashes_reach_the_api(running):
    assert raw(running, get("/api//config"))[0] == 200
    assert raw(running, get("/api/data//persons"))[0] == 308
    assert raw(running, get("/api"))[0] == 200


def test_json_is_compressed_and_small_answers_are_not(running):
    path = "/api/openapi.json"
    status, headers, body = raw(running, get(path, "Accept-Encoding: gzip").replace(b"HTTP/1.1", b"HTTP/1.0"))
    plain = raw(running, get(path).replace(b"HTTP/1.1", b"HTTP/1.0"))
    assert status == plain[0] == 200 and "Content-Encoding" not in plain[1]
    answer = running.http.get(running.url + path, stream=True, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(answer.raw.read(decode_content=False))) == json.loads(plain[2])
    assert "Content-Encoding" not in running.http.get(running.url + "/api/").headers


def test_stored_files_are_not_for_everybody(running):
    (running.home / "previews/secret.png").write_text("secret")
    for path in ["/_files/secret.png", "/_files/", "/api/../_files/secret.png", "/_error", "/_missing_file"]:
        status, _, body = raw(running, get(path))
        assert status == 404 and b"secret" not in body, path


def test_plain_http_is_sent_to_https(running):
    answer = running.http.get(f"http://127.0.0.1:{running.port}/api/config?a=1", allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (308, running.url + "/api/config?a=1")


def test_http2_and_tls(running):
    done = subprocess.run(["curl", "-sk", "-o", "/dev/null", "-w", "%{http_version} %{http_code}", running.url + "/api/config"], capture_output=True, text=True)
    assert done.stdout == "2 200"
    for version, accepted in [("-tls1_3", True), ("-tls1_2", True), ("-tls1_1", False)]:
        command = ["openssl", "s_client", "-connect", f"127.0.0.1:{running.port}", version, "-cipher", "DEFAULT:@SECLEVEL=0"]
        done = subprocess.run(command, capture_output=True, text=True, input="")
        assert (done.returncode == 0) == accepted, version
        if not accepted:
            assert "alert protocol version" in done.stderr


def test_our_page_says_that_it_runs(running):
    page = running.http.get(running.url + "/")
    assert page.status_code == 200 and "<title>Tsubame</title>" in page.text and "/api/openapi.json" in page.text
    for path in ["/page.css", "/page.js", "/swallow.svg"]:
        assert running.http.get(running.url + path).status_code == 200
    # What it asks for must be there.
    assert running.http.get(running.url + "/api/").json()["version"]
    assert running.http.get(running.url + "/api/status").json()["database-up"] is True


def test_a_web_app_finds_its_way_by_the_path(up, tmp_path):
    (tmp_path / "app/js").mkdir(parents=True)
    (tmp_path / "app/index.html").write_text("the app")
    (tmp_path / "app/js/app.js").write_text("the code")
    run = up(WEB_ROOT=str(tmp_path / "app")).ready()
    pages = {path: run.http.get(run.url + path) for path in ["/", "/productions/1/assets", "/js/app.js"]}
    assert [page.text for page in pages.values()] == ["the app", "the app", "the code"]
    assert pages["/"].headers["Cache-Control"] == pages["/productions/1/assets"].headers["Cache-Control"] == "no-cache"
