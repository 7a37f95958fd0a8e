"""How far episodes are: tasks by type and status, and their retakes."""

from breakdown import Breakdown
from builders import NOWHERE, someone, status
from fixtures import as_role, entity, login, project


def run(c):
    b = Breakdown(c)
    labels = {b.e1["id"]: "e1", b.e2["id"]: "e2", b.shot_type["id"]: "shot", b.late["id"]: "late", b.of["Scene"]["id"]: "scene", b.todo["id"]: "todo"}

    def told(value):
        """A `pick`: the ids that are keys, as words."""
        return {labels.get(key, key): told(member) for key, member in value.items()} if isinstance(value, dict) else value

    for what in ("stats", "retake-stats"):
        empty = project(c, prefix="empty " + what)
        c.get(f"/data/projects/{empty['id']}/episodes/{what}", note="no task")
        path = f"/data/projects/{b.project['id']}/episodes/{what}"
        c.get(path, pick=told)
    retake, done = status(c, "retake-", is_retake=True), status(c, "done-", is_done=True)
    labels.update({retake["id"]: "retake", done["id"]: "done"})
    for name, fields in (("s1", {"task_status_id": done["id"], "retake_count": 2, "nb_drawings": 4}), ("late", {"task_status_id": retake["id"], "retake_count": 1, "nb_drawings": 0})):
        c.put("/data/tasks/" + b.tasks[name]["id"], fields, keep=False)
    orphan = entity(c, b.project, "Shot", "orphan-", nb_frames=9)
    b.work(orphan, b.shot_type)
    alone = entity(c, b.project, "Sequence", "alone-")
    outside = entity(c, b.project, "Shot", "outside-", parent_id=alone["id"], nb_frames=9)
    b.work(outside, b.shot_type)
    for what in ("stats", "retake-stats"):
        path = f"/data/projects/{b.project['id']}/episodes/{what}"
        c.get(path, pick=told)
        b.seen_by(path, pick=told)
        for stranger in (NOWHERE, "foo"):
            c.get(f"/data/projects/{stranger}/episodes/{what}")
            as_role(c, "manager").get(f"/data/projects/{stranger}/episodes/{what}", note="manager")
