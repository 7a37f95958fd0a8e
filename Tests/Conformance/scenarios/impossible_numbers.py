"""Durations, frame rates, dates and counts that no production has: an answer at once, and nothing that cannot be. The original fails, or counts for hours."""

from breakdown import Breakdown
from fixtures import new


def run(c):
    b = Breakdown(c, fps="24")
    p, task = b.project["id"], "/data/tasks/" + b.tasks["late"]["id"]

    def ours(status, body):
        return {"skip_peer": True, "fixed": {"status": status, "body": body}}

    refused = {"skip_peer": True, "fixed": {"status": 400}}

    # The length of shots
    frames = f"/actions/projects/{p}/task-types/{b.late['id']}/set-shot-nb-frames"
    preview = new(c, "preview-files", task_id=b.tasks["late"]["id"], name="late", revision=1, duration=2.0, extension="mp4")
    for duration in (1e300, 1e9, -5.5):
        c.put("/data/preview-files/" + preview["id"], {"duration": duration}, keep=False)
        c.post(frames, note=str(duration), **refused)
        c.get("/data/entities/" + b.s1["id"], pick=lambda row: row["nb_frames"])
    c.put("/data/preview-files/" + preview["id"], {"duration": 2.0}, keep=False)
    for rate, found in (("nan", 50), ("inf", 50), ("-24", 50), ("1e-320", 50), ("abc", 50), ("12", 24)):
        c.put("/data/projects/" + p, {"fps": rate}, keep=False)
        c.post(frames, note=rate, pick=lambda rows: [row["nb_frames"] for row in rows], **ours(200, [found]))
    c.put("/data/projects/" + p, {"fps": "1e300"}, keep=False)
    c.post(frames, note="1e300", **refused)

    # Quotas
    c.put(task, {"assignees": [b.artist["id"]], "real_start_date": "0001-01-01T00:00:00", "end_date": "9999-12-31T00:00:00", "nb_drawings": 1}, keep=False)
    c.get(f"/data/projects/{p}/quotas/{b.late['id']}", note="a task of ten thousand years", **ours(200, {}))

    # Retakes
    for retakes in (5000, 2**31 - 1):
        c.put(task, {"retake_count": retakes}, keep=False)
        c.get(f"/data/projects/{p}/episodes/retake-stats", note=str(retakes), pick=lambda stats: [stats[b.e1["id"]]["all"]["max_retake_count"], len(stats[b.e1["id"]]["all"]["evolution"])], **ours(200, [retakes, 1000]))

    # Metadata deeper than the database takes it
    deep = 1
    for _ in range(60):
        deep = {"a": deep}
    for kind in ("shots", "sequences", "episodes", "edits", "concepts", f"asset-types/{b.asset['entity_type_id']}/assets/new"):
        c.post(f"/data/projects/{p}/{kind}", {"name": "deep", "data": deep}, **refused)
    for kind, fields in (("shots", {}), ("assets", {"asset_type_id": b.asset["entity_type_id"]})):
        c.post(f"/data/projects/{p}/{kind}/bulk", [{"name": "deep", "data": deep, **fields}], **refused)
    for path in ("entities", "shots"):
        c.put(f"/data/{path}/{b.s1['id']}", {"data": deep}, **refused)
    c.get("/data/entities", project_id=p, name="deep", pick=len)
