"""A casting shows names: nobody learns of another production's assets by casting them, unless that production shares them."""

from builders import INVALID, only, someone
from fixtures import entity, login, project
from series import Series


def run(c):
    manager = someone(c, "manager")
    s = Series(c, team=(manager,))
    other = project(c, team=(), prefix="other-")
    secret, shared = entity(c, other, "Prop", "secret-"), entity(c, other, "Prop", "shared-", is_shared=True)
    mine = project(c, team=(manager,), prefix="mine-")
    known = entity(c, mine, "Prop", "known-")
    by = login(c, manager)
    entries = lambda *assets: [{"asset_id": asset["id"], "nb_occurences": 1} for asset in assets]
    body = entries(s.tree, secret, shared, known)
    by.put(s.casting(s.first), body, note="not shared", skip_peer=True, fixed={"status": 400, "body": INVALID})
    by.put(s.casting(s.first), entries(s.tree, shared, known), pick=len)
    by.get(s.casting(s.first), pick=lambda rows: sorted(r["asset_name"].split("-")[0] for r in rows))
    by.get("/data/entities/" + s.first["id"], pick=only("nb_entities_out"))
    c.put(s.casting(s.first), body, pick=len, note="an admin sees all productions")
    c.get(s.casting(s.first), pick=len)
    by.put(s.casting(s.first), body, pick=len, note="what is cast already may stay")
    by.get(f"{s.path}/assets/shared-used", pick=only("name", "project_id", "is_shared", "type"))
