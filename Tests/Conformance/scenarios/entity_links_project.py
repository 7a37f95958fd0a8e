"""The castings of a production as rows."""

from builders import NOWHERE, only, someone
from fixtures import as_role, entity, login, new, project
from series import Series


def run(c):
    s = Series(c)
    other = project(c, prefix="other-")
    away, thing = entity(c, other, "Shot", "away-"), entity(c, other, "Prop", "thing-")
    links = [new(c, "entity-links", entity_in_id=a["id"], entity_out_id=b["id"], nb_occurences=n, label="label") for n, (a, b) in enumerate(((s.first, s.hero), (s.hero, s.tree), (s.second, s.car)))]
    foreign = new(c, "entity-links", entity_in_id=away["id"], entity_out_id=thing["id"])
    path = s.path + "/entity-links"
    exact = lambda rows: [[len(r["created_at"]), r["nb_occurences"], sorted(r)] for r in rows]
    c.get(path, pick=exact)
    c.get(path, limit=2, pick=exact)
    c.get(path, page=1)
    c.get(path, page=1, limit=2, pick=lambda a: {**a, "data": only("nb_occurences")(a["data"])})
    c.get(path, page=2, limit=2, pick=lambda a: {**a, "data": only("nb_occurences")(a["data"])})
    c.get(path, page=9, limit=2)
    c.get(path, page=0, pick=len)
    c.get(path, page="x")
    c.get(path, limit="x")
    after = lambda a: {**a, "data": exact(a["data"])}
    c.get(path, cursor_created_at="2020-01-01T00:00:00.000000", pick=after)
    c.get(path, cursor_created_at="2020-01-01T00:00:00.0", limit=1, pick=after)
    c.get(path, cursor_created_at="2099-01-01T00:00:00.0")
    c.get(path, cursor_created_at="yesterday", fixed={"status": 400})
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).get(path, note=role, pick=len)
        as_role(c, role).delete(f"{path}/{links[2]['id']}", note=role, pick=only("nb_occurences"))
    stranger = login(c, someone(c, "manager"))
    stranger.get(path, note="not in the team")
    stranger.delete(f"{path}/{links[0]['id']}", note="not in the team")
    for by in (c, as_role(c, "manager")):
        by.get(f"/data/projects/{NOWHERE}/entity-links")
        by.delete(f"{path}/{foreign['id']}", note="of another project")
        by.delete(f"{path}/{NOWHERE}")
    c.delete(f"{path}/abc", fixed={"status": 404})
    c.delete(f"{path}/{links[0]['id']}")
    c.delete(f"{path}/{links[0]['id']}", note="twice")
    c.get("/data/entities/" + s.first["id"], pick=only("nb_entities_out", "entities_out"))
