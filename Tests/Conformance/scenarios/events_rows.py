"""Events as rows: for administrators alone. Writing one is an event too."""
from fixtures import cast, event, new, project
from tables import NOBODY, strangers, tried


def run(c):
    url = "/data/events"
    p, other = project(c), project(c, team=(), prefix="other-")
    name = c.unique("thing") + ":new"
    e = c.post(url, {"name": name, "user_id": cast(c)["user"]["id"], "project_id": p["id"], "data": {"a": [1]}}, headers=("Content-Type",))
    event(c, "api-event:new", api_event_id=e["id"])
    c.get(url + "/" + e["id"])
    c.get(url + "/" + e["id"], relations="false")
    c.get(url, name=name)
    c.get(url, name=name.upper(), note="the name is a pattern here")
    c.get(url, name=name[:-4] + "%")
    c.get(url, query={"name": name, "fields": "name,data"})
    c.get(url, query={"project_id": p["id"], "user_id": cast(c)["user"]["id"]}, pick=lambda rows: [r["id"] for r in rows])
    c.get(url, query={"name": name, "page": 1, "limit": 1})
    c.post(url, {"name": c.unique("least")}, note="only what is required, without a colon")
    c.post(url, {})
    c.post(url, {"name": None})
    c.post(url, {"name": "x" * 100})
    c.post(url, {"name": name, "user_id": NOBODY})
    c.post(url, {"name": name, "project_id": NOBODY})
    c.post(url, {"name": name, "nope": 1})
    c.post(url, [])
    c.put(url + "/" + e["id"], {"data": None, "project_id": other["id"], "nope": 1}, note="the project stays")
    event(c, "api-event:update", api_event_id=e["id"])
    c.put(url + "/" + e["id"], {"name": None})
    tried(c, "events", e, {"name": "x"})

    # Pages honour their limit.
    word = c.unique("page")
    for n in range(3):
        new(c, "events", name=f"{word}:{n}")
    c.get(url, query={"name": word + "%", "page": 1, "limit": 2}, pick=lambda page: [[r["name"] for r in page["data"]], page["total"], page["limit"], page["nb_pages"]],
          fixed={"status": 200, "body": [[f"{word}:2", f"{word}:1"], 3, 2, 2]}, note="the original answers more than was asked for")
    c.get(url, query={"name": word + "%", "page": 2, "limit": 2}, pick=lambda page: [r["name"] for r in page["data"]])
    strangers(c, "events")
    c.delete("/data/projects/" + p["id"], note="an event belongs to it: and the project is open")
    c.delete(url + "/" + e["id"], headers=("Content-Type",))
    event(c, "api-event:delete", api_event_id=e["id"])
    c.get(url + "/" + e["id"])
    c.delete(url + "/" + e["id"])
