"""Good requests to everything below `/auth` that writes, damaged at random."""
import base64
import json
import threading

from mutations import NASTY_VALUES, Mutations
from people import PASSWORD, Person, code, sql
from security_key import SecurityKey
from session import Anyone

PEOPLE = 24
PIECES = [b"\xff", b"\0", b"\x5f", b"\x9b" + b"\xff" * 8, b"\xbf", b"\xa0", b"\x80" * 20, b"{", b'"', b"\x1b" + b"\xff" * 8]


class SignInMutations(Mutations):
    """Asked by people of whom a third has an authenticator app, and a third a security key. What they lose by it (a factor, an unlocked account) they are
    given back all the time, so that requests reach as far as they can."""

    def prepare(self):
        self.people = []
        for number in range(PEOPLE):
            who = Person(self.server, self.admin)
            self.made.append(("persons", who.id))
            who.session, who.key, who.secret = who.sign_in(), SecurityKey(self.server.url), None
            if number % 3 == 1:
                who.secret = who.session.ask("PUT", "/auth/totp").json()["otp_secret"]
                assert who.session.ask("POST", "/auth/totp", json={"totp": code(who.secret, ago=1)}).status_code == 200
            if number % 3 == 2:
                challenge = who.session.ask("PUT", "/auth/fido")
                body = {"registration_response": who.key.register(challenge.json()), "device_name": "key"}
                assert who.session.ask("POST", "/auth/fido", json=body, cookies={"session": challenge.cookies["session"]}).status_code == 200
            self.people.append(who)
        ids = ", ".join(f"'{who.id}'" for who in self.people)
        self.stored = sql(self.server, f"SELECT id, password, totp_enabled, fido_enabled, totp_secret, fido_credentials FROM person WHERE id IN ({ids})")
        self.known = [who.email for who in self.people]
        self.local = threading.local()

    def run(self, count, seconds):
        done = threading.Event()
        healer = threading.Thread(target=lambda: [self.heal() for _ in iter(lambda: done.wait(0.5), True)])
        healer.start()
        try:
            super().run(count, seconds)
        finally:
            done.set()
            healer.join()

    def heal(self):
        text = lambda value: "NULL" if value == "NULL" else "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"
        sql(self.server, "".join(
            f"UPDATE person SET password = {text(password)}, login_failed_attemps = 0, totp_last_step = NULL, totp_enabled = {totp}, fido_enabled = {fido}, totp_secret = {text(secret)}, "
            f"fido_credentials = {text(keys)} WHERE id = '{id}'; " for id, password, totp, fido, secret, keys in self.stored))

    def challenge(self, who, method):
        """What a browser asks before its security key, and the cookie with which it goes on."""
        if not hasattr(self.local, "browser"):
            self.local.browser = Anyone(self.server)
        query = {"email": who.email} if method == "GET" else None
        answer = self.local.browser.request(method, "/auth/fido", params=query, headers={"Authorization": f"Bearer {who.session.access}"})
        return answer.json(), ("Cookie", "session=" + answer.cookies.get("session", ""))

    def good(self, chance):
        who = chance.choice(self.people)
        number = self.people.index(who)
        me, anyone = ("Authorization", f"Bearer {who.session.access}"), ("X-Nobody", "")
        proof = {"totp": code(who.secret, waits=False)} if who.secret else {"recovery_code": "A" * chance.choice([9, 9, 9, 10])}  # ten are compared with sixteen hashes
        kind = chance.random()
        if kind < 0.3:
            body = {"email": who.email, "password": PASSWORD, **(proof if chance.random() < 0.5 else {})}
            if number % 3 == 2 and chance.random() < 0.2:
                options, cookie = self.challenge(who, "GET")
                if "challenge" in options:
                    return "POST", "/auth/login", [], {**body, "fido_authentication_response": who.key.answer(options)}, cookie
            if chance.random() < 0.2:
                return "POST", "/auth/login", list(body.items()), None, anyone
            return "POST", "/auth/login", [], body, anyone
        if kind < 0.45:
            return "POST", "/auth/change-password", [], {"old_password": PASSWORD, "password": PASSWORD, "password_2": PASSWORD}, me
        if kind < 0.6:
            token = "".join(chance.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", k=64))
            return "PUT", "/auth/reset-password", [], {"email": who.email, "token": token, "password": PASSWORD, "password2": PASSWORD}, anyone
        if kind < 0.63:
            return "POST", "/auth/reset-password", [], {"email": who.email}, anyone
        if kind < 0.75:
            return chance.choice([("PUT", "/auth/totp", [], {}, me), ("POST", "/auth/totp", [], {"totp": "123456"}, me), ("DELETE", "/auth/totp", [], proof, me)])
        if kind < 0.8:
            return "PUT", "/auth/recovery-codes", [], proof, me
        if kind < 0.88:
            return chance.choice([("PUT", "/auth/email-otp", [], {}, me), ("POST", "/auth/email-otp", [], {"email_otp": "123456"}, me), ("DELETE", "/auth/email-otp", [], {"email_otp": "123456", **proof}, me)])
        if kind < 0.94:
            options, cookie = self.challenge(who, "PUT")
            if "challenge" in options:
                key = SecurityKey(self.server.url)
                return "POST", "/auth/fido", [], {"registration_response": key.register(options), "device_name": "other"}, me, cookie
        return "DELETE", "/auth/fido", [], {"device_name": "other", **proof}, me

    def mutated_body(self, chance, value):
        """What is inside of a document is damaged alone: damage outside would hide it."""
        inner = [name for name in value if isinstance(value[name], dict) and value[name]]
        if not inner or chance.random() < 0.2:
            return super().mutated_body(chance, value)
        return json.dumps({**value, **{name: self.deeply(chance, value[name]) for name in inner}}).encode()

    def deeply(self, chance, value):
        """A document with one member changed: another kind, none, or a few of its bytes."""
        value = dict(value)
        name = chance.choice(list(value))
        if isinstance(value[name], dict) and value[name]:
            value[name] = self.deeply(chance, value[name])
        elif isinstance(value[name], str) and chance.random() < 0.7:
            octets = base64.urlsafe_b64decode(value[name] + "=" * (-len(value[name]) % 4))
            value[name] = base64.urlsafe_b64encode(self.damaged(chance, octets, PIECES)).rstrip(b"=").decode()
        elif chance.random() < 0.5:
            value[name] = chance.choice(NASTY_VALUES)
        else:
            del value[name]
        return value
