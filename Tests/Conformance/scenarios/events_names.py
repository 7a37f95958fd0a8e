"""Which names of events there are."""
from fixtures import ROLES, as_role, new


def run(c):
    a, b = c.unique("aaa") + ":new", c.unique("zzz") + ":new"
    for name in (b, a, b):
        new(c, "events", name=name)
    c.get("/data/events/names", pick=lambda rows: [r for r in rows if r in (a, b)], fixed={"status": 200, "body": [a, b]},
          note="sorted, each once; the original answers from a cache that this way of adding an event does not refresh")
    c.get("/data/events/names", pick=lambda rows: [rows == sorted(rows), len(rows) == len(set(rows)), "person:new" in rows])
    as_role(c, "manager").get("/data/events/names", pick=lambda rows: a in rows, fixed={"status": 200, "body": True}, note="of all projects")
    for role in ROLES[2:]:
        as_role(c, role).get("/data/events/names", note=role)
