"""Who sees the statistics of episodes, and that what was crossed out is not in them."""
from breakdown import Breakdown
from fixtures import ROLES, as_role, entity


def run(c):
    b = Breakdown(c, production_type="tvshow")
    path = f"/data/projects/{b.project['id']}/episodes/"

    def seen(note, **options):
        for name in ("stats", "retake-stats"):
            for role in ROLES:
                as_role(c, role).get(path + name, note=f"{role}, {note}", pick=lambda body: len(body["all"]), **options)

    seen("as it is")
    c.put("/data/projects/" + b.project["id"], {"is_client_stats_visible": False}, keep=False)
    seen("not for clients")
    other = entity(c, b.project, "Shot", "other-", parent_id=b.q1["id"])
    b.work(other, b.late, nb_drawings=3)
    c.put("/data/entities/" + other["id"], {"canceled": True, "nb_frames": 10}, keep=False)

    def counts(body):
        return [body["all"]["all"][key]["drawings"] for key in body["all"]["all"]] if "done" not in body["all"]["all"] else body["all"]["all"]["other"]["drawings"]

    c.get(path + "stats", pick=counts, note="without what was crossed out", fixed={"status": 200, "body": [4]})
    c.get(path + "retake-stats", pick=counts, note="without what was crossed out", fixed={"status": 200, "body": 4})
