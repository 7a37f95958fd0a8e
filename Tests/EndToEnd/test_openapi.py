"""The description of the API: a valid document, of exactly the routes there are."""
import re
import subprocess
from urllib.parse import urljoin

import pytest
import requests
from openapi_spec_validator import validate

from session import Anyone
from stack import binary

NOBODY = "00000000-0000-7000-8000-000000000000"
METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture(scope="module")
def document(server):
    """Public, as the original's."""
    with Anyone(server) as anyone:
        answer = anyone.get("/openapi.json")
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("application/json")
    return answer.json()


@pytest.fixture(scope="module")
def operations(document):
    return {(method.upper(), path) for path, item in document["paths"].items() for method in item if method in METHODS}


def test_is_valid(document):
    assert document["openapi"].startswith("3.1.")
    validate(document)


def test_describes_exactly_the_declared_routes(operations):
    """`tsubame routes` prints one declared route per line, its method first; `/a/:b` and `/a/{b}` are the same."""
    printed = subprocess.run([binary(), "routes"], capture_output=True, text=True, check=True).stdout
    declared = {(method, re.sub(r":(\w+)", r"{\1}", path)) for method, path in re.findall(r"^\s*(GET|POST|PUT|PATCH|DELETE)\s+(/\S*)", printed, re.MULTILINE)}
    assert len(declared) > 200
    assert declared - operations == set(), "declared, but not described"
    assert operations - declared == set(), "described, but not declared"


def test_describes_what_every_table_can_do(operations):
    """The five of the generic engine, for tables picked from all over the contract."""
    for model in ("projects", "persons", "entities", "tasks", "comments", "time-spents", "departments", "preview-files", "playlists", "milestones", "budgets", "chats"):
        here = {(method, path) for method, path in operations if re.fullmatch(rf"/data/{model}(/\{{\w+\}})?", path)}
        assert sorted(method for method, _ in here) == ["DELETE", "GET", "GET", "POST", "PUT"], model


def test_every_described_route_exists(server, operations):
    """OPTIONS answers every path that exists, to anybody, and says what can be asked there."""
    with Anyone(server) as anyone:
        for method, path in sorted(operations):
            answer = anyone.options(re.sub(r"\{\w+\}", NOBODY, path))
            allowed = {word.strip() for word in answer.headers.get("Allow", "").split(",")}
            assert answer.status_code == 200 and method in allowed, f"{method} {path}: {answer.status_code} {allowed}"


def test_says_where_the_api_is(server, document):
    """Its first server, seen from the document's own address, is this API."""
    base = urljoin(server.url + "/openapi.json", document["servers"][0]["url"]).rstrip("/")
    assert requests.get(base + "/", verify=server.certificate, timeout=60).json()["api"] == "Zou"
