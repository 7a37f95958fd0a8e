"""Creating tasks: what must exist, what must agree, and who may."""

from builders import IMPOSSIBLE, NOWHERE, Journal, Stage, number, only
from fixtures import cast, entity, task_type


def run(c):
    s = Stage(c)
    artist = cast(c)["user"]
    c.get("/data/persons/" + artist["id"], pick=only("id"))
    journal = Journal(c, s.project)
    given = {"project_id": s.project["id"], "entity_id": s.asset["id"], "task_type_id": s.asset_type["id"], "task_status_id": s.todo["id"]}

    def named():
        return {**given, "name": c.unique("task" + number(c) + "-")}

    c.post("/data/tasks", named())
    journal.look()
    c.post(
        "/data/tasks",
        {
            **named(),
            "assignees": [artist["id"], NOWHERE],
            "priority": 2,
            "difficulty": 5,
            "estimation": 480,
            "start_date": "2024-01-02",
            "due_date": "2024-01-03T04:05:06",
            "data": {"a": 1},
            "description": "text",
            "assigner_id": artist["id"],
        },
        note="unknown assignees are left out",
    )
    c.get("/data/notifications", query={"person_id": artist["id"], "task_id": s.task["id"]}, note="nobody is told")
    journal.look()
    c.post("/data/tasks", {**given, "task_type_id": task_type(c, s.department, "unnamed-")["id"]}, note="unnamed", pick=only("name", "project_id", "assignees"))
    c.post("/data/tasks", {**given, "task_type_id": task_type(c, s.department, "empty-")["id"], "name": ""}, note="empty name", pick=only("name"))
    c.post(
        "/data/tasks",
        {"entity_id": s.asset["id"], "task_type_id": s.asset_type["id"], "name": c.unique("bare-")},
        note="neither project nor status: the project is that of the entity",
        pick=only("project_id", "task_status_id", "difficulty", "priority"),
        fixed={"status": 201, "body": {"project_id": s.project["id"], "task_status_id": None, "difficulty": 3, "priority": 0}},
    )
    c.post("/data/tasks", {**named(), "task_type_id": s.shot_type["id"], "entity_id": s.shot["id"]}, note="a shot", pick=only("entity_id", "task_type_id"))
    for kind in ("Sequence", "Episode", "Edit", "Concept", "Scene"):
        of_kind, other = entity(c, s.project, kind, kind + "-"), task_type(c, None, "for-" + kind + "-", for_entity=kind)
        c.post(
            "/data/tasks",
            {**named(), "task_type_id": other["id"], "entity_id": of_kind["id"]},
            note="task type and entity both " + kind,
            pick=only("entity_id", "task_type_id"),
        )
        c.post("/data/tasks", {**named(), "task_type_id": s.asset_type["id"], "entity_id": of_kind["id"]}, note="task type for assets, entity " + kind)
        c.post("/data/tasks", {**named(), "task_type_id": other["id"]}, note="task type for " + kind + ", entity an asset")

    c.post("/data/tasks", {**given, "name": "main"}, note="there is one already")
    c.post("/data/tasks", {**named(), "task_type_id": s.shot_type["id"]}, note="task type for shots, entity an asset")
    c.post("/data/tasks", {**named(), "task_type_id": NOWHERE})
    c.post("/data/tasks", {**named(), "entity_id": NOWHERE})
    c.post("/data/tasks", {**named(), "task_status_id": NOWHERE})
    c.post("/data/tasks", {**named(), "project_id": NOWHERE})
    c.post("/data/tasks", {**named(), "difficulty": 6})
    c.post("/data/tasks", {**named(), "difficulty": 0})
    c.post("/data/tasks", {**named(), "nonsense": 1})
    for key in ("task_type_id", "entity_id"):
        c.post("/data/tasks", {k: v for k, v in named().items() if k != key}, note="without " + key, fixed={"status": 400})
    for assignees in (artist["id"], ["abc"]):
        c.post("/data/tasks", {**named(), "assignees": assignees}, note="malformed assignees", fixed={"status": 400})
    c.post("/data/tasks", {**named(), "priority": "high"}, fixed={"status": 400, "body": IMPOSSIBLE})
    c.post("/data/tasks", {**named(), "due_date": "soon"}, fixed={"status": 400, "body": IMPOSSIBLE})
    c.post("/data/tasks", [], fixed={"status": 400})
    c.post("/data/tasks", None, note="no body")
    c.raw("POST", "/data/tasks", b"null", {"Content-Type": "application/json"}, note="null", fixed={"status": 400})
    c.raw("POST", "/data/tasks", b"{", {"Content-Type": "application/json"}, note="not JSON")
