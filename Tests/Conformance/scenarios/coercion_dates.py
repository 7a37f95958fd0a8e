"""What date and moment columns take."""
from fixtures import cast, new, project


def run(c):
    p = project(c, team=())
    row = new(c, "milestones", name="M", project_id=p["id"])
    one = "/data/milestones/" + row["id"]
    put = lambda value, **kw: c.put(one, {"date": value}, pick=lambda r: r["date"], **kw)
    for value in ("2024-02-29", "20240229", "2024-02-29T13:14:15", "2024-02-29 13:14:15", "2024-02-29T23:59:59Z", "2024-02-29T23:59:59-10:00", "2024-02-29T13:14:15.123456", None,
                  "2024-02-30", "2024-2-9", "29/02/2024", "2024-02", "2024", "2024-060", "today", "", " 2024-02-29 ", "abc", "0001-01-01", "9999-12-31", "10000-01-01"):
        put(value)
    for value in (0, 20240229, 1709164800, True, 1.5, [], {}):
        put(value)
    # Which of the two error bodies these get says nothing; the last is even accepted by the original.
    for value in ("2024-W09-4", ["2024-02-29"]):
        put(value, fixed={"status": 400})
    put("2024-03-01", note="what was refused left nothing, what was accepted is gone")
    c.get(one, pick=lambda r: r["date"])
    for value in ("2024-02-29", "20240229", "2024-02-29T13:14:15+02:00", None, "", "abc", "2024-02-30", 5, True):
        c.post("/data/milestones", {"name": "P", "project_id": p["id"], "date": value}, pick=lambda r: r["date"], note="on creation")
    d = new(c, "day-offs", person_id=cast(c)["user"]["id"], date="2031-01-01", end_date="2031-01-02")
    c.put("/data/day-offs/" + d["id"], {"date": None}, note="a date that may not be null")

    chat = new(c, "chats", object_id=p["id"])
    one = "/data/chats/" + chat["id"]
    put = lambda value, **kw: c.put(one, {"last_message": value}, pick=lambda r: r["last_message"], **kw)
    for value in ("2024-02-29T13:14:15", "2024-02-29 13:14:15", "2024-02-29", "20240229", "20240229T131415", "2024-02-29T13:14", "2024-02-29T13:14:15.999999",
                  "2024-02-29T13:14:15.9", "2024-02-29T13:14:15.1234567", "2024-02-29T13:14:15Z", "2024-02-29T13:14:15+02:00", "2024-02-29T13:14:15-0500", "2024-02-29T24:00:00",
                  "2024-02-29T13:60:00", "2024-02-30T00:00:00", "2024-02-29T13:14:15 Europe/Paris", None, "", " ", "abc", "13:14:15"):
        put(value)
    for value in ("2024-02-29T13", "2024-02-29T13:14:15,5"):
        put(value, fixed={"status": 400})
    for value in (0, 1709164800, 1709164800.5, True, [], {}):
        put(value)
    for value in ("2024-02-29T13:14:15+02:00", "2024-02-29", None, "", "abc", 5):
        c.post("/data/chats", {"object_id": p["id"], "last_message": value}, pick=lambda r: r["last_message"], note="on creation")
