"""Clients know the people whom they work with in open productions, and themselves."""
from builders import someone
from fixtures import closed_status, login, project


def run(c):
    client, mate, stranger, former = someone(c, "client"), someone(c, departments=[]), someone(c), someone(c)
    alone = someone(c, "client")
    project(c, team=(client, mate))
    over = project(c, team=(client, former), prefix="over-")
    c.put("/data/projects/" + over["id"], {"project_status_id": closed_status(c)["id"]}, keep=False)
    me = login(c, client)
    ours = {row["id"] for row in (client, mate, stranger, former, alone)}
    me.get("/data/persons", pick=lambda rows: sorted(([r["first_name"], list(r)] for r in rows if r["id"] in ours), key=str))
    me.get("/data/persons", relations="true", pick=lambda rows: sorted(([r["first_name"], list(r)] for r in rows if r["id"] in ours), key=str))
    for who, note in ((mate, "a team mate"), (client, "oneself"), (stranger, "a stranger"), (former, "of a closed production")):
        me.get("/data/persons/" + who["id"], note=note)
    me.get("/data/persons/" + mate["id"], relations="false")
    login(c, alone).get("/data/persons/" + alone["id"], note="oneself, in no production", fixed={"status": 200})
    login(c, alone).get("/data/persons", pick=len, fixed={"status": 200, "body": 1})
    me.put("/data/persons/" + client["id"], {"phone": "1"}, pick=lambda r: sorted(r))
    me.put("/data/persons/" + mate["id"], {"phone": "1"})
