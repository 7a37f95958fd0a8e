"""Asking for a link by mail: the answer never tells whether there is an account."""
from fixtures import PASSWORD, person


def run(c):
    nobody, url = c.anonymous(), "/auth/reset-password"
    known = person(c)
    inactive = person(c, prefix="inactive-", active=False)
    for email in (known["email"], known["email"].upper(), inactive["email"], c.unique("nobody-") + "@example.com", "no address", " ", "é@example.com"):
        nobody.post(url, {"email": email})
    for wrong in ({}, {"email": ""}, {"email": None}, {"email": 5}, {"email": [known["email"]]}, {"email": {}}, []):
        nobody.post(url, wrong)
    nobody.step("POST", url, data={"email": known["email"]}, note="a form")
    nobody.post(url + "?email=" + known["email"], None, note="in the query")
    nobody.raw("POST", url, data=b"{", headers={"Content-Type": "application/json"})
    c.post(url, {"email": known["email"]}, note="signed in or not")

    fresh = "another-good-password"
    good = {"email": known["email"], "password": fresh, "password2": fresh}
    nobody.put(url, {**good, "token": "A" * 64}, note="guessed")
    nobody.put(url, {**good, "email": inactive["email"], "token": "A" * 64})
    nobody.put(url, {**good, "token": ""})
    nobody.put(url, {**good, "token": 5})
    nobody.put(url, {"email": known["email"]})
    nobody.post("/auth/login", {"email": known["email"], "password": PASSWORD}, pick=lambda b: b["login"], note="the password is the same")
