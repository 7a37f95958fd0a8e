"""Signing in through an identity provider (SAML 2.0): what it should do, and what attackers do."""
import base64
import re
import secrets
import subprocess
import sys
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from identity_provider import ASSERTION, DS, ENC, ENVELOPED, EXCLUSIVE, MORE, PROTOCOL, IdentityProvider, Key, MetadataServer, asked, identity, new_id, with_signature
from stack import query

sys.path.insert(0, str(Path(__file__).resolve().parent / "pool"))

from pool_server import Server  # noqa: E402

SITE = "https://tracker.example"
FORM = "application/x-www-form-urlencoded"
NAMES = {"first_name": "Ada", "last_name": "Lovelace"}


def form(document):
    """As a browser brings it from the identity provider's page."""
    data = document if isinstance(document, bytes) else document.encode()
    return urllib.parse.urlencode({"SAMLResponse": base64.b64encode(data), "RelayState": "https://elsewhere.example"}).encode()


class Tracker:
    """A pool of its own on the database of the stack, with SAML switched on."""

    def __init__(self, stack, folder, **settings):
        self.known = dict(line.split("=", 1) for line in (stack.home / "environment").read_text().splitlines())
        environment = self.known | {"DOMAIN_NAME": "tracker.example", "DOMAIN_PROTOCOL": "https", "SAML_ENABLED": "true", "SAML_IDP_NAME": "Example"} | settings
        folder.mkdir(exist_ok=True)
        self.pool = Server(folder, workers=2, environment=environment)
        self.browser = []  # what shows who it is, for the next requests

    def query(self, sql):
        return query(self.known["DB_SOCKET"], sql, f"--user={self.known['DB_USERNAME']}", f"--database={self.known['DB_DATABASE']}", password=self.known["DB_PASSWORD"])

    def ask(self, method, uri, headers=(), body=b"", kind=FORM):
        """(status, headers, body). Of several cookies, the last one is in the headers."""
        with self.pool.client() as client:
            client.ask(method=method, uri=uri, headers=headers, body=body, CONTENT_TYPE=kind)
            return client.answer()

    def cookies(self, document, headers=()):
        """What a browser is given when it brings a good response."""
        with self.pool.client() as client:
            client.ask(method="POST", uri="/auth/saml/sso", headers=headers, body=form(document), CONTENT_TYPE=FORM)
            answer = b"".join(iter(lambda: client.socket.recv(65536), b"")).decode("latin-1")
        assert "Status: 302" in answer, answer
        return dict(re.findall(r"Set-Cookie: (\w+)=([^;]+); [^\r]*Secure; HttpOnly; [^\r]*SameSite=Lax\r", answer))

    def begin(self):
        """The id of a new request."""
        status, headers, _ = self.ask("GET", "/auth/saml/login", self.browser)
        assert status == 302
        self.browser = [("Cookie", headers["set-cookie"].split(";")[0])]
        return asked(headers["location"])[1].get("ID")

    def send(self, document, headers=None):
        return self.ask("POST", "/auth/saml/sso", self.browser if headers is None else headers, form(document))

    def accepts(self, document, headers=None):
        """Signs somebody in."""
        status, found, body = self.send(document, headers)
        assert status == 302, (body, self.reason(found))
        assert found["location"] == SITE
        return found

    def reason(self, headers):
        """Why a request was refused, out of the log."""
        for _ in range(100):
            if line := next((line for line in self.pool.text().splitlines() if headers["x-request-id"] in line and "msg=security" in line and "event=refused" in line), None):
                return re.search(r'reason=("(?:[^"\\]|\\.)*"|\S+)', line)[1].strip('"').replace('\\"', '"')
            time.sleep(0.01)
        return None

    def refuses(self, document, why, headers=None):
        """400, without telling why; the log does."""
        status, found, body = self.send(document, headers)
        assert status == 400, (status, body)
        assert body.startswith(b'{"error":true,"message":"') and "set-cookie" not in found
        reason = self.reason(found)
        assert reason and why in reason, reason
        assert why.encode() not in body

    def person(self, email):
        rows = self.query(f"SELECT first_name, last_name, country, phone, role, active, studio_id, id FROM person WHERE email = '{email}'")
        return dict(zip(("first_name", "last_name", "country", "phone", "role", "active", "studio_id", "id"), rows[0])) if rows else None

    def events(self, email):
        return [name for name, in self.query(f"SELECT name FROM api_event WHERE JSON_VALUE(data, '$.person_id') = (SELECT id FROM person WHERE email = '{email}') ORDER BY created_at, id")]


@pytest.fixture(scope="module")
def provider():
    return IdentityProvider(SITE)


@pytest.fixture(scope="module")
def ours():
    """Our key, for what is encrypted for us."""
    return Key()


@pytest.fixture(scope="module")
def start(server, tmp_path_factory):
    """Starts trackers that end with the module."""
    started = []

    def start(**settings):
        started.append(Tracker(server, tmp_path_factory.mktemp("saml"), **settings))
        return started[-1]

    yield start
    for tracker in started:
        tracker.pool.stop()


@pytest.fixture(scope="module")
def file(provider, tmp_path_factory):
    path = tmp_path_factory.mktemp("idp") / "metadata.xml"
    path.write_bytes(provider.metadata())
    return str(path)


@pytest.fixture(scope="module")
def tracker(start, file, ours, tmp_path_factory):
    folder = tmp_path_factory.mktemp("ours")
    for name, data in zip(("key.pem", "certificate.pem"), ours.pem()):
        (folder / name).write_bytes(data)
    return start(SAML_METADATA_URL=file, SAML_KEY_FILE=str(folder / "key.pem"), SAML_CERTIFICATE_FILE=str(folder / "certificate.pem"))


@pytest.fixture
def email():
    return f"saml-{secrets.token_hex(6)}@example.com"


# Going there


def test_the_question(tracker, provider):
    status, headers, _ = tracker.ask("GET", "/auth/saml/login")
    address, request, fields = asked(headers["location"])
    assert (status, address) == (302, "https://idp.example/sso")
    assert fields == {"tenant": "1", "RelayState": SITE}
    assert request.tag == f"{{{PROTOCOL}}}AuthnRequest"
    assert request.get("AssertionConsumerServiceURL") == provider.consumer and request.get("Destination") == "https://idp.example/sso?tenant=1"
    assert request.find(f"{{{ASSERTION}}}Issuer").text == provider.audience
    assert tracker.query(f"SELECT COUNT(*) FROM saml_request WHERE id = '{request.get('ID')}'") == [["1"]]


def test_our_metadata(tracker, provider, ours):
    status, headers, body = tracker.ask("GET", "/auth/saml/metadata")
    assert (status, headers["content-type"]) == (200, "application/samlmetadata+xml")
    assert f'entityID="{provider.audience}"' in body.decode() and f'Location="{provider.consumer}"' in body.decode() and ours.text in body.decode()
    assert b'"saml_enabled":true,"saml_idp_name":"Example"' in tracker.ask("GET", "/config")[2]


# Coming back


@pytest.mark.parametrize("signs", [("assertion",), ("response",), ("assertion", "response")])
def test_a_good_response(tracker, provider, email, signs):
    request = tracker.begin()
    tracker.accepts(provider.good(email, signs, request=request, attributes=NAMES))
    person = tracker.person(email)
    assert (person["first_name"], person["last_name"], person["role"], person["active"]) == ("Ada", "Lovelace", "user", "1")
    assert tracker.events(email) == ["person:new"]
    assert [name for name in ("account-created", "signed-in") if f"event={name} " in tracker.pool.text() and person["id"] in tracker.pool.text()] == ["account-created", "signed-in"]
    assert tracker.query(f"SELECT origin FROM login_log WHERE person_id = '{person['id']}'") == [["web"]]
    assert tracker.query(f"SELECT COUNT(*) FROM saml_request WHERE id = '{request}'") == [["0"]]


def test_the_session_is_good(tracker, provider, email):
    """Two cookies, whatever the browser calls itself."""
    cookies = tracker.cookies(provider.good(email, attributes=NAMES), [("User-Agent", "curl/8")])
    status, _, body = tracker.ask("GET", "/auth/authenticated", [("Cookie", f"access_token_cookie={cookies['access_token_cookie']}")])
    assert status == 200 and email.encode() in body
    status, _, body = tracker.ask("GET", "/auth/refresh-token", [("Authorization", f"Bearer {cookies['refresh_token_cookie']}")])
    assert status == 200 and b"access_token" in body


def test_who_comes_again_is_brought_up_to_date(tracker, provider, email, admin):
    mark = secrets.token_hex(4)
    one, two = (admin.post("/data/departments", json={"name": f"{name}-{mark}", "color": "#000000"}).json()["id"] for name in ("one", "two"))
    studio = admin.post("/data/studios", json={"name": f"studio-{mark}", "color": "#000000"}).json()["id"]
    tracker.accepts(provider.good(email.upper(), attributes=NAMES | {"country": "fr"}))
    person = tracker.person(email)
    tracker.query(f"UPDATE person SET role = 'supervisor' WHERE email = '{email}'")
    same = NAMES | {"country": "FR"}
    tracker.accepts(provider.good(email, attributes=same))
    assert tracker.events(email) == ["person:new"], "nothing differs"
    more = {"first_name": ["Ada", "Augusta"], "last_name": "King", "country": "Gallia", "phone": ["+33 1", "+33 2"], "departments": [one, f"two-{mark}", "nowhere"], "studio_id": f"studio-{mark}"}
    tracker.accepts(provider.good(email, attributes=more))
    assert tracker.events(email) == ["person:new", "person:update"]
    changed = {"first_name": "Ada Augusta", "last_name": "King", "country": "NULL", "phone": "+33 1", "role": "supervisor", "studio_id": studio}
    assert tracker.person(email) == person | changed
    departments = f"SELECT department_id FROM department_link WHERE person_id = '{person['id']}' ORDER BY 1"
    assert tracker.query(departments) == sorted([[one], [two]])
    tracker.accepts(provider.good(email, attributes=more | {"departments": "nowhere"}))
    assert tracker.query(departments) == sorted([[one], [two]]), "nobody loses departments over a name that is not known"
    assert tracker.events(email) == ["person:new", "person:update"]


def test_an_account_without_a_proper_address(tracker, provider, email, admin):
    """As old ones may have come over."""
    name = email.replace("@example.com", "@studio")
    tracker.accepts(provider.good(email, attributes=NAMES))
    tracker.query(f"UPDATE person SET email = '{name}' WHERE email = '{email}'")
    tracker.accepts(provider.good(name))


def test_attributes_without_a_text(tracker, provider, email):
    """They are said, and empty: somebody may have one name only."""
    tracker.accepts(provider.good(email, attributes={"first_name": "Ada", "last_name": "", "country": "FR"}))
    person = tracker.person(email)
    assert (person["first_name"], person["last_name"], person["country"], person["phone"]) == ("Ada", "", "FR", "")
    tracker.accepts(provider.good(email, attributes={"last_name": "Lovelace", "phone": "+33 1"}))
    assert tracker.person(email) == person | {"last_name": "Lovelace", "phone": "+33 1"}
    tracker.accepts(provider.good(email, attributes={"last_name": "", "phone": "", "country": ""}))
    assert tracker.person(email) == person | {"country": "NULL"}


def test_an_address_that_looks_like_another(tracker, provider, email):
    """The sign for kelvin is a k in small letters."""
    tracker.accepts(provider.good(f"k{email}", attributes=NAMES))
    status, headers, _ = tracker.send(provider.good(f"\u212a{email}", attributes=NAMES))
    assert status == 400 and "no e-mail address" in tracker.reason(headers)


def test_who_may_not_come_in(tracker, provider, email, admin):
    tracker.accepts(provider.good(email, attributes=NAMES))
    tracker.query(f"UPDATE person SET active = FALSE WHERE email = '{email}'")
    status, headers, _ = tracker.send(provider.good(email))
    assert (status, headers["location"]) == (302, SITE) and "set-cookie" not in headers
    assert "inactive" in tracker.reason(headers)
    bot = f"bot-{secrets.token_hex(4)}@example.com"
    assert admin.post("/data/persons", json={"first_name": "B", "last_name": "", "email": bot, "is_bot": True}).status_code == 201
    for name, why in [(bot, "bot"), ("nobody", "no e-mail address"), (f"new-{email}", "first_name")]:
        status, headers, body = tracker.send(provider.good(name))
        assert status == 400 and why in tracker.reason(headers), body


@pytest.mark.parametrize("skips", ["false", "true"])
def test_a_second_factor_is_enforced(start, provider, file, email, skips):
    tracker = start(SAML_METADATA_URL=file, ENFORCE_2FA="true", SAML_SKIP_2FA=skips)
    token = tracker.cookies(provider.good(email, attributes=NAMES))["access_token_cookie"]
    assert tracker.ask("GET", "/data/persons", [("Cookie", f"access_token_cookie={token}")])[0] == (200 if skips == "true" else 403)


@pytest.mark.parametrize("cipher", ["aes128-gcm", "aes256-gcm", "aes128-cbc", "aes256-cbc"])
@pytest.mark.parametrize("signs", ["assertion", "response"])
def test_an_encrypted_assertion(tracker, provider, ours, email, cipher, signs):
    assertion = provider.assertion(email, attributes=NAMES)
    wrapped = provider.encrypted(provider.signed(assertion) if signs == "assertion" else assertion, ours.certificate, cipher, beside=cipher == "aes128-cbc")
    response = provider.response(wrapped)
    tracker.accepts(provider.signed(response) if signs == "response" else response)
    assert tracker.person(email)


def test_an_encrypted_assertion_with_the_prefixes_of_its_surroundings(tracker, provider, ours, email):
    signed = provider.signed(provider.assertion(email, attributes=NAMES)).replace(f' xmlns:saml="{ASSERTION}"', "", 1)
    tracker.accepts(provider.response(provider.encrypted(signed, ours.certificate)))


@pytest.mark.parametrize("method,digest", [("rsa-sha384", "sha384"), ("rsa-sha512", "sha512"), ("rsa-sha256", "sha512")])
def test_other_algorithms(tracker, provider, email, method, digest):
    tracker.accepts(provider.response(provider.signed(provider.assertion(email, attributes=NAMES), method=method, digest=digest)))


def test_a_response_that_another_program_signed(tracker, provider, email, tmp_path):
    """Prefixes declared far outside and named as inclusive, types of values, white space between the elements: as large products write it."""
    for name, data in zip(("key.pem", "certificate.pem"), provider.key.pem()):
        (tmp_path / name).write_bytes(data)
    inclusive = '<ec:InclusiveNamespaces xmlns:ec="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="xs xsi"/>'
    transforms = f'<ds:Transform Algorithm="{ENVELOPED}"/><ds:Transform Algorithm="{EXCLUSIVE}">{inclusive}</ds:Transform>'
    assertion = provider.assertion(email, id="_far", attributes=NAMES).replace(f' xmlns:saml="{ASSERTION}"', "").replace("><saml:", ">\n  <saml:")
    assertion = assertion.replace("<saml:AttributeValue>", '<saml:AttributeValue xsi:type="xs:string">')
    template = (f'<ds:Signature><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="{EXCLUSIVE}"/><ds:SignatureMethod Algorithm="{MORE}rsa-sha256"/><ds:Reference URI="#_far"><ds:Transforms>{transforms}'
                f'</ds:Transforms><ds:DigestMethod Algorithm="{ENC}sha256"/><ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/><ds:KeyInfo><ds:X509Data/></ds:KeyInfo></ds:Signature>')
    response = provider.response(with_signature(assertion, template)).replace(f'<saml:Issuer xmlns:saml="{ASSERTION}">', "<saml:Issuer>")
    declared = f'xmlns:saml="{ASSERTION}" xmlns:ds="{DS}" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    (tmp_path / "response.xml").write_text(response.replace("<samlp:Response ", f"<samlp:Response {declared} "))
    subprocess.run(["xmlsec1", "--sign", "--privkey-pem", f"{tmp_path}/key.pem,{tmp_path}/certificate.pem", "--id-attr:ID", f"{ASSERTION}:Assertion",
                    "--output", f"{tmp_path}/signed.xml", f"{tmp_path}/response.xml"], check=True, capture_output=True)
    signed = (tmp_path / "signed.xml").read_bytes()
    tracker.accepts(signed)
    assert tracker.person(email)["first_name"] == "Ada"
    tracker.refuses(signed.replace(b"Lovelace", b"King"), "what it signs was changed")


# Attacks


def evil(email):
    """Who the attacker would like to be."""
    return f"victim-{email}"


def forged(document, email):
    """The same of the victim, with other ids."""
    return re.sub(r' ID="[^"]*"', lambda _: f' ID="{new_id()}"', document.replace(email, evil(email)))


def wrapping_1(provider, email):
    """A forged response around the signature of a good one, which is inside the signature."""
    good = provider.response(provider.assertion(email, attributes=NAMES))
    signature = provider.signature(good, more=f"<ds:Object>{good}</ds:Object>")
    return with_signature(forged(good, email), signature)


def wrapping_2(provider, email):
    """The same, the good one beside the signature."""
    good = provider.response(provider.assertion(email, attributes=NAMES))
    return with_signature(forged(good, email), good + provider.signature(good))


def wrapping_3(provider, email):
    """A forged assertion before the good one."""
    good = provider.signed(provider.assertion(email, attributes=NAMES))
    return provider.response(provider.assertion(evil(email), attributes=NAMES) + good)


def wrapping_4(provider, email):
    """A forged assertion around the good one."""
    good = provider.signed(provider.assertion(email, attributes=NAMES))
    return provider.response(provider.assertion(evil(email), attributes=NAMES).replace("</saml:Assertion>", good + "</saml:Assertion>"))


def wrapping_5(provider, email):
    """The signature in a forged assertion, the good one behind it."""
    good = provider.assertion(email, attributes=NAMES)
    return provider.response(with_signature(provider.assertion(evil(email), attributes=NAMES), provider.signature(good)) + good)


def wrapping_6(provider, email):
    """The signature in a forged assertion, the good one in the signature."""
    good = provider.assertion(email, attributes=NAMES)
    return provider.response(with_signature(provider.assertion(evil(email), attributes=NAMES), provider.signature(good, more=good)))


def wrapping_7(provider, email):
    """A forged assertion among the extensions."""
    good = provider.signed(provider.assertion(email, attributes=NAMES))
    forged = provider.assertion(evil(email), attributes=NAMES)
    return provider.response(good).replace("<samlp:Status>", f"<samlp:Extensions>{forged}</samlp:Extensions><samlp:Status>")


def wrapping_8(provider, email):
    """The signature in a forged assertion, the good one in an object of the signature."""
    good = provider.assertion(email, attributes=NAMES)
    return provider.response(with_signature(provider.assertion(evil(email), attributes=NAMES), provider.signature(good, more=f"<ds:Object>{good}</ds:Object>")))


def same_id(provider, email):
    good = provider.assertion(email, attributes=NAMES)
    forged = provider.assertion(evil(email), attributes=NAMES, id=identity(good))
    return provider.response(provider.signed(good)).replace("<samlp:Status>", f"<samlp:Extensions><x>{forged}</x></samlp:Extensions><samlp:Status>")


def same_id_elsewhere(provider, email):
    good = provider.assertion(email, attributes=NAMES)
    return provider.response(provider.signed(good)).replace("<samlp:Status>", f'<samlp:Extensions><x Id="{identity(good)}"></x></samlp:Extensions><samlp:Status>')


def same_xml_id(provider, email):
    good = provider.assertion(email, attributes=NAMES)
    return provider.response(provider.signed(good)).replace("<samlp:Status>", f'<samlp:Extensions><x xml:id="{identity(good)}"></x></samlp:Extensions><samlp:Status>')


def comment(provider, email):
    """`admin@example.com<!---->.attacker.example` is signed; who stops reading at the comment sees the administrator."""
    return provider.good(f"admin@example.com.{email}", attributes=NAMES).replace("admin@example.com.", "admin@example.com<!---->.")


def instruction(provider, email):
    return provider.good(f"admin@example.com.{email}", attributes=NAMES).replace("admin@example.com.", "admin@example.com<?x?>.")


def changed(provider, email):
    return provider.good(email, attributes=NAMES).replace(email, evil(email))


def changed_response(provider, email):
    return provider.good(email, ("response",), attributes=NAMES).replace(email, evil(email))


def one_bad_signature(provider, email):
    """Of two signatures, that of the response is good no more."""
    return provider.good(email, ("assertion", "response"), attributes=NAMES).replace("Version", 'Consent="x" Version', 1)


def wrong_key(provider, email):
    return provider.response(provider.signed(provider.assertion(email, attributes=NAMES), key=Key()))


def own_certificate(provider, email):
    """Signed by the attacker, whose certificate is in the signature."""
    key = Key()
    info = f"<ds:KeyInfo><ds:X509Data><ds:X509Certificate>{key.text}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>"
    return provider.response(provider.signed(provider.assertion(email, attributes=NAMES), key=key, key_info=info))


def own_key_value(provider, email):
    key = Key()
    numbers = key.private.public_key().public_numbers()
    text = lambda n: base64.b64encode(n.to_bytes((n.bit_length() + 7) // 8, "big")).decode()
    info = f"<ds:KeyInfo><ds:KeyValue><ds:RSAKeyValue><ds:Modulus>{text(numbers.n)}</ds:Modulus><ds:Exponent>{text(numbers.e)}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue></ds:KeyInfo>"
    return provider.response(provider.signed(provider.assertion(email, attributes=NAMES), key=key, key_info=info))


def doctype(declarations, use):
    def build(provider, email):
        return f"<!DOCTYPE r [{declarations}]>" + provider.good(email, attributes=NAMES | {"phone": "PHONE"}).replace("PHONE", use)
    return build


def stolen(provider, email):
    """Another studio's response, brought to us."""
    other = IdentityProvider("https://other.example", provider.entity)
    other.key = provider.key
    return other.good(email, attributes=NAMES)


def signed_with(**options):
    return lambda provider, email: provider.response(provider.signed(provider.assertion(email, attributes=NAMES), **options))


def said(**options):
    return lambda provider, email: provider.response(provider.signed(provider.assertion(email, attributes=NAMES, **options)))


def said_of_nobody_there(provider, email):
    """As identity providers answer programs that ask for somebody's attributes."""
    assertion = provider.assertion(email, attributes=NAMES)
    return provider.response(provider.signed(re.sub("<saml:AuthnStatement.*</saml:AuthnStatement>", "", assertion)))


def advised(provider, email):
    """The good one as evidence for a forged one."""
    good = provider.signed(provider.assertion(email, attributes=NAMES))
    return provider.response(provider.assertion(evil(email), attributes=NAMES).replace("<saml:AuthnStatement", f"<saml:Advice>{good}</saml:Advice><saml:AuthnStatement"))


def around(provider, email):
    """A forged one in a response whose signature is about another one."""
    signed = provider.signed(provider.response(""))
    return signed.replace("</samlp:Response>", provider.assertion(evil(email), attributes=NAMES) + "</samlp:Response>")


def many_namespaces(provider, email):
    declared = "".join(f' xmlns:n{number}="urn:{number}"' for number in range(100))
    return provider.good(email, attributes=NAMES).replace("<samlp:Response ", f"<samlp:Response{declared} ")


BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
XSLT = '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"><xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform"></xsl:stylesheet></ds:Transform>'
PREFIXES = f'<ds:Transform Algorithm="{EXCLUSIVE}"><ec:InclusiveNamespaces xmlns:ec="{EXCLUSIVE}" PrefixList="{"z " * 8000}"></ec:InclusiveNamespaces></ds:Transform>'
XPATH = '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>not(ancestor-or-self::NameID)</ds:XPath></ds:Transform>'

# What is sent, and what the log must say of it.
ATTACKS = {
    "signature wrapping 1": (wrapping_1, "exactly one assertion"),
    "signature wrapping 2": (wrapping_2, "exactly one assertion"),
    "signature wrapping 3": (wrapping_3, "exactly one assertion"),
    "signature wrapping 4": (wrapping_4, "exactly one assertion"),
    "signature wrapping 5": (wrapping_5, "exactly one assertion"),
    "signature wrapping 6": (wrapping_6, "exactly one assertion"),
    "signature wrapping 7": (wrapping_7, "exactly one assertion"),
    "signature wrapping 8": (wrapping_8, "exactly one assertion"),
    "an ID that is there twice": (same_id, "is there twice"),
    "the same ID as Id": (same_id_elsewhere, "is there twice"),
    "the same ID as xml:id": (same_xml_id, "is there twice"),
    "a comment in the name": (comment, "a comment"),
    "an instruction in the name": (instruction, "a processing instruction"),
    "unsigned": (lambda provider, email: provider.response(provider.assertion(email, attributes=NAMES)), "neither the response nor its assertion is signed"),
    "changed": (changed, "what it signs was changed"),
    "changed in a signed response": (changed_response, "what it signs was changed"),
    "one of two signatures is bad": (one_bad_signature, "signature of the Response"),
    "an unknown key": (wrong_key, "none of the keys in the metadata"),
    "an unknown key with its certificate": (own_certificate, "none of the keys in the metadata"),
    "an unknown key with its value": (own_key_value, "none of the keys in the metadata"),
    "the public key as a shared secret": (signed_with(method="hmac-sha256"), "hmac-sha256 is not allowed"),
    "a signature with SHA-1": (signed_with(method="rsa-sha1"), "SHA-1"),
    "a digest with SHA-1": (signed_with(digest="sha1"), "SHA-1"),
    "a digest with MD5": (signed_with(digest="md5"), "md5 is not allowed"),
    "inclusive canonicalization": (signed_with(canonicalization="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"), "not exclusive canonicalization"),
    "canonicalization with comments": (signed_with(transforms=(ENVELOPED, EXCLUSIVE + "WithComments")), "transforms are not"),
    "no transforms": (signed_with(transforms=()), "transforms are not"),
    "a program among the transforms": (signed_with(transforms=(ENVELOPED, XSLT, EXCLUSIVE)), "transforms are not"),
    "a filter among the transforms": (signed_with(transforms=(ENVELOPED, XPATH, EXCLUSIVE)), "transforms are not"),
    "thousands of prefixes to look for": (signed_with(transforms=(ENVELOPED, PREFIXES)), "names 8000 prefixes"),
    "hundreds of namespaces to look through": (many_namespaces, "too many namespaces"),
    "the good one as advice": (advised, "exactly one assertion"),
    "a signed response with another one put in": (around, "what it signs was changed"),
    "nobody has signed in": (said_of_nobody_there, "does not say that its subject has signed in"),
    "two references": (signed_with(references=2), "not exactly one reference"),
    "a reference to everything": (signed_with(uri=""), "refers to another element"),
    "a reference to a file": (signed_with(uri="file:///etc/passwd"), "refers to another element"),
    "a reference by XPointer": (signed_with(uri="#xpointer(/)"), "refers to another element"),
    "expired": (said(ends=-121), "has expired"),
    "confirmation expired": (said(confirmed=-121), "has expired"),
    "not valid yet": (said(begins=150), "is not valid before"),
    "another audience": (said(audience="https://other.example"), "for the audience https://other.example"),
    "no audience": (said(restriction=False), "names no audience"),
    "an unknown condition": (said(more="<saml:Condition></saml:Condition>"), "not understood"),
    "another recipient": (said(recipient="https://other.example/sso"), "recipient is https://other.example/sso"),
    "another issuer": (said(issuer="https://evil.example"), "issued by https://evil.example"),
    "made for another studio": (stolen, "is meant for"),
    "an answer to a request that is not ours": (said(request="_" + "0" * 32), "a request that is not ours"),
    "a refusal": (lambda provider, email: provider.signed(provider.response("", status="urn:oasis:names:tc:SAML:2.0:status:Responder")), "answers urn:oasis:names:tc:SAML:2.0:status:Responder"),
    "an external entity": (doctype('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"), "document type"),
    "an external parameter entity": (doctype('<!ENTITY % x SYSTEM "http://127.0.0.1:1/x"> %x;', ""), "document type"),
    "billion laughs": (doctype(BOMB, "&l9;"), "document type"),
    "a document type in another encoding": (lambda provider, email: f'<?xml version="1.0" encoding="UTF-7"?>+ADw-!DOCTYPE r [+ADw-!ENTITY x "y">]>{provider.good(email)}', "not well-formed"),
    "another encoding": (lambda provider, email: provider.good(email).encode("utf-16"), "not UTF-8"),
    "a thousand levels": (lambda provider, email: "<a>" * 1000 + "</a>" * 1000, "not well-formed"),
    "too large": (lambda provider, email: provider.good(email, attributes={"phone": "x" * 200_000}), "larger than"),
    "too many attributes": (lambda provider, email: "<a " + " ".join(f'a{n}=""' for n in range(5001)) + "/>", "too many elements or attributes"),
    "too many elements": (lambda provider, email: "<a>" + "<b/>" * 10_000 + "</a>", "too many elements or attributes"),
    "not XML": (lambda provider, email: "hello", "not well-formed"),
    "something else": (lambda provider, email: provider.metadata(), "not a Response"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_attack(tracker, provider, email, name):
    build, why = ATTACKS[name]
    tracker.refuses(build(provider, email), why)
    assert not tracker.person(email) and not tracker.person(evil(email))


def test_clocks_may_differ_by_two_minutes(tracker, provider, email):
    tracker.accepts(provider.good(email, attributes=NAMES, ends=-110, confirmed=-110))
    tracker.accepts(provider.good(email, begins=110))


def test_a_replay(tracker, provider, email):
    for request in (None, tracker.begin()):
        document = provider.good(email, attributes=NAMES, request=request)
        with ThreadPoolExecutor(4) as pool:
            statuses = list(pool.map(lambda _: tracker.send(document)[0], range(4)))
        assert sorted(statuses) == [302, 400, 400, 400]
        tracker.refuses(document, "replay")
    assertion = provider.signed(provider.assertion(email))
    tracker.accepts(provider.response(assertion))
    tracker.refuses(provider.response(assertion), "replay")
    forever = re.sub('NotOnOrAfter="[^"]*"', 'NotOnOrAfter="9999-12-31T23:59:59Z"', provider.assertion(email))
    document = provider.response(provider.signed(forever))
    tracker.accepts(document)
    tracker.refuses(document, "replay")


def test_a_request_is_answered_once_and_in_time(tracker, provider, email):
    request = tracker.begin()
    tracker.accepts(provider.good(email, attributes=NAMES, request=request))
    tracker.refuses(provider.good(email, request=request), "answered already")
    request = tracker.begin()
    tracker.query(f"UPDATE saml_request SET expires_at = expires_at - INTERVAL 30 MINUTE WHERE id = '{request}'")
    tracker.refuses(provider.good(email, request=request), "too old")
    other = provider.signed(provider.assertion(email, request=tracker.begin()))
    tracker.refuses(provider.response(other, request=tracker.begin()), "two requests")


def test_encrypted_attacks(tracker, provider, ours, email):
    assertion = provider.signed(provider.assertion(email, attributes=NAMES))
    encrypted = lambda text, **options: provider.response(provider.encrypted(text, options.pop("certificate", ours.certificate), **options))
    tracker.refuses(encrypted(provider.assertion(email, attributes=NAMES)), "neither the response nor its assertion is signed")
    tracker.refuses(encrypted(assertion, certificate=Key().certificate), "cannot be decrypted")
    tracker.refuses(encrypted(assertion, transport=ENC + "rsa-1_5"), "rsa-1_5 is not allowed")
    tracker.refuses(encrypted(assertion + assertion.replace(email, evil(email))), "not one element")
    tracker.refuses(encrypted(assertion.replace(email, evil(email))), "what it signs was changed")
    tracker.refuses(encrypted('<!DOCTYPE r [<!ENTITY x "y">]>' + assertion), "document type")
    data = re.sub(r"<xenc:CipherData>.*?</xenc:CipherData>", '<xenc:CipherData><xenc:CipherReference URI="file:///etc/passwd"></xenc:CipherReference></xenc:CipherData>', encrypted(assertion))
    tracker.refuses(data, "not in a CipherValue")
    assert not tracker.person(email)


def test_requests_without_a_response(tracker):
    for kind, body in [("", b""), (FORM, b""), (FORM, b"RelayState=x"), ("application/json", b'{"SAMLResponse":"x"}')]:
        status, _, answer = tracker.ask("POST", "/auth/saml/sso", body=body, kind=kind)
        assert status == 400 and b"SAMLResponse is missing" in answer, answer
    for text in (b"", b"%25%25", b"a" * 400_000):
        status, _, answer = tracker.ask("POST", "/auth/saml/sso", body=b"SAMLResponse=" + text)
        assert status == 400 and answer.startswith(b'{"error":true,"message":"'), answer


def test_thousands_of_damaged_responses(tracker, provider, ours):
    """None of them is the server's fault, kills a worker or gets in; whoever did get in was who the signature says."""
    import random
    chance = random.Random(7)
    name = f"damaged-{secrets.token_hex(4)}@example.com"
    assertion = provider.signed(provider.assertion(name, attributes=NAMES))
    good = [provider.response(assertion), provider.good(name, ("response",), attributes=NAMES), provider.good(name, ("assertion", "response"), attributes=NAMES), provider.response(provider.encrypted(assertion, ours.certificate))]
    pieces = [b"<", b">", b"&", b"&amp;", b"&#0;", b"&#x41;", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?", b'"', b"'", b" xmlns=\"\"", b" xmlns:saml=\"x\"", b" ID=\"x\"", b"\0", b"\xff", b"\xc3\xa9", b"</", b"/>", b"%", b"\r\n", b"9" * 30]
    before, people = tracker.pool.workers(), tracker.query("SELECT COUNT(*) FROM person")

    def damaged(number):
        local = random.Random(number)
        data = local.choice(good).encode()
        for _ in range(local.choice([1, 1, 1, 2, 5])):
            at = local.randrange(len(data) + 1)
            end = min(len(data), at + local.choice([1, 1, 2, 8, 100]))
            data = local.choice([data[:at] + local.choice(pieces) + data[at:], data[:at] + data[end:], data[:end] + data[at:], data[:at] + bytes([local.randrange(256)]) + data[at + 1:], data[:at]])
        return data

    def status(number):
        return tracker.send(damaged(number))[0]

    with ThreadPoolExecutor(2) as pool:
        statuses = list(pool.map(status, (chance.getrandbits(60) for _ in range(10_000))))
    assert set(statuses) <= {302, 400}, sorted(set(statuses))
    assert statuses.count(302) < 100, "most damage is noticed; what is not was in a part that nobody signs"
    assert tracker.pool.workers() == before
    assert int(tracker.query("SELECT COUNT(*) FROM person")[0][0]) - int(people[0][0]) <= 1


# The identity provider's metadata


def test_metadata_are_fetched_once_and_survive_the_provider(start, provider, email):
    site = MetadataServer()
    try:
        site.document = provider.metadata()
        tracker = start(SAML_METADATA_URL=site.url)
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(lambda _: tracker.ask("GET", "/auth/saml/login")[0], range(8))) == [302] * 8
        assert site.asked == 1
        tracker.accepts(provider.good(email, attributes=NAMES))

        # A key that is not known: asked again, but not at once.
        provider.key, old = Key(), provider.key
        try:
            tracker.refuses(provider.good(email), "none of the keys")
            assert site.asked == 1
            wait = f"UPDATE saml_metadata SET asked_at = asked_at - INTERVAL 1 MINUTE WHERE source = '{site.url}'"
            tracker.query(wait)
            tracker.refuses(provider.good(email), "none of the keys")
            assert site.asked == 2
            provider.published = [provider.key]
            site.document = provider.metadata()
            tracker.query(wait)
            tracker.accepts(provider.good(email))
            assert site.asked == 3
        finally:
            provider.key, provider.published = old, [old]

        # Old metadata of a provider that is away go on; the log says so.
        site.status = 500
        tracker.query(f"UPDATE saml_metadata SET asked_at = asked_at - INTERVAL 1 DAY, fetched_at = fetched_at - INTERVAL 1 DAY WHERE source = '{site.url}'")
        assert tracker.ask("GET", "/auth/saml/login")[0] == 302
        assert site.asked == 4 and "event=provider-unavailable" in tracker.pool.text()
        site.status, site.document = 200, b"<html/>"
        tracker.query(wait)
        assert tracker.ask("GET", "/auth/saml/login")[0] == 302
        # Until they say themselves that they are over.
        site.status, site.document = 200, provider.metadata(valid=2)
        tracker.query(wait)
        assert tracker.ask("GET", "/auth/saml/login")[0] == 302
        time.sleep(2.1)
        assert tracker.ask("GET", "/auth/saml/login")[0] == 503
    finally:
        site.stop()


def test_without_metadata(start, provider, email):
    tracker = start(SAML_METADATA_URL="http://127.0.0.1:9/metadata")
    status, _, body = tracker.ask("GET", "/auth/saml/login")
    assert status == 503 and body.startswith(b'{"error":true,"message":"')
    tracker.refuses(provider.good(email, attributes=NAMES), "metadata cannot be had")
    assert "event=provider-unavailable" in tracker.pool.text()


# Settings


def test_only_answers_to_our_own_questions(start, provider, file, email):
    """SAML_ALLOW_UNSOLICITED off."""
    tracker = start(SAML_METADATA_URL=file, SAML_ALLOW_UNSOLICITED="false")
    tracker.refuses(provider.good(email, attributes=NAMES), "answers no request")
    # Around an assertion that nobody asked for, anybody can write that it answers something.
    request = tracker.begin()
    tracker.refuses(provider.response(provider.signed(provider.assertion(email, attributes=NAMES)), request=request), "answers no request")
    tracker.accepts(provider.signed(provider.response(provider.assertion(email, attributes=NAMES), request=request)))


def test_an_answer_belongs_to_the_browser_that_asked(tracker, provider, email):
    """Else somebody could be signed in as the attacker, without noticing."""
    status, headers, _ = tracker.ask("GET", "/auth/saml/login")
    cookie = headers["set-cookie"]
    assert "SameSite=None" in cookie and "Secure" in cookie and "HttpOnly" in cookie
    request, shown = asked(headers["location"])[1].get("ID"), [("Cookie", cookie.split(";")[0])]
    for strange in ([], [("Cookie", "saml_browser=" + "x" * 40)]):
        tracker.refuses(provider.good(email, attributes=NAMES, request=request), "another browser", strange)
    second = asked(tracker.ask("GET", "/auth/saml/login", shown)[1]["location"])[1].get("ID")
    tracker.accepts(provider.good(email, attributes=NAMES, request=request), shown)
    tracker.accepts(provider.good(email, request=second), shown)


def test_sha_1_for_whoever_needs_it(start, provider, file, email):
    tracker = start(SAML_METADATA_URL=file, SAML_ALLOW_SHA1="true")
    tracker.accepts(provider.response(provider.signed(provider.assertion(email, attributes=NAMES), method="rsa-sha1", digest="sha1")))
    tracker.refuses(provider.response(provider.signed(provider.assertion(email), method="rsa-sha1", digest="sha1", key=Key())), "none of the keys")


def test_off(server):
    import requests
    for method, path in [("GET", "/auth/saml/login"), ("POST", "/auth/saml/sso"), ("GET", "/auth/saml/metadata")]:
        answer = requests.request(method, server.url + path, verify=server.certificate, allow_redirects=False, timeout=60)
        assert (answer.status_code, answer.json()) == (400, {"error": "SAML is not enabled."})
