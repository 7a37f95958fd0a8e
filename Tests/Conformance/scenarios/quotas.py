"""Frames done by people and by task types: by the time spent, evenly between start and end, or all on one day; who may look."""

from breakdown import Breakdown
from builders import INVALID, NOWHERE, someone
from fixtures import as_role, cast, closed, login, new

MODES = ("weighted", "weighteddone", "feedback", "done")


def run(c):
    abroad = someone(c, "manager", timezone="Asia/Tokyo")
    b = Breakdown(c, team=("manager", "supervisor", "user", "client", "vendor", abroad), fps="24")
    vendor, artist, late = b.vendor["id"], b.artist["id"], b.late["id"]
    path = f"/data/projects/{b.project['id']}/quotas/"
    words = {vendor: "vendor", artist: "artist", late: "late", b.shot_type["id"]: "shot type"}

    def told(quotas):
        """A `pick`: the keys as words."""
        return {words.get(key, key): table for key, table in quotas.items()}

    def look(note, modes=MODES):
        for mode in modes:
            c.get(path + late, count_mode=mode, pick=told, note=f"{mode}, {note}")
            for person in (vendor, artist):
                c.get(f"{path}persons/{person}", count_mode=mode, pick=told, note=f"{mode} of {words[person]}, {note}")

    def put(task, **fields):
        c.put("/data/tasks/" + b.tasks[task]["id"], fields, keep=False)

    c.get(path + late, note="nothing is done")
    c.get(path + "persons/" + vendor)
    c.put("/data/entities/" + b.s1["id"], {"nb_frames": 50}, keep=False)
    put("late", assignees=[vendor], real_start_date="2026-11-02T10:00:00", end_date="2026-11-05T10:00:00", done_date="2026-11-06T23:30:00", nb_drawings=4)
    look("of one")
    c.get(path + late, pick=told, note="weighted is the default")
    for mode in MODES:
        login(c, abroad).get(path + late, count_mode=mode, pick=told, note=f"{mode}, where the day begins earlier")
    put("late", assignees=[vendor, artist])
    look("of two", ("weighted", "feedback"))
    put("s1", assignees=[artist], real_start_date="2026-12-28T00:00:00", end_date="2027-01-04T22:59:59", nb_drawings=0)
    put("s3", assignees=[vendor], real_start_date="2026-11-05T12:00:00", end_date="2026-11-05T10:00:00", done_date="2021-01-03T12:00:00")
    c.get(path + b.shot_type["id"], pick=told, note="over the turn of the year")
    look("with others")
    for date, duration, person in (("2026-11-03", 240, vendor), ("2026-11-04", 480, vendor)):
        new(c, "time-spents", task_id=b.tasks["late"]["id"], person_id=person, date=date, duration=duration)
    look("with time spent")
    new(c, "time-spents", task_id=b.tasks["late"]["id"], person_id=artist, date="2026-12-31", duration=120)
    put("late", assignees=[vendor])
    look("with time spent by somebody else")
    scene_work = b.tasks["scene"]["id"]
    c.put("/data/tasks/" + scene_work, {"end_date": "2026-11-05T10:00:00", "assignees": [vendor]}, keep=False)
    c.get(path + b.of["Scene"]["id"], count_mode="feedback", note="of scenes, which are no shots")

    # What is asked
    studio, empty = (new(c, "studios", name=c.unique(name), color="#000000") for name in ("studio-", "empty-"))
    member = someone(c, "user", studio_id=studio["id"])
    for chosen in (studio["id"], empty["id"], NOWHERE):
        c.get(path + late, count_mode="feedback", studio_id=chosen, pick=told)
    put("late", assignees=[vendor, member["id"]])
    words[member["id"]] = "member"
    c.get(path + late, count_mode="feedback", studio_id=studio["id"], pick=told)
    c.get(path + late, count_mode="weighted", studio_id=studio["id"], pick=told)
    c.get(f"{path}persons/{vendor}", count_mode="feedback", studio_id=studio["id"], pick=told)
    for mode in ("x", "", "Weighted"):
        c.get(path + late, count_mode=mode)
        c.get(f"{path}persons/{vendor}", count_mode=mode)
    c.get(path + NOWHERE)
    c.get(path + "foo", fixed={"status": 404})
    c.get(path + "persons/" + NOWHERE)
    c.get(path + "persons/foo", fixed={"status": 404})
    c.get(path + late, studio_id="foo", fixed={"status": 400, "body": INVALID})
    for nothing in (NOWHERE, "foo"):
        for by in (c, as_role(c, "manager")):
            by.get(f"/data/projects/{nothing}/quotas/{late}")
            by.get(f"/data/projects/{nothing}/quotas/persons/{vendor}")

    # Who
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        by = as_role(c, role)
        by.get(path + late, pick=told, note=role, **closed(role, "client"))
        by.get(path + "persons/" + member["id"], pick=told, note=role)
        by.get(path + "persons/" + cast(c)[role]["id"], pick=told, note=role + " of one's own")
        by.get(path + "persons/" + NOWHERE, note=role)
        by.get(path + late, count_mode="x", note=role, **closed(role, "client"))
    for role in ("manager", "user"):
        stranger = someone(c, role)
        by = login(c, stranger)
        by.get(path + late, note=f"a {role} who is not in the team")
        by.get(path + late, count_mode="x")
        by.get(path + "persons/" + vendor)
        by.get(path + "persons/" + stranger["id"])
    c.anonymous().get(path + late)
