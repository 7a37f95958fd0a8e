"""Managers see the events of their own projects; nobody below sees any."""
from fixtures import ROLES, as_role, closed_status, new, project

URL = "/data/events/last"
NOBODY = "ffffffff-ffff-4fff-8fff-ffffffffffff"


def run(c):
    ours = project(c, prefix="ours-")
    theirs = project(c, team=(), prefix="theirs-")
    over = project(c, prefix="over-", project_status_id=closed_status(c)["id"])
    word = c.unique("thing")
    for name, place in (("ours", ours), ("theirs", theirs), ("over", over)):
        new(c, "events", name=f"{word}:{name}", project_id=place["id"])
    new(c, "events", name=word + ":nowhere")

    for role in ROLES:
        as_role(c, role).get(URL, query={"name_prefixes": word}, note=role)
    for role in ROLES:
        as_role(c, role).get(URL, query={"name_prefixes": word, "project_id": ours["id"]}, note=role + ", a project of theirs")
    for role in ROLES:
        as_role(c, role).get(URL, query={"name_prefixes": word, "project_id": theirs["id"]}, note=role + ", a project of others")
    as_role(c, "manager").get(URL, query={"name_prefixes": word, "project_id": over["id"]}, note="a closed project")
    as_role(c, "manager").get(URL, query={"project_id": NOBODY})
    as_role(c, "supervisor").get(URL, query={"project_id": NOBODY})
    as_role(c, "supervisor").get(URL, query={"project_id": "abc"})
    as_role(c, "manager").get(URL, query={"project_id": theirs["id"], "before": "abc"}, note="the dates are looked at first")
