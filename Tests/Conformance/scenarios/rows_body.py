"""The body of a generic create or update (style J): what is not a JSON object and how that is said."""
from fixtures import as_role, department

JSON = {"Content-Type": "application/json"}
NOBODY = "ffffffff-ffff-4fff-8fff-ffffffffffff"


def run(c):
    d = department(c)
    good = ('{"name": "%s", "color": "#aabbcc"}' % c.unique("by hand ")).encode()
    for method, url in (("POST", "/data/departments"), ("PUT", "/data/departments/" + d["id"])):
        send = lambda body, kind=JSON, **kw: c.raw(method, url, body, kind, **kw)
        send(good, {}, note="no content type")
        send(good, {"Content-Type": "text/plain"})
        send(b"name=x", {"Content-Type": "application/x-www-form-urlencoded"})
        send(b"", {}, note="nothing at all")
        send(b"", note="empty")
        send(b"{", note="malformed")
        send(b'{"name": "x",}', note="a comma too many")
        send(b"{'name': 'x'}")
        send(b'{"name": NaN}')
        send(b'{"name": Infinity}')
        send(b'{"name": "\xff"}', note="not UTF-8")
        send(b'{"name": "x"} {}', note="two documents")
        send(b"null")
        send(b"null", {"Content-Type": "text/plain"}, note="the content type is looked at first")
    url = "/data/departments"
    for body in (b"[]", b'[{"name": "x"}]', b'"text"', b"5", b"true"):
        c.raw("POST", url, body, JSON)
        c.raw("PUT", url + "/" + d["id"], body, JSON, fixed={"status": 400})

    made = c.raw("POST", url, good, {"Content-Type": "application/json; charset=utf-8"})
    c.raw("PUT", url + "/" + made["id"], b'{"color": "#000001"}', {"Content-Type": "application/vnd.studio+json"})
    c.raw("PUT", url + "/" + made["id"], b'{"color": 1, "color": "#000002"}', {"Content-Type": "APPLICATION/JSON"}, note="the last of two keys; the type in capitals")
    c.raw("PUT", url + "/" + made["id"], b'\xef\xbb\xbf{"color": "#000003"}', JSON, note="a byte order mark")
    c.raw("PUT", url + "/" + made["id"], '{"color": "#00000é"}'.encode("utf-16"), JSON, note="another encoding")
    c.raw("PUT", url + "/" + made["id"], (r'{"name": "\u00e9 \ud83d\udc26 é %s", "color": "#000004"}' % c.unique()).encode(), JSON, note="escapes and plain text are the same")
    c.raw("GET", url + "/" + made["id"], b"", {})
    c.put(url + "/" + made["id"], {}, note="nothing to change is a change")

    # The order of the checks.
    artist = as_role(c, "artist")
    artist.raw("POST", url, b"{", JSON, note="the body is looked at before the role")
    artist.raw("POST", url, b"{}", {}, note="so is its type")
    artist.raw("POST", url, b"null", JSON)
    artist.post(url, {"nope": 1}, note="the role before the columns")
    artist.raw("PUT", url + "/abc", b"{", JSON, note="the body before the identifier")
    artist.raw("PUT", url + "/abc", b"{}", {})
    artist.put(url + "/abc", {}, note="the identifier before the role")
    artist.put(url + "/" + NOBODY, {}, note="the row before the role")
    artist.put(url + "/" + d["id"], {"color": 1})
    artist.delete(url + "/abc")
    artist.delete(url + "/" + NOBODY)
    artist.delete(url + "/" + d["id"])
    c.raw("DELETE", url + "/" + made["id"], b"{", JSON, note="a delete has no body to look at")
