"""Castings of one shot at the same time: one of them remains, whole, whatever else is cast in its episode; nobody is told of an error."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import requests

from fixtures import entity
from series import Series

ROUNDS, THREADS = 12, 8


def run(c):
    s = Series(c)
    props = [entity(c, s.project, "Prop", f"prop{n}-") for n in range(8)]
    # Each differs from each other one in some assets, shares others, and has its own length.
    castings = [props[:3], props[2:7], props[4:5], props[3:8], [], props[5:7], props[1:2] + props[6:8], props[3:4] + props[:2] + props[7:8]]
    whole = [{prop["id"] for prop in casting} for casting in castings]
    statuses, mixtures, counts, strays = set(), 0, 0, 0
    if not c.run.server.is_original:
        barrier = Barrier(THREADS)
        with ThreadPoolExecutor(THREADS) as pool:
            for turn in range(ROUNDS):
                statuses |= set(pool.map(lambda thread: play(c, s, barrier, turn, thread, castings), range(THREADS)))
                for shot in (s.first, s.second):
                    found = [row["asset_id"] for row in c.get(s.casting(shot), keep=False)]
                    # What the episode no longer casts has left the shot.
                    mixtures += not any(set(found) <= casting for casting in whole) if is_episode_cast(turn) else set(found) not in whole
                    counts += c.get("/data/entities/" + shot["id"], keep=False)["nb_entities_out"] != len(found)
                wanted = {row["asset_id"] for shot in (s.first, s.second) for row in c.get(s.casting(shot), keep=False)}
                strays += not wanted <= {row["asset_id"] for row in c.get(s.casting(s.episode), keep=False)}
    for note, found, right in (
        ("the statuses", lambda: sorted(statuses), [200]), ("shots with some of one casting and some of another", lambda: mixtures, 0), ("shots that are counted wrong", lambda: counts, 0),
        ("assets of shots that their episode does not cast", lambda: strays, 0),
    ):
        c.get(s.path, pick=lambda _: found(), note=note, skip_peer=True, fixed={"status": 200, "body": right})


def is_episode_cast(turn):
    return turn % 2 == 1


def play(c, s, barrier, turn, thread, castings):
    """One of the requests of a round. Most change the first shot; one changes two shots at once, in either order, one the second, and in every other round one
    the episode."""
    casting = [{"asset_id": prop["id"], "nb_occurences": 1} for prop in castings[(turn + thread) % len(castings)]]
    pair = [s.first["id"], s.second["id"]][:: 1 if turn % 4 < 2 else -1]
    path, body = {
        5: (f"{s.path}/entities/casting", {shot: casting for shot in pair}), 6: (s.casting(s.second), casting),
        7: (s.casting(s.episode if is_episode_cast(turn) else s.first), casting),
    }.get(thread, (s.casting(s.first), casting))
    server = c.run.server
    barrier.wait()
    return requests.put(server.base + path, json=body, headers={"Authorization": c.http.headers["Authorization"]}, verify=server.verify, timeout=120).status_code
