"""Bodies that are no rows of another server: nothing of them is stored."""
from fixtures import as_role, cast, entity, project, task, task_status, task_type
from imports import new_id

PATHS = ("attachment-files", "build-jobs", "comments", "entities", "entity-links", "metadata-descriptors", "milestones", "news",
         "notifications", "playlists", "preview-files", "projects", "schedule-items", "subscriptions", "tasks", "time-spents")
REFUSED = {"status": 400}


def run(c):
    people = cast(c)
    production = project(c)
    where = {"project_id": production["id"]}
    for path in PATHS:
        path = "/import/kitsu/" + path
        c.post(path, {"id": new_id()})
        c.post(path, [])
        as_role(c, "manager").post(path, {"id": new_id()}, note="the body is looked at first")
        as_role(c, "manager").post(path, [{"id": "zz"}], note="nobody but administrators imports")
        c.post(path, [{}], fixed=REFUSED, note="an id is needed")
        c.post(path, [{"id": "zz"}], fixed=REFUSED)
        c.post(path, ["zz"], fixed=REFUSED)
    c.anonymous().post("/import/kitsu/projects", [])
    c.raw("POST", "/import/kitsu/projects", b"[", {"Content-Type": "application/json"})
    c.raw("POST", "/import/kitsu/projects", b"[]", {"Content-Type": "text/plain"})

    milestones, fine = "/import/kitsu/milestones", {"id": new_id(), **where, "name": "Pitch", "date": "2026-06-01"}
    c.post(milestones, [{**fine, "id": new_id(), "unknown": 1}], fixed=REFUSED, note="what the table does not have")
    c.post(milestones, [{**fine, "id": new_id(), "date": "yesterday"}], fixed=REFUSED)
    c.post(milestones, [{**fine, "id": new_id(), "created_at": "yesterday"}], fixed=REFUSED)
    c.post(milestones, [{"id": new_id(), "name": "x"}], fixed=REFUSED, note="of no production")
    c.post(milestones, [{**fine, "id": new_id(), "name": None}], ignore={"data"})
    c.post(milestones, [{**fine, "id": new_id(), "project_id": new_id()}], ignore={"data"})
    c.post(milestones, [fine, {**fine, "id": new_id(), "project_id": new_id()}], ignore={"data"})
    c.get("/data/milestones", id=fine["id"], pick=len, fixed={"status": 200, "body": 0}, note="the rows before are not stored either")

    c.post("/import/kitsu/projects", [{"id": new_id(), "name": production["name"]}], ignore={"data"}, note="a name that is taken")
    c.post("/import/kitsu/projects", [{"id": new_id(), "name": c.unique("x"), "team": [new_id()]}], ignore={"data"})
    entities = "/import/kitsu/entities"
    c.post(entities, [{"id": new_id(), **where, "name": "x", "type": "Props"}], ignore={"data"}, note="no type")
    c.post(entities, [{"id": new_id(), **where, "name": "x", "type": "Shot", "sequence_id": new_id()}], ignore={"data"})
    c.post(entities, [{"id": new_id(), **where, "name": "x", "type": "Shot", "status": "zz"}], fixed=REFUSED)
    stranger = entity(c, project(c, prefix="far-"), "Sequence")
    c.post(entities, [{"id": new_id(), **where, "name": "x", "type": "Shot", "sequence_id": stranger["id"]}], fixed=REFUSED, note="of another production")
    mine = entity(c, production, "Sequence")
    c.post(entities, [{"id": mine["id"], **where, "name": "x", "type": "Sequence", "parent_id": mine["id"]}], fixed=REFUSED, note="below itself")
    c.post("/import/kitsu/entity-links", [{"id": new_id(), "entity_in_id": mine["id"], "entity_out_id": new_id(), "type": "EntityLink"}], ignore={"data"})
    kind, status = task_type(c, for_entity="Shot"), task_status(c)
    shot = entity(c, production, "Shot")
    work = task(c, production, shot, kind, status)
    given = {**where, "name": "main", "task_type_id": kind["id"], "task_status_id": status["id"], "entity_id": shot["id"]}
    c.post("/import/kitsu/tasks", [{"id": new_id(), **given}], ignore={"data"}, note="the entity has it")
    c.post("/import/kitsu/tasks", [{"id": new_id(), **given, "entity_id": stranger["id"]}], fixed=REFUSED, note="of another production")
    said = {"object_id": work["id"], "object_type": "Task", "text": "x", "person_id": people["user"]["id"]}
    c.post("/import/kitsu/comments", [{"id": new_id(), **said, "person_id": new_id()}], ignore={"data"})
    comment = {"id": new_id(), **said, "object_id": new_id()}
    c.post("/import/kitsu/comments", [comment])
    c.get("/data/comments", id=comment["id"], pick=len, fixed={"status": 200, "body": 0})
    c.post("/import/kitsu/comments", [{"id": new_id(), **said, "previews": ["zz"]}], fixed=REFUSED)
    c.post("/import/kitsu/news", [{"id": new_id(), "task_id": work["id"]}], fixed=REFUSED, note="all fields are needed")
    row = {"id": new_id(), "person_id": people["user"]["id"], "author_id": people["user"]["id"], "task_id": work["id"]}
    c.post("/import/kitsu/notifications", [row], fixed=REFUSED, skip_peer=True, note="of no kind")
    c.post("/import/kitsu/preview-files", [{"id": new_id(), "task_id": work["id"], "name": "x", "status": "zz"}], fixed=REFUSED)

    sent = c.unique("mention-")
    both = {"id": new_id(), **said, "text": sent, "checklist": [], "mentions": [people["user"]["id"]], "department_mentions": []}
    c.post("/import/kitsu/comments", [both])
    c.get("/data/comments/" + both["id"], relations="true", pick=lambda row: len(row["mentions"]), fixed={"status": 200, "body": 1}, note="mentions stay beside those of departments")
    asset = entity(c, production)
    links = "/import/kitsu/entities"
    c.post(links, [{"id": shot["id"], **where, "name": "SH", "type": "Shot", "entities_out": [asset["id"]]}])
    c.post(links, [{"id": shot["id"], **where, "name": "SH", "type": "Shot"}])
    c.get("/data/entities/" + shot["id"], relations="true", pick=lambda row: len(row["entities_out"]), fixed={"status": 200, "body": 1}, note="a casting that is not sent stays")
    c.get("/data/events/last", query={"name": "shot:update", "limit": 100}, note="entities go by both names in events", fixed={"status": 200, "body": [["Shot_id", "project_id", "shot_id"]] * 2},
          pick=lambda rows: [sorted(r["data"]) for r in rows if r["data"].get("Shot_id") == shot["id"]])
