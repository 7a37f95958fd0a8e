"""Who logged in when."""
from fixtures import PASSWORD, ROLES, as_role, person

URL = "/data/events/login-logs/last"
NOBODY = "ffffffff-ffff-4fff-8fff-ffffffffffff"


def run(c):
    one, two = person(c, prefix="one-"), person(c, prefix="two-")
    nobody = c.anonymous()
    for who in (one, two, one):
        nobody.post("/auth/login", {"email": who["email"], "password": PASSWORD}, keep=False)
    nobody.post("/auth/login", {"email": one["email"], "password": "wrong"}, keep=False)
    nobody.post("/auth/login", {"email": two["email"], "password": PASSWORD}, send={"X-Real-IP": "192.0.2.7"}, keep=False)

    # The address is that of the nearest proxy, so it depends on where this runs.
    rows = c.get(URL, person_ids=[one["id"], two["id"]], ignore={"ip_address"}, note="newest first, refusals are not in it")
    c.get(URL, person_ids=one["id"], pick=lambda rows: [sorted(r) for r in rows])
    c.get(URL, query={"person_ids": [one["id"], two["id"]], "limit": 2}, ignore={"ip_address"})
    c.get(URL, query={"person_ids": [one["id"], two["id"]], "cursor_login_log_id": rows[1]["id"]}, ignore={"ip_address"}, note="older than the second")
    c.get(URL, query={"person_ids": one["id"], "after": "2000-01-01"}, ignore={"ip_address"})
    c.get(URL, query={"person_ids": one["id"], "before": "2000-01-01"})
    c.get(URL, person_ids=NOBODY)
    c.get(URL, limit=0)
    c.get(URL, limit="abc")
    c.get(URL, limit=-1, fixed={"status": 400})
    c.get(URL, before="abc")
    c.get(URL, after="abc")
    c.get(URL, cursor_login_log_id="abc")
    c.get(URL, cursor_login_log_id=NOBODY)
    c.get(URL, person_ids="abc")
    for role in ROLES[1:]:
        as_role(c, role).get(URL, note=role)
    as_role(c, "manager").get(URL, limit="abc", note="the limit is looked at before the role")
    as_role(c, "manager").get(URL, before="abc", note="the dates after it")
