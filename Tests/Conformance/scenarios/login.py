"""The ways in, and the ways to be refused."""
from fixtures import PASSWORD, cast, new, person


def keys(body):
    """All but the values of the organisation, which is older than the scenario."""
    return {**body, "organisation": sorted(body["organisation"])}


def brief(body):
    return {**body, "user": body["user"]["type"], "organisation": body["organisation"]["type"]}


def run(c):
    nobody = c.anonymous()
    who = person(c, "user", desktop_login=c.unique("Desk-"))
    email = who["email"]
    good = {"email": email, "password": PASSWORD}
    url = "/auth/login"

    nobody.post(url, good, pick=keys, headers=("Content-Type", "Set-Cookie"))
    nobody.post(url, {"email": cast(c)["admin"]["email"], "password": PASSWORD}, pick=keys, note="an administrator is shown the whole organisation")
    nobody.post(url, {"email": cast(c)["manager"]["email"], "password": PASSWORD}, pick=lambda b: sorted(b["organisation"]), note="a manager is not")
    nobody.step("POST", url, data=good, pick=brief, note="a form")
    nobody.step("POST", url, query=good, pick=brief, note="the query")
    nobody.step("POST", url, query={"email": email}, data={"password": PASSWORD}, pick=brief, note="half query, half form")
    nobody.step("POST", url, query={"email": email}, data={"email": "nobody@example.com", "password": PASSWORD}, pick=brief, note="the query wins over the form")
    nobody.step("POST", url, query=good, json={"email": email, "password": "wrong"}, note="a JSON body wins over the query")
    nobody.upload(url, form=good, nothing=("a.txt", b"a", "text/plain"), pick=brief, note="multipart")
    nobody.post(url, {**good, "unknown": 1, "totp": None}, pick=brief, note="unknown fields are ignored, nullable ones may be null")
    nobody.post(url + "/", good, pick=brief)

    nobody.post(url, {**good, "email": email.upper()}, pick=brief, note="the case of the email is free")
    nobody.post(url, {**good, "email": " " + email}, note="nothing is trimmed")
    nobody.post(url, {**good, "email": who["desktop_login"]}, pick=brief, note="the desktop login")
    nobody.post(url, {**good, "email": who["desktop_login"].lower()}, note="its case is not free")
    nobody.post(url, {**good, "password": PASSWORD.upper()})
    nobody.post(url, {**good, "email": c.unique("nobody-") + "@example.com"}, note="unknown account")
    nobody.post(url, {**good, "totp": "123456"}, pick=brief, note="a code nobody asked for is ignored")
    nobody.post(url, {**good, "fido_authentication_response": {}}, pick=brief)

    # Only the first 72 bytes of a password count.
    long = person(c, prefix="long-", password="é" * 36 + "-one")
    nobody.post(url, {"email": long["email"], "password": "é" * 36 + "-two"}, pick=brief)
    nobody.post(url, {"email": long["email"], "password": "é" * 35})

    inactive = person(c, prefix="gone-", active=False)
    nobody.post(url, {"email": inactive["email"], "password": PASSWORD}, note="inactive, right password")
    nobody.post(url, {"email": inactive["email"], "password": "wrong"}, note="inactive, wrong password")
    archived = person(c, prefix="archived-", archived=True)
    nobody.post(url, {"email": archived["email"], "password": PASSWORD}, pick=brief, note="archived only")
    silent = new(c, "persons", first_name="No", last_name=c.unique("password"), email=c.unique("silent-") + "@example.com")
    nobody.post(url, {"email": silent["email"], "password": PASSWORD}, note="no password was ever set")
    bot = new(c, "persons", first_name="Bot", last_name=c.unique("bot"), email=c.unique("bot-") + "@example.com", password=PASSWORD, is_bot=True)
    nobody.post(url, {"email": bot["email"], "password": PASSWORD}, note="bots do not log in")
    guest = person(c, prefix="guest-", is_guest=True)
    nobody.post(url, {"email": guest["email"], "password": PASSWORD}, pick=brief, note="a guest")
    nobody.post(url, good, send={"X-Real-IP": "nowhere"}, pick=brief, fixed={"status": 200}, note="an address that is none")
