"""Shots with their tasks: what is shown, the narrowing parameters, the compact and the streamed form, what each role sees."""

from breakdown import Breakdown, names
from builders import NOWHERE
from fixtures import as_role, entity, new


def run(c):
    b = Breakdown(c)
    path, p = "/data/shots/with-tasks", b.project["id"]
    entity(c, b.project, "Shot", "orphan-")
    c.get(path, project_id=p, pick=b.tidy)
    b.seen_by(path, query={"project_id": p}, pick=b.tidy)
    for role in ("manager", "vendor"):
        as_role(c, role).get(path, note=role + " without a project")
    c.get(path, id=b.s1["id"], note="without a project", pick=b.tidy)

    for word in ("all", b.e1["id"], b.e2["id"], NOWHERE):
        c.get(path, project_id=p, episode_id=word, pick=names)
    c.get(path, project_id=p, episode_id="main", fixed={"status": 200, "body": []})
    c.get(path, project_id=p, id=b.s3["id"], pick=b.tidy)
    c.get(path, project_id=p, id=b.q1["id"], note="another kind")
    c.get(path, project_id=p, sequence_id=b.q2["id"], note="ignored", pick=names)
    for name in ("project_id", "episode_id", "id"):
        for value in ("foo", ""):
            c.get(path, query={"project_id": p, name: value})
    c.get(path, project_id=NOWHERE)
    as_role(c, "manager").get(path, project_id=NOWHERE)
    as_role(c, "user").get(path, project_id=p, assigned_to=1, pick=b.tidy, note="what the artist is assigned to")
    c.get(path, project_id=p, assigned_to=b.artist["id"], note="whatever the value: the caller's")

    new(c, "subscriptions", person_id=c.login["user"]["id"], task_id=b.tasks["late"]["id"])
    followed = lambda rows: [[task["is_subscribed"] for task in row["tasks"]] for row in b.tidy(rows)]
    c.get(path, project_id=p, pick=followed, note="one task is followed")
    c.get(path, id=b.s1["id"], pick=followed, note="told in a project only")

    for stream, compact in (("true", None), (None, "true"), ("true", "true"), ("1", "True")):
        asked = {k: v for k, v in (("stream", stream), ("compact", compact)) if v}
        c.get(path, query={"id": b.s3["id"], "project_id": p, **asked})
        c.get(path, query={"id": NOWHERE, **asked}, note="none")
    as_role(c, "vendor").get(path, project_id=p, stream="true", compact="true", note="the vendor's", pick=lambda lines: [lines[0], lines[1][:-1], len(lines[1][-1])])
    c.get(path, project_id="foo", stream="true", compact="true")
    as_role(c, "manager").get(path, stream="true")
