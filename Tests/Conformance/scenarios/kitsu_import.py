"""Rows of another server: made, then changed, with their events."""
from fixtures import ROLES, as_role, cast, department, entity_type, event, project, task_status, task_type
from imports import imported, new_id

MOMENTS = {"created_at": "2020-01-02T03:04:05", "updated_at": "2021-01-02T03:04:05"}
LATER = {"updated_at": "2022-02-03T04:05:06"}


def run(c):
    people = cast(c)
    production = project(c)
    kind = task_type(c, department(c), for_entity="Shot")
    status = task_status(c)
    where = {"project_id": production["id"]}

    row = {"id": new_id(), "name": c.unique("moved-"), **MOMENTS, "project_status_name": "Open", "project_status_id": production["project_status_id"], "team": [people["user"]["id"]], "task_types": [kind["id"]], "fps": None, "man_days": 12}
    moved = imported(c, "projects", row, "project:new", {"project_id": row["id"]})
    c.get("/data/projects/" + row["id"], relations="true", note="team and task types are those that were sent", ignore={"data", "task_type_links"})
    imported(c, "projects", {"id": row["id"], "team": [people["client"]["id"]], "unknown": 1, "fps": "24"}, "project:update", {"project_id": row["id"]})
    c.get("/data/projects/" + row["id"], relations="true", pick=lambda p: [len(p["team"]), p["fps"], p["name"], p["created_at"]])

    imported(c, "milestones", {"id": new_id(), **where, "name": "Pitch", "date": "2026-06-01", "task_type_id": kind["id"], **MOMENTS, "type": "Milestone"}, "milestone:new", where)
    row = {"id": new_id(), **where, "name": "Vendor", "field_name": "vendor", "data_type": "string", "entity_type": "Shot", "choices": ["a"], "for_client": False, "departments": [kind["department_id"]]}
    imported(c, "metadata-descriptors", row, "metadata-descriptor:new", where)
    other = department(c, "other-")
    imported(c, "metadata-descriptors", {"id": row["id"], **where, "departments": [other["id"]], **LATER}, "metadata-descriptor:update", where)
    c.get("/data/metadata-descriptors/" + row["id"], relations="true", pick=lambda d: len(d["departments"]), note="departments are added")
    imported(c, "schedule-items", {"id": new_id(), **where, "task_type_id": kind["id"], "object_id": new_id(), "start_date": "2026-06-01", "end_date": "2026-06-30"}, "schedule-item:new", where)
    playlist = imported(c, "playlists", {"id": new_id(), **where, "name": "Daily", "for_entity": "shot", "shots": [{"entity_id": new_id()}], "build_jobs": [1], **MOMENTS}, "playlist:new", where)
    imported(c, "build-jobs", {"id": new_id(), "playlist_id": playlist["id"], "status": "succeeded", "job_type": "movie"}, "build-job:new", where, ignore={"message"})

    sequence = imported(c, "entities", {"id": new_id(), **where, "name": "SQ1", "type": "Sequence", **MOMENTS, "episode_id": None, "tasks": []})
    shot = imported(c, "entities", {"id": new_id(), **where, "name": "SH1", "type": "Shot", "sequence_id": sequence["id"], "data": {"a": 1}, "frame_in": 5, "frame_out": 9, "fps": 25, "sequence_name": "SQ1", "preview_file_id": new_id()})
    prop = entity_type(c, "Props")
    asset = imported(c, "entities", {"id": new_id(), **where, "name": "Chair", "type": "Asset", "asset_type_id": prop["id"], "asset_type_name": "Props"})
    c.post("/import/kitsu/entities", [{"id": asset["id"], **where, "name": "Table", "type": "Asset", "entity_type_id": prop["id"], "unknown": 1}, {"id": shot["id"], **where, "name": "SH2", "type": "Shot", "entities_out": [asset["id"], new_id()]}])
    c.get("/data/entities/" + shot["id"], relations="true", ignore={"created_by"})
    link = {"id": new_id(), "entity_in_id": shot["id"], "entity_out_id": asset["id"], "nb_occurences": 3, "label": "fixed", "data": {"x": 1}, "project_name": "x", "type": "EntityLink"}
    imported(c, "entity-links", link, "entity-link:update", where)
    imported(c, "entity-links", {**link, "id": new_id(), "entity_out_id": sequence["id"]}, "entity-link:new", where)
    c.get(f"/data/projects/{production['id']}/entity-links", pick=lambda rows: [[r["nb_occurences"], r["label"], r["entity_in_id"]] for r in rows])

    task = {"id": new_id(), **where, "name": "main", "task_type_id": kind["id"], "task_status_id": status["id"], "entity_id": shot["id"], **MOMENTS, "estimation": 480, "start_date": "2026-06-01T00:00:00", "assignees": [people["user"]["id"], "unassigned", new_id()]}
    imported(c, "tasks", task, "task:new", where)
    imported(c, "tasks", {"id": task["id"], **where, "assignees": [people["vendor"]["id"]], "priority": 2}, "task:update", where)
    c.get("/data/tasks/" + task["id"], relations="true")
    of_task = {"task_id": task["id"]}
    imported(c, "subscriptions", {"id": new_id(), **of_task, "entity_id": shot["id"], "task_type_id": kind["id"], "person_id": people["user"]["id"]}, "subscription:new", where)
    imported(c, "time-spents", {"id": new_id(), **of_task, "person_id": people["user"]["id"], "date": "2026-05-20", "duration": 480}, "time-spent:new", where)
    preview = {"id": new_id(), **of_task, "name": "v001", "revision": 1, "extension": "mp4", "status": None, "data": {"a": 1}, "comments": [new_id()], **MOMENTS}
    imported(c, "preview-files", preview, "preview-file:new", where)
    imported(c, "preview-files", {"id": preview["id"], **of_task, "status": "broken", **LATER}, "preview-file:update", where)
    comment = {"id": new_id(), "object_id": task["id"], "object_type": "Task", "text": "Moved", "person_id": people["user"]["id"], "task_status_id": status["id"], **MOMENTS, "previews": [preview["id"], new_id()],
               "acknowledgements": [people["client"]["id"]], "mentions": [people["manager"]["id"]], "attachment_files": [new_id()], "checklist": [{"text": "a", "checked": True}], "replies": [], "pinned": True}
    imported(c, "comments", comment, "comment:new", {"comment_id": comment["id"]})
    imported(c, "comments", {**comment, "acknowledgements": [], "mentions": [people["user"]["id"]], "for_client": True}, "comment:update", {"comment_id": comment["id"]})
    c.get("/data/comments/" + comment["id"], relations="true")
    attached = imported(c, "attachment-files", {"id": new_id(), "name": "bug.png", "size": 42, "extension": "png", "mimetype": "image/png", "comment_id": comment["id"], "comment": {}, "chat_message": None}, "attachment-file:new", where)
    imported(c, "comments", {**comment, "attachment_files": []}, keep=False)
    c.get("/data/attachment-files/" + attached["id"], pick=lambda a: a["comment_id"], note="a list that does not hold it takes it away")
    news = {"id": new_id(), **of_task, "comment_id": comment["id"], "preview_file_id": None, "author_id": people["user"]["id"], "change": True, "created_at": "2026-05-20T10:00:00", "unknown": 1}
    imported(c, "news", news, "news:new", where)
    imported(c, "news", {**news, "created_at": "2026-05-21T10:00:00"}, "news:update", where)
    notification = {"id": new_id(), "notification_type": "mention", **of_task, "comment_id": comment["id"], "person_id": people["user"]["id"], "author_id": people["client"]["id"], "read": False, "change": True, "type": "Notification"}
    imported(c, "notifications", notification, "notification:new", where)

    for word in ("1", "true", "YES"):
        row = {"id": new_id(), **where, "name": "Silent " + word, "date": "2026-06-01"}
        c.post("/import/kitsu/milestones?silent=" + word, [row])
        event(c, "milestone:new", milestone_id=row["id"])
    row = {"id": new_id(), **where, "name": "Loud", "date": "2026-06-01"}
    c.post("/import/kitsu/milestones?silent=on", [row])
    event(c, "milestone:new", milestone_id=row["id"])
    for role in ROLES[1:]:
        row = {"id": new_id(), **where, "name": role, "date": "2026-06-01"}
        as_role(c, role).post("/import/kitsu/milestones", [row], note=role)
        c.get("/data/milestones", id=row["id"])
    c.post("/import/kitsu/milestones", [])
