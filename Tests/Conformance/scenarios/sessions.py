"""Logging out, and getting a new access token."""
import base64
import json

from fixtures import PASSWORD, person


def claims(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def run(c):
    nobody = c.anonymous()
    who = person(c)
    good = {"email": who["email"], "password": PASSWORD}
    first = nobody.post("/auth/login", good, pick=lambda b: [describe(b["access_token"]), describe(b["refresh_token"])], note="what is in the tokens")
    second = nobody.post("/auth/login", good, keep=False)
    bearer = lambda token: {"Authorization": "Bearer " + token}

    c.with_token(first["access_token"]).get("/auth/authenticated", pick=lambda b: {**b, "organisation": sorted(b["organisation"])})
    refreshed = nobody.get("/auth/refresh-token", send=bearer(first["refresh_token"]), headers=("Set-Cookie",))
    nobody.get("/auth/refresh-token", send=bearer(first["refresh_token"]), pick=lambda b: claims(b["access_token"])["refresh_jti"] == claims(first["refresh_token"])["jti"],
               note="the refresh token stays good; the new token names it")
    c.with_token(refreshed["access_token"]).get("/auth/authenticated", pick=lambda b: b["authenticated"])

    one = c.with_token(first["access_token"])
    one.get("/auth/logout", headers=("Set-Cookie",))
    one.get("/auth/authenticated", note="revoked")
    one.get("/auth/logout", note="twice")
    one.get("/data/persons", note="revoked everywhere")
    nobody.get("/auth/refresh-token", send=bearer(first["refresh_token"]), note="its refresh token is revoked with it")
    c.with_token(refreshed["access_token"]).get("/auth/authenticated", pick=lambda b: b["authenticated"], note="a sibling from a refresh ends with it", fixed={"status": 401})
    c.with_token(second["access_token"]).get("/auth/authenticated", pick=lambda b: b["authenticated"], note="another login is not touched")
    nobody.get("/auth/refresh-token", send=bearer(second["refresh_token"]), pick=sorted)
    c.with_token(second["refresh_token"]).get("/auth/logout", note="a refresh token does not log out")
    c.with_token(second["access_token"]).get("/auth/logout/", note="with a slash")
    c.get("/data/events/login-logs/last", query={"person_ids": who["id"]}, ignore={"ip_address"}, note="one line for each login, newest first")


def describe(token):
    head = json.loads(base64.urlsafe_b64decode(token.split(".")[0] + "=="))
    body = claims(token)
    return {"head": head, "keys": sorted(body), "type": body["type"], "identity_type": body["identity_type"], "fresh": body["fresh"], "sub": body["sub"],
            "days": (body["exp"] - body["iat"]) / 86400, "nbf": body["nbf"] - body["iat"]}
