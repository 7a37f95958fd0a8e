"""The steps that nearly every table shares: a row is made, read, changed and deleted, each with its event, and each role tries the same."""
from fixtures import ROLES, as_role, closed, event

NOBODY = "ffffffff-ffff-4fff-8fff-ffffffffffff"
OTHERS = ROLES[1:]


def made(c, table, name, fields, **options):
    """Creates a row, looks at its event, and reads it back in every way. `name` is that of the events."""
    row = c.post("/data/" + table, fields, **options)
    event(c, name + ":new", **{name.replace("-", "_") + "_id": row["id"]})
    c.get(f"/data/{table}/{row['id']}")
    c.get(f"/data/{table}/{row['id']}", relations="false")
    c.get("/data/" + table, id=row["id"])
    c.get("/data/" + table, query={"id": row["id"], "relations": "true"})
    c.get("/data/" + table, query={"id": row["id"], "page": 1, "limit": 1, "fields": "id"})
    return row


def changed(c, table, name, row, fields, **options):
    answer = c.put(f"/data/{table}/{row['id']}", fields, **options)
    event(c, name + ":update", **{name.replace("-", "_") + "_id": row["id"]})
    return answer


def deleted(c, table, name, row):
    c.delete(f"/data/{table}/{row['id']}", headers=("Content-Type",))
    event(c, name + ":delete", **{name.replace("-", "_") + "_id": row["id"]})
    for method in ("GET", "PUT", "DELETE"):
        c.step(method, f"/data/{table}/{row['id']}", json=None if method != "PUT" else {}, note="gone")


def strangers(c, table):
    """What is answered for a row that is not there, or is no row."""
    c.get(f"/data/{table}/abc")
    c.put(f"/data/{table}/abc", {})
    c.delete(f"/data/{table}/abc")
    c.get(f"/data/{table}/{NOBODY}")
    c.put(f"/data/{table}/{NOBODY}", {})
    c.delete(f"/data/{table}/{NOBODY}")


def tried(c, table, row, fields, roles=OTHERS, routes=("list", "get", "post", "put", "delete"), change=None, refused=(), **options):
    """Each role tries each route on a row. `fields` is what they would create, `change` what they would write; Tsubame alone refuses reading it to the `refused`
    roles."""
    for role in roles:
        who = as_role(c, role)
        if "list" in routes:
            who.get("/data/" + table, id=row["id"], note=role, **options)
        if "get" in routes:
            who.get(f"/data/{table}/{row['id']}", note=role, **options, **closed(role, *refused))
        if "post" in routes:
            who.post("/data/" + table, fields, note=role, **options)
        if "put" in routes:
            who.put(f"/data/{table}/{row['id']}", change or {}, note=role, **options)
        if "delete" in routes:
            who.delete(f"/data/{table}/{row['id']}", note=role, **options)
