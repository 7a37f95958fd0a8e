"""Assets with their tasks: their order, episodes and casting, the compact and the streamed form, what each role sees."""

from breakdown import Breakdown, names
from builders import NOWHERE
from fixtures import as_role, entity, entity_type, new, project, task_type


def run(c):
    b = Breakdown(c)
    path, p = "/data/assets/with-tasks", b.project["id"]
    first = entity_type(c, c.unique("A type-"))
    named = {}
    for name, fields in (
        ("Zed", {"source_id": b.e1["id"]}), ("abc", {"description": "d", "is_shared": True, "ready_for": b.shot_type["id"]}), ("\u00e9t\u00e9", {"canceled": True}),
        ("B", {"data": {"open": 1, "theirs": 2}}),
    ):
        named[name] = new(c, "entities", name=name, project_id=p, entity_type_id=first["id"], **fields)
    for caster in (b.e1, b.e2, b.s1):
        new(c, "entity-links", entity_in_id=caster["id"], entity_out_id=named["abc"]["id"])
    b.work(named["B"], b.asset_type, assignees=[b.vendor["id"]])
    b.work(named["B"], task_type(c, prefix="more-"))
    c.get(path, project_id=p, pick=b.calm, note="in order")
    b.seen_by(path, query={"project_id": p}, pick=b.calm)

    for word in ("all", "main", b.e1["id"], b.e2["id"], NOWHERE):
        c.get(path, project_id=p, episode_id=word, pick=lambda rows: [[row["name"], row["casting_episode_ids"]] for row in rows])
    c.get(path, episode_id=b.e1["id"], pick=b.calm, note="of an episode, without its project")
    as_role(c, "user").get(path, episode_id=b.e1["id"], pick=names)
    for word in ("all", "main", NOWHERE):
        c.get(path, episode_id=word)
    c.get(path, project_id=p, id=named["B"]["id"], pick=b.calm)
    c.get(path, project_id=p, name="abc", note="ignored", pick=names)
    for name in ("project_id", "episode_id", "id"):
        for value in ("foo", ""):
            c.get(path, query={"project_id": p, name: value})
    c.get(path, project_id=NOWHERE)
    as_role(c, "manager").get(path, project_id=NOWHERE)
    as_role(c, "vendor").get(path, project_id=p, assigned_to="x", pick=names)
    c.get(path, project_id=p, assigned_to="x", pick=names)

    away = project(c, (), "away-")
    hidden = entity(c, away, "Prop", "hidden-")
    for role in ("manager", "client", "vendor"):
        for row in (named["B"], named["Zed"], hidden):
            as_role(c, role).get(path, id=row["id"], note=f"{role}, of all projects", pick=names)
    c.get(path, id=hidden["id"], pick=b.calm)

    for stream, compact in (("true", None), (None, "true"), ("true", "true"), ("1", "True")):
        asked = {k: v for k, v in (("stream", stream), ("compact", compact)) if v}
        c.get(path, query={"id": b.asset["id"], "project_id": p, **asked})
        c.get(path, query={"id": NOWHERE, **asked}, note="none")

    # What an episode casts from a production where the caller does not work
    shared = entity(c, away, "Prop", "shared-", is_shared=True)
    new(c, "entity-links", entity_in_id=b.e2["id"], entity_out_id=shared["id"])
    for role in ("manager", "client", "vendor"):
        as_role(c, role).get(path, episode_id=b.e2["id"], note=f"{role}, of an episode that casts from elsewhere", pick=names)
    c.get(path, episode_id=b.e2["id"], pick=names)
