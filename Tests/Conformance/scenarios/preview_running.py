"""Previews that cannot be looked at, for administrators (contract chapter 07)."""
from builders import NOWHERE, Stage
from fixtures import ROLES, as_role, closed_status, new


def run(c):
    stage = Stage(c)
    path = "/data/playlists/preview-files/running"
    ids = [new(c, "preview-files", name=c.unique(f"p{n}"), task_id=stage.task["id"], revision=n, status=status)["id"] for n, status in enumerate(["processing", "ready", "broken", "missing"], 1)]
    ours = lambda rows: [{k: v for k, v in row.items() if k != "name"} for row in rows if row["id"] in ids]
    c.get(path, pick=ours, limit=50)
    c.get(path, pick=lambda rows: len(rows), limit=2)
    c.get(path, pick=lambda rows: ids[3] in [row["id"] for row in rows], limit=1)
    for limit in ("x", "1.5"):
        c.get(path, limit=limit)
    for cursor in (NOWHERE, "x"):
        c.get(path, cursor_preview_file_id=cursor)
    c.get(path, pick=lambda rows: [row["id"] for row in rows if row["id"] in ids[3:]], limit=50, cursor_preview_file_id=ids[3], note="strictly older")
    for role in ROLES:
        as_role(c, role).get(path, pick=lambda rows: "rows", limit=1, note=role)
    c.anonymous().get(path)
    c.put(f"/data/projects/{stage.project['id']}", {"project_status_id": closed_status(c)["id"]}, keep=False)
    c.get(path, pick=ours, limit=50, note="of a closed project")
