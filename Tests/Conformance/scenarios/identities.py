"""Bots, API tokens, and persons who went away while their token was still good."""
import base64
import datetime
import json

from fixtures import PASSWORD, as_role, login, new, person


def claims(token):
    part = token.split(".")[1]
    body = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    end = datetime.datetime.fromtimestamp(body["exp"], datetime.timezone.utc).isoformat() if "exp" in body else None
    return {"keys": sorted(body), "identity_type": body.get("identity_type"), "type": body.get("type"), "end": end}


# The token of a program does not come to life again with its person.
DEAD = {"status": 401, "body": {"msg": ""}}


def run(c):
    bot = c.post("/data/persons", {"first_name": "Bot", "last_name": c.unique("bot"), "email": c.unique("bot-") + "@example.com", "is_bot": True, "expiration_date": "2099-12-31"},
                 note="a bot is made with its token")
    robot = c.with_token(bot["access_token"])
    robot.get("/auth/authenticated", pick=lambda b: [b["user"]["is_bot"], sorted(b["organisation"]), claims(bot["access_token"])])
    robot.get("/auth/logout", note="persons only")
    robot.get("/auth/refresh-token", note="no refresh")
    robot.put("/auth/totp")
    robot.post("/auth/totp", {"totp": "000000"})
    robot.delete("/auth/totp", {})
    robot.put("/auth/recovery-codes", {})
    robot.get("/data/departments", name="nothing", note="other routes are open to it")
    robot.get("/stats", note="a bot has a role like anyone")
    again = c.put("/data/persons/" + bot["id"], {"expiration_date": "2098-06-30"}, note="a new date makes a new token", pick=lambda p: [p["expiration_date"], claims(p["access_token"])])
    robot.get("/auth/authenticated", note="and ends the old one")
    robot = c.with_token(again["access_token"])
    robot.get("/auth/authenticated", pick=lambda b: b["authenticated"])
    never = c.put("/data/persons/" + bot["id"], {"expiration_date": None}, pick=lambda p: [p["expiration_date"], claims(p["access_token"])], note="no date: a token that never ends")
    robot = c.with_token(never["access_token"])
    c.put("/data/persons/" + bot["id"], {"active": False}, keep=False)
    robot.get("/auth/authenticated", note="an inactive bot", fixed=DEAD)
    robot.get("/auth/authenticated", fixed=DEAD)
    c.put("/data/persons/" + bot["id"], {"active": True}, keep=False)
    robot.get("/auth/authenticated", pick=lambda b: b["authenticated"], note="its token works again", fixed=DEAD)
    c.put("/data/persons/" + bot["id"], {"last_name": c.unique("renamed")}, pick=lambda p: "access_token" in p, note="no new token without a date")

    human = person(c)
    api = c.put("/data/persons/" + human["id"], {"expiration_date": "2099-01-01"}, pick=lambda p: claims(p["access_token"]), note="an API token of a person")
    tool = c.with_token(api["access_token"])
    tool.get("/auth/authenticated", pick=lambda b: b["user"]["is_bot"])
    tool.get("/auth/logout", note="answers as if")
    tool.get("/auth/authenticated", pick=lambda b: b["authenticated"], note="but stays valid")

    me = login(c, human)
    c.put("/data/persons/" + human["id"], {"active": False}, keep=False)
    me.get("/auth/authenticated", note="deactivated: the first call")
    me.get("/auth/authenticated", note="and the second")
    c.put("/data/persons/" + human["id"], {"active": True}, keep=False)
    me.get("/auth/authenticated", note="a session does not come back")
    tool.get("/auth/authenticated", pick=lambda b: b["authenticated"], note="an API token does", fixed=DEAD)

    leaver = person(c, prefix="leaver-")
    token = c.put("/data/persons/" + leaver["id"], {"expiration_date": "2099-01-01"}, keep=False)["access_token"]
    me = login(c, leaver)
    c.delete("/data/persons/" + leaver["id"] + "?force=true", keep=False)
    me.get("/auth/authenticated", note="a session of somebody deleted")
    me.get("/data/persons")
    me.get("/auth/logout")
    c.with_token(token).get("/auth/authenticated", note="an API token of somebody deleted")
    c.with_token(token).get("/auth/logout")

    # The role is that of the moment, not that of the login.
    climber = person(c, prefix="climber-")
    me = login(c, climber)
    me.get("/stats")
    c.put("/data/persons/" + climber["id"], {"role": "admin"}, keep=False)
    me.get("/stats", pick=sorted)
    me.get("/auth/authenticated", pick=lambda b: [b["user"]["role"], sorted(b["organisation"])])
