"""Days off: one's own, or anyone's for administrators. They may not overlap."""
from fixtures import as_role, cast, event, login, new, person
from tables import NOBODY, OTHERS, changed, deleted, made, strangers


def run(c):
    url = "/data/day-offs"
    who, other = person(c), person(c, prefix="other-")
    me = login(c, who)
    off = lambda start, end, **more: {"person_id": who["id"], "date": start, "end_date": end, **more}
    d = made(c, "day-offs", "day-off", off("2030-05-10", "2030-05-12", description="Sea"))
    for start, end, note in (("2030-05-12", "2030-05-14", "the last day"), ("2030-05-08", "2030-05-10", "the first day"), ("2030-05-11", "2030-05-11", "inside"), ("2030-05-01", "2030-05-31", "around"),
                             ("2030-05-10", "2030-05-12", "the same")):
        c.post(url, off(start, end), note="overlaps: " + note)
    c.post(url, off("2030-05-13", "2030-05-13"), note="the day after")
    c.post(url, {**off("2030-05-10", "2030-05-12"), "person_id": other["id"]}, note="somebody else")
    c.post(url, off("2030-06-02", "2030-06-01"), note="ends before it begins")
    for key in ("person_id", "date", "end_date"):
        c.post(url, {k: v for k, v in off("2030-07-01", "2030-07-01").items() if k != key}, note="no " + key)
    c.post(url, off("abc", "2030-07-01"))
    c.post(url, off("2030-07-01", "abc"))
    c.post(url, off(None, "2030-07-01"), fixed={"status": 400})
    c.post(url, {**off("2030-07-01", "2030-07-01"), "person_id": NOBODY})
    nobody = c.post(url, {**off("2077-07-07", "2077-07-07"), "person_id": None}, note="nobody's")
    c.delete(url + "/" + nobody["id"])
    c.post(url, {**off("2030-07-01", "2030-07-01"), "person_id": "abc"})
    c.post(url, off("2030-08-01", "2030-08-01", nope=1))

    changed(c, "day-offs", "day-off", d, {"description": None, "end_date": "2030-05-11"})
    c.put(url + "/" + d["id"], {"end_date": "2030-05-13"}, note="overlaps another")
    c.put(url + "/" + d["id"], {"end_date": "2030-05-12"}, note="its own days are free")
    c.put(url + "/" + d["id"], {"end_date": "2030-05-09"}, note="ends before it begins")
    c.put(url + "/" + d["id"], {"date": "abc"})
    c.put(url + "/" + d["id"], {"date": ""})
    c.put(url + "/" + d["id"], {})
    c.put(url + "/" + d["id"], {"person_id": other["id"]}, note="the other is off on these days")
    c.put(url + "/" + d["id"], {"person_id": who["id"]})

    # Oneself.
    me.get(url, id=d["id"])
    me.get(url + "/" + d["id"])
    mine = me.post(url, off("2030-09-01", "2030-09-02"))
    event(c, "day-off:new", day_off_id=mine["id"])
    me.post(url, {**off("2030-09-05", "2030-09-05"), "person_id": other["id"]}, note="for somebody else")
    me.post(url, {"date": "2030-09-05", "end_date": "2030-09-05"}, note="for nobody")
    me.put(url + "/" + mine["id"], {"description": "Mountains"})
    me.put(url + "/" + mine["id"], {"person_id": other["id"]}, note="given away")
    me.put(url + "/" + mine["id"], {"person_id": who["id"], "end_date": "2030-09-03"})
    me.delete(url + "/" + mine["id"])
    theirs = new(c, "day-offs", person_id=other["id"], date="2030-10-01", end_date="2030-10-01")
    me.get(url + "/" + theirs["id"])
    me.put(url + "/" + theirs["id"], {})
    me.delete(url + "/" + theirs["id"])
    for role in OTHERS:
        his = as_role(c, role)
        his.get(url, note=role)
        his.get(url + "/" + d["id"], note=role)
        his.put(url + "/" + d["id"], {}, note=role)
        his.delete(url + "/" + d["id"], note=role)
        own = his.post(url, {"person_id": cast(c)[role]["id"], "date": "2040-01-01", "end_date": "2040-01-01"}, note=role + ", their own")
        his.delete(url + "/" + own["id"], note=role + ", their own")
    strangers(c, "day-offs")
    deleted(c, "day-offs", "day-off", d)
