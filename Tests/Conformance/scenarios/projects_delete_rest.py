"""Forced deletions of projects that hold tasks in a schedule version, or a filter in a group."""

from builders import Stage, only, seeded
from fixtures import cast, new


def run(c):
    closed = seeded(c, "project-status", "Closed")["id"]
    artist = cast(c)["user"]

    s = Stage(c)
    version = new(c, "production-schedule-versions", name="v", project_id=s.project["id"])
    link = new(c, "production-schedule-version-task-links", production_schedule_version_id=version["id"], task_id=s.task["id"])
    path = "/data/projects/" + s.project["id"]
    c.get("/data/production-schedule-version-task-links/" + link["id"], pick=only("estimation"))
    c.put(path, {"project_status_id": closed}, keep=False)
    c.delete(path + "?force=true", note="a scheduled task", fixed={"status": 204})
    c.get(path, fixed={"status": 404})
    c.get("/data/tasks/" + s.task["id"], fixed={"status": 404})
    c.get("/data/production-schedule-version-task-links/" + link["id"], fixed={"status": 404})

    s = Stage(c)
    group = new(c, "search-filter-groups", name="g", list_type="asset", color="#123456", person_id=artist["id"], project_id=s.project["id"])
    held = new(
        c,
        "search-filters",
        name="f",
        list_type="asset",
        search_query="q",
        person_id=artist["id"],
        project_id=s.project["id"],
        search_filter_group_id=group["id"],
    )
    path = "/data/projects/" + s.project["id"]
    c.get("/data/search-filters/" + held["id"], pick=only("name"))
    c.put(path, {"project_status_id": closed}, keep=False)
    c.delete(path + "?force=true", note="a filter in a group", fixed={"status": 204})
    c.get(path, fixed={"status": 404})
    c.get("/data/search-filters/" + held["id"], fixed={"status": 404})
    c.get("/data/search-filter-groups/" + group["id"], fixed={"status": 404})
