"""Reading, changing and deleting playlists."""

from builders import NOWHERE, Journal, Stage, only, someone
from fixtures import as_role, cast, closed, closed_status, login, new

ROLES = ("admin", "manager", "supervisor", "user", "client", "vendor")


def run(c):
    s = Stage(c)
    people = cast(c)
    internal = new(c, "playlists", name=c.unique("internal-"), project_id=s.project["id"], created_by=None)
    new(c, "playlists", name=c.unique("shown-"), project_id=s.project["id"], for_client=True, shots=[{"entity_id": s.shot["id"]}])
    path = "/data/playlists/" + internal["id"]
    c.get(path)
    c.get(path, relations="false", pick=lambda row: "build_jobs" in row)
    for role in ROLES:
        by = as_role(c, role)
        by.get("/data/playlists", project_id=s.project["id"], note="as " + role, unordered=True, pick=only("name", "for_client"))
        by.get(path, note="as " + role, pick=only("name"), **closed(role, "client"))
    login(c, someone(c)).get(path, note="not in the team")
    login(c, someone(c, "manager")).get("/data/playlists", project_id=s.project["id"], note="not in the team")
    login(c, someone(c, "vendor")).get("/data/playlists", project_id=s.project["id"], note="a vendor not in the team")
    c.get("/data/playlists", project_id=s.project["id"], for_client="true", page=1, pick=lambda page: [page["total"], [row["name"] for row in page["data"]]])
    c.get("/data/playlists", project_id=s.project["id"], for_entity="shot", relations="true", unordered=True, pick=only("name", "build_jobs"))

    journal = Journal(c, s.project)
    c.put(path, {"name": c.unique("renamed-"), "is_for_all": True, "project_id": NOWHERE})
    journal.look()
    rebuilt = [
        {"entity_id": s.shot["id"], "preview_file_id": "a", "extra": 1},
        {"id": s.asset["id"], "preview_file_id": None},
        {"entity_id": s.shot["id"]},
        {"preview_file_id": "b"},
    ]
    c.put(path, {"shots": rebuilt}, note="rebuilt", pick=only("shots"))
    c.put(path, {"shots": "text"}, pick=only("shots"))
    c.put(path, {"shots": []}, pick=only("shots"))
    c.put(path, {"shots": None})
    c.put(path, {"for_entity": "asset"}, pick=only("for_entity"))
    c.put(path, {"for_entity": "scene"})
    c.put(path, {"for_entity": None}, pick=only("for_entity"))
    c.put(path, {"episode_id": "all"})
    c.put(path, {"task_type_id": "all"})
    c.put(path, {"episode_id": None, "task_type_id": s.shot_type["id"]}, pick=only("episode_id", "task_type_id"))
    c.put(path, {"name": None})

    mine = as_role(c, "supervisor").post("/data/playlists", {"name": c.unique("mine-"), "project_id": s.project["id"]}, pick=only("created_by"))
    for role in ROLES[1:]:
        by = as_role(c, role)
        by.put(path, {"is_for_all": False}, note="made by the administrator, as " + role, pick=only("is_for_all"))
        by.put("/data/playlists/" + mine["id"], {"is_for_all": True}, note="made by the supervisor, as " + role, pick=only("is_for_all"))
    c.put(path, {"created_by": None}, pick=only("created_by"))
    as_role(c, "supervisor").put(path, {"is_for_all": True}, note="made by nobody", pick=only("is_for_all"))
    c.put(path, {"created_by": people["user"]["id"]}, pick=only("created_by"))
    as_role(c, "user").put(path, {"is_for_all": False}, note="made by an artist")
    as_role(c, "supervisor").delete(path, note="made by an artist")
    for role in ("user", "client", "vendor"):
        as_role(c, role).delete(path, note="as " + role)
    login(c, someone(c, "manager")).delete(path, note="a manager who is not in the team")

    notification = new(c, "notifications", type="playlist-ready", person_id=people["user"]["id"], author_id=people["manager"]["id"], playlist_id=internal["id"])
    journal.look(keep=False)
    as_role(c, "manager").delete(path)
    journal.look()
    c.get("/data/notifications/" + notification["id"])
    c.delete(path, note="twice")
    as_role(c, "supervisor").delete("/data/playlists/" + mine["id"], note="his own")
    c.get("/data/playlists/abc")
    c.get("/data/playlists/" + NOWHERE)
    c.put("/data/playlists/" + NOWHERE, {})
    as_role(c, "user").delete("/data/playlists/" + NOWHERE)
    c.put("/data/projects/" + s.project["id"], {"project_status_id": closed_status(c)["id"]}, keep=False)
    for role in ("user", "client"):
        as_role(c, role).get("/data/playlists", project_id=s.project["id"], note="a closed project, as " + role, pick=only("name"))
