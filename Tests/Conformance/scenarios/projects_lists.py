"""The lists of productions: open ones with everything that the web app starts with, and those of any status."""
from fixtures import ROLES, as_role, closed_status, department, login, new, person, project, task_status, task_type


def run(c):
    d, other = department(c), department(c, "other-")
    here = project(c, prefix="b-")
    theirs = project(c, team=(), prefix="a-", production_type="tvshow")
    over = project(c, prefix="c-", project_status_id=closed_status(c)["id"])
    for left in c.get("/data/metadata-descriptors", query={"project_id": over["id"]}, keep=False):
        c.delete("/data/metadata-descriptors/" + left["id"], keep=False)
    ours = {p["id"] for p in (here, theirs, over)}
    tt, st = task_type(c), task_status(c)
    c.post("/data/task-type-links", {"project_id": here["id"], "task_type_id": tt["id"], "priority": 4}, keep=False)
    c.post("/data/task-status-links", {"project_id": here["id"], "task_status_id": st["id"], "priority": 2, "roles_for_board": ["user"]}, keep=False)
    for name, fields in (("Plain", {}), ("Client", {"for_client": True}), ("Theirs", {"departments": [d["id"]]}), ("Not theirs", {"departments": [other["id"]]})):
        new(c, "metadata-descriptors", **{"project_id": here["id"], "entity_type": "Asset", "data_type": "string", "name": name, "field_name": name.lower().replace(" ", "_"), **fields})
    # Of a project that is over, as new projects get the fields of open ones.
    new(c, "metadata-descriptors", project_id=over["id"], entity_type="Project", data_type="string", name=c.unique("Of the project "), field_name=c.unique("of_the_project_"))
    new(c, "metadata-descriptors", project_id=over["id"], entity_type="Asset", data_type="string", name="Of assets", field_name="of_assets")
    vendor = person(c, "vendor", departments=[d["id"]])
    c.post(f"/data/projects/{here['id']}/team", {"person_id": vendor["id"]}, keep=False)

    def mine(rows):
        """Ours, without fields of entity type Project, which new projects get from any open one."""
        rows = [r for r in rows if r["id"] in ours]
        for row in rows:
            if "descriptors" in row and row["id"] != over["id"]:
                row["descriptors"] = sorted((field for field in row["descriptors"] if field["entity_type"] != "Project"), key=lambda field: field["name"])
        return rows

    def fields(rows):
        return [[r["name"], sorted(d["name"] for d in r["descriptors"])] for r in mine(rows)]

    words = {tt["id"]: "type", st["id"]: "status"}

    def whole(rows):
        for row in mine(rows):
            for key in ("task_type_links", "task_types_priority", "task_statuses_link"):
                row[key] = {words[identifier]: value for identifier, value in row[key].items()}
        return mine(rows)

    c.get("/data/projects/open", pick=whole, note="all that is known")
    for role in ROLES:
        who = as_role(c, role)
        who.get("/data/projects/open", pick=fields, note=role)
        who.get("/data/user/projects/open", pick=lambda rows: sorted(fields(rows)), note=role)
        who.get("/data/projects/open", name=here["name"], note=role, pick=lambda rows: [sorted(r) for r in rows])
        who.get("/data/projects/all", pick=lambda rows: sorted(mine(rows), key=lambda r: r["name"]), note=role)
        who.get("/data/projects/all", name=over["name"], note=role)
        who.get("/data/projects/all", name=theirs["name"].upper(), note=role)
    login(c, vendor).get("/data/projects/open", pick=fields, note="a vendor with a department")
    for name in (here["name"].upper(), "", "nobody has this", over["name"]):
        c.get("/data/projects/open", name=name)
    c.get("/data/projects/all", name="nobody has this")
    c.get("/data/projects/all", name="")
    c.get("/data/projects/open/", name=here["name"], note="a slash at the end", pick=len)
    c.anonymous().get("/data/projects/open")
    c.anonymous().get("/data/projects/all")
    c.post("/data/projects/open", {})

    # The role in the production is the one that counts for its fields.
    seconded = person(c, "manager", prefix="seconded-")
    c.post(f"/data/projects/{here['id']}/team", {"person_id": seconded["id"], "role": "client"}, keep=False)
    for path in ("/data/projects/open", "/data/user/projects/open"):
        login(c, seconded).get(path, pick=fields, note="a manager who is a client there")
    login(c, seconded).get("/data/projects/" + here["id"], pick=lambda r: sorted(d["name"] for d in r["descriptors"] if d["entity_type"] != "Project"))
    login(c, seconded).get("/data/metadata-descriptors", project_id=here["id"], pick=lambda rows: sorted(r["name"] for r in rows if r["entity_type"] != "Project"))
    for role in ROLES:
        as_role(c, role).get("/data/projects/" + here["id"], pick=lambda r: sorted(d["name"] for d in r["descriptors"] if d["entity_type"] != "Project"), note=role)
        as_role(c, role).get("/data/projects/" + theirs["id"], note=role, pick=lambda r: list(r))
        as_role(c, role).get("/data/metadata-descriptors", project_id=here["id"], note=role, pick=lambda rows: sorted(r["name"] for r in rows if r["entity_type"] != "Project"))
    c.get("/data/projects/" + here["id"], relations="false")
    c.get("/data/projects/" + over["id"], pick=lambda r: r["project_status_name"])

    # Which episode a series opens with.
    first = c.get(f"/data/projects/{theirs['id']}/episodes", keep=False)[0]
    second = c.post(f"/data/projects/{theirs['id']}/episodes", {"name": "E02", "status": "running"}, keep=False)
    c.put("/data/entities/" + first["id"], {"status": "complete"}, keep=False)
    c.put("/data/entities/" + second["id"], {"status": "running"}, keep=False)
    c.put("/data/projects/" + theirs["id"], {"code": "s"}, pick=lambda r: r["first_episode_id"] == first["id"], note="the first by name")
    c.get("/data/user/projects/open", name=theirs["name"], pick=lambda rows: [r["first_episode_id"] == second["id"] for r in rows], note="the first that runs")
    c.get("/data/projects/" + theirs["id"], pick=lambda r: r["first_episode_id"] == second["id"])
