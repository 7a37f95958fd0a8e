"""An output file of no entity is refused before anything is written."""

from builders import only
from fixtures import new


def run(c):
    file_status = new(c, "file-status", name=c.unique("file-status-"), color="#123456")
    name = c.unique("lost-")
    c.post("/data/output-files", {"name": name, "revision": 1, "file_status_id": file_status["id"]})
    c.get("/data/output-files", name=name, pick=only("name"), fixed={"status": 200, "body": []})
