"""What a generic create and update do with the keys they are given."""
from fixtures import event, new

NOBODY = "ffffffff-ffff-4fff-8fff-ffffffffffff"


def run(c):
    url = "/data/departments"
    name = c.unique("Ink ")
    d = c.post(url, {"name": name, "color": "#aabbcc", "id": NOBODY, "created_at": "2001-01-01T00:00:00", "updated_at": "2001-01-01T00:00:00"},
               headers=("Content-Type",), note="the server chooses the identifier and the dates")
    event(c, "department:new", department_id=d["id"])
    c.post(url, {"name": name, "color": "#aabbcc"}, note="twice the same name")
    c.post(url, {"name": name.upper(), "color": "#aabbcc"}, note="another case is another name")
    c.post(url, {"name": name + " ", "color": "#aabbcc"}, note="so is a trailing blank")
    c.post(url, {"name": name.replace("I", "Í"), "color": "#aabbcc"}, note="so is an accent")
    c.post(url, {}, note="nothing")
    c.post(url, {"name": c.unique("no colour ")}, note="a required column is missing")
    c.post(url, {"name": None, "color": "#aabbcc"})
    c.post(url, {"name": c.unique("a "), "color": "#aabbcc", "type": "Department"}, note="a key no column has")
    c.post(url, {"name": c.unique("a "), "color": "#aabbcc", "nope": None})
    c.post(url, {"name": c.unique("b "), "color": "#aabbcc", "archived": None}, note="null takes the default")
    c.post(url, {"name": c.unique("c "), "color": "#aabbccdd"}, note="too long")
    c.post(url, {"name": "x" * 81, "color": "#aabbcc"})
    long = c.post(url, {"name": (c.unique("é") + "é" * 80)[:80], "color": "#aabbcc"}, note="lengths count characters")
    c.post(url, {"name": c.unique("NUL \x00"), "color": "#aabbcc"})

    one = url + "/" + d["id"]
    c.put(one, {"color": "#000001"})
    event(c, "department:update", department_id=d["id"])
    c.put(one, {"id": NOBODY, "created_at": "2001-01-01T00:00:00", "updated_at": "2001-01-01T00:00:00", "type": "Other", "nope": 1}, note="kept by the server, or ignored")
    c.put(one, {})
    c.put(one, {"name": long["name"]}, note="the name of another row")
    c.put(one, {"name": name}, note="its own name")
    c.put(one, {"name": None})
    c.put(one, {"color": "#aabbccdd"})
    c.put(one, {"name": "x" * 81})
    c.put(one, {"archived": None}, note="null stays null on an update")
    c.get(one)
    c.get(one, relations="false")
    c.put(url + "/abc", {})
    c.put(url + "/" + NOBODY, {})

    # What refers to what.
    user = new(c, "task-types", name=c.unique("needs a department "), department_id=d["id"])
    c.delete(one, note="something refers to it")
    c.put("/data/task-types/" + user["id"], {"department_id": NOBODY}, note="a reference to nothing")
    c.put("/data/task-types/" + user["id"], {"department_id": None}, keep=False)
    c.delete(one, headers=("Content-Type",))
    event(c, "department:delete", department_id=d["id"])
    c.delete(one, note="twice")
    c.get(one)
    c.put(one, {"color": "#000000"})
    c.delete(url + "/abc")
    c.delete(url + "/" + long["id"].upper(), note="an identifier in capitals")
