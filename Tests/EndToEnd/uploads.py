"""Previews of a stack of its own, and the files that it keeps of them."""
import json
import secrets
import subprocess

import processes
from test_stored_files import Site


def ffmpeg(path, *arguments):
    """Makes a file; arguments are split at blanks."""
    words = [word for argument in arguments for word in argument.split()]
    subprocess.run(["ffmpeg", "-v", "error", "-y", *words, str(path)], check=True, stdin=subprocess.DEVNULL)
    return path


def probe(path):
    command = ["ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


class Studio(Site):
    """A task in a production with small movies."""

    def __init__(self, stack, admin, resolution="320x180", fps="25"):
        super().__init__(stack, admin)
        answer = admin.put(f"/data/projects/{self.project}", json={"resolution": resolution, "fps": fps})
        assert answer.status_code == 200, answer.text

    def empty_preview(self, session=None):
        session = session or self.admin
        comment = session.post(f"/actions/tasks/{self.task}/comment", json={"comment": "x", "task_status_id": self.status}).json()["id"]
        return session.post(f"/actions/tasks/{self.task}/comments/{comment}/add-preview", json={}).json()["id"]

    def upload(self, name, content, preview=None, **query):
        """Answers the preview's id and what was answered."""
        preview = preview or self.empty_preview()
        answer = self.admin.post(f"/pictures/preview-files/{preview}", params=query, files={"file": (name, content)}, timeout=300)
        return preview, answer

    def row(self, preview):
        answer = self.admin.get(f"/data/preview-files/{preview}")
        return answer.json() if answer.status_code == 200 else None

    def until(self, preview, status, seconds=60):
        """Waits until the preview has that status; answers its row."""
        assert processes.until(lambda: self.row(preview)["status"] == status, seconds, every=0.1) is not None, self.row(preview)
        return self.row(preview)

    def files(self):
        """Everything below the preview folder."""
        return {path for path in self.root.rglob("*") if path.is_file()}
