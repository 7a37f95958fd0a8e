"""Deleting projects."""

from builders import IMPOSSIBLE, NOWHERE, only, seeded
from fixtures import as_role, entity, event, new, project


def close(c, p):
    c.put("/data/projects/" + p["id"], {"project_status_id": seeded(c, "project-status", "Closed")["id"]}, keep=False)
    return "/data/projects/" + p["id"]


def run(c):
    p = project(c, prefix="empty-")
    path = "/data/projects/" + p["id"]
    for role in ("admin", "manager", "user"):
        as_role(c, role).delete(path, note="open, as " + role)
    c.delete(path + "?force=true", note="open, by force")
    close(c, p)
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).delete(path, note="closed, as " + role)
    as_role(c, "manager").delete(path + "?force=true", note="by force, as manager")
    c.delete(path, note="closed and empty", headers=("Content-Type",))
    event(c, "project:delete", project_id=p["id"])
    c.get(path)
    c.delete(path, note="twice")
    c.delete("/data/projects/abc")
    c.delete("/data/projects/" + NOWHERE)

    for note, hold in (
        ("an entity", lambda p: entity(c, p)),
        ("a playlist", lambda p: new(c, "playlists", name="p", project_id=p["id"])),
        ("a milestone", lambda p: new(c, "milestones", name="m", date="2024-01-02", project_id=p["id"])),
    ):
        p = project(c, prefix=note.replace(" ", "-") + "-")
        hold(p)
        path = close(c, p)
        c.delete(path, note="closed, with " + note, fixed={"status": 400, "body": IMPOSSIBLE})
        c.get(path, pick=only("name"))
        c.delete(path + "?force=true", note="by force, with " + note)
        c.get(path)
    linked = project(
        c,
        prefix="linked-",
        task_types=[seeded(c, "task-types", "Modeling")["id"]],
        task_statuses=[seeded(c, "task-status", "Done")["id"]],
        asset_types=[seeded(c, "entity-types", "Prop")["id"]],
    )
    c.delete(close(c, linked), note="links do not stand in the way")
