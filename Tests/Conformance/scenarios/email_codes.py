"""Codes by mail as a second factor, as far as a client without a mailbox gets."""
from fixtures import PASSWORD, as_role, login, new, person


def run(c):
    nobody, url = c.anonymous(), "/auth/email-otp"
    who = person(c)
    me = login(c, who)

    nobody.get(url, note="whose?")
    nobody.get(url, email=who["email"], note="not set up, which nobody is told")
    nobody.get(url, email=c.unique("nobody-") + "@example.com")
    nobody.get(url, email="")
    nobody.get(url, email="no address")
    nobody.get(url, query={"email": [who["email"], "other@example.com"]}, note="the first one")
    nobody.head(url, email=who["email"])
    nobody.put(url, {})
    nobody.post(url, {"email_otp": "123456"})
    nobody.delete(url, {"email_otp": "123456"})

    me.post(url, {"email_otp": "123456"}, note="confirmed before it was started")
    me.put(url, {})
    me.put(url, {}, note="the last one counts")
    for wrong in ({}, {"email_otp": None}, {"email_otp": ""}, {"email_otp": 123456}, {"email_otp": ["1"]}, {"email_otp": "abc"}, {"email_otp": "9" * 300}):
        me.post(url, wrong)
    me.step("POST", url, data={"email_otp": "abc"}, note="a form")
    me.delete(url, {}, note="nothing to disable")
    me.delete(url, {"email_otp": "123456"})
    me.delete(url, {"email_otp": 5})
    nobody.post("/auth/login", {"email": who["email"], "password": PASSWORD, "email_otp": "123456"}, pick=lambda b: b["login"], note="a method that is not enabled is ignored")
    me.get("/auth/authenticated", pick=lambda b: [b["user"]["email_otp_enabled"], b["user"]["preferred_two_factor_authentication"], "email_otp_secret" in b["user"]])

    bot = new(c, "persons", first_name="Bot", last_name=c.unique("bot"), email=c.unique("bot-") + "@example.com", is_bot=True)
    for method in ("PUT", "POST", "DELETE"):
        c.with_token(bot["access_token"]).step(method, url, json={"email_otp": "123456"}, note="persons only")
    as_role(c, "client").post(url, {"email_otp": "123456"}, note="any role")
