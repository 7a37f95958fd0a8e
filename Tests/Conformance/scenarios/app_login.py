"""A desktop tool is signed in through the browser: a code for the challenge, tokens for code and verifier."""
import base64
import hashlib

from fixtures import PASSWORD, ROLES, as_role, login, new, person

VERIFIER = "v" * 60
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
CODE, TOKEN = "/auth/app-login/code", "/auth/app-login/token"


def length(body):
    return [len(body["code"]), list(body)]


def seen(body):
    """What comes with the tokens."""
    return [sorted(body), body["user"], sorted(body["organisation"])]


def run(c):
    who = person(c)
    me = login(c, who)
    nobody = c.anonymous()

    def code(caller=me, challenge=CHALLENGE):
        return caller.post(CODE, {"code_challenge": challenge}, keep=False)["code"]

    for role in ROLES:
        as_role(c, role).post(CODE, {"code_challenge": CHALLENGE}, note=role, pick=length)
    me.step("POST", CODE, data={"code_challenge": CHALLENGE}, note="a form", pick=length)
    for wrong in ({}, [], {"code_challenge": None}, {"code_challenge": 5}, {"code_challenge": CHALLENGE[1:]}, {"code_challenge": CHALLENGE + "a"},
                  {"code_challenge": CHALLENGE[1:] + "="}, {"code_challenge": CHALLENGE + "\n"}, {"code_challenge": "é" * 43}):
        me.post(CODE, wrong)
    nobody.post(CODE, {"code_challenge": CHALLENGE})
    bot = new(c, "persons", first_name="Bot", last_name=c.unique("bot"), email=c.unique("bot-") + "@example.com", is_bot=True)
    c.with_token(bot["access_token"]).post(CODE, {"code_challenge": CHALLENGE}, note="persons only")

    given = nobody.post(TOKEN, {"code": code(), "code_verifier": VERIFIER}, pick=seen, headers=("Set-Cookie",))
    c.get("/data/events/login-logs/last", person_ids=who["id"], ignore={"ip_address"})
    tool = c.with_token(given["access_token"])
    tool.get("/auth/authenticated", pick=lambda b: b["user"]["email"])
    c.with_token(given["refresh_token"]).get("/auth/refresh-token", pick=sorted)
    used = code()
    nobody.post(TOKEN, {"code": used, "code_verifier": VERIFIER}, keep=False)
    nobody.post(TOKEN, {"code": used, "code_verifier": VERIFIER}, note="twice")
    burnt = code()
    nobody.post(TOKEN, {"code": burnt, "code_verifier": "w" * 43}, note="a wrong verifier")
    nobody.post(TOKEN, {"code": burnt, "code_verifier": VERIFIER}, note="the right one after it")
    nobody.post(TOKEN, {"code": "x" * 43, "code_verifier": VERIFIER}, note="no code of ours")
    nobody.post(TOKEN, {"code": code(), "code_verifier": VERIFIER}, note="a browser gets no cookies", pick=seen, headers=("Set-Cookie",),
                send={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"})
    c.with_token(c.login["access_token"]).post(CODE, {"code_challenge": CHALLENGE}, pick=length)
    nobody.step("POST", TOKEN, data={"code": code(), "code_verifier": VERIFIER}, note="a form", pick=seen)
    for wrong in ({}, [], {"code": None, "code_verifier": None}, {"code": "", "code_verifier": ""}, {"code": "x" * 129, "code_verifier": "w" * 42},
                  {"code": "x", "code_verifier": "w" * 129}, {"code": "x" * 128, "code_verifier": "é" * 43}, {"code": 5, "code_verifier": 5}):
        nobody.post(TOKEN, wrong)
    for method in ("GET", "PUT", "DELETE"):
        me.step(method, CODE)
        nobody.step(method, TOKEN)

    late = code()
    c.put("/data/persons/" + who["id"], {"active": False}, keep=False)
    nobody.post(TOKEN, {"code": late, "code_verifier": VERIFIER}, note="deactivated in between")
    admin = c.post(CODE, {"code_challenge": CHALLENGE}, keep=False)["code"]
    nobody.post(TOKEN, {"code": admin, "code_verifier": VERIFIER}, note="an administrator sees the organisation's secrets", pick=lambda b: sorted(b["organisation"]))
