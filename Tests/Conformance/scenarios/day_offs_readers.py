"""Who reads when somebody is away, and why: every route, as everybody (contract chapter 09, rows 14 and 15)."""
from builders import NOWHERE, someone, supervisor
from fixtures import ROLES, closed_status, department, login, new, project


def run(c):
    d, e = department(c, "a-"), department(c, "b-")
    away, other = someone(c, departments=[d["id"]]), someone(c)
    off = new(c, "day-offs", person_id=away["id"], date="2091-05-06", end_date="2091-05-08", description="sea")
    new(c, "day-offs", person_id=other["id"], date="2091-05-06", end_date="2091-05-06", description="not their business")

    def ask(by, note):
        path = f"/data/persons/{away['id']}/day-offs"
        by.get(f"/data/day-offs/{off['id']}", note=note)
        by.get(path, note=note)
        for period in ("year/2091", "month/2091/5", "week/2091/19", "2091-05-07", "2091-05-09", "year/2090", "2091-05-32"):
            by.get(f"{path}/{period}", note=note)
        for period in ("2091/5", "2091/6", "2091"):
            by.get(f"/data/persons/day-offs/{period}", note=note, pick=lambda rows: [row for row in rows if row["person_id"] in (away["id"], other["id"])])

    ask(c, "admin")
    ask(login(c, away), "oneself")
    members = {role: someone(c, role) for role in ROLES[1:]}
    p = project(c, team=(away, *members.values()))
    for role, member in members.items():
        ask(login(c, member), f"{role} of the production")
        ask(login(c, someone(c, role)), f"{role} of none")
    # What they are in the production decides.
    for role in ("manager", "supervisor", "user"):
        made = someone(c)
        c.post(f"/data/projects/{p['id']}/team", {"person_id": made["id"], "role": role}, keep=False)
        ask(login(c, made), f"artist, there {role}")
    lowered = someone(c, "manager")
    c.post(f"/data/projects/{p['id']}/team", {"person_id": lowered["id"], "role": "user"}, keep=False)
    ask(login(c, lowered), "manager, there artist")
    for theirs in (d, e):
        leader = supervisor(c, theirs)
        project(c, team=(leader, away), prefix=theirs["name"])
        ask(login(c, leader), "supervisor of department " + theirs["name"][:1])
    former = someone(c, "manager")
    over = project(c, team=(former, away), prefix="over-")
    c.put(f"/data/projects/{over['id']}", {"project_status_id": closed_status(c)["id"]}, keep=False)
    ask(login(c, former), "manager of a closed production")
    login(c, former).get(f"/data/persons/{NOWHERE}/day-offs")
    login(c, former).put(f"/data/day-offs/{off['id']}", {"description": "x"})
    login(c, former).delete(f"/data/day-offs/{off['id']}")
    c.anonymous().get(f"/data/persons/{away['id']}/day-offs")
