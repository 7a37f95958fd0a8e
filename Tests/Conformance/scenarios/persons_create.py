"""Creating persons: what is validated, and how it is stored."""

import datetime

from builders import INVALID, NOWHERE, number, only
from fixtures import PASSWORD, as_role, department, event, new


def run(c):
    def named(**fields):
        name = c.unique("person" + number(c) + "-")
        return {"first_name": "Ada", "last_name": name, "email": name + "@example.com", **fields}

    row = c.post("/data/persons", named())
    event(c, "person:new", person_id=row["id"])
    d = department(c)
    studio = new(c, "studios", name=c.unique("studio-"), color="#123456")
    c.post(
        "/data/persons",
        named(
            phone="123",
            country="fr",
            contract_type="freelance",
            desktop_login=c.unique("ada-"),
            timezone="Asia/Tokyo",
            locale="fr_FR",
            use_12_hour_clock=True,
            display_date_format="DD/MM/YYYY",
            data={"a": 1},
            role="supervisor",
            position="lead",
            seniority="senior",
            daily_salary=100,
            notifications_enabled=True,
            notifications_slack_enabled=True,
            notifications_slack_userid="s",
            is_guest=True,
            departments=[d["id"]],
            studio_id=studio["id"],
            password=PASSWORD,
            active=False,
            archived=True,
            totp_enabled=True,
            totp_secret="S",
            last_presence="2024-01-02",
        ),
    )

    def attempt(note="", **fields):
        c.post(
            "/data/persons",
            named(**fields),
            note=note or str(fields)[:70],
            pick=only(*(k for k in fields if k not in ("password", "two_factor_authentication"))),
        )

    for role in ("admin", "manager", "supervisor", "user", "client", "vendor"):
        attempt(role=role)
    for wrong in ("other", "", None):
        attempt(role=wrong)
    for contract in ("open-ended", "fixed-term", "short-term", "freelance", "apprentice", "internship", "other", None):
        attempt(contract_type=contract)
    for country in ("DE", " it ", "", None, "FRA", "F", "12", "é1", 33):
        attempt(country=country)
    for locale in ("en_GB", "fr", "", None, "en-GB", "xx_YY", "english_united"):
        attempt(locale=locale)
    for style in ("YYYY-MM-DD", "MM/DD/YYYY", None, "DD.MM.YYYY", ""):
        attempt(display_date_format=style)
    for zone in ("America/New_York", "", None):
        attempt(timezone=zone)
    later = (datetime.date.today() + datetime.timedelta(days=400)).replace(month=6, day=1).isoformat()
    c.post(
        "/data/persons", named(expiration_date=later), note="an expiration to come", pick=lambda row: [row["expiration_date"] == later, "access_token" in row]
    )
    for day in ("2020-01-01", "soon", "01/02/2030", "2030-01-02T00:00:00", "", 5):
        attempt(expiration_date=day)
    for password in ("short", None, "p" * 100):
        attempt(note="password " + repr(password)[:12], password=password)
    c.post("/data/persons", named(password=""), note="an empty password", fixed={"status": 400})
    for second in (None, "totp", "other"):
        attempt(two_factor_authentication=second)
    for choice in ("position", "seniority", "preferred_two_factor_authentication"):
        person = named(**{choice: "other"})
        c.post("/data/persons", person, note=choice, skip_peer=True, fixed={"status": 400, "body": INVALID})
        c.get("/data/persons", email=person["email"], note="nothing was made")
    c.post(
        "/data/persons",
        named(timezone="UTC"),
        note="a zone without summer time",
        pick=only("timezone"),
        skip_peer=True,
        fixed={"status": 201, "body": {"timezone": "UTC"}},
    )

    c.post("/data/persons", named(email=row["email"]), note="used")
    c.post("/data/persons", named(email=row["email"].upper()), note="used, in capitals")
    upper = named()
    c.post("/data/persons", {**upper, "email": upper["email"].upper()}, note="in capitals", pick=only("email"))
    for email in ("", "nobody", "a b@example.com", "@example.com", None, 5):
        attempt(email=email)
    c.post("/data/persons", named(email="a@b"), note="no address of this world", fixed={"status": 400}, skip_peer=True)
    c.post("/data/persons", {"first_name": "No", "last_name": c.unique("email")}, pick=only("email"))
    c.post("/data/persons", {"last_name": "x", "email": c.unique("nofirst") + "@example.com"})
    c.post("/data/persons", {"first_name": "x", "email": c.unique("nolast") + "@example.com"})
    c.post("/data/persons", {"first_name": "", "last_name": "x", "email": c.unique("empty") + "@example.com"}, pick=only("full_name"))
    attempt(first_name="f" * 81)
    attempt(phone=12)
    attempt(daily_salary="much")
    attempt(studio_id=NOWHERE)
    attempt(departments=[NOWHERE])
    attempt(nonsense=1)
    c.post("/data/persons", named(full_name="x"), note="a full name is made of the two others", fixed={"status": 400})
    c.post("/data/persons", [], fixed={"status": 400})
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).post("/data/persons", named(), note="as " + role)
    as_role(c, "manager").post("/data/persons", named(role="other"), note="the role of the caller comes first")
