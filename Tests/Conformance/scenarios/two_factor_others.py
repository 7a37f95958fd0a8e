"""The other second factors, as far as they go without a mail or a device."""
from fixtures import PASSWORD, login, person


def run(c):
    nobody = c.anonymous()
    who = person(c)
    me = login(c, who)
    nobody.get("/auth/email-otp", note="no email")
    nobody.get("/auth/email-otp", email="")
    nobody.get("/auth/email-otp", email=who["email"], note="not enabled: the answer does not tell")
    nobody.get("/auth/email-otp", email="nobody@example.com")
    me.delete("/auth/email-otp", {})
    me.put("/auth/email-otp", note="a code is sent")
    me.post("/auth/email-otp", {"email_otp": "abcdef"}, note="which this is not")
    me.post("/auth/email-otp", {"email_otp": "abcdef"})
    nobody.post("/auth/login", {"email": who["email"], "password": PASSWORD}, pick=lambda b: b["login"], note="not enabled yet")
    me.delete("/auth/email-otp", {"email_otp": "000000"})

    nobody.get("/auth/fido", note="no email")
    nobody.get("/auth/fido", email=who["email"])
    nobody.get("/auth/fido", email="nobody@example.com")
    options = me.put("/auth/fido", pick=lambda b: {**{k: v for k, v in b.items() if k not in ("challenge", "user")}, "rp": sorted(b["rp"]), "user": sorted(b["user"])})
    me.put("/auth/fido", pick=lambda b: b["challenge"] != options["challenge"], note="a challenge is new every time")
    me.post("/auth/fido", {"registration_response": {}, "device_name": "key"}, note="nothing was begun in this session")
    me.delete("/auth/fido", {"device_name": "key"})
