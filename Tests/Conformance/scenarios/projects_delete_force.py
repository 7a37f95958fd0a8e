"""A forced deletion takes everything that belongs to the project, and nothing else."""

from builders import Stage, seeded
from fixtures import cast, entity, event, new


def run(c):
    s = Stage(c)
    people = cast(c)
    artist = people["user"]
    p, t = {"project_id": s.project["id"]}, {"task_id": s.task["id"]}
    department = s.department
    file_status = new(c, "file-status", name=c.unique("file-status-"), color="#123456")
    child = entity(c, s.project, "Prop", "child-", parent_id=s.asset["id"], source_id=s.shot["id"])
    working = new(c, "working-files", name="w", revision=1, entity_id=s.asset["id"], **t)
    preview = new(c, "preview-files", name="p", revision=1, extension="png", **t)
    comment = s.comment(artist, previews=[preview["id"]])
    budget = new(c, "budgets", name="b", **p)
    chat_free = new(c, "schedule-items", object_id=s.asset["id"], task_type_id=s.asset_type["id"], **p)
    rows = {
        "entities": child,
        "working-files": working,
        "preview-files": preview,
        "comments": comment,
        "budgets": budget,
        "schedule-items": chat_free,
        "budget-entries": new(
            c, "budget-entries", budget_id=budget["id"], department_id=department["id"], start_date="2024-01-01", months_duration=2, daily_salary=100
        ),
        "entity-links": new(c, "entity-links", entity_in_id=s.shot["id"], entity_out_id=s.asset["id"]),
        "output-files": new(c, "output-files", name="o", revision=1, entity_id=s.asset["id"], file_status_id=file_status["id"]),
        "playlists": new(c, "playlists", name="p", **p),
        "metadata-descriptors": new(
            c, "metadata-descriptors", name="d", field_name="d", entity_type="Asset", data_type="string", departments=[department["id"]], **p
        ),
        "milestones": new(c, "milestones", name="m", date="2024-01-02", **p),
        "production-schedule-versions": new(c, "production-schedule-versions", name="v", **p),
        "search-filters": new(c, "search-filters", name="f", list_type="asset", search_query="q", person_id=artist["id"], **p),
        "news": new(c, "news", author_id=artist["id"], comment_id=comment["id"], **t),
        "time-spents": new(c, "time-spents", person_id=artist["id"], date="2024-01-02", duration=60, **t),
        "subscriptions": new(c, "subscriptions", person_id=artist["id"], **t),
        "notifications": new(c, "notifications", type="comment", person_id=artist["id"], author_id=people["manager"]["id"], comment_id=comment["id"], **t),
    }
    c.put("/data/projects/" + s.project["id"], {"project_status_id": seeded(c, "project-status", "Closed")["id"]}, keep=False)
    c.delete("/data/projects/" + s.project["id"] + "?force=true")
    event(c, "project:delete", project_id=s.project["id"])
    event(c, "playlist:delete", playlist_id=rows["playlists"]["id"])
    event(c, "task:delete", task_id=s.task["id"])
    event(c, "asset:delete", asset_id=s.asset["id"])
    c.get("/data/events/last", project_id=s.project["id"], note="its events are gone")
    c.get("/data/projects/" + s.project["id"])
    c.get("/data/tasks", query={"id": f'["{s.task["id"]}","{s.shot_task["id"]}"]'})
    for table, row in rows.items():
        c.get("/data/" + table, query={"id": row["id"]}, note=table, pick=lambda found: len(found))
    for table, row in (("task-types", s.asset_type), ("departments", department), ("file-status", file_status), ("persons", artist)):
        c.get("/data/" + table + "/" + row["id"], note="stays", pick=lambda row: "id" in row)
