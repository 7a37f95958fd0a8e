"""Replacing several castings at once: all of them or none."""

from builders import NOWHERE, Journal, only
from fixtures import as_role, entity, project
from series import CastingJournal, Series


def run(c):
    s = Series(c)
    other = project(c, prefix="other-")
    away = entity(c, other, "Shot", "away-")
    journal = CastingJournal(c, s.project, s.hero, s.tree, s.car)
    path = s.path + "/entities/casting"

    def entry(asset, times=1):
        return {"asset_id": asset["id"], "nb_occurences": times}

    c.put(path, {s.first["id"]: [entry(s.hero), entry(s.tree, 2)], s.second["id"]: [entry(s.tree)]}, pick=lambda body: len(body))
    journal.look()
    for caster in (s.first, s.second, s.episode):
        c.get(s.casting(caster), pick=only("asset_name", "nb_occurences"))
    c.put(path, {})
    c.put(path, {s.first["id"]: [], away["id"]: []}, note="one of another project")
    c.put(path, {s.first["id"]: [], NOWHERE: []}, note="one that does not exist")
    c.put(path, {s.first["id"]: [], "abc": []}, note="one that is no id")
    c.get(s.casting(s.first), pick=only("asset_name"), note="as before")
    c.put(path, [], note="a list")
    c.raw("PUT", path, b"{", {"Content-Type": "application/json"})
    c.raw("PUT", path, b"{}", {"Content-Type": "text/plain"})
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).put(path, {s.second["id"]: [entry(s.car)]}, note=role, pick=lambda body: len(body))
    as_role(c, "manager").put(f"/data/projects/{NOWHERE}/entities/casting", {})
    as_role(c, "manager").put("/data/projects/abc/entities/casting", {})
    journal.look()
