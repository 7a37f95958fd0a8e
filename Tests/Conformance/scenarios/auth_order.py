"""What is looked at first: of somebody inactive, with a second factor, a first password or a link to choose another; and who may not set anything up."""
from fixtures import PASSWORD, login, new, person
from security_key import SecurityKey
from two_factor import code, done


def run(c):
    inactive(c)
    first_password(c)
    keys(c)
    links(c)
    programs(c)


def guarded(c, prefix, **fields):
    """Somebody with an authenticator app, and its secret."""
    who = person(c, prefix=prefix, **fields)
    me = login(c, who)
    secret = me.put("/auth/totp", keep=False)["otp_secret"]
    me.post("/auth/totp", {"totp": code(secret, ago=1)}, keep=False)
    return who, me, secret


def inactive(c):
    nobody = c.anonymous()
    who, me, secret = guarded(c, "leaving-")
    good = {"email": who["email"], "password": PASSWORD}
    refresh = lambda note: nobody.get("/auth/refresh-token", send={"Authorization": "Bearer " + me.login["refresh_token"]}, note=note)
    c.put("/data/persons/" + who["id"], {"active": False}, keep=False)
    nobody.post("/auth/login", good, note="inactive, before the second factor is asked for")
    nobody.post("/auth/login", {**good, "totp": code(secret)}, note="and before it is looked at")
    nobody.post("/auth/login", {**good, "password": "wrong", "totp": code(secret)}, note="a wrong password tells nothing")
    refresh("the refresh token of somebody inactive")
    refresh("which that has revoked")
    c.put("/data/persons/" + who["id"], {"active": True}, keep=False)
    refresh("for good")
    nobody.post("/auth/login", {**good, "totp": code(secret)}, pick=lambda b: b["login"], note="active again")
    for n in range(5):
        nobody.post("/auth/login", {**good, "password": "wrong"}, keep=False)
    c.put("/data/persons/" + who["id"], {"active": False}, keep=False)
    nobody.post("/auth/login", good, note="locked, then inactive")


def first_password(c):
    """A password is changed without the second factor; `default` is no password to choose, and an inactive person gets no token for it."""
    nobody = c.anonymous()
    who, me, secret = guarded(c, "first-")
    me.post("/auth/change-password", {"old_password": PASSWORD, "password": "another-good-password", "password_2": "another-good-password"}, note="changed without the second factor")
    me.post("/auth/change-password", {"old_password": "another-good-password", "password": "default", "password_2": "default"}, note="too short to be chosen")
    gone = person(c, prefix="first-gone-", password="default", active=False)
    nobody.post("/auth/login", {"email": gone["email"], "password": "default"}, note="inactive")
    nobody.post("/auth/login", {"email": gone["email"]}, note="without a password")


def keys(c):
    """Security keys of somebody inactive; and whose they are."""
    nobody, who = c.anonymous(), person(c, prefix="holder-")
    me, key = login(c, who), SecurityKey(c.run.server.base)
    options = me.put("/auth/fido", keep=False)
    held = {"Cookie": "session=" + me.cookies["session"]}
    me.post("/auth/fido", {"registration_response": key.register(options), "device_name": "blue"}, send=held, pick=done)
    nobody.get("/auth/fido", email=who["email"], pick=sorted)
    c.put("/data/persons/" + who["id"], {"active": False}, keep=False)
    nobody.get("/auth/fido", email=who["email"], note="inactive")
    nobody.get("/auth/email-otp", email=who["email"], note="which this does not tell")


def links(c):
    """Links with which a password is chosen, of somebody who changes it otherwise, or is gone."""
    nobody, fresh = c.anonymous(), "another-good-password"
    link = lambda who: c.post(f"/actions/persons/{who['id']}/reset-password-link", {}, keep=False)["reset_password_link"].split("token=")[1]
    use = lambda who, token, **kw: nobody.put("/auth/reset-password", {"email": who["email"], "token": token, "password": fresh, "password2": fresh}, **kw)
    who = person(c, prefix="twice-")
    token = link(who)
    login(c, who).post("/auth/change-password", {"old_password": PASSWORD, "password": fresh + "2", "password_2": fresh + "2"}, note="with a link pending")
    use(who, token, fixed={"status": 400, "body": {"error": True, "message": ""}}, note="which is none any more")
    gone = person(c, prefix="gone-")
    token = link(gone)
    c.delete("/data/persons/" + gone["id"], keep=False)
    use(gone, token, note="of somebody deleted")
    gone = person(c, prefix="inactive-", active=False)
    use(gone, link(gone), note="of somebody inactive")
    nobody.post("/auth/login", {"email": gone["email"], "password": fresh}, note="who still does not get in")


def programs(c):
    """Programs set up nothing; nor does nobody."""
    bot = new(c, "persons", first_name="Bot", last_name=c.unique("bot"), email=c.unique("bot-") + "@example.com", is_bot=True)
    for client in (c.with_token(bot["access_token"]), c.anonymous()):
        client.put("/auth/fido", {})
        client.post("/auth/fido", {"registration_response": {}, "device_name": "blue"})
        client.delete("/auth/fido", {"device_name": "blue"})
        client.put("/auth/recovery-codes", {})
        client.post("/auth/change-password", {})
