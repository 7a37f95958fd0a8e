"""One asset is cast in many entities in one call."""
from builders import NOWHERE, Journal
from fixtures import ROLES, as_role, entity, project


def run(c):
    p, other = project(c, production_type="tvshow"), project(c, prefix="other-")
    episode = entity(c, p, "Episode", "episode-")
    sequence = entity(c, p, "Sequence", "sequence-", parent_id=episode["id"])
    one, two = (entity(c, p, "Shot", f"shot{n}-", parent_id=sequence["id"]) for n in (1, 2))
    tree, set_, leaf, foreign = entity(c, p, prefix="tree-"), entity(c, p, prefix="set-"), entity(c, p, prefix="leaf-"), entity(c, other, prefix="foreign-")
    names = {row["id"]: name for name, row in {"episode": episode, "one": one, "two": two, "set": set_, "foreign": foreign}.items()}
    journal = Journal(c, p)
    base = f"/data/projects/{p['id']}/entities/casting/assets/"
    path = base + tree["id"]

    def put(body, note="", by=c, **options):
        return by.put(path, body, note=note, pick=lambda answer: sorted([names.get(k, "?"), [[e["asset_name"] == tree["name"], e["nb_occurences"], e["label"]] for e in v]] for k, v in answer.items()), **options)

    def counted(note):
        for row in (episode, one, two, set_):
            c.get("/data/entities/" + row["id"], note=note, pick=lambda r: [r["nb_entities_out"], r["is_casting_standby"]])

    for body in ({}, [], {"entity_ids": None}, {"entity_ids": []}, {"entity_ids": ["foo", 5]}, {"entity_ids": [one["id"]], "nb_occurences": -1},
                 {"entity_ids": [one["id"]], "nb_occurences": "x"}, {"entity_ids": [one["id"]], "nb_occurences": 1.5}, {"entity_ids": [one["id"]], "label": 5}):
        c.put(path, body)
    c.put(path, {"entity_ids": [one["id"]], "nb_occurences": 2}, note="the entries whole", pick=lambda answer: list(answer.values()))
    journal.look()
    put({"entity_ids": [one["id"], two["id"], one["id"]], "nb_occurences": 3, "label": "animate"}, "two shots, one there already")
    journal.look()
    counted("cast in two shots")
    put({"entity_ids": [two["id"]]}, "what the link has is kept")
    put({"entity_ids": [two["id"]], "nb_occurences": None, "label": None}, "null too")
    put({"entity_ids": [two["id"]], "label": "fixed"}, "the label only")
    journal.look()
    put({"entity_ids": [set_["id"]]}, "in an asset: once")
    journal.look()
    c.put(base + leaf["id"], {"entity_ids": [one["id"]]}, keep=False)
    journal.look(keep=False)
    put({"entity_ids": [one["id"]], "nb_occurences": 0}, "taken out, the others stay")
    journal.look()
    put({"entity_ids": [one["id"], set_["id"]], "nb_occurences": 0}, "which one is not in")
    journal.look()
    counted("taken out")
    put({"entity_ids": [one["id"]], "nb_occurences": 2})
    put({"entity_ids": [episode["id"]], "nb_occurences": 1}, "in the episode, which has it")
    journal.look(keep=False)
    put({"entity_ids": [episode["id"]], "nb_occurences": 0}, "out of the episode and its shots")
    journal.look("episode", "asset")
    c.get(f"/data/projects/{p['id']}/entities/{two['id']}/casting")
    counted("out of the episode")
    put({"entity_ids": [episode["id"]], "label": "everywhere"}, "in the episode")
    journal.look("entity-link", "episode", "asset")
    for wrong in ([NOWHERE], [one["id"], NOWHERE], [foreign["id"]], [one["id"], foreign["id"]]):
        c.put(path, {"entity_ids": wrong})
    for wrong in (NOWHERE, "foo", one["id"]):
        c.put(base + wrong, {"entity_ids": [one["id"]]})
    for wrong in (NOWHERE, "foo"):
        for role in ("admin", "manager"):
            as_role(c, role).put(f"/data/projects/{wrong}/entities/casting/assets/{tree['id']}", {"entity_ids": [one["id"]]}, note=role,
                                  **({"fixed": {"status": 404}} if (role, wrong) == ("admin", "foo") else {}))
    c.put(base + foreign["id"], {"entity_ids": [one["id"]]}, note="an asset of another project", pick=lambda b: len(b[one["id"]]))
    for role in ROLES:
        by = as_role(c, role)
        put({"entity_ids": [two["id"]], "nb_occurences": 4}, role, by)
        by.put(path, {}, note=role)
        by.put(base + NOWHERE, {"entity_ids": [one["id"]]}, note=role)
    c.anonymous().put(path, {"entity_ids": [one["id"]]})
