"""News as rows: for administrators alone."""
from fixtures import cast, entity, new, project, task, task_status, task_type
from tables import NOBODY, changed, deleted, made, strangers, tried


def run(c):
    p = project(c)
    t = task(c, p, entity(c, p), task_type(c), task_status(c))
    author = cast(c)["user"]
    fields = {"change": True, "author_id": author["id"], "task_id": t["id"]}
    n = made(c, "news", "news", fields)
    c.post("/data/news", {"author_id": author["id"], "task_id": t["id"], "change": None}, note="only what is required")
    c.post("/data/news", {"author_id": author["id"]})
    c.post("/data/news", {"task_id": t["id"]})
    c.post("/data/news", {**fields, "author_id": NOBODY})
    c.post("/data/news", {**fields, "comment_id": NOBODY})
    c.post("/data/news", {**fields, "preview_file_id": NOBODY})
    changed(c, "news", "news", n, {"change": False})
    c.put("/data/news/" + n["id"], {"task_id": None})
    c.put("/data/news/" + n["id"], {"change": None})
    c.get("/data/news", query={"task_id": t["id"], "change": "false"}, pick=len)
    tried(c, "news", n, fields)
    strangers(c, "news")
    c.delete("/data/tasks/" + t["id"], note="the task has news", pick=None)
    deleted(c, "news", "news", n)
    new(c, "news", **fields)
