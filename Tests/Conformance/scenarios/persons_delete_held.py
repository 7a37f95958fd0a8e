"""A forced deletion of a person leaves what others need, without the name. The original refuses as soon as anything names the person."""

from builders import Stage, only, someone
from fixtures import department, new, project, login


def run(c):
    s = Stage(c)
    d = department(c)
    budget = new(c, "budgets", name="b", project_id=s.project["id"])
    chat = new(c, "chats", object_id=s.asset["id"])
    version = new(c, "production-schedule-versions", name="v", project_id=s.project["id"])

    def creator(p):
        made = project(c, (p,), "of-creator-")
        login(c, p).post("/data/entities", {"name": "made", "project_id": made["id"], "entity_type_id": s.asset["entity_type_id"]}, keep=False)

    author = someone(c)
    for note, role, hold in (
        ("a day off", "user", lambda p: new(c, "day-offs", person_id=p["id"], date="2024-01-02", end_date="2024-01-03")),
        (
            "a budget entry",
            "user",
            lambda p: new(
                c,
                "budget-entries",
                budget_id=budget["id"],
                department_id=d["id"],
                person_id=p["id"],
                start_date="2024-01-01",
                months_duration=2,
                daily_salary=100,
            ),
        ),
        ("a chat message", "user", lambda p: new(c, "chat-messages", chat_id=chat["id"], person_id=p["id"], text="x")),
        ("a chat joined", "user", lambda p: c.put("/data/chats/" + chat["id"], {"participants": [p["id"]]}, keep=False)),
        ("a mention", "user", lambda p: new(c, "comments", object_id=s.task["id"], object_type="Task", person_id=author["id"], mentions=[p["id"]])),
        ("a comment edited", "user", lambda p: new(c, "comments", object_id=s.task["id"], object_type="Task", person_id=author["id"], editor_id=p["id"])),
        ("an entity created", "manager", creator),
        (
            "a playlist created",
            "user",
            lambda p: c.put(
                "/data/playlists/" + new(c, "playlists", name=c.unique("p"), project_id=s.project["id"])["id"], {"created_by": p["id"]}, keep=False
            ),
        ),
        ("a news", "user", lambda p: new(c, "news", author_id=p["id"], task_id=s.task["id"])),
        (
            "a schedule version",
            "user",
            lambda p: new(c, "production-schedule-version-task-links", production_schedule_version_id=version["id"], task_id=s.task["id"], assignees=[p["id"]]),
        ),
    ):
        p = someone(c, role)
        hold(p)
        c.delete("/data/persons/" + p["id"] + "?force=true", note=note, fixed={"status": 204})
        c.get("/data/persons/" + p["id"], note=note, pick=only("id"), fixed={"status": 404})

    p = someone(c)
    comment = s.comment(p)
    new(c, "day-offs", person_id=p["id"], date="2024-01-02", end_date="2024-01-03")
    c.get("/data/comments/" + comment["id"], pick=only("text"))
    c.delete("/data/persons/" + p["id"] + "?force=true", note="with a day off", fixed={"status": 204})
    c.get("/data/comments/" + comment["id"], note="what was said goes", pick=only("text"), fixed={"status": 404})

    p = someone(c)
    group = new(c, "search-filter-groups", name="g", list_type="asset", color="#123456", person_id=p["id"])
    held = new(c, "search-filters", name="f", list_type="asset", search_query="q", person_id=p["id"], search_filter_group_id=group["id"])
    c.get("/data/search-filters/" + held["id"], pick=only("name"))
    c.delete("/data/persons/" + p["id"] + "?force=true", note="a filter in a group", fixed={"status": 204})
    c.get("/data/search-filters/" + held["id"], fixed={"status": 404})
    c.get("/data/persons/" + p["id"], fixed={"status": 404})
