"""The length of shots, taken from the movies of a task type."""

from breakdown import Breakdown
from builders import NOWHERE, someone
from fixtures import as_role, login, new


def run(c):
    b = Breakdown(c, fps="24")
    path = f"/actions/projects/{b.project['id']}/task-types/{b.late['id']}/set-shot-nb-frames"
    by_frames = lambda rows: sorted(rows, key=lambda row: row["nb_frames"])
    c.post(path, note="no preview")
    for name, revision, duration in (("old", 1, 9.0), ("new", 2, 2.52)):
        new(c, "preview-files", task_id=b.tasks["late"]["id"], name=name, revision=revision, duration=duration, extension="mp4")
    new(c, "preview-files", task_id=b.tasks["s3"]["id"], name="still", revision=1, extension="png")
    new(c, "preview-files", task_id=b.tasks["s1"]["id"], name="another type", revision=1, duration=5.0, extension="mp4")
    c.post(path, pick=by_frames)
    c.get("/data/entities/" + b.s1["id"], pick=lambda row: row["nb_frames"])
    c.post(path + "?episode_id=" + b.e1["id"])
    c.post(path + "?episode_id=" + b.e2["id"])
    c.post(path + "?episode_id=" + NOWHERE)
    c.post(path + "?episode_id=", pick=by_frames)
    for word in ("all", "main", "foo"):
        c.post(path + "?episode_id=" + word)
    as_role(c, "manager").post(path, pick=by_frames)
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).post(path, note=role)
    login(c, someone(c, "manager")).post(path, note="a manager who is not in the team")
    c.post(f"/actions/projects/{b.project['id']}/task-types/{NOWHERE}/set-shot-nb-frames")
    c.post(f"/actions/projects/{NOWHERE}/task-types/{b.late['id']}/set-shot-nb-frames")
    for project, kind in (("foo", b.late["id"]), (b.project["id"], "foo")):
        c.post(f"/actions/projects/{project}/task-types/{kind}/set-shot-nb-frames")
        as_role(c, "manager").post(f"/actions/projects/{project}/task-types/{kind}/set-shot-nb-frames", note="manager")
