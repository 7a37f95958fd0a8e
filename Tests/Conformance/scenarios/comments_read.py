"""Who may read a comment: the team, clients and the others apart."""

from builders import NOWHERE, Stage, someone
from fixtures import as_role, cast, login

ROLES = ("admin", "manager", "supervisor", "user", "client", "vendor")


def run(c):
    s = Stage(c)
    people = cast(c)
    internal = s.comment(people["user"], text="internal")
    from_client = s.comment(people["client"], text="from the client")
    for_client = s.comment(people["user"], text="for the client", for_client=True)

    for comment in (internal, from_client, for_client):
        for role in ROLES:
            as_role(c, role).get("/data/comments/" + comment["id"], note=comment["text"] + ", as " + role, pick=lambda row: [row["text"], row["person"]])
    login(c, someone(c)).get("/data/comments/" + for_client["id"], note="not in the team")
    login(c, someone(c, "manager")).get("/data/comments/" + for_client["id"], note="not in the team")

    c.put("/data/tasks/" + s.task["id"], {"assignees": [people["vendor"]["id"]]}, keep=False)
    as_role(c, "vendor").get("/data/comments/" + internal["id"], note="a vendor with a task of the asset", pick=lambda row: row["text"])
    as_role(c, "vendor").get("/data/comments/" + from_client["id"], note="a vendor with a task of the asset")

    c.get("/data/comments/abc", note="malformed")
    c.get("/data/comments/" + NOWHERE)
    as_role(c, "user").get("/data/comments/" + NOWHERE)
