"""An asset says how far it is ready: the tasks of the shots it is cast in count it."""

from builders import Stage, only
from fixtures import entity, new, task, task_type


def run(c):
    s = Stage(c)
    sequence = entity(c, s.project, "Sequence", "sequence-")
    shot = entity(c, s.project, "Shot", "cast-", parent_id=sequence["id"])
    late = task_type(c, s.department, "late-", for_entity="Shot")
    for priority, kind in enumerate((s.shot_type, late, s.asset_type), 1):
        new(c, "task-type-links", project_id=s.project["id"], task_type_id=kind["id"], priority=priority)
    tasks = [task(c, s.project, shot, kind, s.todo) for kind in (s.shot_type, late)]
    second = entity(c, s.project, "Prop", "second-")
    for asset in (s.asset, second):
        new(c, "entity-links", entity_in_id=shot["id"], entity_out_id=asset["id"], nb_occurences=2)

    def ready(asset, kind, **fields):
        c.put("/data/entities/" + asset["id"], {"ready_for": kind and kind["id"], **fields}, pick=only("ready_for", "canceled"))
        for t in tasks:
            c.get("/data/tasks/" + t["id"], pick=only("nb_assets_ready"))

    for t in tasks:
        c.get("/data/tasks/" + t["id"], note="linking counts nothing", pick=only("nb_assets_ready"))
    ready(s.asset, s.shot_type)
    ready(second, late)
    ready(s.asset, late)
    ready(second, s.asset_type)
    ready(s.asset, None)
    ready(second, late, canceled=True)
    ready(second, s.shot_type, canceled=False)
