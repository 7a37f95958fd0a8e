"""Where a token is read and what each kind of bad one answers."""
from fixtures import cast, as_role, PASSWORD

PATH = "/auth/authenticated"


def known(body):
    return {"authenticated": body["authenticated"], "email": body["user"]["email"].split("-")[0]}


def run(c):
    nobody = c.anonymous()
    artist = as_role(c, "artist")
    token, refresh = artist.login["access_token"], artist.login["refresh_token"]
    ask = lambda value, **kw: nobody.get(PATH, send={"Authorization": value}, pick=known, **kw)

    nobody.get(PATH, headers=("WWW-Authenticate",), note="no token")
    ask("Bearer " + token)
    ask("bearer " + token, note="the scheme is case-sensitive")
    ask("Bearer", note="a scheme without a value")
    ask("Bearer ", note="an empty value")
    ask("Bearer a b")
    ask("Bearer  " + token, note="two blanks")
    ask("Bearer abc", note="one segment")
    ask("Bearer a.b.c")
    ask("Bearer " + token[:-4] + ("AAAA" if token[-4:] != "AAAA" else "BBBB"), note="a signature of somebody else")
    ask("Bearer " + token.split(".")[0] + "." + token.split(".")[1] + ".", note="no signature")
    # {"alg":"none","typ":"JWT"}
    ask("Bearer eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0." + token.split(".")[1] + ".", note="an algorithm that checks nothing")
    ask("Basic dXNlcjpwYXNz")
    ask("Token " + token)
    ask(token, note="no scheme")
    ask("Basic x, Bearer " + token, note="a list of schemes")
    ask("Bearer " + token + ", Basic x")
    ask("Bearer " + token + ", Bearer " + token, note="two bearers")
    ask("Bearer " + token + ",", note="an empty element")
    ask("", note="an empty header")
    ask("Bearer " + refresh, note="a refresh token where an access token is asked for")
    nobody.get("/auth/refresh-token", note="no token on the refresh route")
    nobody.get("/auth/refresh-token", send={"Authorization": "Bearer " + token}, note="an access token where a refresh token is asked for")
    nobody.get("/auth/refresh-token", send={"Authorization": "Bearer abc"})

    nobody.get(PATH, query={"access_token": token, "jwt": token}, note="not read from the query")
    nobody.get(PATH, send={"Cookie": "access_token_cookie=" + token}, pick=known, note="read from the cookie")
    nobody.get(PATH, send={"Cookie": "refresh_token_cookie=" + refresh}, note="the other cookie")
    nobody.get(PATH, send={"Cookie": "access_token_cookie=abc"})
    nobody.get(PATH, send={"Cookie": "access_token_cookie="}, note="an empty cookie")
    nobody.get(PATH, send={"Cookie": "access_token_cookie=" + token, "Authorization": "Bearer abc"}, pick=known, note="the cookie is read first")
    nobody.get(PATH, send={"Cookie": "access_token_cookie=abc", "Authorization": "Bearer " + token}, pick=known,
               fixed={"status": 200}, note="a stale cookie must not hide a good header")
    nobody.get(PATH, send={"Cookie": "access_token_cookie=" + refresh, "Authorization": "Bearer " + token}, pick=known, fixed={"status": 200})

    # Who one is comes before what is asked: identifier, body and role.
    nobody.get("/data/departments/abc", note="before the identifier")
    nobody.raw("POST", "/data/departments", b"{", headers={"Content-Type": "application/json"}, note="before the body")
    c.with_token("abc").raw("PUT", "/data/departments/abc", b"", note="before the content type")
    for path in ("/stats", "/data/events/last", "/data/events/names", "/data/persons", "/auth/logout"):
        nobody.get(path)
    for method, path in (("POST", "/auth/change-password"), ("PUT", "/auth/totp"), ("POST", "/auth/totp"), ("DELETE", "/auth/totp"), ("PUT", "/auth/recovery-codes")):
        nobody.step(method, path, json={})
