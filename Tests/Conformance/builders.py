"""Larger things to start from, for the models that have rules of their own. Like the fixtures, they are played but not compared, except where said."""

from fixtures import department, entity, new, person, project, task, task_type

NOWHERE = "11111111-2222-4333-8444-555555555555"

# The bodies of refusals, for the steps that Tsubame answers otherwise than the original.
REFUSED = {"error": True, "message": ""}
INVALID = {"error": True, "message": "", "data": None}
IMPOSSIBLE = {"message": ""}


def seeded(c, table, name, **query):
    """A row of the seed data."""
    return next(row for row in c.get("/data/" + table, query={"name": name, **query}, keep=False) if row["name"] == name)


def short_name(c):
    """Ten characters at most, and not used before: as long as a task status can stand."""
    return number(c) + c.unique()


def number(c):
    """1, 2, 3... within a scenario: a second name of the same kind."""
    c.run.numbers = getattr(c.run, "numbers", 0) + 1
    return str(c.run.numbers)


def status(c, name="status", **flags):
    return new(c, "task-status", name=c.unique(name + number(c) + "-"), short_name=short_name(c), color="#123456", **flags)


class Stage:
    """An open project with an asset and a shot, a task type with its department for each, and a task on each, `todo`."""

    def __init__(self, c, team=("manager", "supervisor", "user", "client", "vendor"), **fields):
        n = number(c)
        self.c = c
        self.project = project(c, team, f"project{n}-", **fields)
        self.department = department(c, f"department{n}-")
        self.todo = seeded(c, "task-status", "Todo")
        self.asset_type = task_type(c, self.department, f"asset-task-type{n}-")
        self.shot_type = task_type(c, self.department, f"shot-task-type{n}-", for_entity="Shot")
        self.asset = entity(c, self.project, "Prop", f"asset{n}-")
        self.shot = entity(c, self.project, "Shot", f"shot{n}-")
        self.task = task(c, self.project, self.asset, self.asset_type, self.todo)
        self.shot_task = task(c, self.project, self.shot, self.shot_type, self.todo)

    def comment(self, author, task=None, **fields):
        return new(self.c, "comments", **{"object_id": (task or self.task)["id"], "object_type": "Task", "person_id": author["id"], "text": "text", **fields})


class Journal:
    """What the server announces about a project."""

    def __init__(self, c, project):
        self.c, self.project, self.seen = c, project, set()
        self.look(keep=False)

    def look(self, *kinds, keep=True):
        """A step: what was announced since the last look, oldest first: what, with which data, by whom. `kinds` keeps these first words only."""
        seen = set(self.seen)

        def fresh(rows):
            return [[r["name"], r["data"], r["user_id"]] for r in reversed(rows) if r["id"] not in seen and (not kinds or r["name"].split(":")[0] in kinds)]

        rows = self.c.get("/data/events/last", query={"project_id": self.project["id"], "limit": 1000}, note="the events since", pick=fresh, keep=keep)
        self.seen |= {r["id"] for r in rows}


def someone(c, role="user", **fields):
    """A person of this scenario alone, in as many exemplars as wanted."""
    return person(c, role, f"{role}{number(c)}-", **fields)


def supervisor(c, *departments, **fields):
    """A supervisor of these departments; of all when none is given."""
    return someone(c, "supervisor", departments=[d["id"] for d in departments], **fields)


def only(*keys):
    """A `pick`: these keys of a row, or of each row of a list."""

    def pick(rows):
        return [pick(row) for row in rows] if isinstance(rows, list) else {k: rows[k] for k in keys}

    return pick


def among(key, **rows):
    """A `pick`: which of these rows a relation holds."""
    names = {row["id"]: name for name, row in rows.items()}
    return lambda row: sorted(names.get(identifier, "another") for identifier in row[key])


def told(c, comment, **people):
    """A step: who is told of a comment, and what."""
    names = {row["id"]: name for name, row in people.items()}
    c.get("/data/notifications", query={"comment_id": comment["id"]}, note="who is told", pick=lambda rows: sorted(
        [names.get(r["person_id"], "another"), names.get(r["author_id"], "another"), r["notification_type"], r["change"], r["read"], r["reply_id"]] for r in rows))
