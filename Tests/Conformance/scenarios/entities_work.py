"""Previews and time of an entity."""

from builders import NOWHERE, Stage, only, someone
from fixtures import as_role, cast, closed, login, new, task, task_type


def run(c):
    s = Stage(c)
    second = task_type(c, s.department, "a-type-")
    other = task(c, s.project, s.asset, second, s.todo)
    for n, (owner, revision, position) in enumerate(((s.task, 1, 1), (s.task, 2, 2), (s.task, 2, 1), (other, 1, 1))):
        new(c, "preview-files", name=c.unique(f"p{n}-"), task_id=owner["id"], revision=revision, position=position, person_id=cast(c)["user"]["id"])
    for day, duration in (("2026-11-03", 60), ("2026-11-05", 120), ("2026-11-04", 30)):
        new(c, "time-spents", task_id=s.task["id"], person_id=cast(c)["user"]["id"], date=day, duration=duration)
    c.get(f"/data/entities/{s.asset['id']}/preview-files")
    c.get(f"/data/entities/{s.asset['id']}/time-spents")
    c.get(f"/data/entities/{s.shot['id']}/preview-files")
    c.get(f"/data/entities/{s.shot['id']}/time-spents")
    stranger = login(c, someone(c, "manager"))
    for end in ("preview-files", "time-spents", "entities-linked/with-tasks"):
        c.get(f"/data/entities/{NOWHERE}/{end}")
        c.get(f"/data/entities/abc/{end}")
        stranger.get(f"/data/entities/{s.asset['id']}/{end}", note="not in the team")
        for role in ("manager", "supervisor", "user", "client", "vendor"):
            as_role(c, role).get(f"/data/entities/{s.asset['id']}/{end}", note=role, pick=len, **closed(role if end == "time-spents" else None, "client"))
    c.put("/data/tasks/" + s.task["id"], {"assignees": [cast(c)["vendor"]["id"]]}, keep=False)
    as_role(c, "vendor").get(f"/data/entities/{s.asset['id']}/preview-files", note="a vendor with a task of it", pick=len)
