"""Bots act through a token, and so may persons who are given an expiration date."""

import datetime

from builders import Stage, number, only, someone
from fixtures import cast, login


def run(c):
    today = datetime.date.today()
    later = f"{today.year + 2}-06-01"
    nearly = (today + datetime.timedelta(days=2)).isoformat()

    def bot(**fields):
        name = c.unique("bot" + number(c) + "-")
        return {"first_name": "Bot", "last_name": name, "is_bot": True, **fields}

    made = c.post("/data/persons", bot(role="manager"), note="a bot needs no address")
    path = "/data/persons/" + made["id"]
    c.get(path, pick=lambda row: ["access_token" in row, row["is_bot"], row["expiration_date"]])
    same = c.unique("same-") + "@example.com"
    c.post("/data/persons", bot(email=same), pick=only("email"))
    c.post("/data/persons", bot(email=same), note="bots may share an address", pick=only("email"))
    c.post("/data/persons", {"first_name": "Real", "last_name": c.unique("person-"), "email": same}, note="with a person too", pick=only("email"))
    c.post("/data/persons", bot(expiration_date=later), pick=lambda row: [row["expiration_date"] == later, "access_token" in row])
    c.post("/data/persons", bot(expiration_date="2020-01-01"), note="in the past")
    c.post("/data/persons", bot(expiration_date=today.isoformat()), note="today is soon enough", pick=lambda row: "access_token" in row)

    by = c.with_token(made["access_token"])
    by.get("/auth/authenticated", pick=lambda row: [row["authenticated"], row["user"]["is_bot"]])
    by.get("/data/departments", name="none of this name" + c.unique())
    s = Stage(c, ("user",))
    by.get("/data/projects/" + s.project["id"], note="not in the team")
    by.get("/data/projects", note="a manager of nothing", pick=lambda rows: len(rows))
    mine = Stage(c, (made,))
    by.put("/data/projects/" + mine.project["id"], {"description": "by a bot"}, pick=only("description"))
    by.put(
        path,
        {"first_name": "Robot", "expiration_date": later, "role": "admin"},
        note="a bot does not prolong itself",
        pick=lambda row: [row["first_name"], row["role"], row["expiration_date"], "access_token" in row],
    )
    by.put("/data/persons/" + cast(c)["user"]["id"], {"first_name": "x"})
    by.post("/data/departments", {"name": "x", "color": "#123456"})

    c.put(path, {"last_name": made["last_name"]}, note="nothing about its end", pick=lambda row: "access_token" in row)
    fresh = c.put(path, {"expiration_date": later}, pick=lambda row: [row["expiration_date"] == later, "access_token" in row])
    by.get("/data/departments", note="the former token is revoked", query={"name": "none"})
    by = c.with_token(fresh["access_token"])
    by.get("/auth/authenticated", pick=only("authenticated"))
    endless = c.put(path, {"expiration_date": None}, note="for ever", pick=lambda row: [row["expiration_date"], "access_token" in row])
    by.get("/auth/authenticated")
    by = c.with_token(endless["access_token"])
    c.put(path, {"expiration_date": "2020-01-01"}, note="in the past")
    c.put(path, {"expiration_date": "soon"})
    c.put(path, {"expiration_date": nearly, "active": False}, pick=lambda row: "access_token" in row)
    c.put(path, {"active": True}, keep=False)
    by.get("/auth/authenticated", note="revoked meanwhile")
    last = c.put(path, {"expiration_date": None}, keep=False)
    by = c.with_token(last["access_token"])
    c.put(path, {"active": False}, keep=False)
    by.get("/auth/authenticated", note="inactive", fixed={"status": 401})
    c.put(path, {"active": True}, keep=False)
    by.get("/auth/authenticated", note="active again", pick=only("authenticated"), fixed={"status": 401})

    human = someone(c)
    given = c.put("/data/persons/" + human["id"], {"expiration_date": later}, note="the token of a person", pick=lambda row: "access_token" in row)
    by = c.with_token(given["access_token"])
    by.get("/data/persons/" + human["id"], pick=only("is_bot"))
    by.put(
        "/data/persons/" + human["id"],
        {"first_name": "By token", "expiration_date": None},
        note="that token may prolong itself, and is revoked by it",
        pick=lambda row: [row["first_name"], row["expiration_date"] == later, "access_token" in row],
    )
    by.get("/auth/authenticated")
    own = login(c, human).put(
        "/data/persons/" + human["id"], {"expiration_date": None}, note="logged in, one may", pick=lambda row: [row["expiration_date"], "access_token" in row]
    )
    c.with_token(own["access_token"]).get("/auth/authenticated", pick=only("authenticated"))
    c.delete(path, note="he was in a team")
    c.delete(path + "?force=true")
    c.with_token(last["access_token"]).get("/auth/authenticated", note="a bot that is gone")
