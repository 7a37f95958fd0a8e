"""The movie of a playlist: built by a job from the movies that are there, fetched, and removed."""
import json
import secrets
import subprocess

import pytest

import processes
from session import Session
from stack import Stack


class Studio:
    """A production with a task, and previews of movies in the preview folder."""

    def __init__(self, stack, admin):
        self.stack, self.admin, self.root = stack, admin, stack.home / "previews"
        name = secrets.token_hex(4)
        self.project = self.made("projects", name=name, resolution="320x240")["id"]
        kind = self.made("entity-types", name=f"Prop {name}")["id"]
        self.entity = self.made("entities", name=name, project_id=self.project, entity_type_id=kind)["id"]
        task_type = self.made("task-types", name=name, color="#123456", for_entity="Asset")["id"]
        status = admin.get("/data/task-status").json()[0]["id"]
        self.task = self.made("tasks", name="main", project_id=self.project, entity_id=self.entity, task_type_id=task_type, task_status_id=status)["id"]
        self.revision = 0

    def made(self, table, **row):
        answer = self.admin.post(f"/data/{table}", json=row)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def movie(self, *source, content=None):
        """A preview with a movie made by ffmpeg, or with these bytes; without either it is not in the store."""
        self.revision += 1
        preview = self.made("preview-files", name=str(self.revision), task_id=self.task, revision=self.revision, position=1, extension="mp4", status="ready")["id"]
        path = self.root / "movies/previews" / preview[:3] / preview[3:6] / preview
        path.parent.mkdir(parents=True, exist_ok=True)
        if source:
            subprocess.run(["ffmpeg", "-v", "error", *source, "-pix_fmt", "yuv420p", "-f", "mp4", str(path)], check=True)
        elif content is not None:
            path.write_bytes(content)
        return preview

    def playlist(self, *previews):
        shots = [{"entity_id": self.entity, "preview_file_id": preview} for preview in previews]
        return f"/data/playlists/{self.made('playlists', name=secrets.token_hex(4), project_id=self.project, shots=shots)['id']}"

    def build(self, path, **query):
        """The build when it is over."""
        begun = self.admin.get(f"{path}/build/mp4", params=query)
        assert begun.status_code == 200 and begun.json()["status"] == "running", begun.text
        job = f"{path}/jobs/{begun.json()['id']}"
        assert processes.until(lambda: self.admin.get(job).json()["status"] != "running", 60, every=0.1) is not None
        return job, self.admin.get(job).json()

    def probe(self, job):
        answer = self.admin.get(f"{job}/build/mp4")
        assert answer.status_code == 200 and answer.headers["Content-Type"] == "video/mp4"
        assert "attachment" in answer.headers["Content-Disposition"] and answer.headers["Cache-Control"] == "no-cache"
        path = self.stack.home / "built.mp4"
        path.write_bytes(answer.content)
        found = json.loads(subprocess.run(["ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", str(path)], capture_output=True, check=True).stdout)
        video = next(stream for stream in found["streams"] if stream["codec_type"] == "video")
        return video["width"], video["height"], sorted(stream["codec_type"] for stream in found["streams"]), float(found["format"]["duration"])


@pytest.fixture(scope="module")
def studio():
    stack = Stack()
    with Session(stack) as admin:
        yield Studio(stack, admin)
    stack.stop()


PICTURE = ("-f", "lavfi", "-i", "testsrc=size=192x108:rate=25:duration=2")
SOUND = ("-f", "lavfi", "-i", "sine=frequency=440:duration=1")
SMALL = ("-f", "lavfi", "-i", "testsrc=size=160x90:rate=24:duration=1")


def test_movies_are_played_one_after_the_other(studio):
    path = studio.playlist(studio.movie(*PICTURE), studio.movie(*SMALL, *SOUND, "-shortest"))
    job, build = studio.build(path)
    assert (build["status"], build["message"]) == ("succeeded", None) and build["ended_at"]
    width, height, streams, duration = studio.probe(job)
    assert (width, height, streams) == (192, 108, ["audio", "video"]) and 2.9 < duration < 3.2
    project = studio.admin.get(f"/data/projects/{studio.project}/build-jobs").json()
    assert build["id"] in [row["id"] for row in project]
    full, _ = studio.build(path, full="true")
    assert studio.probe(full)[:2] == (320, 240)
    events = studio.admin.get("/data/events/last", params={"project_id": studio.project, "limit": 100}).json()
    mine = [event["name"] for event in events if event["data"].get("build_job_id") == build["id"]]
    assert mine == ["build-job:update", "build-job:new"]
    assert studio.admin.delete(job).status_code == 204
    assert studio.admin.get(job).status_code == studio.admin.get(f"{job}/build/mp4").status_code == 404


def test_what_cannot_be_read_is_left_out(studio):
    job, build = studio.build(studio.playlist(studio.movie(), studio.movie(*SMALL), studio.movie(content=b"no movie at all")))
    assert build["status"] == "succeeded" and build["message"].startswith("2 of 3 movies")
    assert studio.probe(job)[3] < 1.3


def test_why_there_is_none(studio):
    job, build = studio.build(studio.playlist(studio.movie()))
    assert build["status"] == "failed" and "in the store" in build["message"]
    answer = studio.admin.get(f"{job}/build/mp4")
    assert answer.status_code == 400 and "not finished" in answer.text
    assert studio.admin.get(f"{studio.playlist()}/build/mp4").status_code == 400


def test_one_at_a_time_and_none_for_ever(studio):
    path = studio.playlist(studio.movie(*PICTURE))
    playlist = path.split("/")[-1]
    studio.stack.query(f"INSERT INTO build_job (id, playlist_id, status, job_type, created_at, updated_at) VALUES (UUID(), '{playlist}', 'running', 'movie', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))")
    assert studio.admin.get(f"{path}/build/mp4").status_code == 409
    # Nobody works on it: it is found out, and the next one begins.
    studio.stack.query("UPDATE build_job SET created_at = created_at - INTERVAL 2 MINUTE WHERE status = 'running'")
    assert studio.build(path)[1]["status"] == "succeeded"
    states = studio.stack.query(f"SELECT status, message IS NOT NULL FROM build_job WHERE playlist_id = '{playlist}' ORDER BY created_at")
    assert states == [["failed", "1"], ["succeeded", "0"]]
