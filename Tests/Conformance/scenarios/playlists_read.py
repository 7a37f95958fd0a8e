"""The playlists of a project in short, and one of them in full (contract chapter 07, Playlists)."""
from breakdown import Breakdown
from builders import NOWHERE, number, only, someone
from fixtures import ROLES, as_role, entity, login, new, project, task
from published import publish

SHORT = only("name", "for_client")


def run(c):
    b = Breakdown(c, production_type="tvshow")
    path = f"/data/projects/{b.project['id']}/playlists"
    c.get(path, note="none yet")

    first = publish(c, b.tasks["s1"], 2)
    publish(c, b.tasks["s1"])
    publish(c, b.tasks["late"])
    asset = publish(c, b.task)
    # A second task of one type: its previews are among those of the first.
    second = publish(c, task(c, b.project, b.s1, b.shot_type, b.todo, name="second"))

    def playlist(shots=None, **fields):
        return new(c, "playlists", **{"name": f"p{number(c)}-" + c.unique(), "project_id": b.project["id"], "shots": shots, **fields})

    entries = [
        {"entity_id": b.s1["id"], "preview_file_id": first[0]["id"], "note": 1}, {"entity_id": b.s2["id"]},
        {"entity_id": b.s1["id"], "preview_file_id": first[1]["id"]}, {"entity_id": b.asset["id"], "preview_file_id": asset[0]["id"]},
        {"entity_id": b.s1["id"], "preview_file_id": second[0]["id"]}, {"entity_id": NOWHERE, "preview_file_id": asset[0]["id"]},
        {"shot_id": b.s2["id"], "entity_id": b.s2["id"], "preview_file_id": None}, {"id": b.s2["id"]}, {"entity_id": None}, {},
    ]
    full = playlist(entries)
    for kind in (b.shot_type, b.late, b.asset_type):
        c.get("/data/task-types/" + kind["id"], pick=only("id"), note="the keys that follow")
    c.get(f"{path}/{full['id']}")
    c.get(f"{path}/{playlist()['id']}", note="nothing in it")
    for entry in ({"entity_id": b.s1["id"], "id": "foo"}, {"entity_id": "foo"}, "text"):
        c.get(f"{path}/{playlist([entry])['id']}", note=f"an entry that is none: {type(entry).__name__}", fixed={"status": 200}, pick=lambda row: None)

    shown = playlist([{"entity_id": b.s2["id"]}], for_client=True, name="a-" + c.unique(), for_entity=None)
    playlist(episode_id=b.e1["id"], task_type_id=b.shot_type["id"], for_entity="asset")
    playlist(is_for_all=True)
    c.get(path)
    for name in ("name", "created_at", "updated_at", "nonsense", ""):
        c.get(path, sort_by=name, pick=only("name", "for_entity"))
    c.get(path, sort_by="for_entity", pick=only("for_entity"))
    c.get(path, sort_by="task_type_id", pick=lambda rows: [row["task_type_id"] for row in rows])
    for page in ("1", "2", "0", "-1", "x", "99999999999"):
        c.get(path, page=page, pick=len, **({"fixed": {"status": 200}} if len(page) > 5 else {}))
    c.get(path, task_type_id=b.shot_type["id"], pick=SHORT)
    c.get(path, task_type_id=NOWHERE)
    c.get(path, task_type_id="x", fixed={"status": 400})
    c.get(path, for_entity="asset", pick=SHORT, note="of a project")
    for episode in (b.e1["id"], b.e2["id"], "main", "all", NOWHERE, "x", b.s1["id"]):
        c.get(f"/data/projects/{b.project['id']}/episodes/{episode}/playlists", pick=SHORT, sort_by="name")
    c.get(f"/data/projects/{b.project['id']}/episodes/{b.e1['id']}/playlists", for_entity="shot", pick=SHORT)
    c.get(f"/data/projects/{b.project['id']}/episodes/{b.e1['id']}/playlists", for_entity="asset", pick=SHORT)

    other = project(c, prefix="other-")
    outside = login(c, someone(c, "manager"))
    both = [(role, as_role(c, role)) for role in ROLES] + [("a manager from outside", outside), ("nobody", c.anonymous())]
    for role, by in both:
        by.get(path, note=role, sort_by="name", pick=SHORT)
        by.get(f"/data/projects/{b.project['id']}/episodes/main/playlists", note=role, sort_by="name", pick=SHORT)
        by.get(f"{path}/all", note=role, unordered=True, pick=only("name", "build_jobs"))
        by.get(f"{path}/{full['id']}", note=role, pick=lambda row: len(row["shots"]))
        by.get(f"{path}/{shown['id']}", note=role + ", for clients", pick=lambda row: len(row["shots"]))
        by.get(f"{path}/{NOWHERE}", note=role)
        by.get(f"{path}/x", note=role)
        by.get(f"/data/projects/{other['id']}/playlists/{full['id']}", note=role + ", by another project")
        by.get(f"/data/projects/{NOWHERE}/playlists", note=role)
        by.get(f"/data/projects/x/playlists", note=role, **({"fixed": {"status": 404}} if role == "admin" else {}))
        by.get(f"/data/projects/{b.project['id']}/build-jobs", note=role)
        by.get(f"/data/projects/{NOWHERE}/build-jobs", note=role)
    c.get(f"{path}/all", page=1, pick=lambda page: {**page, "data": len(page["data"])})
    c.get(f"{path}/all", page=3)
    c.get(f"{path}/all", page=0, pick=len)
    c.get(f"{path}/all", page="x")
    c.get(f"/data/projects/{NOWHERE}/playlists/all")
    c.get(f"{path}/all", unordered=True)
