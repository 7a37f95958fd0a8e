"""Mentions are read again from the text at each change, and those mentioned are told."""

from builders import Journal, Stage, among, only, someone
from fixtures import as_role, cast, event


def told(c, comment):
    c.get("/data/notifications", query={"comment_id": comment["id"]}, unordered=True, note="who is told", ignore={"id"})


def run(c):
    friend = someone(c)
    odd = someone(c, first_name="A.B", last_name=c.unique("(C+) "))
    outsider = someone(c)
    s = Stage(c, ("manager", "user", friend, odd))
    member = someone(c, departments=[s.department["id"]])
    s2 = Stage(c, ("user", friend, member))
    people = cast(c)
    for known in (friend, odd, outsider, member, people["user"], people["manager"]):
        c.get("/data/persons/" + known["id"], pick=lambda row: row["id"])
    c.get("/data/departments/" + s.department["id"], pick=lambda row: row["id"])

    comment = s.comment(people["user"])
    path = "/data/comments/" + comment["id"]
    names = {
        "friend": friend["full_name"],
        "odd": odd["full_name"],
        "outsider": outsider["full_name"],
        "department": s.department["name"],
        "author": people["user"]["full_name"],
    }
    people_named = {"friend": friend, "odd": odd, "outsider": outsider, "member": member, "author": people["user"]}
    journal = Journal(c, s.project)

    def say(text, by=None):
        (by or as_role(c, "user")).put(path, {"text": text.format(**names)}, pick=lambda row: row["text"])
        c.get(path, note="the persons", pick=among("mentions", **people_named))
        c.get(path, note="the departments", pick=among("department_mentions", department=s.department))

    say("@{friend}")
    told(c, comment)
    journal.look()
    say("@{friend} and @{outsider} look", by=as_role(c, "manager"))
    told(c, comment)
    say("hello @{friend}, a comma")
    say("@{friend}\non a line")
    say("@{friend}\n")
    say("@{odd} and more")
    say("@{friend}  @{odd}")
    say("@" + names["odd"].replace(".", "x"))
    say("mail@{friend} inside a word")
    say("@{author} to himself")
    told(c, comment)
    say("nobody")
    told(c, comment)
    say("@" + names["friend"].upper())
    say("@{department} all of you")
    told(c, comment)

    second = s2.comment(people["user"])
    as_role(c, "user").put("/data/comments/" + second["id"], {"text": "@" + s.department["name"]}, pick=lambda row: row["text"])
    c.get("/data/comments/" + second["id"], pick=only("mentions", "department_mentions"))
    told(c, second)
    as_role(c, "user").put(
        "/data/comments/" + second["id"], {"text": "@" + s.department["name"] + " and @" + member["full_name"]}, pick=lambda row: row["text"]
    )
    told(c, second)
    as_role(c, "user").put("/data/comments/" + second["id"], {"pinned": None}, note="nothing said, the text is read again", pick=lambda row: row["pinned"])
    told(c, second)
    event(c, "notification:new", project_id=s2.project["id"])
