"""Movies as studios and telephones make them, and as they break: what is made of them, how far it is, and what happens when its process dies."""
import os
import signal
import subprocess
import threading

import pytest

import processes
from session import Session
from stack import Stack, binary, environment
from uploads import Studio, ffmpeg, probe

PICTURE = "-f lavfi -i testsrc=size=320x180:rate=25:duration=1"
X264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p"


def source(size="320x180", rate="25", duration="1"):
    return f"-f lavfi -i testsrc=size={size}:rate={rate}:duration={duration}"


def tone(duration="1", layout="stereo"):
    return f"-f lavfi -i anullsrc=r=48000:cl={layout}:d={duration}"


# name, how it is made, seconds of its picture
TRADE = {
    "silent.mp4": ([PICTURE, X264], 1),
    "short sound.mov": ([source(duration="2"), tone("1"), X264], 2),
    "long sound.mp4": ([PICTURE, tone("3"), X264], 1),
    "mono.mp4": ([PICTURE, tone(layout="mono"), X264], 1),
    "surround.mov": ([PICTURE, tone(layout="5.1"), X264, "-c:a pcm_s16le"], 1),
    "web.webm": ([PICTURE, "-c:v libvpx -deadline realtime"], 1),
    "live.mkv": ([PICTURE, tone(), X264, "-live 1"], 1),
    "plain.mkv": ([PICTURE, tone(), X264], 1),
    "23.976.mov": ([source(rate="24000/1001"), X264], 1),
    "29.97.mp4": ([source(rate="30000/1001"), X264], 1),
    "12.mp4": ([source(rate="12"), X264], 1),
    "120.mp4": ([source(rate="120"), X264], 1),
    "variable.mkv": ([PICTURE, "-vf setpts=N*N/(25*25*TB)/2 -fps_mode vfr -enc_time_base 1/1000", X264], None),
    "odd.mov": ([source(size="321x181"), "-c:v libx264 -preset ultrafast -pix_fmt yuv444p"], 1),
    "anamorphic.mp4": ([source(size="160x180"), "-vf setsar=2", X264], 1),
    "telephone.mp4": ([source(size="320x180"), X264, "-metadata:s:v rotate=90"], 1),
    "10 bit.mov": ([PICTURE, "-c:v libx264 -preset ultrafast -pix_fmt yuv420p10le"], 1),
    "alpha.mov": ([PICTURE, "-c:v prores_ks -profile:v 4444 -pix_fmt yuva444p10le"], 1),
    "one frame.mp4": ([source(duration="0.04"), X264], None),
    "one gop.mp4": ([source(duration="1"), X264, "-g 1000 -bf 3"], 1),
    "time code.mov": ([PICTURE, X264, "-timecode 01:00:00:00"], 1),
    "interlaced.avi": ([PICTURE, "-c:v mpeg4 -flags +ilme+ildct"], 1),
}


@pytest.fixture(scope="module")
def studio():
    stack = Stack(MOVIE_ENCODING_PRESET="ultrafast", MEDIA_JOBS="2")
    with Session(stack) as admin:
        yield Studio(stack, admin)
    stack.stop()


def test_movies_of_the_trade(studio, tmp_path):
    uploaded = {}
    for name, (arguments, seconds) in TRADE.items():
        path = ffmpeg(tmp_path / name, *arguments)
        preview, answer = studio.upload(name, path.read_bytes())
        assert (answer.status_code, answer.json()["status"]) == (201, "processing"), f"{name}: {answer.text}"
        uploaded[name] = (preview, seconds)
    wrong = {}
    for name, (preview, seconds) in uploaded.items():
        assert processes.until(lambda: studio.row(preview)["status"] != "processing", 60, every=0.1) is not None, name
        try:
            check(studio, preview, seconds)
        except AssertionError as error:
            wrong[name] = str(error)
    assert not wrong
    # Removed after the row says so: what is ready has its files, whatever happens in between.
    assert processes.until(lambda: not [path for path in studio.files() if "uploads" in str(path)], 5, every=0.1) is not None, "what was uploaded is not kept"


def check(studio, preview, seconds):
    row = studio.row(preview)
    assert row["status"] == "ready", row["data"]
    assert (row["width"], row["height"]) == (320, 180)
    assert seconds is None or abs(row["duration"] - seconds) < 0.15, row["duration"]
    assert row["data"]["movie_prefixes"] == ["previews", "lowdef"] and "progress" not in row["data"]
    for kind, size in (("movies/previews", (320, 180)), ("movies/lowdef", (1280, 720))):
        streams = {stream["codec_type"]: stream for stream in probe(studio.path(kind, preview))["streams"]}
        picture, sound = streams["video"], streams["audio"]
        assert (picture["codec_name"], picture["pix_fmt"], picture["r_frame_rate"]) == ("h264", "yuv420p", "25/1")
        assert (picture["width"], picture["height"]) == size and sound["codec_name"] == "aac"
        assert float(sound["duration"]) > float(picture["duration"]) - 0.1, "the sound is as long as the picture"
    for kind in ("original", "previews", "thumbnails", "thumbnails-square", "tiles"):
        assert studio.path(f"pictures/{kind}", preview).stat().st_size > 0
    original = probe(studio.path("pictures/original", preview))["streams"][0]
    assert (original["codec_name"], original["width"], original["height"]) == ("png", 320, 180)


def test_progress_is_told(studio, tmp_path):
    long = ffmpeg(tmp_path / "long.mp4", source(size="640x360", duration="12"), X264)
    preview, _ = studio.upload("long.mp4", long.read_bytes())
    assert processes.until(lambda: (studio.row(preview)["data"] or {}).get("progress", 0) > 0, 30, every=0.05) is not None
    waiting = studio.admin.get(f"/movies/originals/preview-files/{preview}.mp4", headers={"Accept": "application/json"})
    assert (waiting.status_code, waiting.headers["Retry-After"]) == (202, "5")
    listed = [row for row in studio.admin.get("/data/playlists/preview-files/running").json() if row["id"] == preview]
    assert listed and listed[0]["status"] == "processing"
    studio.until(preview, "ready")
    told = studio.stack.query(f"SELECT COUNT(*), MIN(TIMESTAMPDIFF(MICROSECOND, b.created_at, a.created_at)) FROM stream_message a LEFT JOIN stream_message b ON b.created_at < a.created_at AND b.data LIKE '%{preview}%' AND b.data LIKE '%progress%' WHERE a.data LIKE '%{preview}%' AND a.data LIKE '%progress%'")
    assert int(told[0][0]) > 0 and (told[0][1] == "NULL" or int(told[0][1]) > 800_000), "once a second at most"


def test_what_breaks_says_why(studio, tmp_path):
    path = ffmpeg(tmp_path / "whole.mp4", source(duration="2"), X264, "-movflags +faststart")
    content = path.read_bytes()
    preview, answer = studio.upload("cut.mp4", content[:len(content) // 2], no_job="true")
    row = answer.json()
    assert (answer.status_code, row["status"]) == (201, "broken")
    assert row["data"]["reason"] == "The file ends in the middle."
    retry = f"/actions/preview-files/{preview}/retry"
    again = studio.admin.post(retry)
    assert (again.status_code, again.json()["status"]) == (200, "processing")
    assert studio.admin.post(retry).status_code == 400, "it is being made"
    studio.until(preview, "broken")
    listed = subprocess.run([binary(), "previews", "list", "--broken"], env=environment(**studio.stack.settings), capture_output=True, text=True)
    assert f"{preview}\tbroken" in listed.stdout and "The file ends in the middle." in listed.stdout
    # What was wrong is mended behind its back; the command makes it again.
    studio.path("movies/uploads", preview).write_bytes(content)
    done = subprocess.run([binary(), "previews", "retry", preview], env=environment(**studio.stack.settings), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    studio.until(preview, "ready")
    assert studio.admin.post(retry).status_code == 400, "it is ready"


def test_no_sound_no_picture(studio, tmp_path):
    path = ffmpeg(tmp_path / "sound.mp4", tone())
    preview, answer = studio.upload("sound.mp4", path.read_bytes())
    assert (answer.status_code, answer.json()["message"]) == (400, "The movie has no picture track.")
    assert studio.row(preview) is None


class Worker:
    """A process for jobs of our own, with a short lease."""

    def __init__(self, stack):
        settings = environment(**stack.settings | {"MEDIA_JOBS": "1", "MOVIE_ENCODING_PRESET": "medium"})
        self.process = subprocess.Popen([binary(), "jobs", "--lease", "3"], env=settings, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def programs(self):
        return [pid for pid in processes.descendants(self.process.pid) if "ffmpeg" in (processes.command_line(pid) or [""])[0]]

    def kill(self, number):
        self.process.send_signal(number)
        self.process.wait(20)


def test_whoever_dies_leaves_a_job(tmp_path):
    stack = Stack(MEDIA_JOBS="0")
    workers = []
    try:
        with Session(stack) as admin:
            studio = Studio(stack, admin)
            content = ffmpeg(tmp_path / "long.mp4", source(size="640x360", duration="3"), X264).read_bytes()
            for victim in ("jobs process", "ffmpeg", "told to end"):
                before = studio.files()
                preview, _ = studio.upload("long.mp4", content)
                workers.append(Worker(stack))
                worker = workers[-1]
                assert processes.until(lambda: worker.programs(), 20, every=0.02) is not None, "ffmpeg runs"
                program = worker.programs()[0]
                if victim == "ffmpeg":
                    os.kill(program, signal.SIGKILL)
                else:
                    worker.kill(signal.SIGKILL if victim == "jobs process" else signal.SIGTERM)
                    assert processes.until(lambda: not processes.command_line(program), 5, every=0.02) is not None, "ffmpeg died with it"
                    assert studio.row(preview)["status"] == "processing"
                    workers.append(Worker(stack))
                studio.until(preview, "ready", 60)
                assert processes.until(lambda: not studio.path("movies/uploads", preview).exists(), 20, every=0.1) is not None
                new = {path.relative_to(studio.root).parts[1] for path in studio.files() - before}
                assert new == {"previews", "lowdef", "original", "thumbnails", "tiles"}, new
                ready = stack.query(f"SELECT COUNT(*) FROM api_event WHERE data LIKE '%{preview}%' AND name = 'preview-file:update' AND data LIKE '%ready%'")
                assert ready == [["1"]], "one result"
                workers[-1].kill(signal.SIGTERM)
            # Called off by the sysadmin: it does not stay for ever.
            preview, _ = studio.upload("long.mp4", content)
            stack.query(f"DELETE FROM job WHERE subject_id = '{preview}'")
            stack.query(f"UPDATE preview_file SET updated_at = updated_at - INTERVAL 1 HOUR WHERE id = '{preview}'")
            workers.append(Worker(stack))
            assert studio.until(preview, "broken", 20)["data"]["reason"] == "The work on the movie was called off."
    finally:
        for worker in workers:
            if worker.process.poll() is None:
                worker.kill(signal.SIGKILL)
        stack.stop()


def test_reviewers_at_the_same_moment(studio):
    preview = studio.empty_preview()
    start, answers = threading.Barrier(20), []

    def draw(number):
        with Session(studio.stack) as session:
            start.wait()
            for time in range(3):
                body = {"additions": [{"time": time, "drawing": {"objects": [{"id": f"{number}-{time}", "type": "path"}]}}]}
                answers.append(session.put(f"/actions/preview-files/{preview}/update-annotations", json=body).status_code)

    threads = [threading.Thread(target=draw, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 60
    drawn = {annotation["time"]: {o["id"] for o in annotation["drawing"]["objects"]} for annotation in studio.row(preview)["annotations"]}
    assert drawn == {time: {f"{number}-{time}" for number in range(20)} for time in range(3)}
