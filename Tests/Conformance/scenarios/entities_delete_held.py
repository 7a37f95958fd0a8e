"""An entity that something hangs on is not deleted, and keeps its links."""

from builders import Journal, Stage, only
from fixtures import cast, entity, new, task


def run(c):
    s = Stage(c)
    artist = cast(c)["user"]
    file_status = new(c, "file-status", name=c.unique("file-status-"), color="#123456")
    journal = Journal(c, s.project)

    def prop(name):
        return entity(c, s.project, "Prop", name + "-")

    held = prop("with-task")
    task(c, s.project, held, s.asset_type, s.todo)
    shot = entity(c, s.project, "Shot", "using-")
    link = new(c, "entity-links", entity_in_id=shot["id"], entity_out_id=held["id"])
    c.get("/data/entity-links/" + link["id"])
    journal.look(keep=False)
    c.delete("/data/entities/" + held["id"], note="a task")
    journal.look()
    c.get("/data/entities/" + held["id"], pick=only("name"))
    c.get(
        "/data/entity-links/" + link["id"],
        note="the link is still there",
        pick=only("entity_in_id", "entity_out_id"),
        fixed={"status": 200, "body": {"entity_in_id": shot["id"], "entity_out_id": held["id"]}},
    )

    held = prop("parent")
    entity(c, s.project, "Prop", "child-", parent_id=held["id"])
    c.delete("/data/entities/" + held["id"], note="a child")
    held = prop("source")
    entity(c, s.project, "Prop", "made-from-", source_id=held["id"])
    c.delete("/data/entities/" + held["id"], note="made from it")
    held = prop("instanced")
    instance = new(c, "asset-instances", asset_id=held["id"], name="one", number=1)
    c.delete("/data/entities/" + held["id"], note="an instance")
    c.delete("/data/asset-instances/" + instance["id"], keep=False)
    c.delete("/data/entities/" + held["id"], note="no longer an instance")
    for table, fields in (
        ("working-files", {"name": "w", "revision": 1}),
        ("output-files", {"name": "o", "revision": 1, "file_status_id": file_status["id"]}),
        ("subscriptions", {"person_id": artist["id"], "task_type_id": s.asset_type["id"]}),
    ):
        held = prop("with-" + table)
        row = new(c, table, entity_id=held["id"], **fields)
        c.delete("/data/entities/" + held["id"], note="held by " + table)
        c.delete("/data/" + table + "/" + row["id"], keep=False)
        c.delete("/data/entities/" + held["id"], note="no longer held by " + table)
    held = entity(c, s.project, "Episode", "episode-")
    playlist = new(c, "playlists", name="p", project_id=s.project["id"], episode_id=held["id"])
    c.delete("/data/entities/" + held["id"], note="a playlist")
    c.delete("/data/playlists/" + playlist["id"], keep=False)
    c.delete("/data/entities/" + held["id"], note="no longer a playlist")
