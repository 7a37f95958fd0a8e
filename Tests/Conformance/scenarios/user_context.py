"""What the web app starts with, by role: whose projects, which metadata, how people are shown."""
from builders import Stage, seeded, someone
from fixtures import ROLES, as_role, cast, closed_status, department, entity, login, new, project

LISTS = ("asset_types", "custom_actions", "status_automations", "departments", "studios", "project_status", "task_types", "task_status",
         "preview_background_files", "plugins")


def run(c):
    own = department(c, "own-")
    specialist = someone(c, "vendor", departments=[own["id"]])
    stage = Stage(c, (*ROLES[1:], specialist), production_type="tvshow")
    for name, fields in {"open": {}, "clients": {"for_client": True}, "theirs": {"departments": [stage.department["id"]]}, "ours": {"departments": [own["id"], stage.department["id"]]}}.items():
        new(c, "metadata-descriptors", **{"name": name, "field_name": name, "entity_type": "Shot", "project_id": stage.project["id"], "data_type": "list", "choices": [name, "b"], "departments": [], **fields})
    link = {"project_id": stage.project["id"], "task_type_id": stage.shot_type["id"], "priority": 3}
    c.post("/data/task-type-links", link, keep=False)
    c.post("/data/task-type-links", {**link, "task_type_id": stage.asset_type["id"], "priority": None}, keep=False)
    c.post("/data/task-status-links", {"project_id": stage.project["id"], "task_status_id": stage.todo["id"], "priority": 1, "roles_for_board": ["user", "client"]}, keep=False)
    short = project(c, ROLES[1:], "short-", production_type="short")
    others = project(c, (), "others-")
    closed = project(c, ROLES, "closed-", project_status_id=closed_status(c)["id"])
    mine = [stage.project["id"], short["id"], others["id"], closed["id"]]
    guest, bot = someone(c, is_guest=True), someone(c, is_bot=True)
    gone = someone(c, active=False, departments=[own["id"]])
    words = {stage.shot_type["id"]: "shots", stage.asset_type["id"]: "assets", stage.todo["id"]: "todo"}
    people = [gone["id"], guest["id"], bot["id"], cast(c)["client"]["id"]]

    def known(rows):
        """A `pick`: this scenario's projects, with what has no order sorted."""
        rows = sorted((row for row in rows if row["id"] in mine), key=lambda row: mine.index(row["id"]))
        for row in rows:
            for key in ("team", "asset_types", "task_statuses", "task_types", "status_automations", "preview_background_files"):
                row[key] = len(row[key])
            for key in ("task_type_links", "task_types_priority", "task_statuses_link"):
                row[key] = {words[identifier]: value for identifier, value in row[key].items()}
            # New projects get those of entity type Project that any open one has.
            row["descriptors"] = sorted((field for field in row["descriptors"] if field["entity_type"] != "Project"), key=lambda field: field["name"])
            for descriptor in row["descriptors"]:
                descriptor["departments"] = len(descriptor["departments"])
        return rows

    def shown(person):
        """Without what is about preview accounts; clients are not told of departments."""
        person = {key: value for key, value in person.items() if not key.startswith("preview_")}
        return {**person, "departments": len(person["departments"])} if "departments" in person else person

    def context(body):
        assert all(isinstance(body[key], list) for key in LISTS)
        return {"keys": list(body), "projects": known(body["projects"]), "roles": {key: role for key, role in body["project_roles"].items() if key in mine},
                "people": [shown(person) for person in sorted((p for p in body["persons"] if p["id"] in people), key=lambda p: people.index(p["id"]))],
                "unread": type(body["notification_count"]).__name__, "limit": type(body.get("user_limit")).__name__}

    def first(key):
        return lambda body: sorted(body[key][0]) if body[key] else []

    def one(key, identifier):
        return lambda body: [row for row in body[key] if row["id"] == identifier]

    new(c, "studios", name=c.unique("studio-"), color="#000000")
    new(c, "custom-actions", name=c.unique("action-"), url="https://x.example")
    new(c, "preview-background-files", name=c.unique("background-"))
    new(c, "plugins", plugin_id=c.unique("plugin-"), name="Plugin", version="1.0", maintainer_name="Somebody", license="MIT")
    automation = new(c, "status-automations", entity_type="asset", in_task_type_id=stage.asset_type["id"], in_task_status_id=stage.todo["id"],
                     out_field_type="status", out_task_type_id=stage.asset_type["id"], out_task_status_id=stage.todo["id"])
    for role in ROLES:
        as_role(c, role).get("/data/user/context", pick=context, note=role)
        as_role(c, role).get("/data/user/projects/open", pick=known, note=role)
    login(c, specialist).get("/data/user/projects/open", pick=known, note="a vendor with a department")
    for key in LISTS:
        c.get("/data/user/context", pick=first(key), note="the keys of " + key)
    c.get("/data/user/context", pick=one("status_automations", automation["id"]))
    c.get("/data/user/context", pick=one("departments", own["id"]))
    c.get("/data/user/context", pick=one("task_types", stage.shot_type["id"]))
    c.get("/data/user/context", pick=one("task_status", stage.todo["id"]))
    c.get("/data/user/context", pick=one("project_status", closed["project_status_id"]))
    c.get("/data/user/projects/open", name=short["name"], pick=known)
    c.get("/data/user/projects/open", name=short["name"].upper())
    c.get("/data/user/projects/open", name=closed["name"])
    c.get("/data/user/projects/open", name="")
    c.get("/data/user/projects/open/", name=short["name"], pick=known)

    # The first episode: of those that run, by name; else of all.
    for name in ("E03", "E02"):
        entity(c, stage.project, "Episode", name=name)
    e2 = entity(c, stage.project, "Episode", name="E00")
    named = {"name": stage.project["name"]}

    def episode(rows):
        return [rows[0].get("first_episode_id") == e2["id"], "first_episode_id" in rows[0]]

    c.get("/data/user/projects/open", query=named, pick=episode, note="the first by name of those that run, as they do without a word")
    c.put("/data/entities/" + e2["id"], {"status": "complete"}, keep=False)
    c.get("/data/user/projects/open", query=named, pick=episode, note="which it does not any more")
    c.put("/data/projects/" + stage.project["id"], {"production_type": "short"}, keep=False)
    c.get("/data/user/projects/open", query=named, pick=episode)

    token = c.post("/data/persons", {"first_name": "A", "last_name": "Bot", "email": c.unique("bot") + "@example.com", "is_bot": True, "role": "admin"}, keep=False)["access_token"]
    for path in ("/data/user/context", "/data/user/projects/open"):
        c.with_token(token).get(path, note="programs have no context")
        c.anonymous().get(path)
        c.post(path, {})
