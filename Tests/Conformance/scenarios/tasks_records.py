"""What a production holds about its tasks: tasks, comments, notifications, subscriptions, previews, files; whole and by pages."""
from breakdown import Breakdown
from builders import NOWHERE, someone, supervisor
from fixtures import ROLES, as_role, cast, closed_status, login, new

ADMINS = ("notifications", "subscriptions", "preview-files", "attachment-files")


def run(c):
    b = Breakdown(c, production_type="tvshow")
    people = {b.vendor["id"]: "vendor", b.artist["id"]: "artist"}
    path = "/data/projects/" + b.project["id"]
    stranger = login(c, someone(c, "manager"))

    def calm(rows):
        for row in rows if isinstance(rows, list) else rows["data"]:
            row["assignees"] = sorted(people.get(person, "another") for person in row["assignees"])
        return sorted(rows, key=lambda row: row["estimation"]) if isinstance(rows, list) else rows

    def brief(rows):
        return sorted([row["estimation"], len(row["assignees"])] for row in rows)

    # Tasks
    for name in ("s1", "edit", "concept"):
        c.put("/data/tasks/" + b.tasks[name]["id"], {"description": "changed"}, keep=False)
    c.get(path + "/tasks", pick=calm)
    c.get(path + "/tasks", page=1, pick=lambda page: {**page, "data": [row["description"] for row in page["data"]][:3]})
    c.get(path + "/tasks", page=2, pick=lambda page: {**page, "data": len(page["data"])})
    c.get(path + "/tasks", page=0, pick=len)
    c.get(path + "/tasks", page="x")
    for role in ROLES[:-1]:
        as_role(c, role).get(path + "/tasks", note=role, pick=len)
    as_role(c, "manager").get(path + "/tasks", task_type_id=b.late["id"], pick=calm)
    as_role(c, "client").get(path + "/tasks", task_type_id=b.late["id"], pick=lambda rows: [row["estimation"] for row in calm(rows)], fixed={"status": 200, "body": [0, 0]}, note="clients do not see the estimations")
    as_role(c, "vendor").get(path + "/tasks", pick=len, fixed={"status": 200, "body": 2}, note="vendors see their own")
    for role in ROLES[:-2] + ("vendor",):
        as_role(c, role).get(path + "/tasks", episode_id=b.e1["id"], note=role, pick=brief)
    c.get(path + "/tasks", task_type_id=NOWHERE)
    c.get(path + "/tasks", task_type_id="foo", fixed={"status": 400})
    c.get(path + "/tasks", episode_id="foo", fixed={"status": 400})

    # The rest
    said = {"object_type": "Task", "task_status_id": b.todo["id"], "person_id": b.artist["id"]}
    for place in range(3):
        new(c, "comments", object_id=b.tasks["s1"]["id"], text=f"text {place}", **said)
    as_role(c, "user").post(f"/actions/user/tasks/{b.tasks['s1']['id']}/subscribe", {}, keep=False)
    for revision in (1, 2):
        new(c, "preview-files", name=f"p{revision}", task_id=b.tasks["s1"]["id"], extension="png", revision=revision)
    c.put(f"/actions/tasks/{b.tasks['late']['id']}/assign", {"person_id": b.artist["id"]}, keep=False)
    for name in ("comments", *ADMINS):
        for role in ROLES:
            as_role(c, role).get(f"{path}/{name}", note=role, pick=len)
        stranger.get(f"{path}/{name}", note="not in the team")
        c.anonymous().get(f"{path}/{name}")
        for wrong in (NOWHERE, "foo"):
            options = {"fixed": {"status": 404}} if (name, wrong) == ("attachment-files", "foo") else {}
            c.get(f"/data/projects/{wrong}/{name}", **options)
            as_role(c, "manager").get(f"/data/projects/{wrong}/{name}", note="a manager")
    c.get(path + "/comments", pick=lambda rows: sorted(rows, key=lambda row: row["text"]), ignore={"checklist"})
    c.get(path + "/notifications")
    c.get(path + "/subscriptions")
    c.get(path + "/preview-files", pick=lambda rows: sorted(rows, key=lambda row: row["revision"]))
    for name in ("comments", "preview-files", "notifications"):
        for page in (1, 2, 0, -1, "x"):
            c.get(f"{path}/{name}", page=page, pick=lambda page: len(page) if isinstance(page, list) else {**page, "data": len(page["data"])})
    for limit in (2, 0, "x"):
        c.get(path + "/comments", page=1, limit=limit, pick=lambda page: {**page, "data": len(page["data"])})
    c.get(path + "/comments", page=2, limit=2, pick=lambda page: {**page, "data": len(page["data"])})
    c.get(path + "/comments", page=1, limit=-1, fixed={"status": 400})
    c.get(path + "/attachment-files")
    for role in ROLES:
        as_role(c, role).get(f"/data/tasks/{b.tasks['s1']['id']}/attachment-files", note=role)
    c.get(f"/data/tasks/{NOWHERE}/attachment-files")
    c.get("/data/tasks/foo/attachment-files", fixed={"status": 404})

    # What is over
    c.put(path, {"project_status_id": closed_status(c)["id"]}, keep=False)
    for role in ("admin", "manager", "user"):
        as_role(c, role).get(path + "/tasks", note=role, pick=len)
        as_role(c, role).get(path + "/tasks", episode_id=b.e1["id"], note=role, pick=len)
