"""The news of productions: page by page, filtered, with how often which status was given."""
import time

from breakdown import Breakdown
from builders import NOWHERE, seeded, someone
from fixtures import ROLES, as_role, cast, closed, closed_status, entity, login, new, project, task

INVALID = {"status": 400, "body": {"error": True, "message": "", "data": None}}


def run(c):
    b = Breakdown(c, production_type="tvshow")
    wip = seeded(c, "task-status", "Work In Progress")
    speaker = cast(c)["manager"]
    names, words = {}, {b.todo["id"]: "todo", wip["id"]: "wip"}

    def comment(name, status, by=speaker, **fields):
        return new(c, "comments", object_id=b.tasks[name]["id"], object_type="Task", person_id=by["id"], text="x", task_status_id=status["id"], **fields)

    def happened(name, status=None, by=speaker, task_id=None, **fields):
        said = comment(name, status, by) if status else None
        row = new(c, "news", task_id=task_id or b.tasks[name]["id"], author_id=by["id"], comment_id=said and said["id"], **fields)
        names[row["id"]] = f"{name} {len(names)}"
        return row

    def page(body):
        """A `pick`: the names of what is on a page."""
        return {**body, "data": sorted(names[row["id"]] for row in body["data"]), "stats": {words[key]: value for key, value in sorted(body.get("stats", {}).items(), key=lambda item: words[item[0]])}}

    def ours(body):
        return sorted(names[row["id"]] for row in body["data"] if row["id"] in names)

    path = f"/data/projects/{b.project['id']}/news"
    c.get(path, note="nothing happened")
    preview = new(c, "preview-files", task_id=b.tasks["s1"]["id"], name="p", revision=3, extension="mp4", position=2)
    new(c, "preview-files", task_id=b.tasks["s1"]["id"], name="q", revision=3, extension="png", position=1)
    new(c, "preview-files", task_id=b.tasks["s1"]["id"], name="older", revision=2, extension="png", position=1)
    first = happened("s1", wip, change=True)
    happened("s1", wip, change=False)
    happened("s3", b.todo, change=True)
    happened("s3", change=True)
    happened("q1", wip, by=b.artist, change=True)
    happened("edit", b.todo, by=b.vendor, change=False)
    time.sleep(1.1)
    last = happened("s1", wip, change=True, preview_file_id=preview["id"])
    c.get(path, pick=page)
    c.get(path, pick=lambda body: [row for row in body["data"] if row["id"] in (first["id"], last["id"])])
    c.get(path, limit=1, pick=page, note="the newest")
    c.get(path, limit=3, page=3, pick=lambda body: {**page(body), "data": len(body["data"])})
    c.get(path, limit=3, page=4, pick=page, note="beyond the end")
    c.get(path, only_preview="true", pick=lambda body: body["data"])
    for flag in ("1", "on", "TRUE", "false", "0", "off", "x", ""):
        c.get(path, only_preview=flag, pick=page)
    for name, values in {"task_type_id": (b.late["id"], NOWHERE), "task_status_id": (wip["id"], NOWHERE), "person_id": (b.artist["id"], speaker["id"]), "episode_id": (b.e1["id"], b.e2["id"], NOWHERE)}.items():
        for value in values:
            c.get(path, query={name: value}, pick=page)
        for wrong in ("x", "all"):
            c.get(path, query={name: wrong}, fixed=INVALID)
    for moment in ("2020-01-01", "2099-01-01T10:00:00", "2020-1-1", "x", "2020-01-01 10:00:00", "2026-13-01", ""):
        c.get(path, after=moment, pick=page)
        c.get(path, before=moment, pick=page)
    for name in ("page", "limit"):
        for wrong in ("x", "", "1.5"):
            c.get(path, query={name: wrong})
        for wrong in ("0", "-1"):
            c.get(path, query={name: wrong}, fixed=INVALID)
    c.get(path, task_type_id=b.late["id"], person_id=speaker["id"], limit=1, pick=lambda body: {**page(body), "data": len(body["data"])})

    # One
    c.get(f"{path}/{last['id']}")
    c.get(f"{path}/{NOWHERE}")
    c.get(f"{path}/foo", fixed={"status": 404})
    other = project(c, ("manager",), "other-")
    c.get(f"/data/projects/{other['id']}/news/{last['id']}", note="of another project")

    # Who
    own = {"pick": ours, "fixed": {"status": 200, "body": ["edit 5", "s1 0", "s1 1", "s1 6"]}}
    for role in ROLES[1:]:
        as_role(c, role).get(path, note=role, **{"pick": page} | (own if role == "vendor" else closed(role, "client")))
        as_role(c, role).get(f"{path}/{first['id']}", note=role, **closed(role, "client"))
    stranger = login(c, someone(c, "manager"))
    stranger.get(path)
    stranger.get(f"{path}/{first['id']}")
    for nowhere in (NOWHERE, "foo"):
        for by in (c, stranger):
            by.get(f"/data/projects/{nowhere}/news")
            by.get(f"/data/projects/{nowhere}/news/{first['id']}")
    c.anonymous().get(path)

    # Of all
    ended = project(c, ROLES[1:], "closed-", project_status_id=closed_status(c)["id"])
    shot = entity(c, ended, "Shot", "shot-")
    over = task(c, ended, shot, b.shot_type, b.todo)
    happened("closed", task_id=over["id"])
    every = "/data/projects/news"
    for role in ROLES:
        options = own if role == "vendor" else {"pick": ours, "fixed": {"status": 200, "body": []}} if role == "client" else {}
        as_role(c, role).get(every, limit=1000, note=role, **{"pick": ours} | options)
        as_role(c, role).get(every, limit=1000, project_id=b.project["id"], note=role, **{"pick": page} | options)
    for given in (ended["id"], NOWHERE, "x", ""):
        as_role(c, "user").get(every, limit=1000, project_id=given, pick=ours, note="ignored")
    idle = someone(c)
    retired = project(c, [idle], "retired-", project_status_id=closed_status(c)["id"])
    shot = entity(c, retired, "Shot", "shot-")
    happened("retired", task_id=task(c, retired, shot, b.shot_type, b.todo)["id"])
    login(c, idle).get(every, pick=ours, note="only in what is closed")
    stranger.get(every, note="in nothing")
    for wrong in ({"page": "x"}, {"limit": ""}, {"after": "x"}, {"only_preview": "x"}):
        c.get(every, query=wrong)
    c.anonymous().get(every)
