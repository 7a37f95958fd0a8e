"""Where entities belong, when several people move them at the same time."""
import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from session import Session

ROUNDS, RING = 10, 3


def test_nobody_can_close_a_ring(server, admin):
    """Each of three assets is put under the next one at the same moment: one comes last and is refused."""
    props = admin.post("/data/entity-types", json={"name": f"Props {uuid.uuid4().hex[:12]}"}).json()["id"]
    project = admin.post("/data/projects", json={"name": f"Places {uuid.uuid4().hex[:12]}"}).json()["id"]
    path = f"/data/projects/{project}/asset-types/{props}/assets/new"
    movers, barrier = [Session(server) for _ in range(RING)], Barrier(RING)
    for turn in range(ROUNDS):
        ring = [admin.post(path, json={"name": f"{turn}-{place}"}).json()["id"] for place in range(RING)]

        def move(place):
            barrier.wait()
            return movers[place].put(f"/data/entities/{ring[place]}", json={"parent_id": ring[(place + 1) % RING]})

        with ThreadPoolExecutor(RING) as threads:
            answers = list(threads.map(move, range(RING)))
        assert sorted(answer.status_code for answer in answers) == [200, 200, 400], [answer.text for answer in answers]
        parents = {asset: admin.get(f"/data/entities/{asset}").json()["parent_id"] for asset in ring}
        assert list(parents.values()).count(None) == 1
        for place, answer in enumerate(answers):
            assert parents[ring[place]] == (ring[(place + 1) % RING] if answer.status_code == 200 else None)
