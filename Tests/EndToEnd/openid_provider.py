"""An OpenID Connect provider that does what a test says: right by default, and wrong in one place at a time."""
import base64
import hashlib
import hmac
import json
import secrets
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote_plus, urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

CLIENT, SECRET = "tracker", "s3cret/with+odd&characters"


def b64(data):
    return base64.urlsafe_b64encode(data if isinstance(data, bytes) else data.encode()).rstrip(b"=").decode()


def number(value, length=None):
    return b64(value.to_bytes(length or (value.bit_length() + 7) // 8, "big"))


class Key:
    """A key pair: RS256, or ES256."""

    def __init__(self, algorithm="RS256"):
        self.algorithm, self.id = algorithm, secrets.token_hex(4)
        self.private = rsa.generate_private_key(65537, 2048) if algorithm == "RS256" else ec.generate_private_key(ec.SECP256R1())

    @property
    def public(self):
        numbers = self.private.public_key().public_numbers()
        kind = {"kty": "RSA", "n": number(numbers.n), "e": number(numbers.e)} if self.algorithm == "RS256" else {"kty": "EC", "crv": "P-256", "x": number(numbers.x, 32), "y": number(numbers.y, 32)}
        return kind | {"kid": self.id, "use": "sig", "alg": self.algorithm}

    @property
    def pem(self):
        return self.private.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

    def sign(self, content):
        if self.algorithm == "RS256":
            return self.private.sign(content, PKCS1v15(), hashes.SHA256())
        r, s = decode_dss_signature(self.private.sign(content, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def token(claims, key, **header):
    content = b64(json.dumps({"alg": key.algorithm, "kid": key.id} | header)) + "." + b64(json.dumps(claims))
    return content + "." + b64(key.sign(content.encode()))


def hmac_token(claims, secret, **header):
    content = b64(json.dumps({"alg": "HS256", "typ": "JWT"} | header)) + "." + b64(json.dumps(claims))
    return content + "." + b64(hmac.new(secret, content.encode(), hashlib.sha256).digest())


class Provider:
    """`faults` holds, by path, what the next answers there are instead: a function that gets the handler."""

    def __init__(self, certificate=None):
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                provider.handle(self, {})

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                provider.handle(self, {name: values[0] for name, values in parse_qs(body).items()})

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.issuer = f"{'https' if certificate else 'http'}://127.0.0.1:{self.server.server_port}"
        self.keys = [Key()]
        self.codes, self.asked, self.faults, self.user_info = {}, [], {}, {}
        # Of the next token: changes its claims; makes its text of claims and key; what goes out beside it.
        self.reset()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def reset(self):
        self.change, self.form, self.beside, self.faults = (lambda claims: claims), token, {}, {}

    @property
    def settings(self):
        return {"OIDC_ENABLED": "true", "OIDC_IDP_NAME": "Studio ID", "OIDC_DISCOVERY_URL": self.issuer + "/.well-known/openid-configuration", "OIDC_CLIENT_ID": CLIENT, "OIDC_CLIENT_SECRET": SECRET}

    def authorize(self, location, **claims):
        """The person signs in here and agrees; what the browser brings back. Claims that are None are left out."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        assert location.startswith(self.issuer + "/authorize?") and asked["response_type"] == "code" and asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256" and len(asked["code_challenge"]) == 43 and len(asked["state"]) >= 43 and len(asked["nonce"]) >= 43
        code = secrets.token_urlsafe(16)
        self.codes[code] = (asked, claims)
        return {"code": code, "state": asked["state"]}

    def handle(self, handler, form):
        path = urlsplit(handler.path).path
        self.asked.append(path)
        if fault := self.faults.get(path):
            return fault(handler)
        answers = {"/.well-known/openid-configuration": self.discovery, "/jwks": self.jwks, "/token": self.exchange, "/userinfo": self.information}
        status, body = answers[path](handler, form) if path in answers else (404, {})
        send(handler, status, json.dumps(body).encode())

    def discovery(self, *_):
        endpoints = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks", "userinfo_endpoint": "userinfo"}
        return 200, {"issuer": self.issuer} | {name: f"{self.issuer}/{path}" for name, path in endpoints.items()}

    def jwks(self, *_):
        return 200, {"keys": [key.public for key in self.keys]}

    def exchange(self, handler, form):
        name, _, secret = base64.b64decode((handler.headers.get("Authorization") or "Basic ").removeprefix("Basic ")).decode().partition(":")
        if (unquote_plus(name), unquote_plus(secret)) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        asked, claims = self.codes.pop(form.get("code"), (None, None))
        proof = b64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if not asked or form["redirect_uri"] != asked["redirect_uri"] or proof != asked["code_challenge"] or form["grant_type"] != "authorization_code":
            return 400, {"error": "invalid_grant"}
        access, now = secrets.token_urlsafe(16), int(time.time())
        half = b64(hashlib.sha256(access.encode()).digest()[:16])
        known = {"iss": self.issuer, "aud": CLIENT, "sub": "subject-1", "exp": now + 300, "iat": now, "nonce": asked["nonce"], "at_hash": half, "email_verified": True} | claims
        made = self.form(self.change({name: value for name, value in known.items() if value is not None}), self.keys[-1])
        self.access = access
        return 200, {"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": made} | self.beside

    def information(self, handler, _):
        if handler.headers.get("Authorization") != f"Bearer {self.access}":
            return 401, {}
        return 200, {"sub": "subject-1"} | self.user_info

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def send(handler, status, body, kind="application/json"):
    try:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
    except OSError:
        pass  # the client had enough


# Faults

def slow(handler):
    time.sleep(12)
    handler.close_connection = True


def trickling(handler):
    """A byte now and then, so that no single wait is long."""
    try:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(60):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.25)
    except OSError:
        pass


def garbage(handler):
    send(handler, 200, b"<html>\xff\xfe not JSON", "text/html")


def other_json(handler):
    send(handler, 200, b'[1, {"keys": "none", "issuer": 5, "id_token": []}]')


def failing(handler):
    send(handler, 500, b'{"error": "server_error"}')


def refusing(handler):
    send(handler, 400, b'{"error": "invalid_grant", "error_description": "no <b>"}')


def large(handler):
    send(handler, 200, b" " * (8 << 20))


def hanging_up(handler):
    handler.connection.close()
