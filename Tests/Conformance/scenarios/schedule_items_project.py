"""The bars of a schedule, which are made when they are asked for; milestones; the previews that a playlist chooses from."""
from breakdown import Breakdown
from builders import INVALID, NOWHERE, Journal, someone
from fixtures import ROLES, as_role, cast, closed, entity, login, new, project

OBJECTS = ("asset-types", "episodes", "sequences", "edits")


def run(c):
    b = Breakdown(c, production_type="tvshow")
    path = f"/data/projects/{b.project['id']}/schedule-items"
    types = {row["id"]: name for name, row in {"late": b.late, "shot": b.shot_type, "asset": b.asset_type, **b.of}.items()}
    journal = Journal(c, b.project)

    def calm(rows):
        """A `pick`: bars with their task types as words, today's dates as such."""
        today = min((row["start_date"] for row in rows), default="")
        return sorted(([types.get(row["task_type_id"]), row["start_date"] == today, row["end_date"] > row["start_date"], row["man_days"], row["object_id"] is None, row.get("name"), sorted(row)] for row in rows), key=str)

    c.get(path, note="none yet")
    c.get(path + "/task-types", pick=calm)
    journal.look("schedule-item")
    c.get(path + "/task-types", pick=calm, note="made once")
    journal.look("schedule-item")
    c.get(path, pick=len)
    c.get(path + "/", pick=len)
    for kind in OBJECTS:
        c.get(f"{path}/{b.late['id']}/{kind}", pick=calm)
        c.get(f"{path}/{b.late['id']}/{kind}", pick=lambda rows: [row["name"] for row in rows], note="by name")
        journal.look("schedule-item")
        for episode in (b.e1["id"], b.e2["id"], NOWHERE, ""):
            c.get(f"{path}/{b.late['id']}/{kind}", episode_id=episode, pick=calm)
        c.get(f"{path}/{b.late['id']}/{kind}", episode_id="bad")
        c.get(f"{path}/foo/{kind}")
        c.get(f"{path}/{NOWHERE}/{kind}", fixed={"status": 404})
        c.get(f"/data/projects/{NOWHERE}/schedule-items/{b.late['id']}/{kind}")
        c.get(f"/data/projects/foo/schedule-items/{b.late['id']}/{kind}")
    entity(c, b.project, "Episode", "e0-")
    entity(c, b.project, "Edit", "gone-", canceled=True)
    entity(c, b.project, "Prop", "from-", source_id=b.e1["id"])
    for kind in OBJECTS:
        c.get(f"{path}/{b.late['id']}/{kind}", pick=calm, note="with what came since")
    journal.look("schedule-item")
    c.get(f"{path}/{b.late['id']}/asset-types", episode_id=b.e1["id"], pick=calm)
    # What is no longer worked on is not told any more
    c.delete("/data/tasks/" + b.tasks["edit"]["id"], keep=False)
    bars = c.get(path + "/task-types", pick=calm)
    late = next(row for row in bars if row["task_type_id"] == b.late["id"])
    c.put("/data/schedule-items/" + late["id"], {"start_date": "2026-01-01", "end_date": "2026-01-05", "man_days": 7}, keep=False)
    c.get(path + "/task-types", pick=lambda rows: [types[rows[0]["task_type_id"]], rows[0]["start_date"], rows[0]["man_days"]], note="by their start")

    new(c, "milestones", name="Alpha", date="2026-12-01", project_id=b.project["id"], task_type_id=b.late["id"])
    c.get(f"/data/projects/{b.project['id']}/milestones")
    preview = new(c, "preview-files", name="p", task_id=b.tasks["s1"]["id"], extension="mp4", revision=1)
    new(c, "preview-files", name="q", task_id=b.tasks["s1"]["id"], extension="png", revision=2)
    choice = f"/data/playlists/entities/{b.s1['id']}/preview-files"

    def previews(found):
        return [[[row["revision"], row["extension"], len(row["previews"])] for row in rows] for rows in found.values()]

    c.get(choice, pick=previews)
    c.get(choice, pick=lambda found: sorted(next(iter(found.values()))[0]))
    c.get(f"/data/playlists/entities/{b.s3['id']}/preview-files", note="none")

    # Who
    stranger = login(c, someone(c, "manager"))
    for by, note in [(as_role(c, role), role) for role in ROLES[1:]] + [(stranger, "a manager who is not in the team")]:
        by.get(path, pick=len, note=note, **closed(note, "client"))
        by.get(path + "/task-types", pick=len, note=note, **closed(note, "client"))
        by.get(f"{path}/{b.late['id']}/edits", pick=calm, note=note, **closed(note, "client"))
        by.get(f"{path}/foo/edits", note=note, **closed(note, "client"))
        by.get(f"/data/projects/{b.project['id']}/milestones", pick=len, note=note, **closed(note, "client"))
        by.get(choice, pick=previews, note=note)
        by.get(f"/data/playlists/entities/{b.s3['id']}/preview-files", note=note)
        for nowhere in (NOWHERE, "foo"):
            by.get(f"/data/projects/{nowhere}/schedule-items", note=note)
            by.get(f"/data/projects/{nowhere}/milestones", note=note)
            by.get(f"/data/playlists/entities/{nowhere}/preview-files", note=note)
    for end in ("milestones", "schedule-items", "schedule-items/task-types"):
        c.get(f"/data/projects/{NOWHERE}/{end}")
        c.get(f"/data/projects/foo/{end}", fixed={"status": 400})
    c.anonymous().get(path + "/task-types")
