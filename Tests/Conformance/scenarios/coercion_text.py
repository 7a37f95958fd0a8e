"""What a text column takes."""
from fixtures import new

URL = "/data/softwares"


def run(c):
    row = new(c, "softwares", name=c.unique("soft "), short_name="s", file_extension="e")
    one = URL + "/" + row["id"]
    put = lambda value, **kw: c.put(one, {"version": value}, pick=lambda r: r["version"], **kw)
    for value in ("text", "", " blanks ", "é🐦", "line\nbreak", 123, 1.5, 0, -1, 1e20, True, False, [], ["a", "b"], ["a,b"], {}, {"a": 1}, None):
        put(value)
    put("x" * 20)
    put("x" * 21)
    put("é" * 20, note="lengths count characters")
    put("🐦" * 20)
    put(123456789012345678901, note="a number too long")
    put("a\x00b", note="NUL")
    put("\ud83d\ude00", note="an escaped pair")
    c.get(one, pick=lambda r: r["version"])
    post = lambda value, n, **kw: c.post(URL, {"name": c.unique("p%d " % n), "short_name": "s", "file_extension": "e", "version": value}, pick=lambda r: r["version"], **kw)
    for n, value in enumerate(("text", "", 123, 1.5, True, ["a", "b"], {}, None, "x" * 21)):
        post(value, n)

    # Text without a limit.
    e = new(c, "entity-types", name=c.unique("kind "))
    put = lambda value, **kw: c.put("/data/entity-types/" + e["id"], {"description": value}, pick=lambda r: r["description"], **kw)
    for value in ("x" * 3000, 123, 1.5, True, ["a"], {}, "a\x00b", None):
        put(value)
    c.put(one, {"name": 12345678}, pick=lambda r: r["name"])
    c.put(one, {"name": c.unique("name ")}, pick=lambda r: r["name"])
    c.put(one, {"file_extension": None}, note="a required text")
    c.put(one, {"file_extension": ""}, pick=lambda r: r["file_extension"])
