"""Castings of a sequence, an episode, a type of assets and a production."""

from fixtures import entity
from series import Series, by_name


def run(c):
    s = Series(c)
    later = entity(c, s.project, "Sequence", "a-sequence-", parent_id=s.episode["id"])
    main = entity(c, s.project, "Sequence", "main-")
    third = entity(c, s.project, "Shot", "third-", parent_id=later["id"])
    loose = entity(c, s.project, "Shot", "loose-", parent_id=main["id"])
    orphan = entity(c, s.project, "Shot", "orphan-")
    s.cast(s.first, s.tree, s.hero, keep=False)
    s.cast(third, s.car, keep=False)
    s.cast(loose, s.hero, keep=False)
    s.cast(orphan, s.hero, keep=False)
    s.cast(s.hero, s.car, s.tree, keep=False)
    s.cast(s.scene, s.hero, keep=False)
    prop = s.tree["entity_type_id"]

    names = by_name(s.episode, s.first, s.second, third, loose, orphan, s.scene, s.hero, s.tree, s.car)

    def look():
        c.get(f"{s.path}/sequences/{s.sequence['id']}/casting", pick=names)
        c.get(s.path + "/sequences/all/casting", pick=names)
        c.get(f"{s.path}/episodes/{s.episode['id']}/sequences/all/casting", pick=names)
        c.get(s.path + "/episodes/casting", pick=names)
        c.get(f"{s.path}/asset-types/{s.hero['entity_type_id']}/casting", pick=names)
        c.get(f"{s.path}/asset-types/{prop}/casting", pick=names)

    look()
    c.put("/data/entities/" + s.hero["id"], {"canceled": True}, keep=False)
    c.put("/data/entities/" + s.first["id"], {"canceled": True}, keep=False)
    look()
    c.get(s.casting(s.first), note="without the canceled one")
    c.get(f"/data/shots/{s.first['id']}/assets", unordered=True, pick=lambda rows: sorted([r["name"].split("-")[0], r["canceled"], r["type"]] for r in rows))
    c.get(f"/data/shots/{s.first['id']}/asset-types", unordered=True)
    c.get(f"/data/assets/{s.tree['id']}/cast-in", note="a canceled shot, a canceled asset")
    c.get(f"/data/assets/{s.hero['id']}/cast-in")
    c.get(f"{s.path}/sequences/{main['id']}/casting", pick=names)
