"""A forced deletion takes what is the person's own, and lets go of the rest."""

from builders import Stage, only, someone
from fixtures import as_role, cast, event, login, new


def run(c):
    p = someone(c)
    s = Stage(c, ("manager", p))
    manager = cast(c)["manager"]
    path = "/data/persons/" + p["id"]
    me, t = {"person_id": p["id"]}, {"task_id": s.task["id"]}
    login(c, p).get(path, pick=only("id"))
    c.put("/data/tasks/" + s.task["id"], {"assignees": [p["id"]], "assigner_id": p["id"]}, keep=False)
    file_status = new(c, "file-status", name=c.unique("file-status-"), color="#123456")
    mine, theirs = s.comment(p), s.comment(manager, acknowledgements=[p["id"]])
    working = new(c, "working-files", name="w", revision=1, entity_id=s.asset["id"], **t, **me)
    output = new(c, "output-files", name="o", revision=1, entity_id=s.asset["id"], file_status_id=file_status["id"], **me)
    preview = new(c, "preview-files", name="p", revision=1, **t, **me)
    gone = {
        "comments": mine,
        "notifications": new(c, "notifications", type="comment", author_id=manager["id"], comment_id=theirs["id"], **t, **me),
        "search-filters": new(c, "search-filters", name="f", list_type="asset", search_query="q", **me),
        "search-filter-groups": new(c, "search-filter-groups", name="g", list_type="asset", color="#123456", **me),
        "subscriptions": new(c, "subscriptions", **t, **me),
        "time-spents": new(c, "time-spents", date="2024-01-02", duration=60, **t, **me),
        "events": new(c, "events", name="some:event", user_id=p["id"], data={}),
    }
    other = new(c, "notifications", type="comment", author_id=p["id"], person_id=manager["id"], comment_id=theirs["id"], **t)
    c.get("/data/tasks/" + s.task["id"], pick=only("assignees", "assigner_id", "duration"))
    as_role(c, "manager").delete(path + "?force=true", note="as manager")
    c.delete(path, note="without force")
    c.delete(path + "?force=true")
    event(c, "comment:delete", comment_id=mine["id"])
    c.get(path)
    for table, row in gone.items():
        c.get("/data/" + table + "/" + row["id"], note=table)
    c.get("/data/notifications/" + other["id"], note="those from him too")
    c.get("/data/working-files/" + working["id"], pick=only("person_id"))
    c.get("/data/output-files/" + output["id"], pick=only("person_id"))
    c.get("/data/preview-files/" + preview["id"], pick=only("person_id"))
    c.get("/data/comments/" + theirs["id"], pick=only("acknowledgements"))
    c.get("/data/tasks/" + s.task["id"], pick=only("assignees", "assigner_id", "duration"))
    c.get("/data/projects/" + s.project["id"], pick=lambda row: len(row["team"]))
