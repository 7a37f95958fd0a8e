"""A security key in software: what a browser and a key answer to the options of a server (WebAuthn Level 2).

    key = SecurityKey("https://127.0.0.1:8443/api")
    me.post("/auth/fido", {"registration_response": key.register(options), "device_name": "blue"})
    enter(fido_authentication_response=key.answer(options))

Both ceremonies take what is to be wrong: `origin`, `type`, `challenge`, `rp_id`, `present=False`, `counter`, `signed_by` (another key), `id`.
"""
import base64
import hashlib
import json
import os
import struct
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

PRESENT, VERIFIED, CREDENTIAL = 0x01, 0x04, 0x40


def encode(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def cbor(value):
    """RFC 8949, as much as keys need."""
    def head(major, number):
        for size, code in ((1, 24), (2, 25), (4, 26)):
            if number < 24:
                return bytes([major << 5 | number])
            if number < 1 << 8 * size:
                return bytes([major << 5 | code]) + number.to_bytes(size, "big")
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    return head(5, len(value)) + b"".join(cbor(k) + cbor(v) for k, v in value.items())


def number(value, length):
    return value.to_bytes(length, "big")


class SecurityKey:
    """`algorithm`: ES256, ES384, EdDSA or RS256. A key that does not count says 0 for ever. `starts` picks one whose x begins so."""

    def __init__(self, site, algorithm="ES256", counts=True, id=None, starts=b""):
        self.origin = "https://" + urlsplit(site).netloc
        self.id, self.counter, self.counts, self.algorithm = id or b"\x01" + os.urandom(31), 0, counts, algorithm
        while True:
            self.private = {
                "ES256": lambda: ec.generate_private_key(ec.SECP256R1()), "ES384": lambda: ec.generate_private_key(ec.SECP384R1()),
                "EdDSA": ed25519.Ed25519PrivateKey.generate, "RS256": lambda: rsa.generate_private_key(65537, 2048)}[algorithm]()
            if not starts or number(self.private.public_key().public_numbers().x, 32).startswith(starts):
                break

    @property
    def cose(self):
        """The public key (RFC 9053 §7)."""
        public = self.private.public_key()
        if self.algorithm == "EdDSA":
            return {1: 1, 3: -8, -1: 6, -2: public.public_bytes_raw()}
        numbers = public.public_numbers()
        if self.algorithm == "RS256":
            return {1: 3, 3: -257, -1: number(numbers.n, 256), -2: number(numbers.e, 3)}
        curve, code, length = {"ES256": (1, -7, 32), "ES384": (2, -35, 48)}[self.algorithm]
        return {1: 2, 3: code, -1: curve, -2: number(numbers.x, length), -3: number(numbers.y, length)}

    def sign(self, message):
        if self.algorithm == "EdDSA":
            return self.private.sign(message)
        if self.algorithm == "RS256":
            return self.private.sign(message, padding.PKCS1v15(), hashes.SHA256())
        return self.private.sign(message, ec.ECDSA(hashes.SHA256() if self.algorithm == "ES256" else hashes.SHA384()))

    def register(self, options, **wrong):
        """RegistrationResponseJSON, with the attestation "none"."""
        credential = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor(wrong.get("cose", self.cose))
        data = self.data(options["rp"]["id"], PRESENT | VERIFIED | CREDENTIAL, wrong) + credential
        client = self.client("webauthn.create", options, wrong)
        return self.document(client, {"attestationObject": encode(cbor({"fmt": "none", "attStmt": {}, "authData": data}))}, wrong)

    def answer(self, options, **wrong):
        """AuthenticationResponseJSON."""
        data = self.data(options["rpId"], PRESENT, wrong)
        client = self.client("webauthn.get", options, wrong)
        signature = wrong.get("signed_by", self).sign(data + hashlib.sha256(client).digest())
        return self.document(client, {"authenticatorData": encode(data), "signature": encode(signature), "userHandle": None}, wrong)

    def data(self, rp_id, flags, wrong):
        if rp_id != urlsplit(self.origin).hostname:
            raise RuntimeError(f"a browser on {self.origin} would not sign in to {rp_id}")
        self.counter += self.counts
        flags = flags if wrong.get("present", True) else flags & ~PRESENT
        return hashlib.sha256(wrong.get("rp_id", rp_id).encode()).digest() + struct.pack(">BI", flags, wrong.get("counter", self.counter))

    def client(self, ceremony, options, wrong):
        data = {"type": wrong.get("type", ceremony), "challenge": wrong.get("challenge", options["challenge"]), "origin": wrong.get("origin", self.origin)}
        return json.dumps({**data, "crossOrigin": False}).encode()

    def document(self, client, response, wrong):
        id = encode(wrong.get("id", self.id))
        return {"id": id, "rawId": id, "type": "public-key", "response": {"clientDataJSON": encode(client), **response}, "clientExtensionResults": {}}
