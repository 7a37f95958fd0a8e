"""How many cast assets are ready for each task of a shot."""

from builders import only
from fixtures import as_role, entity, new, project, task, task_type
from series import Series


def run(c):
    s = Series(c)
    animation = task_type(c, s.department, "animation-", for_entity="Shot")
    for priority, kind in enumerate((s.shot_type, animation), 1):
        new(c, "task-type-links", project_id=s.project["id"], task_type_id=kind["id"], priority=priority)
    tasks = [task(c, s.project, s.first, kind, s.todo) for kind in (s.shot_type, animation)]

    def ready(note):
        for t in tasks:
            c.get("/data/tasks/" + t["id"], note=note, pick=only("nb_assets_ready"))

    c.put("/data/entities/" + s.hero["id"], {"ready_for": animation["id"]}, keep=False)
    s.cast(s.first, s.hero, s.car)
    ready("the hero for animation")
    c.put("/data/entities/" + s.car["id"], {"ready_for": s.shot_type["id"]}, keep=False)
    ready("the car for layout")
    c.put("/data/entities/" + s.hero["id"], {"ready_for": s.asset_type["id"]}, keep=False)
    ready("the hero for a type of asset tasks")
    task(c, s.project, s.hero, s.asset_type, s.todo)
    c.delete("/data/assets/" + s.hero["id"])
    ready("the hero canceled")
    c.put("/data/entities/" + s.car["id"], {"ready_for": animation["id"]}, keep=False)
    ready("the car for animation")
    c.delete("/data/assets/" + s.car["id"], query={"force": "true"})
    ready("the car deleted")
    c.get("/data/entities/" + s.first["id"], pick=only("nb_entities_out"))
    other = project(c, prefix="other-")
    shared = entity(c, other, "Prop", "shared-", is_shared=True)
    s.cast(s.first, shared)
    ready("a shared one of another project")
    s.cast(s.episode, note="the episode drops it")
    ready("while it was still cast")
    s.cast(s.first)
    ready("nothing")
