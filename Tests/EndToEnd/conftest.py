"""Tests against a whole Tsubame: nginx with TLS, workers, MariaDB. They need the packages pytest, gazu (with requests), openapi-spec-validator, cryptography and oidc-provider-mock, and slapd.

`server` is the stack that `Tests/run` has started (TSUBAME_URL, e.g. https://127.0.0.1:8443/api, and TSUBAME_HOME); without these variables one is
started for the run. Tests that stop things ask for `own_stack`, which no other module uses. TSUBAME_BINARY names the program."""
import os
from collections import namedtuple
from pathlib import Path

import pytest

# `stack` and `session` are imported where they are needed: the folders below this one share this file, not its needs.

Server = namedtuple("Server", "url home certificate")


@pytest.fixture(scope="session")
def server():
    if url := os.environ.get("TSUBAME_URL"):
        home = Path(os.environ["TSUBAME_HOME"]) if "TSUBAME_HOME" in os.environ else None
        yield Server(url.rstrip("/"), home, str(home / "certificate/certificate.pem") if home else True)
        return
    from stack import Stack
    stack = Stack()
    yield Server(stack.url, stack.home, stack.certificate)
    stack.stop()


@pytest.fixture(scope="session")
def admin(server):
    from session import Session
    with Session(server) as session:
        yield session


@pytest.fixture(scope="module")
def own_stack():
    from stack import Stack
    stack = Stack()
    yield stack
    stack.stop()


@pytest.fixture(scope="module")
def gazu_here(server):
    """gazu asks the server. It goes to the network through requests, which takes the certificate to trust from the environment."""
    import gazu
    with pytest.MonkeyPatch.context() as patch:
        if isinstance(server.certificate, str):
            patch.setenv("REQUESTS_CA_BUNDLE", server.certificate)
        gazu.set_host(server.url)
        yield gazu
