"""Whoever still has the password `default` must choose another one before they get in."""
from fixtures import PASSWORD, person


def run(c):
    nobody = c.anonymous()
    who = person(c, password="default")
    email = who["email"]
    nobody.post("/auth/login", {"email": email}, note="`default` is also what an absent password means", pick=len)
    answer = nobody.post("/auth/login", {"email": email, "password": "default"})
    reset = {"email": email, "token": answer["token"], "password": PASSWORD, "password2": PASSWORD}
    nobody.put("/auth/reset-password", {**reset, "token": "A" * 63})
    nobody.put("/auth/reset-password", {**reset, "token": "é" * 64}, fixed={"status": 400, "body": {"error": True, "message": ""}}, note="not ASCII")
    nobody.put("/auth/reset-password", {**reset, "email": "nobody@example.com"})
    nobody.put("/auth/reset-password", {**reset, "password": "short", "password2": "short"})
    nobody.put("/auth/reset-password", {**reset, "password2": PASSWORD + "x"})
    nobody.put("/auth/reset-password", {**reset, "password": "short", "password2": "other"}, note="the length is looked at first")
    nobody.put("/auth/reset-password", {"email": email, "token": answer["token"], "password": PASSWORD, "password_2": PASSWORD}, note="the other route's spelling")
    nobody.put("/auth/reset-password", reset)
    nobody.put("/auth/reset-password", reset, note="a token works once")
    nobody.post("/auth/login", {"email": email, "password": "default"})
    nobody.post("/auth/login", {"email": email, "password": PASSWORD}, pick=lambda b: b["login"])

    shouted = person(c, prefix="shout-", password="default")
    token = nobody.post("/auth/login", {"email": shouted["email"].upper(), "password": "default"}, keep=False)["token"]
    nobody.put("/auth/reset-password", {"email": shouted["email"], "token": token, "password": PASSWORD, "password2": PASSWORD}, fixed={"status": 200, "body": {"success": True}},
               note="asked for in capitals, used in small letters")
