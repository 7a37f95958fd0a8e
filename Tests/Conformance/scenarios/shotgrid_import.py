"""Records of ShotGrid: made, changed, left out, and removed."""
import random

from fixtures import ROLES, as_role, event

OWN = {"shotgun_id", "file_tree"}
PATHS = ("assets", "episodes", "notes", "persons", "project-connections", "projectconnections", "projects", "scenes", "sequences", "shots", "status", "steps", "tasks", "versions")
REMOVED = ("asset", "episode", "note", "person", "project", "project-connection", "projectconnection", "scene", "sequence", "shot", "status", "step", "task", "version")
REFUSED = {"status": 400}


def run(c):
    # Rows of the two servers have different ids there.
    base = random.randint(10**6, 2 * 10**9)
    name, short = c.unique("sg-"), c.unique("s")
    here = {"type": "Project", "id": base, "name": name}

    def send(path, *records, **options):
        return c.post("/import/shotgun/" + path, list(records), ignore=OWN | set(options.pop("ignore", ())), **options)

    send("projects", {"id": base, "name": name, "sg_status": "Active", "sg_fps": "25", "sg_none": None, "code": "x"})
    send("projects", {"id": base, "name": name, "sg_status": "Active", "sg_width": "1920"}, {"id": base + 1, "sg_status": "Active"}, {"name": "x", "sg_status": "Active"}, note="known; without a name; without an id")
    send("projects", {"id": base + 1, "name": c.unique("none-"), "sg_status": None}, pick=lambda rows: [r["data"] for r in rows])
    send("projects", {"id": base + 2, "name": "x"}, fixed=REFUSED)

    mail = c.unique("sg-") + "@example.com"
    shown = lambda rows: [[r[k] for k in ("id", "first_name", "last_name", "email", "desktop_login", "active", "role", "type")] for r in rows]
    doe = {"id": base, "firstname": "John", "lastname": "Doe", "email": mail, "login": c.unique("john.")}
    send("persons", doe, pick=shown)
    roe = {"id": base + 1, "firstname": "Jane", "lastname": "Roe", "email": "x" + mail, "login": c.unique("jane."), "sg_status_list": "dis", "permission_rule_set": {"name": "Manager"}, "department": {"name": c.unique("dep-")}}
    people = send("persons", roe, pick=shown)
    event(c, "person:new", person_id=people[0]["id"])
    c.get("/data/departments", name=roe["department"]["name"], pick=lambda rows: [r["color"] for r in rows])
    send("persons", {**doe, "id": base + 2, "firstname": "Other", "department": roe["department"]}, {**doe, "id": base + 3, "email": "changeme@email.com"}, {"id": base + 4, "firstname": "x"}, pick=shown, note="known by the address; left out")
    c.get("/data/persons", id=people[0]["id"], relations="true", pick=lambda rows: len(rows[0]["departments"]))
    c.post("/import/shotgun/persons", [roe], pick=lambda rows: "password" in rows[0], fixed={"status": 200, "body": False}, note="no secrets")

    model, anim = c.unique("Model-") + " Shading", c.unique("Anim-")
    send("steps", {"id": base, "code": model, "color": "50,149,253"}, {"id": base + 1, "code": anim, "entity_type": "Shot", "short_name": "an"}, {"id": base + 2})
    send("steps", {"id": base, "code": model, "color": "1,2,3", "short_name": "m"}, {"id": base + 5, "code": anim.upper(), "entity_type": "Shot"}, note="known by its id, and by the name in any case", pick=lambda rows: [[r["id"], r["color"], r["short_name"], r["for_entity"]] for r in rows])
    send("status", {"id": base, "name": "First", "code": short, "bg_color": None}, {"name": "x"})
    send("status", {"id": base + 1, "name": "Second", "code": short, "bg_color": "29,215,46"}, note="known by its code")

    send("episodes", {"id": base, "code": "E1", "description": "d", "project": here}, {"id": base + 1, "code": "E2", "description": None, "project": {"name": "nowhere"}}, {"id": base + 2, "code": "E3", "project": here})
    send("episodes", {"id": base, "code": "E1", "description": "other", "project": here})
    send("sequences", {"id": base + 10, "code": "S1", "description": "d", "project": here, "episode": {"id": base}}, {"id": base + 11, "code": "S2", "description": None, "project": here, "episode": None})
    send("sequences", {"id": base + 12, "code": "S1", "description": "h", "project": here, "episode": {"id": base}}, {"id": base + 11, "code": "S3", "description": "x", "project": here, "episode": {"id": base}}, note="a homonym is left out")
    send("scenes", {"id": base + 20, "code": "SC1", "project": here, "sequence_sg_scenes_1_sequences": [{"id": base + 10}]}, {"id": base + 21, "code": "SC1", "project": here, "sequence_sg_scenes_1_sequences": []})
    send("scenes", {"id": base + 22, "code": "SC1", "project": {"name": "nowhere"}, "sequence_sg_scenes_1_sequences": []}, fixed=REFUSED)
    kind = c.unique("type-")
    chair = {"id": base + 30, "code": "Chair", "description": "d", "project": here, "sg_asset_type": kind}
    assets = send("assets", chair, {"id": base + 31, "code": "Leg", "description": None, "project": here, "sg_asset_type": kind, "parents": [{"id": base + 30}]}, {**chair, "id": base + 32, "sg_asset_type": None}, {**chair, "id": base + 33, "project": {"id": base + 99}})
    event(c, "asset-type:new", asset_type_id=assets[0]["entity_type_id"])
    c.get("/data/entities/" + assets[0]["id"], relations="true", pick=lambda e: e["entities_out"])
    c.get("/data/events/last", query={"name": "asset:update", "limit": 100}, pick=lambda rows: [sorted(r["data"]) for r in rows if r["data"].get("asset_id") == assets[0]["id"]],
          fixed={"status": 200, "body": [["asset_id", "project_id"]]}, note="events hold ids, no rows")
    shot = {"id": base + 40, "code": "SH1", "project": here, "sg_cut_in": 10, "sg_cut_duration": 5, "sg_cut_out": 15, "sg_sequence": {"id": base + 10}, "sg_scene": {"id": base + 20}, "assets": [{"id": base + 30}, {"id": base + 99}], "sg_foo": 1, "sg_bar": None}
    without_scene = ("sg_scene",)
    shots = send("shots", shot, {"id": base + 41, "code": "SH2", "project": here, "sg_cut_in": 10, "sg_cut_duration": None, "sg_sequence": None, "assets": []}, {"id": base + 42, "code": "SH3"}, ignore=without_scene)
    c.get("/data/entities/" + shots[0]["id"], relations="true", pick=lambda e: e["entities_out"])
    send("shots", {**shot, "assets": [], "sg_foo": 2}, ignore=without_scene)
    c.get("/data/entities/" + shots[0]["id"], relations="true", pick=lambda e: e["entities_out"])
    send("shots", {**shot, "id": base + 43, "project": {"name": "nowhere"}}, fixed=REFUSED)

    task = {"id": base + 50, "cached_display_name": "Animation", "step": {"id": base + 5}, "project": here, "entity": {"type": "Shot", "id": base + 40}, "sg_status_list": short, "created_by": {"id": base}, "task_assignees": [{"id": base + 1}],
            "start_date": "2020-01-01", "due_date": "2020-01-05", "sg_sort_order": 7, "duration": 480}
    tasks = send("tasks", task, {**task, "id": base + 51, "step": None}, {**task, "id": base + 52, "cached_display_name": "Notes", "step": {"id": base + 99}, "entity": {"type": "Other", "id": base}, "sg_status_list": "zz", "created_by": {"id": base + 99}, "task_assignees": [], "start_date": None, "due_date": None, "sg_sort_order": None, "duration": None},
                 {**task, "id": base + 53, "cached_display_name": "x", "task_assignees": [{"id": base + 99}]})
    send("tasks", {**task, "id": base + 54, "sg_sort_order": 8}, note="known by what it is about")
    c.get("/data/tasks/" + tasks[0]["id"], relations="true", pick=lambda t: [t["assignees"], t["sort_order"]])
    version = {"id": base + 60, "code": "v1", "description": "d", "user": {"id": base + 1}, "sg_task": {"id": base + 54}, "sg_uploaded_movie": {"url": "http://example.com/y.mov", "name": "y.mov"}}
    send("versions", version, {**version, "id": base + 61, "sg_task": None}, {**version, "id": base + 62, "code": "v2", "user": None, "sg_task": {"id": base + 99}, "sg_uploaded_movie": None})
    send("versions", {**version, "id": base + 64, "description": "e"}, note="known by its name")
    note = {"id": base + 70, "content": "hello", "user": {"id": base + 1}, "tasks": [{"id": base + 54}], "created_at": "2016-12-05T15:06:34+01:00"}
    send("notes", note, {**note, "id": base + 71, "tasks": []}, {**note, "id": base + 72, "tasks": [{"id": base + 99}]}, ignore=("checklist",))
    send("notes", {**note, "content": "bye"}, ignore=("checklist",))
    send("notes", {**note, "id": base + 73, "user": {"id": base + 99}}, fixed=REFUSED)
    link = {"id": base + 80, "project": here, "user": {"id": base + 1}}
    send("project-connections", link, {**link, "user": {"id": base + 99}}, pick=len)
    send("projectconnections", link, pick=len)
    c.get("/data/projects", query={"name": name, "relations": "true"}, pick=lambda rows: len(rows[0]["team"]))

    remove = lambda path, number, **options: c.post("/import/shotgun/remove/" + path, {"id": number}, **options)
    remove("project", base, note="others refer to it")
    remove("person", base + 1)
    remove("shot", base + 40)
    remove("shot", base + 41)
    remove("version", base + 64)
    remove("version", base + 64, note="gone")
    remove("note", base + 70)
    gone = remove("task", base + 54)
    event(c, "task:delete", task_id=gone["removed_instance_id"])
    gone = remove("asset", base + 31)
    event(c, "asset:delete", asset_id=gone["removed_instance_id"])
    remove("scene", base + 21)
    remove("sequence", base + 11)
    remove("episode", base + 99)
    remove("status", base + 1)
    remove("step", base)
    c.post("/import/shotgun/remove/status", {}, fixed=REFUSED)
    c.post("/import/shotgun/remove/status", [], fixed=REFUSED)
    remove("step", "x", fixed=REFUSED)
    roles(c)


def roles(c):
    """Nobody but administrators imports, removes, or sees what could not be copied."""
    for path in PATHS:
        c.post("/import/shotgun/" + path, {}, fixed=REFUSED)
        c.post("/import/shotgun/" + path, [])
        as_role(c, "manager").post("/import/shotgun/" + path, [])
    for path in REMOVED:
        as_role(c, "manager").post("/import/shotgun/remove/" + path, {"id": 1})
    errors = "/import/shotgun/errors"
    row = c.post(errors, {"event_type": c.unique("change-"), "id": 5})
    c.get(errors, pick=lambda rows: [r for r in rows if r["id"] == row["id"]])
    c.raw("POST", errors, b"[", {"Content-Type": "application/json"})
    c.raw("POST", errors, b"{}", {"Content-Type": "text/plain"})
    for role in ROLES[1:]:
        who = as_role(c, role)
        who.post("/import/shotgun/status", [], note=role)
        who.post("/import/shotgun/remove/status", {"id": 1}, note=role)
        who.get(errors, note=role)
        who.post(errors, {}, note=role)
        who.delete(errors + "/" + row["id"], note=role)
    c.anonymous().post("/import/shotgun/status", [])
    c.delete(errors + "/" + row["id"])
    c.delete(errors + "/" + row["id"])
    c.delete(errors + "/abc")
