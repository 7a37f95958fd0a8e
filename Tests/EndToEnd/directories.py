"""Directories for tests: OpenLDAP's slapd as Debian has it, and one of our own that can do what slapd cannot."""
import datetime
import ipaddress
import shutil
import socket
import subprocess
import tempfile
import threading
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

import processes

SUFFIX, ADMIN, SECRET = "dc=studio,dc=example", "cn=admin,dc=studio,dc=example", "directory-secret"


def program(name):
    return shutil.which(name, path="/usr/sbin:/usr/bin:/sbin:/bin") or name


def certificate(folder, name, address="127.0.0.1"):
    """A key and a certificate that it signed itself, for that address; the paths of both."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]), datetime.datetime.now(datetime.timezone.utc)
    made = (x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key()).serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(hours=1)).not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), False)
            .add_extension(x509.BasicConstraints(True, None), True).sign(key, hashes.SHA256()))
    paths = folder / f"{name}.pem", folder / f"{name}.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return paths


class Slapd:
    """slapd on loopback ports in a temporary folder. Whoever is no administrator gets at most 500 entries at once, as Debian has it."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="slapd-"))
        self.port, self.secure_port = processes.free_port(), processes.free_port()
        self.certificate, key = certificate(self.folder, "directory")
        (self.folder / "data").mkdir()
        schemas = "".join(f"include /etc/ldap/schema/{name}.schema\n" for name in ["core", "cosine", "inetorgperson", "nis", "msuser"])
        (self.folder / "slapd.conf").write_text(f"""{schemas}
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {self.folder}/pid
TLSCertificateFile {self.certificate}
TLSCertificateKeyFile {key}
sizelimit size.soft=500 size.hard=500 size.pr=500 size.prtotal=unlimited
database mdb
suffix "{SUFFIX}"
rootdn "{ADMIN}"
rootpw {SECRET}
directory {self.folder}/data
dbnosync
""")
        self.process = None
        self.start()
        organisation = f"dn: {SUFFIX}\nobjectClass: dcObject\nobjectClass: organization\no: Studio\ndc: studio\n\n"
        self.add(organisation + "".join(f"dn: ou={name},{SUFFIX}\nobjectClass: organizationalUnit\nou: {name}\n\n" for name in ["people", "groups", "domain"]))

    def start(self):
        listen = f"ldap://127.0.0.1:{self.port} ldaps://127.0.0.1:{self.secure_port}"
        with open(self.folder / "log", "a") as log:
            self.process = subprocess.Popen([program("slapd"), "-f", str(self.folder / "slapd.conf"), "-h", listen, "-d", "0"], stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
        if processes.until(self.answers, 20, every=0.02) is None:
            text = (self.folder / "log").read_text()
            self.stop()
            raise RuntimeError("slapd did not come up:\n" + text)

    def answers(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
            return True
        except OSError:
            return False

    def ask(self, name, *arguments, ldif=None):
        command = [program(name), "-x", "-H", f"ldap://127.0.0.1:{self.port}", "-D", ADMIN, "-w", SECRET, *arguments]
        done = subprocess.run(command, input=ldif, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    def add(self, ldif):
        self.ask("ldapadd", ldif=ldif)

    def change(self, ldif):
        self.ask("ldapmodify", ldif=ldif)

    def remove(self, name):
        self.ask("ldapdelete", name)

    def halt(self):
        processes.stop(self.process)

    def stop(self):
        self.halt()
        shutil.rmtree(self.folder, ignore_errors=True)


class FakeDirectory:
    """Takes simple binds (RFC 4511 §4.2) in the ways that Active Directory does and slapd does not, or fails in the way that `mode` says."""

    def __init__(self):
        self.accounts, self.asked, self.mode = {}, [], "answer"
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.talk, args=(connection,), daemon=True).start()

    def talk(self, connection):
        with connection:
            connection.settimeout(30)
            request = connection.recv(4096)
            if self.mode == "silent":
                connection.recv(1)  # until the client has enough of it
            elif self.mode == "garbage":
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            elif self.mode == "answer" and request:
                connection.sendall(self.answer(request))
                connection.recv(4096)  # the end of the session

    def answer(self, request):
        tag, message, _ = element(request)
        assert tag == 0x30
        _, number, rest = element(message)
        tag, bind, _ = element(rest)
        assert tag == 0x60, "a bind is expected"
        _, _, rest = element(bind)
        _, name, rest = element(rest)
        tag, password, _ = element(rest)
        assert tag == 0x80, "a simple one"
        self.asked.append((name.decode(), password.decode()))
        code = 0 if self.accounts.get(name.decode()) == password.decode() else 49
        return wrapped(0x30, wrapped(0x02, number) + wrapped(0x61, bytes([0x0A, 1, code, 4, 0, 4, 0])))

    def stop(self):
        self.listener.close()


def element(data):
    """The first element in DER: its tag, its content and what follows it."""
    size, at = data[1], 2
    if size & 0x80:
        at += size & 0x7F
        size = int.from_bytes(data[2:at], "big")
    return data[0], data[at:at + size], data[at + size:]


def wrapped(tag, content):
    assert len(content) < 128
    return bytes([tag, len(content)]) + content
