"""What passes for an identifier."""
from fixtures import as_role, department

NOBODY = "ffffffff-ffff-4fff-8fff-ffffffffffff"


def run(c):
    d = department(c)
    url = "/data/departments/"
    plain = d["id"].replace("-", "")
    c.get(url + d["id"])
    c.get(url + d["id"].upper())
    c.get(url + plain, note="without dashes")
    c.get(url + "{" + d["id"] + "}", note="in braces")
    c.get(url + "abc")
    c.get(url + "1")
    c.get(url + "null")
    c.get(url + "%20")
    c.get(url + "%C3%A9")
    c.get(url + "00000000-0000-0000-0000-000000000000", note="the nil identifier is well formed")
    c.get(url + NOBODY)
    c.get(url + d["id"][:-1], note="one digit short")
    c.get(url + d["id"].replace("-", "_"))
    c.get(url + "g" + d["id"][1:], note="not hexadecimal")
    refused = {"status": 400, "body": {"error": True, "message": "", "data": None}}
    c.get(url + d["id"] + "zzz", fixed=refused, note="the original only looks at the beginning and answers with a database text")
    c.put(url + d["id"] + "zzz", {"color": "#000000"}, fixed=refused)
    c.delete(url + d["id"] + "zzz", fixed=refused)
    c.get(url + d["id"] + "-0000", fixed=refused)
    c.put(url + "abc", {"color": "#000000"})
    c.delete(url + "abc")
    c.put(url + d["id"].upper(), {"color": "#000001"})

    # A few tables answer 404 where the others answer 400.
    for table in ("softwares", "output-types", "comments", "output-files", "working-files"):
        c.get(f"/data/{table}/abc")
        c.get(f"/data/{table}/{NOBODY}")
        c.put(f"/data/{table}/abc", {})
        c.delete(f"/data/{table}/abc")
    for table in ("persons", "projects", "tasks", "entities", "playlists", "preview-files", "time-spents", "milestones"):
        c.get(f"/data/{table}/abc")
        c.get(f"/data/{table}/{NOBODY}")
    as_role(c, "artist").get("/data/budgets/abc", note="the identifier is looked at before the role")
    as_role(c, "artist").get("/data/budgets/" + NOBODY, note="and the row")

    # Identifiers among the values.
    url = "/data/task-types"
    t = c.post(url, {"name": c.unique("upper "), "department_id": d["id"].upper()}, note="stored in small letters")
    c.put(url + "/" + t["id"], {"department_id": None})
    c.put(url + "/" + t["id"], {"department_id": plain}, note="a value may lack its dashes")
    c.put(url + "/" + t["id"], {"department_id": ""})
    c.put(url + "/" + t["id"], {"department_id": "abc"})
    c.put(url + "/" + t["id"], {"department_id": 5})
    c.put(url + "/" + t["id"], {"department_id": True})
    c.put(url + "/" + t["id"], {"department_id": [d["id"]]})
    c.put(url + "/" + t["id"], {"department_id": {"id": d["id"]}})
    c.put(url + "/" + t["id"], {"department_id": NOBODY})
    c.put(url + "/" + t["id"], {"department_id": d["id"] + "zzz"})
    c.post(url, {"name": c.unique("none "), "department_id": NOBODY})
    c.post(url, {"name": c.unique("bad "), "department_id": "abc"})
