"""Deleting a sequence of another project: nobody may but its creator, and who manages its project."""

from builders import someone
from fixtures import ROLES, entity, login, project

NO = {"fixed": {"status": 403}, "skip_peer": True}


def run(c):
    p = project(c, (), "project-")
    sequence = entity(c, p, "Sequence", "sequence-")
    shot = entity(c, p, "Shot", "shot-", parent_id=sequence["id"])
    for role in ROLES:
        if role == "admin":
            continue
        person = someone(c, role)
        project(c, (person,), f"elsewhere of {role} ")
        for query in ("", "?force=true"):
            login(c, person).delete(f"/data/sequences/{sequence['id']}{query}", note=role, **NO)
            login(c, person).delete(f"/data/entities/{sequence['id']}", note=role)
    team = someone(c, "user"), someone(c, "supervisor"), someone(c, "vendor"), someone(c, "client")
    with_team = project(c, team, "team-")
    theirs = entity(c, with_team, "Sequence", "theirs-")
    for person in team:
        login(c, person).delete(f"/data/sequences/{theirs['id']}?force=true", note=person["role"] + " of the team", **NO)
    c.get("/data/sequences/" + theirs["id"], pick=lambda row: row["id"] == theirs["id"])
    c.get("/data/sequences/" + sequence["id"], pick=lambda row: row["id"] == sequence["id"])
    c.get("/data/shots/" + shot["id"], pick=lambda row: row["id"] == shot["id"])
    c.anonymous().delete("/data/sequences/" + sequence["id"])
    maker = someone(c, "manager")
    mine = project(c, (maker,), "mine-")
    made = login(c, maker).post(f"/data/projects/{mine['id']}/sequences", {"name": "made"}, keep=False)
    c.put("/data/persons/" + maker["id"], {"role": "user"}, keep=False)
    login(c, maker).delete("/data/sequences/" + made["id"], note="by its creator, now an artist", skip_peer=True, fixed={"status": 204})
