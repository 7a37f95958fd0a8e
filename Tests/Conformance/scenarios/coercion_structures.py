"""What structure, choice and relation columns take."""
from fixtures import department, new, project

NOBODY = "ffffffff-ffff-4fff-8fff-ffffffffffff"


def run(c):
    row = new(c, "softwares", name=c.unique("soft "), short_name="s", file_extension="e")
    one = "/data/softwares/" + row["id"]
    put = lambda value, **kw: c.put(one, {"secondary_extensions": value}, pick=lambda r: r["secondary_extensions"], **kw)
    for value in ([], ["a", "b"], {"b": 1, "a": {"c": [1, 2.0, 2.5, None, True]}}, "text", "", 5, 1.5, True, False, None, [[[]]], {"": ""}, {"é": "🐦"}, {"2024-01-01": "2024-01-01T00:00:00"},
                  12345678901234567890, {"long": "x" * 500}):
        put(value)
    c.raw("PUT", one, b'{"secondary_extensions": {"a": 1, "a": 2}}', {"Content-Type": "application/json"}, pick=lambda r: r["secondary_extensions"], note="the last of two keys")
    c.raw("PUT", one, b'{"secondary_extensions": [1.10, 1E2, 0.5e-3]}', {"Content-Type": "application/json"}, pick=lambda r: r["secondary_extensions"])
    for value in (1e100, [100000000000000000000]):
        put(value, skip_peer=True, fixed={"status": 200, "body": value}, note="the original can store this but never print it again")
    put({"nul": "a\x00b"}, note="a NUL inside")
    put({"last": [1]})
    c.get(one, pick=lambda r: r["secondary_extensions"])
    new_one = c.post("/data/softwares", {"name": c.unique("null "), "short_name": "s", "file_extension": "e", "secondary_extensions": None}, note="null stays null")
    c.get("/data/softwares/" + new_one["id"])

    # A choice.
    p = project(c, team=())
    m = new(c, "metadata-descriptors", project_id=p["id"], entity_type="Asset", name="One", field_name="one")
    put = lambda value, **kw: c.put("/data/metadata-descriptors/" + m["id"], {"data_type": value}, **kw)
    for value in ("number", "string", "Number", " number", "nope", "", None, 5, True, ["number"], {}):
        put(value, pick=lambda r: r["data_type"])

    # Related rows.
    a, b = department(c, prefix="a "), department(c, prefix="b ")
    show = lambda: c.get("/data/metadata-descriptors/" + m["id"], pick=lambda r: {"departments": r["departments"]})
    put = lambda value, **kw: c.put("/data/metadata-descriptors/" + m["id"], {"departments": value}, pick=lambda r: "departments" in r, **kw)
    put([a["id"]], note="an update shows no relations")
    show()
    put([b["id"], a["id"]], note="the whole set is replaced")
    show()
    put([{"id": b["id"]}], note="objects that have an identifier")
    show()
    put([{"id": a["id"], "name": "other"}])
    show()
    put([NOBODY, b["id"], None], note="unknown ones and nulls are skipped")
    show()
    put([b["id"].upper()], note="in capitals")
    show()
    for value in (None, "", []):
        put([a["id"]], keep=False)
        put(value, note="empties it")
        show()
    put([a["id"]], keep=False)
    put(["abc"])
    put(a["id"], note="not a list")
    put(5)
    put({})
    put({"id": a["id"]})
    put([1], fixed={"status": 400})
    put([{}], fixed={"status": 400})
    put([{"id": "abc"}])
    put([{"id": None}])
    put([[a["id"]]], fixed={"status": 400})
    put([a["id"], a["id"]], note="the same one twice")
    show()
    post = lambda value, n, **kw: c.post("/data/metadata-descriptors", {"project_id": p["id"], "entity_type": "Asset", "name": "P%d" % n, "field_name": "p%d" % n, "departments": value}, pick=lambda r: {"departments": r["departments"]}, **kw)
    post([a["id"], b["id"]], 1)
    post(None, 2)
    post([], 3)
    post([NOBODY], 4)
    post(["abc"], 5)
    post([{"id": a["id"]}], 6)
    post("", 7)
    post([a["id"], a["id"]], 8)
    post([1], 9, fixed={"status": 400})
