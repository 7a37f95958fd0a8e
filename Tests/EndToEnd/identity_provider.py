"""An identity provider that speaks SAML 2.0, and can also do everything wrong.

It needs no XML library: its documents are written in exclusive canonical form at once, so that what is signed is a part of the text."""
import base64
import datetime
import hashlib
import os
import secrets
import threading
import urllib.parse
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from cryptography import x509
from cryptography.hazmat.primitives import hashes, hmac, padding as block_padding, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.x509.oid import NameOID

ASSERTION, PROTOCOL, METADATA = (f"urn:oasis:names:tc:SAML:2.0:{part}" for part in ("assertion", "protocol", "metadata"))
DS, ENC, ENC11, MORE = "http://www.w3.org/2000/09/xmldsig#", "http://www.w3.org/2001/04/xmlenc#", "http://www.w3.org/2009/xmlenc11#", "http://www.w3.org/2001/04/xmldsig-more#"
EXCLUSIVE, ENVELOPED = "http://www.w3.org/2001/10/xml-exc-c14n#", DS + "enveloped-signature"
SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
SIGNATURES = {"rsa-sha1": DS + "rsa-sha1", "hmac-sha256": MORE + "hmac-sha256"} | {f"{key}-sha{n}": f"{MORE}{key}-sha{n}" for key in ("rsa", "ecdsa") for n in (256, 384, 512)}
DIGESTS = {"sha1": DS + "sha1", "sha256": ENC + "sha256", "sha384": MORE + "sha384", "sha512": ENC + "sha512", "md5": MORE + "md5"}


def moment(seconds):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def new_id():
    return "_" + secrets.token_hex(16)


def certified(key):
    """A certificate that the key's owner made."""
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.example")]), datetime.datetime.now(datetime.timezone.utc)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(x509.random_serial_number())
    return builder.not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1)).sign(key, hashes.SHA256())


class Key:
    """A private key with its certificate."""

    def __init__(self, curve=None):
        self.private = ec.generate_private_key(curve) if curve else rsa.generate_private_key(65537, 2048)
        self.certificate = certified(self.private)

    @property
    def text(self):
        return base64.b64encode(self.certificate.public_bytes(serialization.Encoding.DER)).decode()

    def pem(self):
        private = self.private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return private, self.certificate.public_bytes(serialization.Encoding.PEM)

    def sign(self, data, method):
        kind, _, digest = method.partition("-")
        algorithm = {"sha1": hashes.SHA1, "sha256": hashes.SHA256, "sha384": hashes.SHA384, "sha512": hashes.SHA512}[digest]()
        if kind == "hmac":  # with what everybody knows: the public key
            known = self.private.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
            code = hmac.HMAC(known, algorithm)
            code.update(data)
            return code.finalize()
        if kind == "ecdsa":
            r, s = ec.utils.decode_dss_signature(self.private.sign(data, ec.ECDSA(algorithm)))
            size = (self.private.curve.key_size + 7) // 8
            return r.to_bytes(size, "big") + s.to_bytes(size, "big")
        return self.private.sign(data, padding.PKCS1v15(), algorithm)


class IdentityProvider:
    """`party` is the site that people sign in to, as `https://tracker.example`."""

    def __init__(self, party, entity="https://idp.example/saml"):
        self.entity, self.audience, self.consumer = entity, f"{party}/api/auth/saml/login", f"{party}/api/auth/saml/sso"
        self.key = Key()
        self.published = [self.key]

    # What it says of itself

    def metadata(self, sign_on="https://idp.example/sso?tenant=1", valid=None):
        keys = "".join(f'<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="{DS}"><ds:X509Data><ds:X509Certificate>{key.text}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>'
                       for key in self.published)
        until = f' validUntil="{moment(valid)}"' if valid is not None else ""
        return (f'<?xml version="1.0"?><md:EntityDescriptor xmlns:md="{METADATA}" entityID="{escape(self.entity)}"{until}><!-- ours -->'
                f'<md:IDPSSODescriptor protocolSupportEnumeration="{PROTOCOL}">{keys}'
                f'<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example/post"/>'
                f'<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{escape(sign_on)}"/></md:IDPSSODescriptor></md:EntityDescriptor>').encode()

    # What it says of people

    def assertion(self, name, id=None, attributes=None, request=None, issuer=None, audience=None, recipient=None, begins=-30, ends=300, confirmed=300, restriction=True, more=""):
        """Unsigned, in canonical form. Times are seconds from now."""
        answers = f' InResponseTo="{request}"' if request else ""
        values = "".join(f'<saml:Attribute Name="{key}">' + "".join(f"<saml:AttributeValue>{escape(value)}</saml:AttributeValue>" for value in ([texts] if isinstance(texts, str) else texts))
                         + "</saml:Attribute>" for key, texts in (attributes or {}).items())
        audiences = f"<saml:AudienceRestriction><saml:Audience>{audience or self.audience}</saml:Audience></saml:AudienceRestriction>" if restriction else ""
        return (f'<saml:Assertion xmlns:saml="{ASSERTION}" ID="{id or new_id()}" IssueInstant="{moment(0)}" Version="2.0"><saml:Issuer>{issuer or self.entity}</saml:Issuer>'
                f'<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">{name}</saml:NameID>'
                f'<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData{answers} NotOnOrAfter="{moment(confirmed)}" Recipient="{recipient or self.consumer}">'
                f'</saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{moment(begins)}" NotOnOrAfter="{moment(ends)}">{audiences}{more}</saml:Conditions>'
                f'<saml:AuthnStatement AuthnInstant="{moment(0)}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>'
                + (f"<saml:AttributeStatement>{values}</saml:AttributeStatement>" if values else "") + "</saml:Assertion>")

    def response(self, content, request=None, issuer=None, destination=None, status=SUCCESS, id=None):
        """Unsigned, around an assertion or whatever else."""
        answers = f' InResponseTo="{request}"' if request else ""
        return (f'<samlp:Response xmlns:samlp="{PROTOCOL}" Destination="{destination or self.consumer}" ID="{id or new_id()}"{answers} IssueInstant="{moment(0)}" Version="2.0">'
                f'<saml:Issuer xmlns:saml="{ASSERTION}">{issuer or self.entity}</saml:Issuer><samlp:Status><samlp:StatusCode Value="{status}"></samlp:StatusCode></samlp:Status>{content}</samlp:Response>')

    def good(self, name, signs=("assertion",), **options):
        """A response as most identity providers make it."""
        request = options.get("request")
        assertion = self.assertion(name, **options)
        response = self.response(self.signed(assertion) if "assertion" in signs else assertion, request=request)
        return self.signed(response) if "response" in signs else response

    def signature(self, element, key=None, method="rsa-sha256", digest="sha256", canonicalization=EXCLUSIVE, transforms=(ENVELOPED, EXCLUSIVE), uri=None, references=1, key_info="", more=""):
        """A signature of an element in canonical form, which it is then put into."""
        inner = "".join(f'<ds:Transform Algorithm="{name}"></ds:Transform>' if not name.startswith("<") else name for name in transforms)
        value = base64.b64encode(hashlib.new(digest, element.encode()).digest()).decode()
        reference = (f'<ds:Reference URI="{"#" + identity(element) if uri is None else uri}"><ds:Transforms>{inner}</ds:Transforms><ds:DigestMethod Algorithm="{DIGESTS[digest]}"></ds:DigestMethod>'
                     f"<ds:DigestValue>{value}</ds:DigestValue></ds:Reference>") * references
        info = (f'<ds:CanonicalizationMethod Algorithm="{canonicalization}"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="{SIGNATURES[method]}"></ds:SignatureMethod>{reference}</ds:SignedInfo>')
        signed = (key or self.key).sign(f'<ds:SignedInfo xmlns:ds="{DS}">{info}'.encode(), method)
        return (f'<ds:Signature xmlns:ds="{DS}"><ds:SignedInfo>{info}<ds:SignatureValue>{base64.b64encode(signed).decode()}</ds:SignatureValue>{key_info}{more}</ds:Signature>')

    def signed(self, element, **options):
        return with_signature(element, self.signature(element, **options))

    # Encrypted

    def encrypted(self, element, certificate, cipher="aes256-gcm", transport=ENC + "rsa-oaep-mgf1p", beside=False):
        size, mode = int(cipher[3:6]) // 8, cipher[7:]
        session = os.urandom(size)
        if mode == "gcm":
            nonce = os.urandom(12)
            encryptor = Cipher(algorithms.AES(session), modes.GCM(nonce)).encryptor()
            data = nonce + encryptor.update(element.encode()) + encryptor.finalize() + encryptor.tag
        else:
            nonce, padder = os.urandom(16), block_padding.ANSIX923(128).padder()
            encryptor = Cipher(algorithms.AES(session), modes.CBC(nonce)).encryptor()
            data = nonce + encryptor.update(padder.update(element.encode()) + padder.finalize()) + encryptor.finalize()
        scheme = padding.OAEP(padding.MGF1(hashes.SHA1()), hashes.SHA1(), None) if "oaep" in transport else padding.PKCS1v15()
        wrapped = certificate.public_key().encrypt(session, scheme)
        text = lambda content: f"<xenc:CipherData><xenc:CipherValue>{base64.b64encode(content).decode()}</xenc:CipherValue></xenc:CipherData>"
        # A prefix is declared where nothing around it has declared it: in canonical form.
        encryption, signature = f' xmlns:xenc="{ENC}"' if beside else "", f' xmlns:ds="{DS}"' if beside else ""
        digest = f'<ds:DigestMethod{signature} Algorithm="{DS}sha1"></ds:DigestMethod>' if "oaep" in transport else ""
        key = f'<xenc:EncryptedKey{encryption}><xenc:EncryptionMethod Algorithm="{transport}">{digest}</xenc:EncryptionMethod>{text(wrapped)}</xenc:EncryptedKey>'
        info = f'<ds:KeyInfo xmlns:ds="{DS}">{"" if beside else key}</ds:KeyInfo>'
        method = (ENC11 if mode == "gcm" else ENC) + cipher
        return (f'<saml:EncryptedAssertion xmlns:saml="{ASSERTION}"><xenc:EncryptedData xmlns:xenc="{ENC}" Type="{ENC}Element"><xenc:EncryptionMethod Algorithm="{method}"></xenc:EncryptionMethod>'
                f"{info}{text(data)}</xenc:EncryptedData>{key if beside else ''}</saml:EncryptedAssertion>")


def identity(element):
    """The ID of the outermost element."""
    return element.split(' ID="', 1)[1].split('"', 1)[0]


def with_signature(element, signature):
    """Behind the issuer, where it belongs."""
    head, issuer, rest = element.partition("</saml:Issuer>")
    return head + issuer + signature + rest


def asked(location):
    """What a redirection asks an identity provider: its address, the request and the other parameters."""
    address, _, query = location.partition("?")
    fields = dict(urllib.parse.parse_qsl(query, strict_parsing=True))
    document = zlib.decompress(base64.b64decode(fields.pop("SAMLRequest"), validate=True), -15)
    return address, ElementTree.fromstring(document), fields


class MetadataServer:
    """Hands out a document over HTTP, or fails. `asked` counts."""

    def __init__(self):
        self.document, self.status, self.asked = b"", 200, 0
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                owner.asked += 1
                self.send_response(owner.status)
                self.end_headers()
                self.wfile.write(owner.document)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/metadata"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
