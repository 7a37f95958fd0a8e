"""A mail server for tests: it takes what Tsubame sends, and can be slow, refuse, or ask for TLS and a password."""
import asyncio
import email
import email.policy
import ssl
import subprocess
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

import processes


class Mailbox:
    """`messages` holds what arrived, as email.message.EmailMessage; `refusal` is answered in place of taking it; `hold` keeps a message waiting until it is set."""

    def __init__(self, port=None, folder=None, encryption=None, account=None):
        self.messages, self.refusal, self.hold, self.waiting = [], None, None, threading.Event()
        self.port, self.account, self.logins = port or processes.free_port(), account, []
        options = {}
        if encryption:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(*certificate(folder))
            options = {"ssl_context": context} if encryption == "tls" else {"tls_context": context, "require_starttls": True}
        if account:
            options |= {"authenticator": self.authenticate, "auth_required": True, "auth_require_tls": encryption == "starttls"}
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)
        self.controller.start()

    def authenticate(self, server, session, envelope, mechanism, data):
        self.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=self.logins[-1] == self.account, handled=False)

    async def handle_DATA(self, server, session, envelope):
        if hold := self.hold:
            self.waiting.set()
            while not hold.is_set():
                await asyncio.sleep(0.02)
        if self.refusal:
            return self.refusal
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        message.envelope = (envelope.mail_from, envelope.rcpt_tos)
        self.messages.append(message)
        return "250 OK"

    def to(self, address):
        return [message for message in self.messages if message.envelope[1] == [address]]

    def wait(self, address, count=1, seconds=20):
        """The newest message to that address, once there are so many."""
        arrived = processes.until(lambda: len(self.to(address)) >= count, seconds, every=0.05)
        assert arrived is not None, f"{len(self.to(address))} messages to {address}"
        return self.to(address)[-1]

    def stop(self):
        self.controller.stop()


def certificate(folder):
    """For 127.0.0.1, signed by itself."""
    paths = folder / "mail.pem", folder / "mail-key.pem"
    if not paths[0].exists():
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=mail", "-addext", "subjectAltName=IP:127.0.0.1",
                        "-out", paths[0], "-keyout", paths[1]], check=True, capture_output=True)
    return str(paths[0]), str(paths[1])


def text(message, kind="plain"):
    return message.get_body((kind,)).get_content()
