"""A playlist taken away: its files, its state as rows of text, the builds of its movie (contract chapter 07, Playlist builds; chapter 08)."""
from breakdown import Breakdown
from builders import NOWHERE, Journal, Stage, number, someone
from fixtures import ROLES, as_role, entity, login, new, task
from pictures import png
from published import publish, upload


def seen(body):
    """A zip is each server's own."""
    return "a zip" if isinstance(body, str) and body.endswith("bytes>") else body


def rows(body):
    """The rows of text without the moments in them."""
    import re
    return re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", "<moment>", body) if isinstance(body, str) else body


def run(c):
    for production, names in (("tvshow", ("episode_id", "is_for_all", "")), ("short", ("",))):
        s = Stage(c, production_type=production)
        episode = entity(c, s.project, "Episode", "episode-")
        sequence = entity(c, s.project, "Sequence", "sequence-", parent_id=episode["id"])
        shot = entity(c, s.project, "Shot", "in-sequence-", parent_id=sequence["id"])
        shown = upload(c, task(c, s.project, shot, s.shot_type, s.todo), 2)
        for name in names:
            fields = {"episode_id": episode["id"]} if name == "episode_id" else {"is_for_all": True, "for_entity": "asset"} if name else {}
            named = new(c, "playlists", name="Été " + number(c) + c.unique(), project_id=s.project["id"], shots=[{"entity_id": shot["id"], "preview_file_id": shown[0]["id"]}], **fields)
            c.get(f"/data/playlists/{named['id']}/download/zip", pick=seen, headers=("Content-Disposition", "Content-Type", "Cache-Control"))
            c.get(f"/export/csv/playlists/{named['id']}", pick=rows, headers=("Content-Disposition",))

    b = Breakdown(c)
    shown = upload(c, b.tasks["s1"])
    said = {"task_status_id": b.todo["id"], "comment": 'a "quoted"; text'}
    c.post(f"/actions/tasks/{b.tasks['s1']['id']}/comment", said, keep=False)
    as_role(c, "client").post(f"/actions/tasks/{b.tasks['s1']['id']}/comment", said, keep=False)

    def playlist(shots, **fields):
        return new(c, "playlists", **{"name": f"p{number(c)}-" + c.unique(), "project_id": b.project["id"], "shots": shots, **fields})

    entry = {"entity_id": b.s1["id"], "preview_file_id": shown[0]["id"]}
    full = playlist([entry, entry])
    c.get(f"/export/csv/playlists/{full['id']}", pick=rows)
    c.get(f"/export/csv/playlists/{playlist([])['id']}", pick=rows, note="nothing in it")
    c.get(f"/export/csv/playlists/{playlist(None)['id']}", pick=lambda body: None, note="never anything in it", fixed={"status": 200})
    c.get(f"/export/csv/playlists/{playlist([{'entity_id': b.s2['id']}])['id']}", pick=lambda body: None, note="without a preview", fixed={"status": 200})
    c.get(f"/data/playlists/{playlist([])['id']}/download/zip", pick=seen, note="nothing in it")
    c.get(f"/data/playlists/{playlist(None)['id']}/download/zip", pick=seen, note="never anything in it", fixed={"status": 200})
    c.get(f"/data/playlists/{playlist([{'entity_id': b.s2['id']}, {}])['id']}/download/zip", pick=seen, note="without a preview")
    lost = publish(c, b.tasks["late"])
    c.get(f"/data/playlists/{playlist([{'entity_id': b.s1['id'], 'preview_file_id': lost[0]['id']}])['id']}/download/zip", pick=seen, note="a file is missing", fixed={"status": 200})

    journal = Journal(c, b.project)
    c.get(f"/data/playlists/{full['id']}/build/mp4", note="without a movie", fixed={"status": 400})
    journal.look(keep=False)
    build = {"id": NOWHERE}
    client = playlist([entry], for_client=True)
    outside = login(c, someone(c, "manager"))
    for role, by in [(role, as_role(c, role)) for role in ROLES] + [("a manager from outside", outside), ("nobody", c.anonymous())]:
        for target in (full, client):
            note = role + (", for clients" if target is client else "")
            by.get(f"/data/playlists/{target['id']}/download/zip", pick=seen, note=note)
            by.get(f"/export/csv/playlists/{target['id']}", pick=lambda body: "rows", note=note)
            for sub in (build["id"], "x"):
                by.get(f"/data/playlists/{target['id']}/jobs/{sub}", note=note)
                by.delete(f"/data/playlists/{target['id']}/jobs/{sub}", note=note)
                by.get(f"/data/playlists/{target['id']}/jobs/{sub}/build/mp4", note=note)
        if role != "admin" and role != "manager":
            by.get(f"/data/playlists/{full['id']}/build/mp4", note=role)
        for name in (NOWHERE, "x"):
            by.get(f"/data/playlists/{name}/download/zip", note=role)
            by.get(f"/data/playlists/{name}/jobs/{NOWHERE}", note=role)
            by.get(f"/data/playlists/{name}/build/mp4", note=role)
            by.get(f"/export/csv/playlists/{name}", note=role)
