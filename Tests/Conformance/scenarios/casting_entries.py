"""What counts as an entry of a casting."""

from builders import INVALID, NOWHERE, REFUSED, only
from series import CastingJournal, Series


def run(c):
    s = Series(c)
    journal = CastingJournal(c, s.project, s.hero, s.tree, s.car)
    path = s.casting(s.first)

    def put(body, note, **options):
        c.put(path, body, note=note, **options)
        journal.look()
        c.get(path, pick=only("asset_name", "nb_occurences", "label"))
        c.get("/data/entities/" + s.first["id"], pick=only("nb_entities_out"))

    hero, tree = s.hero["id"], s.tree["id"]
    put([{"asset_id": hero}, {"nb_occurences": 3}, {"asset_id": tree, "nb_occurences": 1}], "entries that count for nothing")
    # The original counts what does not exist, and takes the last of two.
    refused = {"skip_peer": True, "fixed": {"status": 400, "body": INVALID}}
    put([{"asset_id": tree, "nb_occurences": 1}, {"asset_id": NOWHERE, "nb_occurences": 1}], "an asset that does not exist", **refused)
    put([{"asset_id": tree, "nb_occurences": 1}, {"asset_id": s.first["id"], "nb_occurences": 1}], "a shot", **refused)
    put([{"asset_id": hero, "nb_occurences": 2, "label": "one"}, {"asset_id": hero, "nb_occurences": 5}], "the same asset twice", **refused)
    put([{"asset_id": hero, "nb_occurences": -1}], "less than none", **refused)
    put([{"asset_id": hero, "nb_occurences": 2, "label": "one"}, {"asset_id": tree, "nb_occurences": 5}], "two assets")
    put([{"asset_id": hero, "nb_occurences": None, "label": None}], "null")
    put([{"asset_id": hero, "nb_occurences": "7", "label": "text", "data": {"a": 1}, "more": 1}], "numbers as text")
    put(["text"], "texts")
    c.put(path, [{"asset_id": hero, "nb_occurences": 4}], keep=False)
    journal.look(keep=False)
    c.put(path, {"asset_id": hero}, note="no list")
    c.put(path, 3, note="a number")
    c.raw("PUT", path, b"[", {"Content-Type": "application/json"}, note="no JSON")
    c.raw("PUT", path, b"[]", {"Content-Type": "text/plain"}, note="announced as text")
    c.put("/data/assets/" + hero + "/casting", {}, note="no list", fixed={"status": 400, "body": REFUSED})
    c.put("/data/assets/" + NOWHERE + "/casting", [])
    c.put("/data/assets/" + s.first["id"] + "/casting", [], note="a shot")
    c.raw("PUT", "/data/assets/" + hero + "/casting", b"[]", {"Content-Type": "text/plain"}, note="announced as text")
    # What cannot be read loses nothing (oddity 05-11).
    c.put(path, [{"asset_id": tree, "nb_occurences": 1}, {"asset_id": "abc", "nb_occurences": 1}], note="no id", skip_peer=True, fixed={"status": 400, "body": INVALID})
    c.put(path, [{"asset_id": tree, "nb_occurences": "many"}], note="no number", skip_peer=True, fixed={"status": 400, "body": {"message": ""}})
    c.put(path, [3], note="a list of numbers", skip_peer=True, fixed={"status": 400, "body": INVALID})
    c.get(path, pick=only("asset_name", "nb_occurences"), note="as before")
    journal.look()
