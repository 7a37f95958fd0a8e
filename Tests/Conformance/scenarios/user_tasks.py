"""What there is to do: one's own tasks, other people's, what waits for review, and what one is assigned to."""
from breakdown import Breakdown
from builders import NOWHERE, someone, status, supervisor
from fixtures import ROLES, as_role, cast, closed_status, department, entity, entity_type, login, new, project, task

KINDS = (("shots", "s1"), ("assets", "asset"), ("scenes", "scene"), ("sequences", "q1"))


def run(c):
    b = Breakdown(c, production_type="tvshow")
    artist, vendor = as_role(c, "user"), as_role(c, "vendor")
    done, check = status(c, "done-", is_done=True), status(c, "check-", is_feedback_request=True)
    of = {identifier: name for name, identifier in [(name, row["id"]) for name, row in b.tasks.items()] + [("asset", b.task["id"])]}
    people = {cast(c)[role]["id"]: role for role in ROLES}

    def known(rows):
        """A `pick`: this scenario's tasks, in the order of their estimations."""
        rows = [row for row in rows if row["project_id"] == b.project["id"]]
        return [calm(row) for row in sorted(rows, key=lambda row: (row["estimation"], of.get(row["id"], "")))]

    def calm(row):
        row.pop("assignees_count", None)
        if "assignees" in row:
            row["assignees"] = sorted(people.get(person, "another") for person in row["assignees"])
        return row

    def names(rows):
        return sorted(of[row["id"]] for row in rows if row["id"] in of)

    def put(name, **fields):
        c.put("/data/tasks/" + (b.task["id"] if name == "asset" else b.tasks[name]["id"]), fields, keep=False)

    # One of each kind
    new(c, "preview-files", name="p", task_id=b.tasks["s1"]["id"], extension="mp4", revision=1)
    both = {"assignees": [b.vendor["id"], b.artist["id"]]}
    put("asset", **both, estimation=5, start_date="2026-11-02", due_date="2026-11-09T18:00:00")
    for name in ("e1", "scene", "concept", "q1"):
        put(name, **both)
    from_episode = entity(c, b.project, "Prop", "from-", source_id=b.e1["id"])
    from_elsewhere = entity(c, b.project, "Prop", "odd-", source_id=b.asset["id"], description="odd", canceled=True, data=None)
    for row, place in ((from_episode, 1), (from_elsewhere, 2)):
        of[task(c, b.project, row, b.asset_type, b.todo, estimation=place, **both)["id"]] = "from"
    for episode in (b.e2, b.e1):
        new(c, "entity-links", entity_in_id=episode["id"], entity_out_id=from_episode["id"], nb_occurences=1)
    new(c, "entity-links", entity_in_id=b.s1["id"], entity_out_id=b.asset["id"], nb_occurences=1)
    loose = entity(c, b.project, "Shot", "loose-")
    of[task(c, b.project, loose, b.late, b.todo, estimation=3, **both)["id"]] = "loose"
    artist.get("/data/user/tasks", pick=known, note="one of each kind")

    # What was said last
    said = {"object_id": b.tasks["s1"]["id"], "object_type": "Task", "task_status_id": b.todo["id"]}
    new(c, "comments", **said, text="first", person_id=cast(c)["manager"]["id"])
    new(c, "comments", **said, text="“second”\n", person_id=b.artist["id"])
    new(c, "comments", **said, text="the client's", person_id=cast(c)["client"]["id"])
    new(c, "comments", **{**said, "object_id": b.tasks["edit"]["id"]}, text="only the client's", person_id=cast(c)["client"]["id"])
    artist.get("/data/user/tasks", pick=lambda rows: [row["last_comment"] for row in known(rows) if of[row["id"]] in ("s1", "edit")])

    # Whose, and by whom
    strangers = {role: login(c, someone(c, role)) for role in ("manager", "user", "client")}
    for path in ("tasks", "done-tasks"):
        for role in ROLES:
            by = as_role(c, role)
            by.get("/data/user/" + path, pick=names, note=role)
            by.get(f"/data/persons/{b.artist['id']}/{path}", pick=names, note=role)
            by.get(f"/data/persons/{cast(c)[role]['id']}/{path}", pick=names, note=role + ", oneself", **({"fixed": {"status": 200, "body": []}} if role == "vendor" else {}))
            by.get(f"/data/persons/{NOWHERE}/{path}", note=role)
            by.get(f"/data/persons/foo/{path}", note=role)
        for role, by in strangers.items():
            by.get(f"/data/persons/{b.artist['id']}/{path}", pick=names, note=f"a {role} who is not in the team")
        bot = someone(c, is_bot=True)
        c.get(f"/data/persons/{bot['id']}/{path}", note="of a bot")
        c.anonymous().get("/data/user/" + path)
        c.anonymous().get(f"/data/persons/{b.artist['id']}/{path}")
    c.get(f"/data/persons/{b.artist['id']}/tasks", pick=known, note="as a list of somebody else's")

    # Outside of the team, and in what is over
    outside, over = project(c, ("manager",), "outside-"), project(c, ROLES, "over-", project_status_id=closed_status(c)["id"])
    for place, row in (("outside", outside), ("over", over)):
        shot = entity(c, row, "Shot", place + "-")
        of[task(c, row, shot, b.shot_type, b.todo, assignees=[b.artist["id"], cast(c)["admin"]["id"]])["id"]] = place
        artist.get(f"/data/user/shots/{shot['id']}/tasks", pick=names, note=place)
        artist.get(f"/data/user/shots/{shot['id']}/task-types", pick=len, note=place)
        artist.get(f"/data/user/projects/{row['id']}/sequences", note=place)
        as_role(c, "admin").get("/data/user/tasks", pick=names, note=place)
    artist.get("/data/user/tasks", pick=names)
    for role in ("admin", "manager", "user"):
        as_role(c, role).get(f"/data/persons/{b.artist['id']}/tasks", pick=names, note=role)

    # Done
    put("s1", task_status_id=done["id"], end_date="2026-11-03T10:00:00")
    put("edit", task_status_id=done["id"], end_date="2026-11-05T10:00:00")
    put("asset", task_status_id=done["id"], end_date=None)
    put("q1", task_status_id=done["id"], end_date="2026-11-05T10:00:00")
    artist.get("/data/user/tasks", pick=names)
    artist.get("/data/user/done-tasks", pick=lambda rows: [of[row["id"]] for row in rows if row["id"] in of], note="newest first, and those without a date before")
    artist.get("/data/user/done-tasks", pick=known)
    c.get(f"/data/persons/{b.artist['id']}/done-tasks", pick=lambda rows: [of[row["id"]] for row in rows if row["id"] in of])

    # To check
    put("late", task_status_id=check["id"])
    put("scene", task_status_id=check["id"])
    put("concept", task_status_id=check["id"])
    of[task(c, b.project, from_episode, b.more("Asset"), check, estimation=9)["id"]] = "unassigned"
    for role in ROLES:
        as_role(c, role).get("/data/user/tasks-to-check", pick=names, note=role)
    as_role(c, "manager").get("/data/user/tasks-to-check", pick=known)
    lead, other = supervisor(c, b.department), supervisor(c, b.other)
    for who in (lead, other):
        login(c, who).get("/data/user/tasks-to-check", pick=names, note="not in the team")
    second = project(c, [lead, other], "second-")
    shot = entity(c, second, "Shot", "second-")
    of[task(c, second, shot, b.shot_type, check)["id"]] = "second"
    for who in (lead, other):
        login(c, who).get("/data/user/tasks-to-check", pick=names, note="by department")
    c.anonymous().get("/data/user/tasks-to-check")

    # Related
    for role in ROLES:
        by = as_role(c, role)
        for who in (b.artist, b.vendor):
            own = {"fixed": {"status": 200, "body": ["loose"]}} if role == "vendor" and who is b.vendor else {}
            by.get(f"/data/persons/{who['id']}/related-tasks/{b.late['id']}", pick=names, note=role, **own)
    as_role(c, "manager").get(f"/data/persons/{b.artist['id']}/related-tasks/{b.late['id']}", pick=known)
    strangers["user"].get(f"/data/persons/{b.artist['id']}/related-tasks/{b.late['id']}", fixed={"status": 200, "body": []})
    c.get(f"/data/persons/{b.artist['id']}/related-tasks/{NOWHERE}")
    c.get(f"/data/persons/{b.artist['id']}/related-tasks/foo", fixed={"status": 404})
    c.get(f"/data/persons/{NOWHERE}/related-tasks/{b.late['id']}")
    c.get(f"/data/persons/{bot['id']}/related-tasks/{b.late['id']}")

    # Assigned
    rows = {"shots": b.s1, "assets": b.asset, "scenes": b.scene, "sequences": b.q1}
    for kind, row in rows.items():
        for by, who in ((artist, "artist"), (vendor, "vendor"), (c, "admin")):
            by.get(f"/data/user/{kind}/{row['id']}/tasks", pick=known, note=who)
            by.get(f"/data/user/{kind}/{row['id']}/task-types", note=who)
        for wrong in (NOWHERE, "foo", rows["assets" if kind == "shots" else "shots"]["id"]):
            artist.get(f"/data/user/{kind}/{wrong}/tasks")
            artist.get(f"/data/user/{kind}/{wrong}/task-types")
        c.anonymous().get(f"/data/user/{kind}/{row['id']}/tasks")
    prop, character = entity_type(c, "Prop"), entity_type(c, "Character" + c.unique())
    lists = [f"projects/{b.project['id']}/asset-types", f"projects/{b.project['id']}/asset-types/{prop['id']}/assets", f"projects/{b.project['id']}/asset-types/{character['id']}/assets",
             f"projects/{b.project['id']}/sequences", f"projects/{b.project['id']}/episodes", f"sequences/{b.q1['id']}/shots", f"sequences/{b.q1['id']}/scenes", f"sequences/{b.q2['id']}/shots"]
    for path in lists:
        for by, who in ((artist, "artist"), (vendor, "vendor"), (c, "admin"), (strangers["user"], "a stranger")):
            by.get("/data/user/" + path, pick=lambda rows: sorted([row | {"data": None} for row in rows], key=lambda row: row["name"]), note=who)
    for path, left in (("projects/" + b.project["id"] + "/sequences", 1), ("projects/" + b.project["id"] + "/episodes", 1), (f"sequences/{b.q1['id']}/shots", 1), (f"sequences/{b.q1['id']}/scenes", 1)):
        vendor.get("/data/user/" + path, pick=lambda rows: [sorted(row["data"]) for row in rows], note="without the metadata of other departments",
                   fixed={"status": 200, "body": [["fps", "frame_in", "frame_out", "open"]] * left})
    for wrong in (NOWHERE, "foo"):
        for path in ("asset-types", f"asset-types/{prop['id']}/assets", "sequences", "episodes"):
            artist.get(f"/data/user/projects/{wrong}/{path}")
        artist.get(f"/data/user/projects/{b.project['id']}/asset-types/{wrong}/assets")
        for path in ("shots", "scenes"):
            artist.get(f"/data/user/sequences/{wrong}/{path}")
    artist.get(f"/data/user/projects/{b.project['id']}/asset-types/{b.s1['entity_type_id']}/assets", note="a type of no assets")
    artist.get(f"/data/user/sequences/{b.s1['id']}/shots", note="no sequence")
