"""A comment whose task is gone, or that is left without a text, is refused before anything is written."""

from builders import NOWHERE, Stage
from fixtures import as_role, cast


def run(c):
    s = Stage(c)
    artist = cast(c)["user"]
    path = "/data/comments/" + s.comment(artist, text="before")["id"]
    c.put(path, {"text": None})
    c.get(path, pick=lambda row: row["text"], fixed={"status": 200, "body": "before"})

    lost = "/data/comments/" + s.comment(artist, task={"id": NOWHERE}, text="before")["id"]
    c.put(lost, {"text": "after"})
    c.get(lost, pick=lambda row: row["text"], fixed={"status": 200, "body": "before"})
    as_role(c, "user").put(lost, {"text": "after"})
    as_role(c, "user").get(lost)
    as_role(c, "user").delete(lost)
    c.delete(lost)
    c.get(lost, pick=lambda row: row["id"])
