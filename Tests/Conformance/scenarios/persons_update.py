"""Changing persons: everything by an administrator, oneself within limits."""

from builders import INVALID, NOWHERE, only, someone
from fixtures import PASSWORD, as_role, cast, department, event, login, new


def run(c):
    d = department(c)
    studio = new(c, "studios", name=c.unique("studio-"), color="#123456")
    p = someone(c, departments=[d["id"]])
    path = "/data/persons/" + p["id"]
    c.put(
        path,
        {
            "first_name": "Ada",
            "phone": "1",
            "country": "fr",
            "locale": "fr_FR",
            "timezone": "Asia/Tokyo",
            "role": "supervisor",
            "daily_salary": 10,
            "studio_id": studio["id"],
        },
    )
    event(c, "person:update", person_id=p["id"])
    c.put(path, {"password": "another-password", "jti": "x", "full_name": "Nobody", "nonsense": 1, "id": NOWHERE}, pick=only("id", "full_name"))
    c.anonymous().post("/auth/login", {"email": p["email"], "password": PASSWORD}, note="the password stays", pick=only("login"))

    def attempt(note="", **fields):
        c.put(path, fields, note=note or str(fields)[:70], pick=only(*(k for k in fields if k != "two_factor_authentication")))

    for role in ("client", "other", None, "user"):
        attempt(role=role)
    for contract in ("freelance", "other", None):
        attempt(contract_type=contract)
    for country in ("", " de ", None, "FRA"):
        attempt(country=country)
    for locale in ("", "en_GB", None, "en-GB"):
        attempt(locale=locale)
    for zone in ("", "Asia/Tokyo", None):
        attempt(timezone=zone)
    for style in ("DD/MM/YYYY", None, "DD.MM.YYYY"):
        attempt(display_date_format=style)
    for second in ("totp", "other", None):
        attempt(two_factor_authentication=second)
    for email in (c.unique("new") + "@Example.com", cast(c)["user"]["email"].upper(), "nobody", "", None):
        attempt(email=email)
    for choice in ("position", "seniority", "preferred_two_factor_authentication"):
        c.put(path, {choice: "other"}, note=choice, skip_peer=True, fixed={"status": 400, "body": INVALID})
    c.get(path, pick=only("position", "seniority", "preferred_two_factor_authentication"))
    attempt(position="lead", seniority="junior")
    c.put(path, {"timezone": "UTC"}, pick=only("timezone"), skip_peer=True, fixed={"status": 200, "body": {"timezone": "UTC"}})
    c.put(path, {"timezone": "Europe/Paris"}, pick=only("timezone"))
    attempt(studio_id=NOWHERE)
    attempt(daily_salary="much")
    attempt(first_name=None)
    attempt(departments=[])
    attempt(departments=[d["id"], NOWHERE], note="an unknown department is left out")
    attempt(departments=["abc"])
    attempt(active=False)
    attempt(active=True)
    c.put("/data/persons/abc", {})
    c.put("/data/persons/" + NOWHERE, {})
    as_role(c, "user").put("/data/persons/" + NOWHERE, {})
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).put(path, {"first_name": "x"}, note="somebody else, as " + role)

    for role in ("manager", "supervisor", "user", "client", "vendor"):
        one = someone(c, role)
        own = "/data/persons/" + one["id"]
        login(c, one).put(
            own,
            {
                "first_name": "Me",
                "phone": "2",
                "role": "admin",
                "departments": [d["id"]],
                "active": False,
                "is_bot": True,
                "archived": True,
                "login_failed_attemps": 5,
                "last_login_failed": "2024-01-02T03:04:05",
                "is_generated_from_ldap": True,
                "ldap_uid": c.unique(role),
                "last_presence": "2024-01-02",
                "studio_id": studio["id"],
            },
            note="oneself, as " + role,
        )
    mine = ("daily_salary", "contract_type", "is_guest", "totp_enabled")
    login(c, one).put(
        own,
        {"daily_salary": 5, "contract_type": "freelance", "is_guest": True, "totp_enabled": True, "totp_secret": "S"},
        note="what is not one's own business",
        pick=only(*mine),
        fixed={"status": 200, "body": {"daily_salary": 0, "contract_type": "open-ended", "is_guest": False, "totp_enabled": False}},
    )
    c.put(own, {"totp_enabled": False, "totp_secret": None, "is_guest": False}, keep=False)
    login(c, one).put(own, {"role": "other"}, note="stripped before it is checked", pick=only("role"))
    login(c, one).put(own, {"email": cast(c)["user"]["email"]})
