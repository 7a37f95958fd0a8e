"""Quotas and statistics over many tasks at random: time spent or none, dates missing or the wrong way round, several people, changes of the clock, frame rates."""

import datetime
import random

from builders import NOWHERE, seeded, someone, status
from fixtures import department, entity, login, new, project, task, task_type


def run(c):
    r = random.Random(7)
    people = {z: someone(c, "supervisor", timezone=z) for z in ("Pacific/Kiritimati", "America/St_Johns")}
    studio = new(c, "studios", name=c.unique("st"), color="#000000")
    artists = [someone(c, "user", studio_id=studio["id"] if i % 2 else None) for i in range(3)]
    p = project(c, (*people.values(), *artists), fps="24", prefix="quota-")
    dep = department(c)
    scenes = [task_type(c, dep, f"sc{i}-", for_entity="Scene") for i in range(2)]
    todo = seeded(c, "task-status", "Todo")
    done, retake = status(c, is_done=True), status(c, is_retake=True)
    both = status(c, is_done=True, is_retake=True)
    types = [task_type(c, dep, f"t{i}-", for_entity="Shot") for i in range(2)]
    eps = [entity(c, p, "Episode", f"e{i}-") for i in range(3)]
    seqs = [entity(c, p, "Sequence", f"q{i}-", parent_id=eps[i % 3]["id"] if i < 5 else None) for i in range(6)]
    labels = {}
    for n, rows in (("artist", artists), ("type", types), ("sc", scenes), ("ep", eps)):
        for i, row in enumerate(rows):
            labels[row["id"]] = f"{n}{i}"
    for n, row in (("todo", todo), ("done", done), ("retake", retake), ("both", both)):
        labels[row["id"]] = n

    def moment():
        return (datetime.datetime(2026, 3, 20) + datetime.timedelta(minutes=r.randrange(60 * 24 * 20))).strftime("%Y-%m-%dT%H:%M:%S")

    for i in range(9):
        kind = "Shot" if i % 5 else "Scene"
        shot = entity(c, p, kind, f"s{i}-", parent_id=r.choice(seqs)["id"], nb_frames=r.choice([None, 0, 1, 13, 48, 77, 1001]), canceled=i == 3)
        if i == 3:
            crossed_out = shot
        for t in (types if kind == "Shot" else scenes):
            if r.random() < 0.3:
                continue
            row = task(c, p, shot, t, r.choice([todo, done, retake, both]), assignees=[a["id"] for a in r.sample(artists, r.choice([0, 1, 1, 2, 3]))], nb_drawings=r.choice([0, 0, 3, 11]), retake_count=r.choice([0, 0, 1, 2, 4]))
            f = {"duration": r.choice([0, 480, 60]), **{name: moment() for name in ("real_start_date", "end_date", "done_date") if r.random() < 0.8}}
            for _ in range(r.choice([0, 0, 1, 3])):
                a = r.choice(artists)
                c.post("/data/time-spents", {"task_id": row["id"], "person_id": a["id"], "date": f"2026-{r.choice(['03', '04', '12'])}-{r.randrange(10, 30)}", "duration": r.choice([30, 60, 240, 480])}, keep=False)
            c.put("/data/tasks/" + row["id"], f, keep=False)

    def told(v):
        if isinstance(v, dict):
            return {labels.get(a, a): told(b) for a, b in v.items()}
        return round(v, 9) if isinstance(v, float) else v

    for zone, person in people.items():
        by = login(c, person)
        for mode in ("weighted", "weighteddone", "feedback", "done") if zone == "America/St_Johns" else ("weighteddone", "done"):
            for q in ("", "&studio_id=" + studio["id"], "&studio_id=" + NOWHERE):
                if q and (zone != "America/St_Johns" or mode in ("weighteddone", "done")):
                    continue
                for t in types:
                    by.get(f"/data/projects/{p['id']}/quotas/{t['id']}?count_mode={mode}{q}", pick=told, note=zone)
                for a in artists:
                    by.get(f"/data/projects/{p['id']}/quotas/persons/{a['id']}?count_mode={mode}{q}", pick=told, note=zone)
    for fps in ("", "25", "23.976", "29.97", "0.5"):
        c.put("/data/projects/" + p["id"], {"fps": fps}, keep=False)
        c.get(f"/data/projects/{p['id']}/quotas/{types[0]['id']}?count_mode=done", pick=told, note=fps)
    # The original counts what was crossed out too.
    c.put("/data/entities/" + crossed_out["id"], {"canceled": False}, keep=False)
    for who in (c, login(c, artists[0])):
        for what in ("stats", "retake-stats"):
            who.get(f"/data/projects/{p['id']}/episodes/{what}", pick=told)
