"""Who sees which entities."""

from builders import INVALID, NOWHERE, Stage, only, someone
from fixtures import as_role, cast, closed_status, entity, login, new, task

ROLES = ("admin", "manager", "supervisor", "user", "client", "vendor")


def run(c):
    s = Stage(c)
    vendor = cast(c)["vendor"]
    path = "/data/entities/" + s.asset["id"]
    c.put("/data/tasks/" + s.task["id"], {"assignees": [vendor["id"]]}, keep=False)
    c.get(path)
    c.get(path, relations="false")
    c.get("/data/entities/" + s.asset["id"].upper(), pick=only("id"))
    for role in ROLES:
        as_role(c, role).get(path, note="as " + role, pick=only("name"))
        as_role(c, role).get("/data/entities/" + s.shot["id"], note="as " + role, pick=only("name", "type"))
    login(c, someone(c)).get(path, note="not in the team")
    c.get("/data/entities/abc")
    c.get("/data/entities/" + NOWHERE)
    as_role(c, "user").get("/data/entities/" + NOWHERE)

    query = {"project_id": s.project["id"]}
    for role in ROLES:
        own = {"fixed": {"status": 200, "body": [{"name": s.asset["name"], "type": "Asset"}]}} if role == "vendor" else {}
        as_role(c, role).get("/data/entities", query=query, note="as " + role, unordered=True, pick=only("name", "type"), **own)
    login(c, someone(c, "manager")).get("/data/entities", query=query, note="not in the team")
    c.get("/data/entities", query={**query, "name": s.asset["name"].upper()}, note="the letter case of names is free")
    c.get("/data/entities", query={**query, "name": "SHOT%", "fields": "name,status"})
    c.get("/data/entities", query={**query, "entity_type_id": s.shot["entity_type_id"], "relations": "true"})
    c.get("/data/entities", query={**query, "type": "Shot"}, note="not a column", unordered=True, pick=only("type"))
    c.get("/data/entities", query={**query, "canceled": "true"})
    c.get("/data/entities", query={**query, "canceled": "maybe"})
    c.get("/data/entities", query={**query, "status": "running"}, unordered=True, pick=only("name"))
    c.get("/data/entities", query={**query, "status": "nowhere"})
    c.get("/data/entities", query={**query, "entity_type_id": "abc"})
    c.get("/data/entities", query={**query, "entity_type_id": "[bad"})
    c.get(
        "/data/entities", query={**query, "entity_type_id": f'["{s.shot["entity_type_id"]}", "{s.asset["entity_type_id"]}"]'}, unordered=True, pick=only("name")
    )
    c.get("/data/entities", query={**query, "nb_frames": "many"}, fixed={"status": 400, "body": INVALID})
    new(c, "entity-links", entity_in_id=s.shot["id"], entity_out_id=s.asset["id"])
    c.get("/data/entities", entities_in=s.shot["id"], pick=only("name"))
    c.get("/data/entities", entities_out=s.asset["id"], pick=only("name"))
    for relation in ("entities_in", "instance_casting"):
        c.get("/data/entities", query={relation: "abc"}, fixed={"status": 400, "body": INVALID})

    entity(c, s.project, "Prop", "third-")
    task(c, s.project, s.shot, s.shot_type, s.todo, name="second", assignees=[vendor["id"]])
    by_page = {**query, "page": 1, "limit": 2}
    as_role(c, "vendor").get("/data/entities", query=query, note="a vendor sees each row that he works on once", unordered=True, pick=only("name"),
                             fixed={"status": 200, "body": [{"name": s.asset["name"]}, {"name": s.shot["name"]}]})
    as_role(c, "user").get("/data/entities", query=by_page, pick=lambda page: [page["total"], page["nb_pages"], len(page["data"])])
    as_role(c, "vendor").get(
        "/data/entities",
        query=by_page,
        note="as many as he sees without pages",
        pick=lambda page: [page["total"], page["nb_pages"], len(page["data"])],
        fixed={"status": 200, "body": [2, 1, 2]},
    )

    c.put("/data/projects/" + s.project["id"], {"project_status_id": closed_status(c)["id"]}, keep=False)
    for role in ROLES:
        as_role(c, role).get("/data/entities", query=query, note="a closed project, as " + role, pick=lambda rows: len(rows))
    as_role(c, "user").get(path, note="a closed project", pick=only("name"))
