"""Telling the clients of a production that a playlist is ready (contract chapter 07, notify-clients)."""
from builders import NOWHERE, Journal, Stage, number, someone
from fixtures import ROLES, as_role, cast, department, login, new, project


def run(c):
    house, studio = department(c, "house-"), new(c, "studios", name=c.unique("studio-"), color="#123456")
    ana = someone(c, "client", departments=[house["id"]])
    ben = someone(c, "user", studio_id=studio["id"])
    gone = someone(c, "client")
    s = Stage(c, team=("manager", "supervisor", "user", "client", "vendor", ana, ben))
    c.put(f"/data/projects/{s.project['id']}/team/{ben['id']}", {"role": "client"}, keep=False)
    c.post(f"/data/projects/{s.project['id']}/team", {"person_id": ben["id"], "role": "client"}, keep=False)
    playlist = new(c, "playlists", name=c.unique("p-"), project_id=s.project["id"])
    path = f"/data/playlists/{playlist['id']}/notify-clients"
    people = {ana["id"]: "ana", ben["id"]: "ben", cast(c)["client"]["id"]: "the client", gone["id"]: "outside"}

    def told(note):
        rows = c.get("/data/notifications", query={"playlist_id": playlist["id"]}, note=note, pick=lambda rows: sorted(
            [people.get(row["person_id"], "another"), row["type"], row["author_id"] == cast(c)["manager"]["id"], row["task_id"], row["comment_id"]] for row in rows))
        for row in rows:
            c.delete("/data/notifications/" + row["id"], keep=False)

    manager = as_role(c, "manager")
    manager.post(path, {})
    told("all clients")
    login(c, ana).get("/data/user/notifications", pick=lambda rows: len(rows))
    manager.post(path, {"department_id": house["id"]})
    told("of a department")
    manager.post(path, {"studio_id": studio["id"]})
    told("of a studio")
    manager.post(path, {"studio_id": "", "department_id": None})
    told("without a filter")
    manager.post(path, {"studio_id": NOWHERE})
    told("nobody")
    for body in ({"studio_id": "x"}, {"department_id": 1}, [1]):
        manager.post(path, body)
    outside = login(c, someone(c, "manager"))
    for role, by in [(role, as_role(c, role)) for role in ROLES] + [("a manager from outside", outside), ("nobody", c.anonymous())]:
        by.post(path, {"studio_id": NOWHERE}, note=role)
        by.post(path, {"studio_id": "x"}, note=role)
        by.post(f"/data/playlists/{NOWHERE}/notify-clients", {"studio_id": "x"}, note=role)
        by.post("/data/playlists/x/notify-clients", {}, note=role)
