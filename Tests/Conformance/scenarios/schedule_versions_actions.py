"""Plans beside the plan: filled from the production, copied, changed, made the plan, deleted."""
from fixtures import ROLES, as_role, entity, event, new, person, project, task, task_type
from builders import seeded
from tables import NOBODY


def run(c):
    p, theirs = project(c), project(c, team=(), prefix="theirs-")
    tt, other = task_type(c), task_type(c, prefix="other-")
    todo, joe, ann = seeded(c, "task-status", "Todo"), person(c, prefix="joe-"), person(c, prefix="ann-")
    dated = task(c, p, entity(c, p), tt, todo, start_date="2026-01-05", due_date="2026-01-09", estimation=480, assignees=[joe["id"]])
    bare = task(c, p, entity(c, p, prefix="bare-"), other, todo)
    words = {dated["id"]: "dated", bare["id"]: "bare"}
    v, w = (new(c, "production-schedule-versions", project_id=p["id"], name=name) for name in ("one", "two"))
    far = new(c, "production-schedule-versions", project_id=theirs["id"], name="far")
    def links(who, version, note="", **query):
        return who.get(f"/data/production-schedule-versions/{version['id']}/task-links", query=query, note=note, pick=lambda rows: sorted(([words[r["task_id"]], r["start_date"], r["due_date"], r["estimation"], sorted(r.get("assignees", ["none shown"])), list(r)] for r in rows), key=lambda r: r[0]))

    def tasks(note):
        for one in (dated, bare):
            c.get("/data/tasks/" + one["id"], note=note, pick=lambda r: [r["start_date"], r["due_date"], r["estimation"], r["assignees"]])

    action = "/actions/production-schedule-versions/"
    fill, copy, apply = "/set-task-links-from-production", "/set-task-links-from-production-schedule-version", "/apply-to-production"
    for role in ROLES:
        who = as_role(c, role)
        links(who, v, role + ", empty")
        links(who, far, role + ", of others")
        who.get(f"/data/production-schedule-versions/{NOBODY}/task-links", note=role)
        if role not in ("admin", "manager"):
            for name in (fill, copy, apply):
                who.post(action + v["id"] + name, {}, note=role)
        for name in (fill, copy, apply):
            who.post(action + NOBODY + name, {}, note=role)
            who.post(action + "abc" + name, {}, note=role)
    as_role(c, "manager").post(action + far["id"] + fill)
    as_role(c, "manager").post(action + v["id"] + fill)
    links(c, v, relations="true")
    links(c, v, task_type_id=tt["id"])
    links(c, v, task_type_id=NOBODY)
    c.get(f"/data/production-schedule-versions/{v['id']}/task-links", task_type_id="abc", fixed={"status": 400})

    rows = c.get(f"/data/production-schedule-versions/{v['id']}/task-links", keep=False)
    planned = next(r for r in rows if r["task_id"] == dated["id"])
    c.put("/data/production-schedule-version-task-links/" + planned["id"], {"start_date": "2026-02-02", "due_date": "2026-02-06", "estimation": 960, "assignees": [ann["id"]]}, keep=False)
    c.put(action[:0] + "/data/tasks/" + bare["id"], {"start_date": "2026-03-02", "due_date": "2026-03-06"}, keep=False)
    for body in ({}, {"production_schedule_version_id": ""}, {"production_schedule_version_id": 5}, {"production_schedule_version_id": "abc"}, {"production_schedule_version_id": NOBODY}, {"production_schedule_version_id": w["id"]},
                 {"production_schedule_version_id": far["id"]}, []):
        c.post(action + w["id"] + copy, body, note=repr(body).replace(w["id"], "<itself>").replace(far["id"], "<far>"))
    c.post(action + w["id"] + fill)
    links(c, w, "of the production", relations="true")
    c.post(action + w["id"] + copy, {"production_schedule_version_id": v["id"]})
    event(c, "production_schedule_version:update", production_schedule_version_id=w["id"])
    links(c, w, "of the other version", relations="true")
    c.get("/data/production-schedule-versions/" + w["id"])
    tasks("untouched")
    c.post(action + v["id"] + apply)
    tasks("as the version has them, nulls too; people stay")
    event(c, "task:update", task_id=dated["id"])
    event(c, "production_schedule_version:update", production_schedule_version_id=v["id"])
    event(c, "project:update", project_id=p["id"])
    c.get("/data/production-schedule-versions/" + v["id"])
    c.get("/data/projects/" + p["id"], pick=lambda r: r["from_schedule_version_id"] == v["id"])
    c.post(action + v["id"] + apply, note="locked, and again")
    c.post(action + v["id"] + fill, note="locked, and filled again")
    links(c, v, "filled again", relations="true")

    # Who makes versions deletes them; what came from one goes on.
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).delete("/data/production-schedule-versions/" + v["id"], note=role)
    as_role(c, "manager").delete("/data/production-schedule-versions/" + v["id"])
    event(c, "production-schedule-version:delete", production_schedule_version_id=v["id"])
    event(c, "project:update", project_id=p["id"])
    c.get("/data/projects/" + p["id"], pick=lambda r: r["from_schedule_version_id"])
    c.get("/data/production-schedule-versions/" + w["id"], note="its source is gone")
    links(c, w, "its dates stay", relations="true")
    c.get("/data/production-schedule-version-task-links/" + planned["id"], note="gone with the version")
