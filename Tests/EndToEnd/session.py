"""Requests to the API, over TLS with the stack's own certificate. Paths are those below the API's address; an answer is awaited for at most a minute."""
import requests

from stack import EMAIL, PASSWORD


class Anyone(requests.Session):
    """Without a token."""

    def __init__(self, server):
        super().__init__()
        # Not the environment: a certificate named there would count more than the stack's.
        self.url, self.verify, self.trust_env = server.url, server.certificate, False

    def request(self, method, path, **options):
        options.setdefault("timeout", 60)
        return super().request(method, self.url + path, **options)


class Session(Anyone):
    """Logged in, as the administrator if nobody else is named."""

    def __init__(self, server, email=EMAIL, password=PASSWORD):
        super().__init__(server)
        answer = self.post("/auth/login", json={"email": email, "password": password})
        assert answer.status_code == 200, answer.text
        self.token = answer.json()["access_token"]
        self.headers["Authorization"] = f"Bearer {self.token}"
