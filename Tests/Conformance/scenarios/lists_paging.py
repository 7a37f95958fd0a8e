"""Lists page by page."""
from fixtures import new

URL = "/data/hardware-items"


def run(c):
    word = c.unique("page")
    rows = [new(c, "hardware-items", name=f"{word}-{n}", short_name=str(n), monthly_cost=n) for n in range(5)]
    mine = {"name": word + "-%"}
    ask = lambda **kw: c.get(URL, query={**mine, **{k: v for k, v in kw.items() if k not in ("note", "fixed")}}, **{k: v for k, v in kw.items() if k in ("note", "fixed")})

    c.get(URL, query=mine, unordered=True, note="no page: an array")
    ask(page=1, note="the whole in one page, last changed first")
    c.put("/data/hardware-items/" + rows[0]["id"], {"monthly_cost": 50}, keep=False)
    ask(page=1, limit=2, note="the changed one came first")
    ask(page=2, limit=2)
    ask(page=3, limit=2, note="a page half full")
    ask(page=4, limit=2, note="past the end")
    ask(page=99)
    ask(page=0, note="page 0 is empty")
    ask(page=0, limit=2)
    c.get(URL, query={**mine, "page": -1}, unordered=True, note="-1 means no page")
    c.get(URL, query={**mine, "page": -7}, unordered=True)
    ask(page=1, limit=0, note="0 means the default")
    ask(page=1, limit=5)
    ask(page=1, limit=1000)
    c.get(URL, query={**mine, "limit": 2}, unordered=True, note="a limit without a page does nothing")
    ask(page=1, limit=-2, fixed={"status": 400})
    ask(page="abc")
    ask(page="")
    ask(page="1.0")
    ask(page=" 1")
    ask(page="+1")
    ask(page="1e0")
    ask(limit="abc", note="the limit is read even without a page")
    ask(limit="")
    ask(page="abc", limit="abc")
    ask(page=1, limit="abc")
    c.get(URL + "?name=" + word + "-%25&page=1&page=2&limit=2&limit=3", note="the first of a repeated parameter counts")
    c.get(URL, query={"name": c.unique("none"), "page": 1}, note="nothing at all")
    ask(page=1, limit=2, fields="name", note="with fields")
    ask(page=99999999999, note="a page far away")
    ask(page=1, limit=2, relations="true")
