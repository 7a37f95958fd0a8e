"""What scenes, edits and sequences cast: an episode drops what only they cast and leaves theirs alone; how many assets are ready is counted for them too."""

from breakdown import Breakdown
from builders import only
from fixtures import entity, new, project
from series import CastingJournal, Series


def run(c):
    s = Series(c)
    edit = entity(c, s.project, "Edit", "edit-", parent_id=s.episode["id"])
    gone = entity(c, s.project, "Shot", "gone-", parent_id=s.sequence["id"])
    for caster in (s.scene, edit, s.sequence):
        s.cast(caster, s.hero, s.tree, keep=False)
    s.cast(gone, s.tree, keep=False)
    c.put("/data/entities/" + gone["id"], {"canceled": True}, keep=False)
    s.cast(s.first, s.hero, s.tree, s.car, keep=False)
    journal = CastingJournal(c, s.project, s.hero, s.tree, s.car)

    def castings():
        for caster in (s.episode, s.first, gone, s.scene, edit, s.sequence):
            c.get(s.casting(caster), pick=lambda rows: [row["asset_id"] for row in rows])
            c.get("/data/entities/" + caster["id"], pick=only("nb_entities_out"))

    s.cast(s.first, s.car, note="a scene has the hero, a canceled shot the tree")
    journal.look()
    castings()
    s.cast(s.episode, s.hero, note="no shot has the hero")
    journal.look()
    castings()

    b = Breakdown(c)
    shared = entity(c, project(c, (), "away-"), "Prop", "shared-", is_shared=True)
    casters = {"shot": b.s1, "scene": b.scene, "edit": b.edit, "sequence": b.q1, "episode": b.e1, "concept": b.concept, "asset": b.asset}
    names = {row["id"]: name for name, row in casters.items()}
    for row in casters.values():
        new(c, "entity-links", entity_in_id=row["id"], entity_out_id=shared["id"], nb_occurences=1)
    for fields in ({"description": "text"}, {"canceled": True}, {"canceled": False}):
        c.put("/data/entities/" + shared["id"], fields, keep=False)
        c.get("/data/tasks", project_id=b.project["id"], note=f"assets that are ready, after {fields}", pick=lambda rows: sorted([names[row["entity_id"]], row["nb_assets_ready"]] for row in rows if row["entity_id"] in names))
