"""Comments as rows: an administrator writes the table, nothing follows."""

from builders import NOWHERE, Journal, Stage, status
from fixtures import as_role, cast, event


def run(c):
    s = Stage(c)
    journal = Journal(c, s.project)
    artist, manager = cast(c)["user"], cast(c)["manager"]
    done = status(c, is_done=True)
    given = {"object_id": s.task["id"], "object_type": "Task", "person_id": artist["id"]}
    c.get("/data/tasks/" + s.task["id"])

    bare = c.post("/data/comments", given)
    event(c, "comment:new", comment_id=bare["id"])
    c.post(
        "/data/comments",
        {
            **given,
            "text": "@" + manager["full_name"] + " look",
            "data": {"a": 1},
            "checklist": [{"text": "one", "checked": False}],
            "pinned": True,
            "for_client": True,
            "links": ["https://example.com"],
            "task_status_id": done["id"],
            "editor_id": manager["id"],
        },
        note="no mention is read from the text",
    )
    c.get("/data/tasks/" + s.task["id"], note="the task does not follow")
    journal.look()
    c.post(
        "/data/comments",
        {**given, "text": "relations", "mentions": [manager["id"]], "department_mentions": [s.department["id"]], "acknowledgements": [artist["id"]]},
        note="relations may be given",
    )
    c.post("/data/comments", {**given, "object_id": NOWHERE, "text": "the task need not exist"})

    c.post("/data/comments", {k: v for k, v in given.items() if k != "object_id"})
    c.post("/data/comments", {k: v for k, v in given.items() if k != "object_type"})
    c.post("/data/comments", {k: v for k, v in given.items() if k != "person_id"})
    c.post("/data/comments", {**given, "object_id": "abc"})
    c.post("/data/comments", {**given, "person_id": NOWHERE})
    c.post("/data/comments", {**given, "task_status_id": NOWHERE})
    c.post("/data/comments", {**given, "type": "Comment"})
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).post("/data/comments", given, note="as " + role)

    c.get("/data/comments", object_id=s.task["id"], unordered=True)
    c.get(
        "/data/comments",
        object_id=s.task["id"],
        person_id=artist["id"],
        relations="true",
        page=1,
        limit=1,
        pick=lambda page: [page["total"], page["nb_pages"], sorted(page["data"][0])],
    )
    c.get("/data/comments", object_id=s.task["id"], mentions=manager["id"], fields="text")
    as_role(c, "manager").get("/data/comments", object_id=s.task["id"])
    as_role(c, "artist").get("/data/comments", object_id=s.task["id"])
