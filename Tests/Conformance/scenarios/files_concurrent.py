"""New files of one name, asked for by twenty at the same moment: twenty different revisions."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import requests

from builders import Stage
from trees import output_type, plant, simple

THREADS = 20


def run(c):
    s = Stage(c)
    plant(c, s.project, **simple())
    kinds = {"output_type_id": output_type(c)["id"], "task_type_id": s.asset_type["id"]}
    for note, path, body in (("working files", f"/data/tasks/{s.task['id']}/working-files", {"name": "scene"}), ("output files", f"/data/entities/{s.asset['id']}/output-files", kinds)):
        found = [] if c.run.server.is_original else together(c, path + "/new", body)
        c.get(path, pick=lambda _: sorted(found), note=note, skip_peer=True, fixed={"status": 200, "body": [[201, revision] for revision in range(1, THREADS + 1)]})


def together(c, path, body):
    barrier = Barrier(THREADS)
    server = c.run.server

    def ask(_):
        barrier.wait()
        answer = requests.post(server.base + path, json=body, headers={"Authorization": "Bearer " + c.token}, verify=server.verify, timeout=60)
        return [answer.status_code, answer.json().get("revision")]

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(ask, range(THREADS)))
