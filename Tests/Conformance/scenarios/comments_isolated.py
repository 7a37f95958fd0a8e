"""On a project that isolates its clients, a client reads his own comments and those meant for clients."""

from builders import Stage, someone
from fixtures import as_role, cast, login


def run(c):
    other = someone(c, "client")
    s = Stage(c, ("manager", "user", "client", other), is_clients_isolated=True)
    people = cast(c)
    own = s.comment(people["client"], text="own")
    shared = s.comment(people["user"], text="shared", for_client=True)
    internal = s.comment(people["user"], text="internal")
    for comment in (own, shared, internal):
        as_role(c, "client").get("/data/comments/" + comment["id"], note=comment["text"], pick=lambda row: row["text"])
        login(c, other).get("/data/comments/" + comment["id"], note=comment["text"] + ", another client", pick=lambda row: row["text"])
        as_role(c, "manager").get("/data/comments/" + comment["id"], note=comment["text"] + ", manager", pick=lambda row: row["text"])
    as_role(c, "client").put("/data/comments/" + internal["id"], {"text": "not his"})
