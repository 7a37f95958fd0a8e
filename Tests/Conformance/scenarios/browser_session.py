"""Browsers get their tokens as cookies too; programs do not."""
from fixtures import PASSWORD, person

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0"
SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Safari/605.1.15"
EDGE = CHROME + " Edg/120.0.0.0"
FIREFOX_MOBILE = "Mozilla/5.0 (Android 14; Mobile; rv:121.0) Gecko/121.0 Firefox/121.0"
HEADLESS = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36"

# The original gives the refresh cookie a path no browser behind the web server ever asks for, so sessions end after a week.
ACCESS = "access_token_cookie=<token>; Expires=<date>; Max-Age=31540000; HttpOnly; Path=/; SameSite=Lax"
REFRESH = "refresh_token_cookie=<token>; Expires=<date>; Max-Age=31540000; HttpOnly; Path=/api/auth/refresh-token; SameSite=Lax"


def run(c):
    nobody = c.anonymous()
    who = person(c)
    good = {"email": who["email"], "password": PASSWORD}
    both = {"status": 200, "headers": {"Set-Cookie": [ACCESS, REFRESH]}}

    def login(agent, **kw):
        return nobody.post("/auth/login", good, send={"User-Agent": agent}, headers=("Set-Cookie",), pick=lambda b: b["login"], **kw)
    login(CHROME, fixed=both, note="Chrome")
    login(FIREFOX, fixed=both, note="Firefox")
    login(SAFARI, fixed=both, note="Safari")
    login(EDGE, fixed=both, note="Edge")
    login("curl/8.5.0", note="curl")
    login("python-requests/2.31", note="a program")
    login("", note="no name at all")
    login(FIREFOX_MOBILE, fixed=both, note="every browser gets cookies")
    login(HEADLESS, fixed=both, note="so do those without a screen")
    nobody.post("/auth/login", {**good, "password": "wrong"}, send={"User-Agent": CHROME}, headers=("Set-Cookie",), note="nothing for a wrong password")

    session = nobody.post("/auth/login", good, send={"User-Agent": CHROME}, keep=False)
    cookie = {"User-Agent": CHROME, "Cookie": "refresh_token_cookie=" + session["refresh_token"]}
    nobody.get("/auth/refresh-token", send=cookie, headers=("Set-Cookie",), fixed={"status": 200, "body": {"refresh": True}}, note="the token comes as a cookie only")
    nobody.get("/auth/refresh-token", send={"User-Agent": "curl/8.5.0", "Cookie": cookie["Cookie"]}, headers=("Set-Cookie",), note="a program with the cookie")
    nobody.get("/auth/refresh-token", send={"User-Agent": CHROME, "Authorization": "Bearer " + session["refresh_token"]}, note="a browser with the header")
    access = "access_token_cookie=" + session["access_token"]
    nobody.get("/auth/authenticated", send={"User-Agent": CHROME, "Cookie": access}, pick=lambda b: b["authenticated"])
    nobody.get("/auth/logout", send={"User-Agent": CHROME, "Cookie": access}, headers=("Set-Cookie",), fixed={"status": 200, "body": {"logout": True}})
    nobody.get("/auth/authenticated", send={"User-Agent": CHROME, "Cookie": access}, note="revoked")
    c.get("/data/events/login-logs/last", query={"person_ids": who["id"]}, pick=lambda rows: [r["origin"] for r in rows], fixed={
        "status": 200, "body": ["web", "web", "web"] + ["script"] * 3 + ["web"] * 4}, note="where each login came from, newest first")
