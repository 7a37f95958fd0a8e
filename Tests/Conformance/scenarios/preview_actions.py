"""Putting previews in order, choosing the main one, drawing on them (contract chapter 07, Preview actions)."""
from builders import INVALID, NOWHERE, REFUSED, Journal, Stage, only, someone, supervisor
from fixtures import ROLES, as_role, cast, login, new
from pictures import png

PICTURE = ("a.png", png(64, 36), "image/png")
PATHS = ("set-main-preview", "update-position", "update-annotations")


def line(*ids, **more):
    return {"drawing": {"objects": [{"type": "path", **({"id": i} if i else {}), **more} for i in ids]}}


def rows(answer):
    """Names are made up by each server."""
    if isinstance(answer, list):
        return [rows(row) for row in answer]
    return {k: v for k, v in answer.items() if k != "name"}


def run(c):
    stage = Stage(c)

    def preview(comment=None, revision=None):
        comment = comment or c.post(f"/actions/tasks/{stage.task['id']}/comment", {"comment": "x", "task_status_id": stage.todo["id"]}, keep=False)
        return c.post(f"/actions/tasks/{stage.task['id']}/comments/{comment['id']}/add-preview", {}, keep=False)["id"], comment

    first, comment = preview()
    second, third = preview(comment)[0], preview(comment)[0]
    other = preview()[0]
    journal = Journal(c, stage.project)

    # Places in a revision.
    path = f"/actions/preview-files/{third}/update-position"
    names = {first: "first", second: "second", third: "third"}
    order = lambda answer: [f"{names[row['id']]} {row['position']}" for row in answer]
    for position in (1, "2", 0, 9, 3):
        c.put(path, {"position": position}, pick=order)
    c.put(path, {}, pick=order, note="none")
    c.put(path, {"position": 1}, pick=rows)
    for position in (-1, "x", None, 1.5, [1]):
        c.put(path, {"position": position})
    for role in ROLES:
        as_role(c, role).put(path, {"position": 2}, pick=order, note=role)
    journal.look()

    # Which one stands for the entity.
    path = f"/actions/preview-files/{first}/set-main-preview"
    c.put(path)
    journal.look()
    for role in ROLES:
        as_role(c, role).put(path, {}, pick=only("preview_file_id", "preview_file_status"), note=role)
    journal.look(keep=False)
    c.put(path, {"frame_number": "x"})
    c.upload(f"/pictures/preview-files/{second}", file=PICTURE, keep=False)
    c.put(f"/actions/preview-files/{second}/set-main-preview", {"frame_number": 3}, note="of a picture")
    c.put(f"/actions/preview-files/{other}/set-main-preview", {"frame_number": 3}, pick=only("preview_file_id"), note="nothing is stored")

    # Drawing.
    path = f"/actions/preview-files/{other}/update-annotations"
    drawn = lambda row: [[a["time"], [[o.get("id") and "an id" if len(o["id"]) > 6 else o["id"], o.get("r")] for o in a["drawing"]["objects"]]] for a in row["annotations"]]
    journal.look(keep=False)
    c.put(path, {}, pick=rows, note="nothing")
    c.put(path, {"additions": [{"time": 1.0, **line(None, "o2")}]}, pick=drawn)
    c.put(path, {"additions": [{"time": 1, **line("o2", "o3", r=1)}, {"time": 0.5, **line()}], "updates": [{"time": 1.0, **line("o3", "zz", r=5)}]}, pick=drawn)
    c.put(path, {"deletions": [{"time": 1.0, "objects": ["o3"]}, {"time": 7, "objects": ["o2"]}]}, pick=drawn)
    c.put(path, {"updates": [{"time": 3, **line("o2")}]}, pick=drawn, note="an unknown time")
    c.put(path, {"additions": [{"time": 2, "x": 1, **line("a")}, {"time": 2, **line("b")}]}, pick=drawn, note="twice the same new time")
    journal.look()
    for body in ({"additions": None}, {"additions": {}}, {"updates": "x"}, {"deletions": 1}):
        c.put(path, body)
    c.put(path, {"additions": [line("a")]}, note="without a time", fixed={"status": 400})
    c.put(path, [1], note="a list")
    for role in ROLES:
        as_role(c, role).put(path, {}, pick=lambda row: "done", note=role)
    login(c, supervisor(c)).put(path, {}, note="from outside")
    apart = supervisor(c, stage.department)
    c.post(f"/data/projects/{stage.project['id']}/team", {"person_id": apart["id"]}, keep=False)
    login(c, apart).put(path, {}, pick=lambda row: "done", note="supervisor of the department")

    for action in PATHS:
        for word in (NOWHERE, "x"):
            c.put(f"/actions/preview-files/{word}/{action}", {})
        login(c, someone(c, "manager")).put(f"/actions/preview-files/{other}/{action}", {}, note="from outside")
        c.anonymous().put(f"/actions/preview-files/{other}/{action}", {})
    c.put(f"/actions/persons/{cast(c)['vendor']['id']}/assign", {"task_ids": [stage.task["id"]]}, keep=False)
    for action in PATHS:
        as_role(c, "vendor").put(f"/actions/preview-files/{other}/{action}", {}, pick=lambda answer: "done", note="vendor, assigned")
