"""Giving a playlist to people without an account, and taking it back (contract chapter 07, Share links)."""
from builders import NOWHERE, Stage, number, someone
from fixtures import ROLES, as_role, cast, login, new


def run(c):
    artist = someone(c)
    s = Stage(c, team=("manager", "supervisor", "user", "client", "vendor", artist))
    playlist = new(c, "playlists", name=c.unique("p-"), project_id=s.project["id"])
    other = new(c, "playlists", name=c.unique("other-"), project_id=s.project["id"])
    path = f"/data/playlists/{playlist['id']}/share"
    c.get(path, note="none yet")
    link = c.post(path, {})
    for body in ({"expiration_date": "2026-12-24"}, {"expiration_date": "2026-12-24T10:00:00"}, {"expiration_date": "2026-12-24T10:00:00+02:00"},
                 {"expiration_date": "2026-12-24T10:00:00Z"}, {"expiration_date": "", "password": ""}, {"expiration_date": None, "password": None},
                 {"password": "secret", "can_comment": False}, {"expiration_date": "2020-01-01"}):
        c.post(path, body)
    for body in ({"expiration_date": "x"}, {"expiration_date": 1}, {"expiration_date": "2026-02-30"}, {"can_comment": None}, {"can_comment": "x"}, {"password": 1}, [1]):
        c.post(path, body)
    c.get(path, note="all in force", pick=lambda rows: sorted([row["can_comment"], row["has_password"], row["expiration_date"] is None] for row in rows))

    invite = f"{path}/{link['token']}/invite"
    client = cast(c)["client"]
    for body in ({}, {"emails": []}, {"emails": ["Foo@EXAMPLE.com", "foo@example.com"]}, {"emails": ["x"]}, {"emails": ["a@example.com", "b@"]},
                 {"person_ids": [client["id"], NOWHERE], "message": "See you"}, {"emails": [client["email"].upper()], "person_ids": [client["id"]]},
                 {"emails": [1], "person_ids": ["x"], "message": 1}, {"emails": None}, [1]):
        c.post(invite, body, ignore={"error"})

    outside = login(c, someone(c, "manager"))
    everybody = [(role, as_role(c, role)) for role in ROLES] + [("a manager from outside", outside), ("nobody", c.anonymous())]
    for role, by in everybody:
        by.get(path, note=role, pick=len)
        by.post(path, {}, note=role, pick=lambda row: row["type"])
        by.post(path, {"can_comment": "x"}, note=role)
        by.post(f"{path}/{link['token']}/invite", {"emails": ["x"]}, note=role, ignore={"error"})
        by.delete(f"{path}/{NOWHERE}", note=role)
        # The original looks at the role in the studio first, and knows no managers of one production.
        missing = {"fixed": {"status": 404}} if role in ("supervisor", "user", "client", "vendor") else {}
        by.get(f"/data/playlists/{NOWHERE}/share", note=role, **missing)
        by.get("/data/playlists/x/share", note=role, **missing)
    # Who is manager of this production alone shares its playlists.
    c.post(f"/data/projects/{s.project['id']}/team", {"person_id": artist["id"], "role": "manager"}, keep=False)
    login(c, artist).get(path, note="a manager of the production alone", pick=lambda rows: bool(rows), fixed={"status": 200, "body": True})

    c.delete(f"/data/playlists/{other['id']}/share/{link['token']}", note="of another playlist")
    c.delete(f"{path}/x")
    c.delete(f"{path}/{link['token']}")
    c.delete(f"{path}/{link['token']}", note="twice")
    c.post(invite, {"emails": []}, note="revoked")
    c.get(path, note="without the revoked one", pick=lambda rows: link["id"] in [row["id"] for row in rows])
    c.delete("/data/playlists/" + playlist["id"])
    c.get(path, note="the playlist is gone")
