"""Security keys as a second factor: registered, asked for when signing in, several of them, removed."""
from fixtures import PASSWORD, login, person
from security_key import SecurityKey
from two_factor import code, done

NO_NEW_CODES = {"codes": None, "keys": ["access_token", "otp_recovery_codes", "refresh_token"]}
WRONG = {"status": 400, "body": {"error": True, "login": False, "message": "", "wrong_OTP": True}}
IN = {"status": 200, "body": True}
REFUSED = {"status": 400, "body": {"error": True, "message": ""}}


class Person:
    """Somebody with security keys, and the browser that holds the cookie of the last challenge."""

    def __init__(self, c, prefix):
        self.nobody, who = c.anonymous(), person(c, prefix=prefix)
        self.email, self.id, self.me = who["email"], who["id"], login(c, who)
        self.site = c.run.server.base

    def key(self, *args, **kw):
        return SecurityKey(self.site, *args, **kw)

    def begin(self):
        """Options of a registration, and the cookie."""
        return self.me.put("/auth/fido", keep=False), cookie(self.me)

    def challenge(self):
        return self.nobody.get("/auth/fido", email=self.email, keep=False), cookie(self.nobody)

    def register(self, key, name, note="", fixed=None, **wrong):
        options, held = self.begin()
        self.me.post("/auth/fido", {"registration_response": key.register(options, **wrong), "device_name": name}, send=held, pick=done, note=note, fixed=fixed)

    def enter(self, key, note="", fixed=None, **wrong):
        options, held = self.challenge()
        self.post(key.answer(options, **wrong), held, note, fixed)

    def post(self, answer, held, note="", fixed=None):
        body = {"email": self.email, "password": PASSWORD, "fido_authentication_response": answer}
        self.nobody.post("/auth/login", body, send=held, pick=lambda b: b["login"], note=note, fixed=fixed)

    def remove(self, name, key=None, note="", fixed=None, **proof):
        options, held = self.challenge()
        if key:
            proof["fido_authentication_response"] = key.answer(options)
        self.me.delete("/auth/fido", {"device_name": name, **proof}, send=held, note=note, fixed=fixed)

    def factors(self, note=""):
        names = ("fido_enabled", "fido_devices", "totp_enabled", "preferred_two_factor_authentication")
        self.me.get("/auth/authenticated", pick=lambda b: {k: b["user"][k] for k in names}, note=note)


def cookie(client):
    return {"Cookie": "session=" + client.cookies["session"]}


def shape(options):
    """What is asked of the browser, without what is random; which algorithms are accepted is the server's affair."""
    known = {"challenge": len(options["challenge"])}
    if "rp" in options:
        known["pubKeyCredParams"] = {"type": "public-key", "alg": -7} in options["pubKeyCredParams"]
        known["user"] = {**options["user"], "id": len(options["user"]["id"])}
    return {**options, **known}


def run(c):
    registration(c)
    several(c)
    signing_in(c)
    removal(c)
    preference(c)


def registration(c):
    some = Person(c, "keyholder-")
    me, nobody = some.me, some.nobody
    nobody.get("/auth/fido", note="for whom?")
    nobody.get("/auth/fido", email="")
    nobody.get("/auth/fido", email="nobody@example.com")
    nobody.get("/auth/fido", email=some.email, note="somebody without a key")
    nobody.put("/auth/fido")
    me.post("/auth/fido", {})
    me.post("/auth/fido", {"registration_response": 5, "device_name": ""})
    me.post("/auth/fido", {"registration_response": {}, "device_name": "blue"}, note="before it was begun")
    me.delete("/auth/fido", {})
    me.delete("/auth/fido", {"device_name": "blue", "totp": 5})
    me.delete("/auth/fido", {"device_name": "blue"}, note="there is none")
    some.factors()
    me.put("/auth/fido", pick=shape, headers=("Vary",))

    key = some.key()
    options, held = some.begin()
    me.post("/auth/fido", {"registration_response": {}, "device_name": "blue"}, send=held, note="nothing in it")
    some.register(key, "blue", challenge="AAAA", note="another challenge")
    some.register(key, "blue", type="webauthn.get", note="an assertion")
    some.register(key, "blue", origin="https://evil.example", note="asked for on another site")
    some.register(key, "blue", origin=key.origin.replace("https", "http"), note="unencrypted")
    some.register(key, "blue", rp_id="evil.example", note="made for another site")
    some.register(key, "blue", present=False, note="nobody touched it")
    options, held = some.begin()
    half = key.register(options)
    half["response"].pop("attestationObject")
    me.post("/auth/fido", {"registration_response": half, "device_name": "blue"}, send=held, note="without its key")
    options, held = some.begin()
    me.post("/auth/fido", {"registration_response": {**key.register(options), "id": "AAAA"}, "device_name": "blue"}, send=held, note="two ids")
    some.factors(note="nothing was registered")
    some.register(key, "blue", note="the first key: recovery codes")
    some.factors()
    some.enter(key)

    # A challenge is answered once, well or badly. The original believes the cookie, whoever keeps it.
    hasty = Person(c, "hasty-")
    options, held = hasty.begin()
    hasty.me.post("/auth/fido", {"registration_response": {}, "device_name": "blue"}, send=held)
    answer = {"registration_response": key.register(options), "device_name": "blue"}
    hasty.me.post("/auth/fido", answer, send=held, pick=done, fixed=REFUSED, note="the challenge was used up by the refusal")
    options, held = hasty.begin()
    answer = {"registration_response": hasty.key().register(options), "device_name": "green"}
    hasty.me.post("/auth/fido", answer, send=held, keep=False)
    hasty.me.post("/auth/fido", answer, send=held, pick=done, fixed=REFUSED, note="a registration, replayed")


def several(c):
    some = Person(c, "ring-")
    blue, green = some.key(), some.key("ES384")
    some.register(blue, "blue")
    some.me.put("/auth/fido", pick=lambda o: [x["type"] for x in o["excludeCredentials"]], note="those there are")
    some.register(green, "green", note="no new codes")
    some.register(green, "green again", fixed=REFUSED, note="the same key twice")
    some.nobody.get("/auth/fido", email=some.email, pick=lambda o: [sorted(o), [x["type"] for x in o["allowCredentials"]]], keep=False)
    some.enter(blue)
    some.enter(green)
    modern = {"status": 200, "body": NO_NEW_CODES}
    for name, key in (("EdDSA", some.key("EdDSA")), ("RS256", some.key("RS256"))):
        some.register(key, name, fixed=modern)
        some.enter(key, fixed=IN, note=name)
    zero = some.key(starts=b"\0")
    some.register(zero, "zero x")
    some.enter(zero, note="a coordinate that begins with zeros")
    zero = some.key(id=b"\0\0an id of zeros")
    some.register(zero, "zero id")
    some.enter(zero, fixed=IN, note="an id that begins with zeros")
    some.register(some.key(), "odd", cose={1: 2, 3: -36, -1: 3, -2: bytes(66), -3: bytes(66)}, fixed=REFUSED, note="no point of its curve")
    some.register(some.key(), "odd", cose={1: 4, 3: 5, -1: b"secret"}, fixed=REFUSED, note="no public key")
    some.register(some.key(), "odd", cose={}, fixed=REFUSED, note="an empty key")


def signing_in(c):
    some = Person(c, "entering-")
    key, other = some.key(), some.key()
    some.register(key, "blue")
    some.nobody.post("/auth/login", {"email": some.email, "password": PASSWORD}, note="the key is missing")
    some.nobody.get("/auth/fido", email=some.email.upper(), pick=lambda o: {**shape(o), "allowCredentials": len(o["allowCredentials"])}, headers=("Vary",))
    some.enter(key)
    some.enter(key, note="again")
    options, held = some.challenge()
    answer = key.answer(options)
    some.post(answer, {}, note="without the cookie")
    some.post(answer, held, note="with it")
    some.post(answer, held, fixed=WRONG, note="replayed")
    options, _ = some.challenge()
    _, held = some.challenge()
    some.post(key.answer(options), held, note="the challenge before")
    some.enter(key, signed_by=other, note="signed by another key")
    some.enter(key)
    some.enter(other, note="a key that is not registered")
    some.enter(key, origin="https://evil.example", note="on another site")
    some.enter(key, rp_id="evil.example", note="for another site")
    some.enter(key, note="wrong ones counted: five lock, a good one starts again")
    some.enter(key, type="webauthn.create", note="a registration")
    some.enter(key, present=False, note="nobody touched it")
    options, held = some.begin()
    some.post(key.answer({"challenge": options["challenge"], "rpId": options["rp"]["id"]}), held, fixed=WRONG, note="the challenge of a registration")
    some.enter(key)
    options, held = some.challenge()
    some.post({}, held, note="nothing in it")
    options, held = some.challenge()
    some.post({**key.answer(options), "rawId": None}, held, note="no key named")
    some.enter(key, counter=1, fixed=WRONG, note="it counts backwards: a copy")
    some.enter(key, note="the original goes on")
    quiet = some.key(counts=False)
    some.register(quiet, "quiet")
    some.enter(quiet, note="one that does not count")
    some.enter(quiet)
    one, two = Person(c, "one-"), Person(c, "two-")
    for who in (one, two):
        who.register(key, "shared", note="one key, two people")
    options, held = one.challenge()
    two.post(key.answer(options), held, note="somebody else's challenge")


def removal(c):
    some = Person(c, "removing-")
    blue, green = some.key(), some.key()
    some.register(blue, "blue")
    some.register(green, "green")
    some.register(some.key(), "blue", note="two of the same name")
    some.remove("blue", note="no proof")
    some.remove("blue", recovery_code="AAAAAAAAAA")
    some.remove("blue", some.key(), note="a strange key")
    some.factors()
    some.remove("blue", green)
    some.factors(note="the first of that name")
    some.remove("yellow", green, note="there is none")
    some.factors()
    some.remove("blue", green)
    some.enter(blue, note="removed")
    some.remove("green", green)
    some.factors(note="no second factor any more")
    some.nobody.get("/auth/fido", email=some.email)
    some.nobody.post("/auth/login", {"email": some.email, "password": PASSWORD}, pick=lambda b: b["login"])
    some.register(green, "green", note="new recovery codes")
    url = f"/actions/persons/{some.id}/disable-two-factor-authentication"
    c.delete(url)
    some.factors(note="an administrator took it away")


def preference(c):
    """One of two keys goes; the preferred factor stays the key. The original may prefer the app then."""
    some = Person(c, "both-")
    key, other = some.key(), some.key()
    some.register(key, "blue")
    some.register(other, "green")
    totp = some.me.put("/auth/totp", keep=False)["otp_secret"]
    some.me.post("/auth/totp", {"totp": code(totp)}, pick=done)
    some.factors()
    some.enter(key, note="either will do")
    stays = {"status": 200, "body": {"fido_enabled": True, "fido_devices": ["green"], "totp_enabled": True, "preferred_two_factor_authentication": "fido"}}
    some.remove("blue", key)
    names = ("fido_enabled", "fido_devices", "totp_enabled", "preferred_two_factor_authentication")
    some.me.get("/auth/authenticated", pick=lambda b: {k: b["user"][k] for k in names}, fixed=stays)
    some.remove("green", other)
    some.factors(note="the app is left")
