"""Refusals that no other scenario meets, as an administrator and as those who may least."""
from builders import NOWHERE
from fixtures import as_role, cast, closed, entity, project

IDS = (NOWHERE, "abc")


def run(c):
    p = project(c)
    shot, asset = entity(c, p, "Shot", "shot-"), entity(c, p, "Prop", "asset-")
    callers = [("admin", c)] + [(role, as_role(c, role)) for role in ("client", "vendor")]
    for role, by in callers:
        for table in ("task-status", "task-types", "chat-messages", "output-files", "persons", "entity-types", "salary-scales"):
            for id in IDS:
                by.get(f"/data/{table}/{id}", note=role)
                by.put(f"/data/{table}/{id}", {}, note=role)
                by.delete(f"/data/{table}/{id}", note=role)
        for listing in ("assets", "edits", "shots", "sequences", "episodes", "scenes", "concepts"):
            by.get(f"/data/{listing}/with-tasks", project_id="abc", note=role)
            by.get(f"/data/{listing}/with-tasks", project_id=NOWHERE, note=role)
            by.get(f"/data/{listing}/with-tasks", project_id=p["id"], note=role, pick=lambda rows: [row["id"] for row in rows])
            if listing == "concepts":  # which have no such route
                continue
            by.get(f"/data/{listing}/all", note=role, pick=lambda rows: [row["id"] in (shot["id"], asset["id"]) for row in rows if row["project_id"] == p["id"]])
            by.get(f"/data/{listing}/all", project_id=p["id"], note=role, pick=lambda rows: [row["id"] for row in rows])
            by.get(f"/data/{listing}/all", project_id=NOWHERE, note=role)
        for path in (f"/data/entities/{shot['id']}/news", f"/data/projects/{p['id']}/quotas/persons/{cast(c)['user']['id']}", f"/data/shots/{asset['id']}", f"/data/assets/{shot['id']}", f"/data/entities/{NOWHERE}/news"):
            by.get(path, note=role, pick=lambda body: sorted(body) if isinstance(body, dict) else body, **closed(role if path.endswith("/news") and NOWHERE not in path else None, "client"))
