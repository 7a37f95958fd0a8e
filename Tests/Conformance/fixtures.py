"""What scenarios need before they can start. Nothing here is a step: it is played but not compared.

The six persons are made once per server and run and shared by all scenarios: never change or delete them. Whatever a scenario changes, it makes itself.
"""

ROLES = ("admin", "manager", "supervisor", "user", "client", "vendor")


def closed(role, *roles):
    """The options of a step that Tsubame refuses to these roles, where the original answers."""
    return {"fixed": {"status": 403}} if role in roles else {}
PASSWORD = "correct-horse-battery"


def new(c, table, **fields):
    """A row, made through the generic route; stops the scenario when refused."""
    row = c.post("/data/" + table, fields, keep=False)
    if not isinstance(row, dict) or "id" not in row:
        raise RuntimeError(f"{table} not created from {fields}: {row}")
    return row


def person(c, role="user", prefix="person-", **fields):
    """A person who can log in with PASSWORD."""
    name = c.unique(prefix)
    given = {"first_name": "Fix", "last_name": name, "email": name + "@example.com", "password": PASSWORD, "role": role}
    return new(c, "persons", **{**given, **fields})


def login(c, person):
    """A client logged in as a person made by `person`."""
    return c.as_user(person["email"], PASSWORD)


def cast(c):
    """The six shared persons, by role. Read only."""
    server = c.run.server
    if "cast" not in server.shared:
        # The server's salt, not the scenario's: these outlive the scenario that first asks for them.
        server.shared["cast"] = {
            role: new(c, "persons", first_name="Cast", last_name=role + server.salt, email=f"{role}-{server.salt}@example.com", password=PASSWORD, role=role) for role in ROLES
        }
    return server.shared["cast"]


def as_role(c, role):
    """A client logged in as the shared person of that role ("artist" is "user")."""
    return login(c, cast(c)["user" if role == "artist" else role])


def project(c, team=ROLES, prefix="project-", **fields):
    """An open project; `team` holds roles (the shared persons) and person rows."""
    members = [cast(c)[m]["id"] if isinstance(m, str) else m["id"] for m in team]
    return new(c, "projects", **{"name": c.unique(prefix), "team": members, **fields})


def closed_status(c):
    """The project status of projects that are over."""
    rows = c.get("/data/project-status", name="Closed", keep=False)
    return rows[0] if rows else new(c, "project-status", name="Closed", color="#000000")


def entity_type(c, name):
    """An entity type of the seeds (`Shot`, `Sequence`, `Episode`, `Edit`, `Scene`, `Concept`), made when missing. Other names: an asset type."""
    rows = c.get("/data/entity-types", name=name, keep=False)
    return rows[0] if rows else new(c, "entity-types", name=name)


def entity(c, project, kind="Prop", prefix="entity-", **fields):
    return new(c, "entities", **{"name": c.unique(prefix), "project_id": project["id"], "entity_type_id": entity_type(c, kind)["id"], **fields})


def department(c, prefix="department-", **fields):
    return new(c, "departments", **{"name": c.unique(prefix), "color": "#123456", **fields})


def task_type(c, department=None, prefix="task-type-", **fields):
    return new(c, "task-types", **{"name": c.unique(prefix), "color": "#123456", "for_entity": "Asset", "department_id": department and department["id"], **fields})


def task_status(c, prefix="status-", **fields):
    return new(c, "task-status", **{"name": c.unique(prefix), "short_name": c.unique(prefix[:4]), "color": "#123456", **fields})


def task(c, project, entity, task_type, task_status, **fields):
    given = {"project_id": project["id"], "entity_id": entity["id"], "task_type_id": task_type["id"], "task_status_id": task_status["id"], "name": "main"}
    return new(c, "tasks", **{**given, **fields})


def event(c, name, **data):
    """A step: the events of that name whose data holds these pairs, newest first. Only what is asked for can be there, so none is an empty list."""
    wanted = data.items()
    return c.get("/data/events/last", query={"name": name, "limit": 100}, note="the event " + name,
                 pick=lambda rows: [r for r in rows if wanted <= (r["data"] or {}).items()])
