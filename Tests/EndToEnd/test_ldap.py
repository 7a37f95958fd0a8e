"""Signing in with the password of a directory, and people that come out of one: against Debian's slapd."""
import base64
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from directories import ADMIN, SECRET, SUFFIX, FakeDirectory, Slapd, certificate
from pools import Pool, command, unique
from session import Anyone, Session
from stack import query

PEOPLE = f"ou=people,{SUFFIX}"
PASSWORD = "correct-horse-battery"
REFUSED = (400, {"login": False, "message": "Wrong email or password."})


def person(login, given="Given", last="Name", mail=None, state="active", base=PEOPLE, password=PASSWORD):
    lines = [f"dn: uid={login},{base}", "objectClass: inetOrgPerson", "objectClass: extensibleObject", f"uid: {login}", f"cn: {given} {last}", f"givenName: {given}", f"sn: {last}"]
    lines += [f"mail: {mail or login + '@studio.example'}"] + ([f"userPassword: {password}"] if password else []) + ([f"organizationalStatus: {state}"] if state else [])
    return "\n".join(lines) + "\n\n"


@pytest.fixture(scope="module")
def slapd():
    directory = Slapd()
    yield directory
    directory.stop()


@pytest.fixture(scope="module")
def reader(slapd):
    """The account that the synchronisation reads with; it is of no group and no person."""
    name = f"cn=reader,{SUFFIX}"
    slapd.add(f"dn: {name}\nobjectClass: applicationProcess\nobjectClass: simpleSecurityObject\ncn: reader\nuserPassword: {SECRET}\n")
    return {"LDAP_USER": name, "LDAP_PASSWORD": SECRET}


@pytest.fixture(scope="module")
def settings(slapd, reader):
    return reader | {"AUTH_STRATEGY": "auth_remote_ldap", "LDAP_HOST": "127.0.0.1", "LDAP_PORT": str(slapd.port), "LDAP_BASE_DN": PEOPLE, "EMAIL_DOMAIN": "studio.example", "USER_LIMIT": "100000"}


@pytest.fixture(scope="module")
def secure(server, slapd, settings):
    """Over TLS, without fallback."""
    pool = Pool(server, **settings | {"LDAP_SSL": "true", "LDAP_PORT": str(slapd.secure_port), "LDAP_SSL_CA": str(slapd.certificate)})
    yield pool
    pool.stop()


@pytest.fixture(scope="module")
def plain(server, settings):
    """In clear, with fallback."""
    pool = Pool(server, **settings | {"LDAP_FALLBACK": "true"})
    yield pool
    pool.stop()


def sync(server, settings, *arguments):
    return command(Pool.known(server) | settings, "sync-with-ldap", *arguments)


def row(admin, email):
    found = admin.get("/data/persons", params={"email": email}).json()
    assert len(found) <= 1
    return found[0] if found else None


@pytest.fixture(scope="module")
def ada(slapd, server, settings, admin):
    """Somebody of the directory who has been synchronised."""
    login = unique("ada")
    slapd.add(person(login, "Ada", "Lovelace"))
    status, text = sync(server, settings)
    assert status == 0 and f"created {login} <{login}@studio.example>" in text, text
    made = row(admin, f"{login}@studio.example")
    assert any("event=account-created" in line and f"person={made['id']}" in line and "means=ldap" in line for line in text.splitlines()), text
    return made


@pytest.fixture(scope="module")
def local(admin):
    """Somebody the directory knows nothing of."""
    email = unique("local") + "@example.com"
    body = {"first_name": "Local", "last_name": "Person", "email": email, "password": PASSWORD, "role": "user"}
    return admin.post("/data/persons", json=body).json()


def log_in(pool, login, password=PASSWORD):
    with Anyone(pool) as anyone:
        answer = anyone.post("/auth/login", json={"email": login, "password": password})
        return answer.status_code, answer.json()


def failures(server, person):
    known = Pool.known(server)
    sql = f"SELECT login_failed_attemps FROM person WHERE id = '{person['id']}'"
    return int(query(known["DB_SOCKET"], sql, f"--user={known['DB_USERNAME']}", f"--database={known['DB_DATABASE']}", password=known["DB_PASSWORD"])[0][0])


def test_right_and_wrong_passwords(server, secure, plain, ada):
    for pool in [secure, plain]:
        for login in [ada["email"], ada["desktop_login"]]:
            status, body = log_in(pool, login)
            assert status == 200 and body["login"] is True and body["user"]["id"] == ada["id"], body
        for number, password in enumerate(["wrong", PASSWORD + " ", "", "*", "default"]):
            if number == 4:  # five would lock the account
                assert log_in(pool, ada["email"])[0] == 200
            assert log_in(pool, ada["email"], password) == REFUSED, password
        assert failures(server, ada) == 1
        assert log_in(pool, unique("nobody") + "@studio.example") == REFUSED
        assert log_in(pool, ada["email"])[0] == 200 and failures(server, ada) == 0


def test_five_wrong_passwords_lock(server, secure, slapd, settings, admin):
    login = unique("locked")
    slapd.add(person(login))
    assert sync(server, settings)[0] == 0
    assert [log_in(secure, login, "wrong") for _ in range(5)] == [REFUSED] * 5
    locked = {"error": True, "login": False, "message": "There were too many wrong passwords. Try again in a minute.", "too_many_failed_login_attemps": True}
    assert log_in(secure, login) == (400, locked)


def test_a_local_hash_does_not_open_an_account_of_the_directory(secure, plain, ada, admin):
    """Whatever is stored: the directory decides."""
    answer = admin.post(f"/actions/persons/{ada['id']}/change-password", json={"password": "local-password-1", "password_2": "local-password-1"})
    assert answer.status_code in (200, 404)
    for pool in [secure, plain]:
        assert log_in(pool, ada["email"], "local-password-1") == REFUSED
        assert log_in(pool, ada["email"])[0] == 200


def test_people_of_ours_need_the_fallback(server, secure, plain, local):
    assert log_in(plain, local["email"])[0] == 200
    assert log_in(plain, local["email"], "wrong") == REFUSED and failures(server, local) == 1
    assert log_in(plain, local["email"])[0] == 200 and failures(server, local) == 0
    for password in [PASSWORD, "wrong"]:
        assert log_in(secure, local["email"], password) == REFUSED
    assert failures(server, local) == 0, "nothing was checked, so nothing is counted"


def test_changing_a_password_asks_the_directory(secure, plain, ada, local):
    new = {"password": "another-password", "password_2": "another-password"}
    with Session(secure, ada["email"], PASSWORD) as session:
        answer = session.post("/auth/change-password", json=new | {"old_password": "wrong"})
        assert answer.status_code == 400 and answer.json()["error"] is True
        answer = session.post("/auth/change-password", json=new | {"old_password": PASSWORD})
        assert (answer.status_code, answer.json()) == (200, {"success": True})
    assert log_in(secure, ada["email"])[0] == 200, "the directory keeps its own"
    assert log_in(secure, ada["email"], "another-password") == REFUSED
    with Session(plain, local["email"], PASSWORD) as session:
        session.url = secure.url
        answer = session.post("/auth/change-password", json=new | {"old_password": PASSWORD})
        assert answer.status_code == 500 and answer.json() == {"error": True, "message": "Internal server error."}


@pytest.mark.parametrize("login", ["*", "*)(uid=*", "admin)(&)", f"x,{PEOPLE}", "ada+cn=x", "\\2a", " ", "#x", "é" * 100])
def test_what_is_typed_is_never_a_name_or_a_filter(secure, ada, login):
    assert log_in(secure, login) == REFUSED
    assert log_in(secure, login, SECRET) == REFUSED


@pytest.mark.parametrize("login", [f"x,{PEOPLE}", "a+cn=b", "quote\"", "back\\slash", "semi;colon", "#first", " edge ", "less<more>", "*", "é", "a=b", "nul\x01"])
def test_a_login_of_any_characters_is_one_value_of_a_name(server, secure, slapd, admin, login):
    """Accounts whose login would end the name early, or reach another entry, if it were not escaped."""
    email = unique("odd") + "@example.com"
    body = {"first_name": "Odd", "last_name": "Login", "email": email, "role": "user", "desktop_login": login, "is_generated_from_ldap": True}
    made = admin.post("/data/persons", json=body)
    assert made.status_code == 201, made.text
    try:
        assert log_in(secure, email) == REFUSED, "there is no such entry"
        if login.isprintable():
            opens_with_its_entry(secure, slapd, login, email)
    finally:
        assert admin.delete(f"/data/persons/{made.json()['id']}", params={"force": "true"}).status_code == 204


def opens_with_its_entry(secure, slapd, login, email):
    names = {'"': '\\"', "+": "\\+", ",": "\\,", ";": "\\;", "<": "\\<", ">": "\\>", "\\": "\\\\", "=": "\\="}
    escaped = "".join(names.get(character, character) for character in login)
    escaped = "\\" + escaped if escaped[0] in "# " else escaped
    escaped = escaped[:-1] + "\\ " if escaped.endswith(" ") else escaped
    slapd.add("\n".join(encoded(*line) for line in [("dn", f"uid={escaped},{PEOPLE}"), ("objectClass", "inetOrgPerson"), ("uid", login), ("cn", "Odd"), ("sn", "Login"), ("userPassword", PASSWORD)]) + "\n")
    try:
        assert log_in(secure, email)[0] == 200
        assert log_in(secure, email, "wrong") == REFUSED
    finally:
        slapd.remove(f"uid={escaped},{PEOPLE}")


def encoded(name, value):
    return f"{name}:: {base64.b64encode(value.encode()).decode()}"


def test_a_directory_that_is_down(server, slapd, secure, plain, ada, local):
    counted = failures(server, ada)
    slapd.halt()
    try:
        for pool in [secure, plain]:
            begin = time.monotonic()
            status, body = log_in(pool, ada["email"])
            assert status == 500 and body.keys() == {"error", "login", "message"} and body["error"] is True and body["login"] is False, body
            assert isinstance(body["message"], str) and str(slapd.port) not in body["message"]
            assert time.monotonic() - begin < 8
            assert "the directory does not answer" in pool.text()
        assert log_in(plain, local["email"])[0] == 200, "who is not of the directory does not wait for it"
        assert failures(server, ada) == counted
        status, text = plain.run("sync-with-ldap")
        assert status != 0 and "does not let us in" in text
    finally:
        slapd.start()
    assert log_in(secure, ada["email"])[0] == 200


def test_a_certificate_that_nobody_trusts(server, slapd, settings, ada, tmp_path):
    strange, _ = certificate(tmp_path, "strange")
    base = settings | {"LDAP_SSL": "true", "LDAP_PORT": str(slapd.secure_port)}
    pool = Pool(server, workers=1, **base | {"LDAP_SSL_CA": str(strange)})
    try:
        status, body = log_in(pool, ada["email"])
        assert status == 500 and body["login"] is False and PASSWORD not in pool.text()
    finally:
        pool.stop()
    assert sync(server, base | {"LDAP_SSL_CA": str(strange)})[0] != 0
    # The right authority, but another name than the certificate has.
    status, text = sync(server, base | {"LDAP_SSL_CA": str(slapd.certificate), "LDAP_HOST": "localhost"})
    assert status != 0, text
    assert sync(server, base | {"SSL_CERT_FILE": str(slapd.certificate)})[0] == 0


# MARK: Active Directory


@pytest.fixture(scope="module")
def domain():
    directory = FakeDirectory()
    yield directory
    directory.stop()


@pytest.fixture(scope="module")
def windows(server, domain):
    pool = Pool(server, AUTH_STRATEGY="auth_remote_ldap", LDAP_HOST="127.0.0.1", LDAP_PORT=str(domain.port), LDAP_IS_AD="true", LDAP_DOMAIN="studio.example")
    yield pool
    pool.stop()


@pytest.fixture
def member(admin):
    login = unique("member")
    body = {"first_name": "Domain", "last_name": "Member", "email": login + "@example.com", "role": "user", "desktop_login": login, "is_generated_from_ldap": True}
    return admin.post("/data/persons", json=body).json()


def test_active_directory_is_told_the_principal(domain, windows, member):
    name = f"{member['desktop_login']}@studio.example"
    domain.accounts[name] = PASSWORD
    assert log_in(windows, member["email"])[0] == 200
    assert log_in(windows, member["email"], "wrong") == REFUSED
    asked = len(domain.asked)
    assert log_in(windows, member["email"], "") == REFUSED
    assert domain.asked[asked:] == [], "an empty password is not shown to a directory"
    assert domain.asked[-2:] == [(name, PASSWORD), (name, "wrong")]


def test_active_directory_is_told_the_short_domain(server, domain, member):
    pool = Pool(server, workers=1, AUTH_STRATEGY="auth_remote_ldap", LDAP_HOST="127.0.0.1", LDAP_PORT=str(domain.port), LDAP_IS_AD="true", LDAP_DOMAIN="STUDIO")
    try:
        domain.accounts[f"STUDIO\\{member['desktop_login']}"] = PASSWORD
        assert log_in(pool, member["email"])[0] == 200
    finally:
        pool.stop()


@pytest.mark.parametrize("login", ["other@evil.example", "EVIL\\other", f"cn=x,{SUFFIX}", ""])
def test_no_login_is_a_name_of_another_form(domain, windows, admin, login):
    email = unique("odd") + "@example.com"
    body = {"first_name": "Odd", "last_name": "Login", "email": email, "role": "user", "desktop_login": login, "is_generated_from_ldap": True}
    assert admin.post("/data/persons", json=body).status_code == 201
    asked = len(domain.asked)
    assert log_in(windows, email) == REFUSED and domain.asked[asked:] == []


@pytest.mark.parametrize("mode", ["silent", "garbage", "hangs up"])
def test_a_directory_that_fails(server, domain, windows, admin, mode):
    """In clear and in a TLS handshake; at the same time, for two people."""
    people = [admin.post("/data/persons", json={"first_name": "Domain", "last_name": "Member", "email": f"{login}@example.com", "role": "user", "desktop_login": login, "is_generated_from_ldap": True}).json()
              for login in [unique("member"), unique("member")]]
    encrypted = Pool(server, workers=1, **{name: value for name, value in windows.settings.items() if name != "DOMAIN_NAME"} | {"LDAP_SSL": "true"})
    domain.mode = mode
    begin = time.monotonic()
    try:
        with ThreadPoolExecutor() as threads:
            answers = list(threads.map(log_in, [windows, encrypted], [person["email"] for person in people]))
        assert time.monotonic() - begin < 8
    finally:
        domain.mode = "answer"
        encrypted.stop()
    assert [(status, body["login"]) for status, body in answers] == [(500, False)] * 2


def test_people_called_by_their_full_name(server, slapd, settings, admin):
    """The simple kind of Active Directory: `cn=<login>,<base>`, the account's flag, its GUID."""
    name, base = unique("Grace Hopper"), f"ou=domain,{SUFFIX}"
    guid = uuid.uuid4()
    mail = unique("grace") + "@studio.example"
    entry = "\n".join([f"dn: cn={name},{base}", "objectClass: user", "objectClass: extensibleObject", f"cn: {name}", "givenName: Grace", "sn: Hopper", f"mail: {mail}", f"objectCategory: cn=Person,{SUFFIX}",
                       "userAccountControl: 512", f"objectGUID:: {base64.b64encode(guid.bytes_le).decode()}", f"userPassword: {PASSWORD}", "instanceType: 4", "nTSecurityDescriptor:: AA==", "sAMAccountName: grace", "objectSid:: AA=="])
    slapd.add(entry + "\n")
    simple = settings | {"LDAP_IS_AD_SIMPLE": "true", "LDAP_BASE_DN": base}
    try:
        status, text = sync(server, simple)
        assert status == 0 and f"created {name} <{mail}>" in text, text
        made = row(admin, mail)
        assert made["desktop_login"] == name and made["ldap_uid"] == str(guid)
        pool = Pool(server, workers=1, **simple)
        try:
            assert log_in(pool, mail)[0] == 200
            assert log_in(pool, mail, "wrong") == REFUSED
        finally:
            pool.stop()
        slapd.change(f"dn: cn={name},{base}\nchangetype: modify\nreplace: userAccountControl\nuserAccountControl: 514\n")
        status, text = sync(server, simple)
        assert status == 0 and "not active any more" in text and row(admin, mail)["active"] is False
    finally:
        slapd.remove(f"cn={name},{base}")


# MARK: Synchronisation


@pytest.fixture
def team(slapd):
    """A base of its own, so that nobody else is in it."""
    name = unique("team")
    base = f"ou={name},{SUFFIX}"
    slapd.add(f"dn: {base}\nobjectClass: organizationalUnit\nou: {name}\n")
    return base


def test_twice_changes_nothing(server, slapd, settings, team, admin):
    logins = [unique("crew") for _ in range(3)]
    slapd.add("".join(person(login, base=team) for login in logins))
    settings = settings | {"LDAP_BASE_DN": team}
    status, text = sync(server, settings, "--dry-run")
    assert status == 0 and "Would be: 3 created, 0 updated," in text and row(admin, f"{logins[0]}@studio.example") is None, text
    status, text = sync(server, settings)
    assert status == 0 and "3 created, 0 updated," in text, text
    status, text = sync(server, settings)
    assert status == 0 and text == "0 created, 0 updated, 0 deactivated, 3 unchanged.\n", text
    made = row(admin, f"{logins[0]}@studio.example")
    assert (made["first_name"], made["last_name"], made["desktop_login"], made["role"]) == ("Given", "Name", logins[0], "user")
    assert made["active"] is True and made["is_generated_from_ldap"] is True and len(made["ldap_uid"]) == 36
    events = admin.get("/data/events/last", params={"limit": 20, "name": "person:new"}).json()
    assert made["id"] in [event["data"]["person_id"] for event in events]


def test_what_changed_is_brought_over(server, slapd, settings, team, admin):
    login, renamed = unique("before"), unique("after")
    slapd.add(person(login, base=team))
    settings = settings | {"LDAP_BASE_DN": team}
    assert sync(server, settings)[0] == 0
    first = row(admin, f"{login}@studio.example")
    slapd.change(f"dn: uid={login},{team}\nchangetype: modrdn\nnewrdn: uid={renamed}\ndeleteoldrdn: 1\n\n"
                 f"dn: uid={renamed},{team}\nchangetype: modify\nreplace: mail\nmail: private-{renamed}@home.example\nmail: {renamed}@studio.example\n-\nreplace: givenName\ngivenName: Zoë\n")
    status, text = sync(server, settings)
    assert status == 0 and f"updated {renamed} <{renamed}@studio.example>" in text and "1 updated" in text, text
    changed = admin.get(f"/data/persons/{first['id']}").json()
    assert (changed["email"], changed["desktop_login"], changed["first_name"], changed["ldap_uid"]) == (f"{renamed}@studio.example", renamed, "Zoë", first["ldap_uid"])
    events = admin.get("/data/events/last", params={"limit": 20, "name": "person:update"}).json()
    assert first["id"] in [event["data"]["person_id"] for event in events]
    slapd.change(f"dn: uid={renamed},{team}\nchangetype: modify\nreplace: organizationalStatus\norganizationalStatus: retired\n")
    assert "not active any more" in sync(server, settings)[1]
    assert admin.get(f"/data/persons/{first['id']}").json()["active"] is False
    slapd.change(f"dn: uid={renamed},{team}\nchangetype: modify\nreplace: organizationalStatus\norganizationalStatus: active\n")
    assert "active again" in sync(server, settings)[1]
    assert admin.get(f"/data/persons/{first['id']}").json()["active"] is True


def test_who_is_gone_is_deactivated_and_can_do_nothing(server, slapd, settings, team, admin):
    stays, leaves, alone = unique("stays"), unique("leaves"), unique("alone")
    slapd.add(person(stays, base=team) + person(leaves, base=team) + person(alone, base=team))
    settings = settings | {"LDAP_BASE_DN": team}
    assert sync(server, settings)[0] == 0
    inside = Pool(server, workers=1, **settings)
    try:
        session, other = Session(inside, leaves, PASSWORD), Session(inside, stays, PASSWORD)
        leave(server, slapd, settings, team, admin, stays, leaves, alone)
        for _ in range(2):
            assert session.get("/auth/authenticated").status_code == 401 and other.get("/auth/authenticated").status_code == 200
        assert log_in(inside, leaves) == REFUSED
        # Whoever comes back has to sign in again.
        slapd.add(person(leaves, base=team))
        assert "active again" in sync(server, settings)[1]
        assert session.get("/auth/authenticated").status_code == 401 and log_in(inside, leaves)[0] == 200
    finally:
        inside.stop()


def leave(server, slapd, settings, team, admin, stays, leaves, alone):
    for login in [leaves, alone]:
        slapd.remove(f"uid={login},{team}")
    status, text = sync(server, settings | {"LDAP_EXCLUDED_ACCOUNTS": f"x, {alone}"})
    assert status == 0 and f"deactivated {leaves} <" in text and alone not in text, text
    assert text.count("event=tokens-revoked") == 1
    assert row(admin, f"{leaves}@studio.example")["active"] is False
    assert row(admin, f"{stays}@studio.example")["active"] is True and row(admin, f"{alone}@studio.example")["active"] is True


def test_only_members_of_the_group(server, slapd, settings, team, admin):
    logins = {kind: unique(kind) for kind in ["unique", "member", "posix", "outside"]}
    slapd.add("".join(person(login, base=team) for login in logins.values()))
    groups = {"unique": "groupOfUniqueNames\nuniqueMember: UID={0}, {1}", "member": "groupOfNames\nmember: uid={0},{1}", "posix": "posixGroup\ngidNumber: 1\nmemberUid: {0}"}
    for kind, content in groups.items():
        name = unique("group")
        slapd.add(f"dn: cn={name},ou=groups,{SUFFIX}\ncn: {name}\nobjectClass: " + content.format(logins[kind], team) + "\n")
        status, text = sync(server, settings | {"LDAP_BASE_DN": team, "LDAP_GROUP": f"cn={name},ou=groups,{SUFFIX}"})
        assert status == 0 and f"created {logins[kind]} <" in text, text
        active = {other: (row(admin, f"{login}@studio.example") or {}).get("active", False) for other, login in logins.items()}
        assert active == {other: other == kind for other in logins}, "who left the group is deactivated"
    for group in ["cn=nowhere,ou=groups," + SUFFIX, "nowhere"]:
        status, text = sync(server, settings | {"LDAP_BASE_DN": team, "LDAP_GROUP": group})
        assert status != 0 and row(admin, f"{logins['posix']}@studio.example")["active"] is True, text
    by_name = unique("by-name")
    slapd.add(f"dn: cn={by_name},{team}\ncn: {by_name}\nobjectClass: groupOfNames\nmember: uid={logins['posix']},{team}\n")
    status, text = sync(server, settings | {"LDAP_BASE_DN": team, "LDAP_GROUP": by_name})
    assert status == 0 and "1 unchanged" in text, text


def test_more_people_than_the_directory_gives_at_once(server, slapd, settings, team):
    """1200 in pages of 500; without pages this reader would be refused."""
    prefix = unique("mass")
    slapd.add("".join(person(f"{prefix}-{number}", base=team, password=None) for number in range(1200)))
    status, text = sync(server, settings | {"LDAP_BASE_DN": team})
    assert status == 0 and "1200 created" in text, text[-500:]
    status, text = sync(server, settings | {"LDAP_BASE_DN": team})
    assert status == 0 and "0 created, 0 updated, 0 deactivated, 1200 unchanged." in text


def test_an_empty_or_unknown_base_deactivates_nobody(server, settings, slapd, team, ada, admin):
    assert sync(server, settings)[0] == 0
    for base, words in [(team, "There is nobody below"), (f"ou=nowhere,{SUFFIX}", "cannot be searched")]:
        status, text = sync(server, settings | {"LDAP_BASE_DN": base})
        assert status != 0 and words in text, text
    assert sync(server, settings | {"LDAP_PASSWORD": "wrong"})[0] != 0
    assert sync(server, settings | {"LDAP_PASSWORD": ""})[0] != 0, "an empty password would be no bind at all"
    assert admin.get(f"/data/persons/{ada['id']}").json()["active"] is True


def test_the_limit_of_people(server, settings, slapd, team, admin):
    logins = [unique("many") for _ in range(3)]
    slapd.add("".join(person(login, base=team) for login in logins))
    status, text = sync(server, settings | {"LDAP_BASE_DN": team, "USER_LIMIT": "1"})
    assert status == 1 and text.count("USER_LIMIT") == 3 and "0 created" in text, text
    assert all(row(admin, f"{login}@studio.example") is None for login in logins)


def test_two_with_one_login(server, settings, slapd, team, admin):
    """Only the one directly below the base can sign in: the other's account must not open with that one's password."""
    login = unique("twin")
    slapd.add(f"dn: ou=attic,{team}\nobjectClass: organizationalUnit\nou: attic\n\n" + person(login, mail=f"other-{login}@studio.example", base=f"ou=attic,{team}", password="another-password") + person(login, base=team))
    status, text = sync(server, settings | {"LDAP_BASE_DN": team})
    assert status == 0 and f"left out {login} <other-{login}@studio.example>: somebody else has the login" in text, text
    assert row(admin, f"{login}@studio.example")["active"] is True and row(admin, f"other-{login}@studio.example") is None


def test_two_with_one_id(server, settings, slapd, team, admin):
    """As people may write it themselves."""
    logins, id = [unique("one"), unique("two")], unique("id")
    slapd.add("".join(person(login, base=team).rstrip() + f"\nuniqueIdentifier: {id}\n\n" for login in logins))
    for text in ("2 created, 0 updated", "0 created, 0 updated, 0 deactivated, 2 unchanged"):
        status, found = sync(server, settings | {"LDAP_BASE_DN": team})
        assert status == 0 and text in found, found
    assert [row(admin, f"{login}@studio.example")["ldap_uid"] for login in logins].count(id) == 1


def test_an_account_of_ours_is_taken_over(server, settings, slapd, team, admin, local):
    login = unique("local")
    slapd.add(person(login, "Taken", "Over", mail=local["email"], base=team))
    status, text = sync(server, settings | {"LDAP_BASE_DN": team})
    assert status == 0 and "signs in by the directory from now on" in text, text
    taken = row(admin, local["email"])
    assert taken["id"] == local["id"] and taken["is_generated_from_ldap"] is True and taken["desktop_login"] == login
