"""Choosing another password."""
from fixtures import PASSWORD, login, new, person


def run(c):
    who = person(c)
    me = login(c, who)
    other = c.anonymous().post("/auth/login", {"email": who["email"], "password": PASSWORD}, keep=False)
    url = "/auth/change-password"
    fresh = "another-good-password"
    me.post(url, {"old_password": "wrong", "password": fresh, "password_2": fresh})
    me.post(url, {"old_password": PASSWORD, "password": "short", "password_2": "short"})
    me.post(url, {"old_password": PASSWORD, "password": fresh, "password_2": fresh + "x"})
    me.post(url, {"old_password": "wrong", "password": "short", "password_2": "other"}, note="the old one is looked at first")
    me.post(url, {"old_password": PASSWORD, "password": "short", "password_2": "other"}, note="then the length")
    me.post(url, {"old_password": PASSWORD, "password": "ééééééé", "password_2": "ééééééé"}, note="characters are counted, not bytes")
    me.post(url, {"old_password": PASSWORD, "password": fresh, "password2": fresh}, note="the other route's spelling")
    me.step("POST", url, data={"old_password": PASSWORD, "password": fresh, "password_2": fresh}, note="a form")
    me.get("/auth/authenticated", pick=lambda b: b["authenticated"], note="tokens stay valid")
    over = {"status": 401, "body": {"msg": ""}}
    c.with_token(other["access_token"]).get("/auth/authenticated", pick=lambda b: b["authenticated"], fixed=over, note="those of another session do not")
    c.anonymous().get("/auth/refresh-token", send={"Authorization": "Bearer " + other["refresh_token"]}, pick=sorted, fixed=over)
    c.anonymous().get("/auth/refresh-token", send={"Authorization": "Bearer " + me.login["refresh_token"]}, pick=sorted, note="this one can be renewed")
    me.post(url, {"old_password": PASSWORD, "password": fresh, "password_2": fresh}, note="the old one is old")
    c.anonymous().post("/auth/login", {"email": who["email"], "password": fresh}, pick=lambda b: b["login"])
    c.anonymous().post("/auth/login", {"email": who["email"], "password": PASSWORD})
    bot = new(c, "persons", first_name="Bot", last_name=c.unique("bot"), email=c.unique("bot-") + "@example.com", is_bot=True)
    c.with_token(bot["access_token"]).post(url, {"old_password": "x", "password": fresh, "password_2": fresh}, note="persons only")

    # Wrong old passwords lock the account as wrong sign-ins do; the original often fails to count them.
    guesser = person(c, prefix="guesser-")
    me = login(c, guesser)
    for n in range(5):
        me.post(url, {"old_password": "wrong", "password": fresh, "password_2": fresh}, note=f"wrong, {n + 1}")
    locked = {"error": True, "too_many_failed_login_attemps": True}
    me.post(url, {"old_password": PASSWORD, "password": fresh, "password_2": fresh}, fixed={"status": 400, "body": {**locked, "message": ""}}, note="right, but locked")
    c.anonymous().post("/auth/login", {"email": guesser["email"], "password": PASSWORD}, fixed={"status": 400, "body": {**locked, "login": False, "message": ""}}, note="here too")
