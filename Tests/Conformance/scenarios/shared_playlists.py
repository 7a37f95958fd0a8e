"""What a link shows (contract chapter 07, `/shared/playlists/{token}`; chapter 09, rows 103 to 105)."""
from breakdown import Breakdown
from builders import NOWHERE, someone, status
from fixtures import as_role, new
from published import publish

GUEST = ("first_name", "last_name", "role", "is_guest", "is_bot", "has_avatar", "active", "data", "type", "full_name", "notifications_enabled")


def guest(row):
    return {key: row[key] for key in GUEST}


def run(c):
    b = Breakdown(c, production_type="tvshow")
    shown = publish(c, b.tasks["s1"], 2)
    publish(c, b.tasks["s1"])
    other = publish(c, b.tasks["late"])
    asset = publish(c, b.task)
    edit = publish(c, b.tasks["edit"])
    for kind in (b.shot_type, b.asset_type):
        c.post(f"/data/projects/{b.project['id']}/settings/task-types", {"task_type_id": kind["id"]}, keep=False)
    allowed, refused = status(c, "ok", is_client_allowed=True), status(c, "no", is_client_allowed=True)
    for row in (b.todo, allowed, refused):
        c.post(f"/data/projects/{b.project['id']}/settings/task-status", {"task_status_id": row["id"]}, keep=False)
    c.put(f"/data/projects/{b.project['id']}/settings/task-status/{refused['id']}", {"is_client_allowed": False}, keep=False)

    def playlist(shots, **fields):
        return new(c, "playlists", **{"name": c.unique("p-"), "project_id": b.project["id"], "shots": shots, **fields})

    def share(of, **fields):
        return "/shared/playlists/" + c.post(f"/data/playlists/{of['id']}/share", fields, keep=False)["token"]

    entries = [
        {"entity_id": b.s1["id"], "preview_file_id": shown[0]["id"], "note": 1}, {"entity_id": b.s2["id"]}, {"entity_id": b.s1["id"], "preview_file_id": shown[1]["id"]},
        {"entity_id": b.asset["id"], "preview_file_id": asset[0]["id"]}, {"entity_id": b.edit["id"], "preview_file_id": edit[0]["id"]},
        {"entity_id": b.q1["id"]}, {"entity_id": b.e1["id"]}, {"entity_id": NOWHERE},
    ]
    full = playlist(entries)
    path = share(full)
    a = c.anonymous()
    a.get(path)
    a.get(path + "/context")
    a.get(share(playlist(None)), note="nothing in it")
    c.get(path, note="a token changes nothing", pick=lambda row: len(row["shots"]))
    as_role(c, "vendor").get(path, note="a vendor", pick=lambda row: len(row["shots"]))
    for preview in (shown[0], shown[1], other[0], {"id": NOWHERE}, {"id": "x"}):
        a.get(f"{path}/preview-files/{preview['id']}", pick=lambda row: [row["id"], row["revision"], row["position"]])

    a.post(path + "/guest", {"first_name": " Jane ", "last_name": "D"}, pick=guest)
    jane = a.post(path + "/guest", {"first_name": "Jane", "last_name": "D"}, note="the same", pick=lambda row: row["id"])
    a.post(path + "/guest", {"first_name": "Joan", "guest_id": jane["id"]}, note="by id", pick=lambda row: [row["id"], row["first_name"]])
    for body in ({}, {"first_name": None}, {"first_name": "", "last_name": " x "}, {"guest_id": ""}, {"guest_id": NOWHERE, "first_name": "New"}):
        a.post(path + "/guest", body, pick=lambda row: [row["first_name"], row["last_name"]])
    for body in ({"first_name": 1}, {"guest_id": "x"}, [1]):
        a.post(path + "/guest", body)
    a.post(path + "/guest", {"first_name": "n" * 81}, fixed={"status": 400})
    a.post(share(full) + "/guest", {"first_name": "Jane", "guest_id": jane["id"]}, note="of another link", pick=lambda row: row["id"] == jane["id"])

    # The password: it opens everything, where the original forgets it on most routes.
    secret = share(full, password="secret")
    inside = ("", "/context", "/comments", "/preview-files/" + shown[0]["id"])
    for sub in inside:
        a.get(secret + sub, note="without the password")
        a.get(secret + sub, password="", note="an empty one")
        forgotten = {} if sub in ("", "/comments") else {"fixed": {"status": 200}}
        a.get(secret + sub, password="secret", note="with it", pick=lambda body: None, **forgotten)
    a.get(secret, password="wrong")
    a.post(secret + "/guest", {}, query={"password": "secret"}, pick=lambda row: row["first_name"], fixed={"status": 201, "body": "Guest"})
    a.post(secret + "/guest", {})
    for token in (share(full, expiration_date="2020-01-01"), "/shared/playlists/" + NOWHERE, "/shared/playlists/x"):
        for sub in inside:
            a.get(token + sub)
        a.post(token + "/guest", {})
        a.post(token + "/comments", {})
        a.put(token + "/annotations", {})
    link = c.get(f"/data/playlists/{full['id']}/share", keep=False)[0]
    for row in c.get(f"/data/playlists/{full['id']}/share", keep=False):
        c.delete(f"/data/playlists/{full['id']}/share/{row['token']}", keep=False)
    for sub in inside:
        a.get(path + sub, note="revoked")
    a.post(path + "/guest", {}, note="revoked")
