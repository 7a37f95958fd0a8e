"""Which keys the rows of a list have."""
from fixtures import department, new


def run(c):
    d = department(c)
    t = new(c, "task-types", name=c.unique("type "), department_id=d["id"])
    e = new(c, "entity-types", name=c.unique("kind "), task_types=[t["id"]])
    url = "/data/entity-types"
    ask = lambda note="", **kw: c.get(url, query={"name": e["name"], **kw}, note=note)
    ask()
    ask(relations="true")
    ask(relations="TRUE")
    ask(relations="True")
    ask(relations="1", note="only the word true")
    ask(relations="yes")
    ask(relations="false")
    ask(relations="")
    ask(fields="name")
    ask(fields="name,short_name")
    ask(fields=" name , short_name ", note="blanks are trimmed")
    ask(fields="", note="empty means all")
    ask(fields=",")
    ask(fields="nope", note="unknown names are ignored")
    ask(fields="name,nope,")
    ask(fields="NAME")
    ask(fields="task_types", note="relations must be asked for")
    ask(fields="task_types", relations="true")
    ask(fields="id")
    ask(fields="type,created_at")
    ask(fields="name", page=1)
    c.get(url + "?name=" + e["name"].replace(" ", "%20") + "&fields=name&fields=short_name", note="the first of a repeated parameter counts")

    one = url + "/" + e["id"]
    c.get(one)
    c.get(one, relations="false")
    c.get(one, relations="FALSE")
    c.get(one, relations="true")
    c.get(one, relations="TRUE")
    c.get(one, relations="1", note="only the word true")
    c.get(one, relations="")
    c.get(one, query={"fields": "name"}, note="fields are for lists")
    c.get(one, query={"name": "other"}, note="so are filters")
    c.get(url, query={"task_types": t["id"]}, pick=lambda rows: [r["id"] for r in rows])

    # Without any query string, every row there is.
    c.get("/data/entity-types", pick=lambda rows: [r for r in rows if r["id"] == e["id"]])
    c.get("/data/task-types", pick=lambda rows: [r for r in rows if r["id"] == t["id"]])
