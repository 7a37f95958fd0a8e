"""Five wrong passwords lock an account for a minute."""
from fixtures import PASSWORD, person


def run(c):
    nobody = c.anonymous()
    who = person(c)
    for n in range(4):
        nobody.post("/auth/login", {"email": who["email"], "password": "wrong"}, keep=False)
    nobody.post("/auth/login", {"email": who["email"], "password": PASSWORD}, pick=lambda b: b["login"], note="the fifth try is right: the count starts again")
    for n in range(5):
        nobody.post("/auth/login", {"email": who["email"], "password": "wrong"}, note=f"wrong, {n + 1}")
    nobody.post("/auth/login", {"email": who["email"], "password": PASSWORD}, note="right, but locked")
    nobody.post("/auth/login", {"email": who["email"], "password": "wrong"}, note="wrong and locked")
    nobody.post("/auth/login", {"email": who["email"].upper(), "password": PASSWORD}, note="another spelling of the same account")
    c.get("/data/persons/" + who["id"], pick=lambda p: [k for k in ("login_failed_attemps", "last_login_failed") if k in p], note="the count is not shown")
