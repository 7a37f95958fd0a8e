"""A second factor: a code that changes every half minute, and recovery codes for the day the telephone is lost."""
from fixtures import PASSWORD, as_role, login, person
from two_factor import code, done


def run(c):
    nobody = c.anonymous()
    who = person(c)
    good = {"email": who["email"], "password": PASSWORD}
    me = login(c, who)
    enter = lambda note="", fixed=None, **proof: nobody.post("/auth/login", {**good, **proof}, pick=lambda b: b["login"], note=note, fixed=fixed)

    me.delete("/auth/totp", {}, note="nothing to disable")
    me.put("/auth/recovery-codes", {})
    me.post("/auth/totp", {"totp": "000000"}, fixed={"status": 400, "body": {"error": True, "message": "", "wrong_OTP": True}}, note="confirmed before it was started")
    me.put("/auth/totp", pick=lambda b: [sorted(b), len(b["otp_secret"]), b["totp_provisionning_uri"].split("?")[0].split(":")[0], b["otp_secret"] in b["totp_provisionning_uri"]])
    secret = me.put("/auth/totp", pick=lambda b: len(b["otp_secret"]), note="the last secret counts")["otp_secret"]
    enter(note="not asked for before it is confirmed")
    me.post("/auth/totp", {"totp": "abc"})
    wrong = {"status": 400, "body": {"error": True, "login": False, "message": "", "wrong_OTP": True}}
    codes = me.post("/auth/totp", {"totp": code(secret, ago=1)}, pick=done)["otp_recovery_codes"]
    me.post("/auth/totp", {"totp": code(secret)}, note="twice")
    me.put("/auth/totp", note="already enabled")
    me.get("/auth/authenticated", pick=lambda b: {k: v for k, v in b["user"].items() if "totp" in k or "two" in k or "otp" in k or "fido" in k})

    enter(note="a code is missing")
    enter(totp=None)
    enter(totp="000000")
    enter(totp="")
    enter(totp=code(secret, ago=1), fixed=wrong, note="the code that it was confirmed with")
    used = code(secret)
    enter(totp=used, note="the next one")
    enter(totp=used, fixed=wrong, note="a code works once")
    enter(totp=code(secret, ago=1), fixed=wrong, note="the code before it is older")
    enter(totp=code(secret, ago=5), note="an old code")
    enter(recovery_code=codes[0])
    enter(recovery_code=codes[0], note="works once")
    enter(recovery_code=codes[1].lower(), note="in its case")
    enter(totp="000000", recovery_code=codes[1], note="the first proof decides")
    enter(email_otp="000000", note="a method that is not enabled is ignored")
    enter(fido_authentication_response={})
    enter(totp=code(secret, ago=-1), note="wrong codes counted: five lock, a good one starts again")

    me.put("/auth/recovery-codes", {}, fixed={"status": 400, "body": {"error": True, "message": "", "wrong_OTP": True}}, note="no proof")
    me.put("/auth/recovery-codes", {"totp": "000000"})
    me.put("/auth/recovery-codes", {"totp": used}, fixed={"status": 400, "body": {"error": True, "message": "", "wrong_OTP": True}}, skip_peer=True, note="a code works once")
    fresh = me.put("/auth/recovery-codes", {"recovery_code": codes[3]}, pick=lambda b: [len(b["otp_recovery_codes"]), sorted(b)])["otp_recovery_codes"]
    enter(recovery_code=codes[2], note="the old ones are void")
    enter(recovery_code=fresh[2])
    me.delete("/auth/totp", {})
    me.delete("/auth/totp", {"totp": "000000"})
    me.delete("/auth/totp", {"recovery_code": fresh[3]})
    enter(note="no code any more")
    me.get("/auth/authenticated", pick=lambda b: [b["user"]["totp_enabled"], b["user"]["preferred_two_factor_authentication"]])

    # An administrator takes it away from somebody who lost everything.
    secret = me.put("/auth/totp", keep=False)["otp_secret"]
    me.post("/auth/totp", {"totp": code(secret, ago=1)}, pick=done, note="new codes: the old ones went with the last method")
    me.put("/auth/recovery-codes", {"totp": code(secret)}, pick=lambda b: len(b["otp_recovery_codes"]), note="proven by the app")
    me.delete("/auth/totp", {"totp": code(secret, ago=-1)}, note="disabled by the app")
    secret = me.put("/auth/totp", keep=False)["otp_secret"]
    me.post("/auth/totp", {"totp": code(secret)}, pick=done, note="another secret: no code of it was used")
    url = f"/actions/persons/{who['id']}/disable-two-factor-authentication"
    me.delete(url)
    as_role(c, "manager").delete(url)
    c.delete(url)
    c.delete(url, note="nothing to disable")
    c.delete("/actions/persons/ffffffff-ffff-4fff-8fff-ffffffffffff/disable-two-factor-authentication")
    enter(note="in again")

    # A stolen session must not do for guessing: wrong proofs count together with wrong sign-ins. The original counts only those.
    guesser = person(c, prefix="guesser-")
    me, good = login(c, guesser), {"email": guesser["email"], "password": PASSWORD}
    secret = me.put("/auth/totp", keep=False)["otp_secret"]
    me.post("/auth/totp", {"totp": code(secret, ago=1)}, pick=done)
    for n in range(4):
        me.delete("/auth/totp", {"totp": "000000"}, note=f"wrong, {n + 1}")
    enter(totp="000000", note="wrong, 5")
    locked = {"error": True, "message": "", "wrong_OTP": True, "too_many_failed_login_attemps": True}
    me.put("/auth/recovery-codes", {"totp": code(secret)}, fixed={"status": 400, "body": locked}, note="right, but locked")
    me.delete("/auth/totp", {"totp": code(secret)}, fixed={"status": 400, "body": locked})
    enter(totp=code(secret), fixed={"status": 400, "body": {"error": True, "login": False, "message": "", "too_many_failed_login_attemps": True}})
