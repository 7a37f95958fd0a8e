"""Requests to the API as somebody."""
import requests

from stack import EMAIL, PASSWORD


class Session(requests.Session):
    """Logged in as the administrator; takes paths below the API's address. Every answer is awaited for at most a minute."""

    def __init__(self, server, email=EMAIL, password=PASSWORD):
        super().__init__()
        self.url, self.verify, self.trust_env = server.url, server.certificate, False
        answer = self.post("/auth/login", json={"email": email, "password": password})
        assert answer.status_code == 200, answer.text
        self.token = answer.json()["access_token"]
        self.headers["Authorization"] = f"Bearer {self.token}"

    def request(self, method, path, **options):
        options.setdefault("timeout", 60)
        return super().request(method, self.url + path, **options)
