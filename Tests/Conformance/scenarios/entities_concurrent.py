"""Shots, scenes and assets that are made, cast, placed, worked on and deleted at the same time: some of it comes too late and is refused, nobody is told of an error."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import requests

from fixtures import cast, entity
from series import Series

ROUNDS, THREADS = 20, 8


def run(c):
    s = Series(c)
    failures = set()
    if not c.run.server.is_original:
        barrier, chance = Barrier(THREADS), random.Random(1)
        with ThreadPoolExecutor(THREADS) as pool:
            for turn in range(ROUNDS):
                stage = Stage(c, s)
                ways = chance.sample(stage.ways(), THREADS)
                failures |= {answer for answers in pool.map(lambda way: play(c, barrier, way), ways) for answer in answers if answer[2] >= 500}
    c.get(s.path, pick=lambda _: sorted(failures), note="what failed", skip_peer=True, fixed={"status": 200, "body": []})


class Stage:
    """What a round fights for."""

    def __init__(self, c, s):
        self.c, self.s = c, s
        self.sequence = entity(c, s.project, "Sequence", "sequence-" + str(random.random()), parent_id=s.episode["id"])
        self.shot, self.scene = (entity(c, s.project, kind, kind + "-", parent_id=self.sequence["id"]) for kind in ("Shot", "Scene"))
        self.asset = entity(c, s.project, "Prop", "asset-")
        self.task = c.post("/data/tasks", {"project_id": s.project["id"], "entity_id": self.shot["id"], "task_type_id": s.shot_type["id"], "task_status_id": s.todo["id"]}, keep=False)

    def ways(self):
        """Lists of requests, each of which somebody makes one after the other."""
        s, shot, scene, asset, person = self.s, self.shot["id"], self.scene["id"], self.asset["id"], cast(self.c)["user"]["id"]
        casting = [{"asset_id": asset, "nb_occurences": 1}, {"asset_id": s.hero["id"], "nb_occurences": 1}]
        return [
            [("PUT", f"{s.path}/entities/{shot}/casting", casting)] * 3,
            [("PUT", f"{s.path}/entities/casting", {shot: casting, s.first["id"]: casting, scene: casting})] * 2,
            [("PUT", f"{s.path}/entities/{s.episode['id']}/casting", casting)] * 2,
            [("DELETE", f"/data/assets/{asset}?force=true", None)],
            [("DELETE", f"/data/sequences/{self.sequence['id']}?force=true", None)],
            [("DELETE", f"/data/shots/{shot}?force=true", None)],
            [("POST", f"/actions/projects/{s.project['id']}/delete-entities?force=true", [shot, asset])],
            [("DELETE", f"/data/scenes/{scene}", None), ("DELETE", f"/data/entities/{shot}", None)],
            [("POST", f"{s.path}/shots", {"name": f"new {n}", "sequence_id": self.sequence["id"]}) for n in range(3)],
            [("POST", f"{s.path}/scenes", {"name": "new", "sequence_id": self.sequence["id"]}), ("POST", f"/data/scenes/{scene}/shots", {"shot_id": shot})] * 2,
            [("POST", f"/data/scenes/{scene}/asset-instances", {"asset_id": asset})] * 3,
            [("POST", f"/data/assets/{s.hero['id']}/asset-asset-instances", {"asset_to_instantiate_id": asset})] * 3,
            [("POST", "/data/comments", {"object_id": self.task["id"], "object_type": "Task", "person_id": person, "text": "text"})] * 3,
            [("POST", "/data/time-spents", {"task_id": self.task["id"], "person_id": person, "date": "2026-11-03", "duration": 5})] * 2,
            [("PUT", f"/data/entities/{asset}", {"ready_for": s.shot_type["id"]})] * 2,
        ]


def play(c, barrier, way):
    server = c.run.server
    barrier.wait()
    return [
        (method, path.split("/")[-1].split("?")[0], requests.request(method, server.base + path, json=body, headers={"Authorization": c.http.headers["Authorization"]}, verify=server.verify, timeout=120).status_code)
        for method, path, body in way
    ]
