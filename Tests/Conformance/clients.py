"""The clients that scenarios speak through. Every request is a step: what was asked and what was answered.

`c` is logged in as the administrator:
  c.get(path, **query)   c.post(path, json)   c.put(path, json)   c.delete(path)   c.head(path)   c.options(path)
  c.upload(path, field=(name, bytes, type), form={...})        a multipart request
  c.raw(method, path, data=b"...", headers={...})              a body as it is
  c.as_user(email, password)   c.with_token(token)   c.anonymous()   other callers; their steps join the same list
  c.unique("name")                                             a name nobody used before
  c.cookies                                                    what the last answer set, by name
Each answers the decoded body (or the bytes). Options of every step:
  note="..."            shown with a difference
  keep=False            play it, compare nothing
  ignore={"key"}        leave these keys out, at any depth
  unordered=True        compare a list regardless of its order
  pick=function         reduce the body of a success before it is compared
  headers=("Name",)     compare these headers of the answer too (in `raw`: answer_headers)
  send={"Name": "x"}    headers of the request
  query={...}           query parameters whose names clash with an option
  fixed={"status": 400, "body": ...}
                        the original errs here and Tsubame does not: this is what Tsubame answers (the body only if given)
  skip_peer=True        with `fixed`: never send it to the original, which it would break
"""
import http.cookiejar
import json
import random

import requests
import urllib3

from answers import Names

urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)

OPTIONS = ("note", "keep", "ignore", "unordered", "pick", "headers", "answer_headers", "send", "query", "fixed", "skip_peer")
ADMIN = ("admin@example.com", "mysecretpassword")


class Server:
    """One of the two sides, and what the scenarios share on it."""

    def __init__(self, base, verify=True, is_original=False, account=ADMIN):
        self.base, self.verify, self.is_original, self.account = base.rstrip("/"), verify, is_original, account
        self.shared = {}
        self.salt = salt()
        self.tokens = {}


class Run:
    """One scenario played on one server."""

    def __init__(self, server, learn):
        self.server, self.learn, self.steps = server, learn, []
        self.salt = salt()
        self.names = Names(server.base)
        self.names.salts = {self.salt: "~", server.salt: "~"}


def salt():
    # No hexadecimal letter: it must never look like a piece of an identifier.
    return "".join(random.choices("ghjkmnpqrstvwxyz", k=6))


class Client:
    def __init__(self, run, token=None, login=None):
        self.run, self.login, self.token = run, login or {}, token
        self.cookies = {}
        self.http = requests.Session()
        self.http.trust_env = False
        # Cookies are sent only by steps that say so: a kept one would outrank the token.
        self.http.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
        self.http.verify = run.server.verify
        self.http.headers["User-Agent"] = "conformance"
        if token is not None:
            self.http.headers["Authorization"] = "Bearer " + token

    @classmethod
    def admin(cls, run):
        return cls(run).as_user(*run.server.account)

    def as_user(self, email, password):
        tokens = self.run.server.tokens
        if (email, password) not in tokens:
            answer = Client(self.run).http.post(self.run.server.base + "/auth/login", json={"email": email, "password": password}, timeout=60)
            if not answer.ok:
                raise RuntimeError(f"{email} cannot log in: {answer.status_code} {answer.text[:200]}")
            tokens[email, password] = answer.json()
        login = tokens[email, password]
        return Client(self.run, login["access_token"], login)

    def with_token(self, token):
        return Client(self.run, token)

    def anonymous(self):
        return Client(self.run)

    def unique(self, prefix=""):
        return prefix + self.run.salt

    def get(self, path, **kw): return self.send_query("GET", path, kw)
    def head(self, path, **kw): return self.send_query("HEAD", path, kw)
    def options(self, path, **kw): return self.send_query("OPTIONS", path, kw)
    def post(self, path, json=None, **kw): return self.step("POST", path, json=json, **kw)
    def put(self, path, json=None, **kw): return self.step("PUT", path, json=json, **kw)
    def delete(self, path, json=None, **kw): return self.step("DELETE", path, json=json, **kw)

    def upload(self, path, form=None, method="POST", **kw):
        options = {k: kw.pop(k) for k in OPTIONS if k in kw}
        return self.step(method, path, files=kw, data=form, **options)

    def raw(self, method, path, data=b"", headers=None, answer_headers=(), **options):
        return self.step(method, path, data=data, send=headers or {}, headers=answer_headers, **options)

    def send_query(self, method, path, kw):
        options = {k: kw.pop(k) for k in OPTIONS if k in kw}
        query = {**kw, **options.pop("query", {})}
        return self.step(method, path, query=query, **options)

    def step(self, method, path, note="", keep=True, ignore=(), unordered=False, pick=None, headers=(), send=None, query=None, fixed=None, skip_peer=False, **body):
        run, server, names = self.run, self.run.server, self.run.names
        label = method + " " + path + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else "")
        # What only one side answers must not give names to identifiers.
        learn = None if not run.learn else keep and not fixed
        entry = {"step": names.label(label, learn), "note": note}
        if skip_peer and server.is_original:
            run.steps.append({**entry, "peer": "not sent", "fixed": self.clean_fixed(fixed)})
            return None
        answer = self.http.request(method, server.base + path, params=query or None, headers=send, allow_redirects=False, timeout=120, **body)
        self.cookies = answer.cookies.get_dict()
        kind = answer.headers.get("Content-Type", "").split(";")[0]
        try:
            value = lines(answer.text) if kind == "application/x-ndjson" else answer.json() if answer.content else None
            decoded = answer.content != b""
        except ValueError:
            value, decoded = None, False
        if keep:
            shown = value
            if not decoded and answer.content:
                shown = "<html>" if kind == "text/html" else answer.text if kind.startswith("text") else f"<{len(answer.content)} bytes>"
            if pick and answer.ok:
                try:
                    shown = pick(shown)
                except Exception as error:
                    shown = f"cannot be picked from: {type(error).__name__}: {error}"
            if unordered and isinstance(shown, list):
                shown = sorted(shown, key=names.rank)
            seen = {"status": answer.status_code, "type": kind if answer.content else "", "body": names.clean(shown, ignore, learn)}
            if headers:
                seen["headers"] = {h: names.clean(header(answer, h), (), learn) for h in headers}
            run.steps.append({**entry, "peer": seen, "fixed": self.clean_fixed(fixed)} if fixed and server.is_original else {**entry, **seen})
        return value if decoded else answer.content

    def clean_fixed(self, fixed):
        return {k: self.run.names.clean(v, (), False) for k, v in fixed.items()}


def lines(text):
    """The documents of a text with one on each line."""
    if not text.endswith("\n"):
        raise ValueError("the last line does not end")
    return [json.loads(line) for line in text.splitlines()]


def header(answer, name):
    if name.lower() == "set-cookie":
        return sorted(answer.raw.headers.getlist("Set-Cookie"))
    if name.lower() == "allow" and name in answer.headers:
        return ", ".join(sorted(x.strip() for x in answer.headers[name].split(",")))
    return answer.headers.get(name)

