"""A task that a schedule version keeps can be deleted by force, and only so."""

from builders import Stage, only
from fixtures import cast, new


def run(c):
    s = Stage(c)
    version = new(c, "production-schedule-versions", name="version", project_id=s.project["id"])
    link = new(
        c, "production-schedule-version-task-links", production_schedule_version_id=version["id"], task_id=s.task["id"], assignees=[cast(c)["user"]["id"]]
    )
    comment = s.comment(cast(c)["user"])
    c.delete("/data/tasks/" + s.task["id"])
    c.delete("/data/tasks/" + s.task["id"] + "?force=true", note="the links of schedule versions go too", fixed={"status": 204})
    c.get("/data/tasks/" + s.task["id"], fixed={"status": 404})
    c.get("/data/production-schedule-version-task-links/" + link["id"], fixed={"status": 404})
    c.get("/data/comments/" + comment["id"])
    c.get("/data/production-schedule-versions/" + version["id"], pick=only("name"))
