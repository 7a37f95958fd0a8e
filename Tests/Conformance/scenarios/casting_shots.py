"""Replacing the casting of shots and episodes: an episode casts what its shots cast, and what it drops its shots drop."""

from builders import only
from fixtures import entity
from series import CastingJournal, Series


def run(c):
    s = Series(c)
    journal = CastingJournal(c, s.project, s.hero, s.tree, s.car)

    def look():
        journal.look()
        for caster in (s.episode, s.first, s.second):
            c.get(s.casting(caster), unordered=True, pick=lambda rows: sorted([r["asset_name"].split("-")[0], r["nb_occurences"], r["label"]] for r in rows))
            c.get("/data/entities/" + caster["id"], pick=only("nb_entities_out"))

    c.put(s.casting(s.first), [{"asset_id": s.hero["id"], "nb_occurences": 2, "label": "fixed"}, {"asset_id": s.car["id"], "nb_occurences": 1}])
    look()
    s.cast(s.second, s.hero, note="cast in the episode already")
    look()
    s.cast(s.first, s.car, note="the second shot still casts the hero")
    look()
    s.cast(s.episode, s.car, s.tree, note="the episode drops the hero")
    look()
    s.cast(s.first, note="the last shot that casts the car")
    look()
    s.cast(s.episode)
    look()
    c.get(s.casting(s.first))
    s.cast(s.first, s.hero, s.tree)
    c.get(s.casting(s.first), note="by type, then by name")
    c.get(s.casting(s.episode))

    loose = entity(c, s.project, "Shot", "loose-", parent_id=entity(c, s.project, "Sequence", "main-")["id"])
    journal.look(keep=False)
    s.cast(loose, s.hero, note="of no episode")
    journal.look()
    s.cast(s.hero, s.tree, note="in an asset")
    journal.look()
    s.cast(s.sequence, s.tree, note="in a sequence")
    journal.look()
    c.put("/data/assets/" + s.hero["id"] + "/casting", [{"asset_id": s.car["id"], "nb_occurences": 3}])
    journal.look()
    c.get("/data/assets/" + s.hero["id"] + "/casting")
    c.get("/data/assets/" + s.hero["id"] + "/assets", pick=only("name", "type"))
    c.get("/data/assets/" + s.tree["id"] + "/cast-in")
    c.get("/data/assets/" + s.hero["id"] + "/cast-in")
    c.get("/data/assets/" + s.car["id"] + "/cast-in")
    c.get("/data/assets/" + s.hero["id"], pick=lambda a: len(a["casting_episode_ids"]))
