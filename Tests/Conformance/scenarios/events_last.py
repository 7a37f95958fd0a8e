"""The audit trail: what happened, newest first, to those who may know."""
from fixtures import ROLES, as_role, cast, new

URL = "/data/events/last"
NOBODY = "ffffffff-ffff-4fff-8fff-ffffffffffff"


def run(c):
    word = c.unique("thing")
    first = new(c, "events", name=word + ":new", data={"n": 1})
    second = new(c, "events", name=word + ":update", data={"n": 2}, user_id=cast(c)["user"]["id"])
    third = new(c, "events", name=word + ":delete", data=None)
    other = new(c, "events", name=c.unique("other") + ":new", data={"nested": {"a": [1, 2.0, None]}})
    ours = {e["id"] for e in (first, second, third, other)}
    mine = lambda rows: [r for r in rows if r["id"] in ours]

    c.get(URL, pick=mine, query={"limit": 50}, headers=("Content-Type",), note="newest first")
    c.get(URL, query={"name": word + ":update"})
    c.get(URL, query={"name": word}, note="the name is the whole name")
    c.get(URL, query={"name": (word + ":new").upper()}, note="in its case")
    c.get(URL, query={"name_prefixes": word})
    c.get(URL, query={"name_prefixes": [word, c.unique("other")]}, note="either of two")
    c.get(URL, query={"name_prefixes": word, "name_suffixes": ["new", "delete"]}, note="both kinds")
    c.get(URL, query={"name_prefixes": word, "person_ids": cast(c)["user"]["id"]})
    c.get(URL, query={"name_prefixes": word, "person_ids": [cast(c)["user"]["id"], cast(c)["client"]["id"]]})
    c.get(URL, query={"name_prefixes": word, "person_ids": NOBODY})
    c.get(URL, query={"name_prefixes": word, "name": word + ":new"})
    c.get(URL, query={"name_prefixes": word, "limit": 2}, note="a limit")
    c.get(URL, query={"name_prefixes": word, "limit": 0}, note="none")
    c.get(URL, query={"name_prefixes": word, "limit": 5000}, note="capped, not refused")
    c.get(URL, query={"name_prefixes": word, "cursor_event_id": third["id"]}, note="older than the newest")
    c.get(URL, query={"name_prefixes": word, "cursor_event_id": third["id"], "limit": 1})
    c.get(URL, query={"name_prefixes": word, "cursor_event_id": first["id"]}, note="older than the oldest")
    c.get(URL, query={"name_prefixes": word, "after": "2000-01-01"})
    c.get(URL, query={"name_prefixes": word, "before": "2000-01-01"})
    c.get(URL, query={"name_prefixes": word, "after": "2000-1-1", "before": "2999-12-31T23:59:59"}, note="months and days of one digit")
    c.get(URL, query={"name_prefixes": word, "after": "2999-01-01T00:00:00"})
    c.get(URL, query={"name_prefixes": word, "only_files": "true"}, note="uploads only")
    c.get(URL, query={"name_prefixes": word, "only_files": "false"})
    c.get(URL, query={"name_prefixes": word, "project_id": NOBODY}, note="an unknown project holds nothing")
    c.get(URL, query={"name_prefixes": word, "nope": 1}, note="unknown parameters are ignored")

    c.get(URL, limit="abc")
    c.get(URL, limit="")
    c.get(URL, limit="1.5")
    c.get(URL, limit=-1, fixed={"status": 400})
    c.get(URL, before="abc")
    c.get(URL, after="2024-13-01")
    c.get(URL, after="")
    c.get(URL, before="2024-01-01T00:00:00Z", note="no zone")
    c.get(URL, before="2024-01-01T00:00:00.5", note="no fraction")
    c.get(URL, cursor_event_id="abc")
    c.get(URL, cursor_event_id=NOBODY)
    c.get(URL, project_id="abc")
    c.get(URL, person_ids="abc")
    c.get(URL, name_prefixes=["task", ""])
    c.get(URL, name_prefixes="A")
    c.get(URL, name_suffixes="a:b")
    c.get(URL, name_prefixes="asset_instance", note="an underscore is refused although names hold some")
    c.get(URL, query={"name_prefixes": word, "limit": 1, "only_files": "maybe"})

    for role in ROLES[1:]:
        as_role(c, role).get(URL, query={"name_prefixes": word, "limit": 5}, note=role)
    as_role(c, "artist").get(URL, limit="abc", note="the limit is looked at before the role")
    as_role(c, "artist").get(URL, before="abc", note="the dates after it")


