"""Two castings of one shot at the same time: one of the two remains, whole, and nobody is told of an error."""

from concurrent.futures import ThreadPoolExecutor

from fixtures import entity
from series import Series


def run(c):
    s = Series(c)
    props = [entity(c, s.project, "Prop", f"prop{n}-") for n in range(6)]
    halves = (props[:3], props[3:])
    if not c.run.server.is_original:
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda n: put(c, s, (s.first, s.second)[n % 4 // 2], halves[n % 2]), range(32)))
    else:
        answers = []
    c.get(s.path, pick=lambda _: sorted(set(answers)), note="the statuses", skip_peer=True, fixed={"status": 200, "body": [200]})
    for shot in (s.first, s.second):
        c.get(s.casting(shot), pick=lambda rows: {r["asset_id"] for r in rows} in [{p["id"] for p in half} for half in halves], skip_peer=True, fixed={"status": 200, "body": True})
        c.get("/data/entities/" + shot["id"], pick=lambda row: row["nb_entities_out"], skip_peer=True, fixed={"status": 200, "body": 3})
    c.get(
        s.path + "/episodes/casting",
        pick=lambda castings: {a["asset_id"] for a in castings[s.episode["id"]]} == {a["asset_id"] for x in (s.first, s.second) for a in castings[x["id"]]},
        note="the episode casts what its shots cast", skip_peer=True, fixed={"status": 200, "body": True},
    )


def put(c, s, shot, assets):
    body = [{"asset_id": asset["id"], "nb_occurences": 1} for asset in assets]
    server = c.run.server
    import requests

    return requests.put(server.base + s.casting(shot), json=body, headers={"Authorization": c.http.headers["Authorization"]}, verify=server.verify, timeout=120).status_code
