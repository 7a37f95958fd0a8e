"""Putting entities at the end of a playlist, and what an entry may name (contract chapter 07, add-entity; chapter 09, rows 97 and 98)."""
from breakdown import Breakdown
from builders import NOWHERE, Journal, Stage, number, only, someone
from fixtures import ROLES, as_role, login, new
from published import publish


def run(c):
    b = Breakdown(c)
    old = publish(c, b.tasks["s1"], 2)
    publish(c, b.tasks["s1"])
    late = publish(c, b.tasks["late"])

    def playlist(**fields):
        row = new(c, "playlists", **{"name": f"p{number(c)}-" + c.unique(), "project_id": b.project["id"], **fields})
        return row, f"/actions/playlists/{row['id']}/"

    row, path = playlist()
    journal = Journal(c, b.project)
    c.post(path + "add-entity", {"entity_id": b.s1["id"]}, note="the newest revision of any type")
    c.post(path + "add-entity", {"entity_id": b.s1["id"], "preview_file_id": old[0]["id"]}, pick=only("shots"))
    c.post(path + "add-entity", {"entity_id": b.s1["id"], "preview_file_id": old[0]["id"]}, note="twice", pick=only("shots"))
    c.post(path + "add-entity", {"entity_id": b.s2["id"]}, note="without previews", pick=only("shots"))
    c.post(path + "add-entity", {"entity_id": b.s2["id"], "preview_file_id": old[0]["id"]}, note="a preview of another entity", pick=only("shots"))
    c.post(path + "add-entity", {"entity_id": NOWHERE, "preview_file_id": ""}, pick=only("shots"))
    c.post(path + "add-entity", {"entity_id": b.s3["id"].upper(), "preview_file_id": NOWHERE}, pick=only("shots"))
    journal.look()
    row, path = playlist(task_type_id=b.late["id"])
    many = [{"entity_id": b.s1["id"]}, {"entity_id": b.s1["id"], "preview_file_id": None}, {"entity_id": b.s2["id"]}, {"entity_id": b.s1["id"], "preview_file_id": old[1]["id"]}]
    c.post(path + "add-entities", {"entities": many}, note="of the playlist's task type")
    c.post(path + "add-entities", {"entities": many}, note="all there already", pick=only("shots"))
    journal.look()
    for body in ({}, {"entity_id": "x"}, {"entity_id": None}, {"entity_id": b.s1["id"], "preview_file_id": "x"}, [1]):
        c.post(path + "add-entity", body)
    for body in ({}, {"entities": []}, {"entities": "x"}, {"entities": None}, {"entities": [1]}, {"entities": [{"preview_file_id": None}, {"entity_id": "x"}]}):
        c.post(path + "add-entities", body)
    mine = new(as_role(c, "supervisor"), "playlists", name=c.unique("mine-"), project_id=b.project["id"])
    nobody, _ = playlist(created_by=None)
    c.put("/data/playlists/" + nobody["id"], {"created_by": None}, keep=False)
    outside = login(c, someone(c, "manager"))
    for role, by in [(role, as_role(c, role)) for role in ROLES] + [("a manager from outside", outside), ("nobody", c.anonymous())]:
        for note, target in (("the administrator's", row), ("the supervisor's", mine), ("nobody's", nobody)):
            by.post(f"/actions/playlists/{target['id']}/add-entity", {"entity_id": b.s1["id"]}, note=f"{role}, {note}", pick=lambda row: len(row["shots"]))
            by.post(f"/actions/playlists/{target['id']}/add-entities", {}, note=f"{role}, {note}")
        by.post(f"/actions/playlists/{NOWHERE}/add-entity", {}, note=role)
        by.post("/actions/playlists/x/add-entities", {}, note=role)

    # What the rows may hold.
    sent = [
        {"entity_id": b.s1["id"], "preview_file_id": late[0]["id"].upper(), "extra": 1}, {"entity_id": b.s2["id"], "preview_file_id": late[0]["id"]},
        {"id": b.s3["id"]}, {"preview_file_id": late[0]["id"]}, "text", {"entity_id": "nonsense", "preview_file_id": "a"}, {"entity_id": NOWHERE},
    ]
    created = c.post("/data/playlists", {"name": c.unique("sent-"), "project_id": b.project["id"], "shots": sent}, pick=only("shots"))
    c.put("/data/playlists/" + created["id"], {"shots": sent}, pick=only("shots"))

    # Whoever reads the playlist would see what is in the other production.
    other = Stage(c)
    foreign = {"entity_id": other.shot["id"]}
    refused = {"status": 400}
    c.post(path + "add-entity", foreign, fixed=refused)
    c.post(path + "add-entities", {"entities": [{"entity_id": b.s1["id"]}, foreign]}, fixed=refused)
    c.post("/data/playlists", {"name": c.unique("foreign-"), "project_id": b.project["id"], "shots": [foreign]}, fixed=refused)
    c.put("/data/playlists/" + row["id"], {"shots": [{**foreign, "preview_file_id": None}]}, fixed=refused)
