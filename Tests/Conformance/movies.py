"""Movies made on the spot, with ffmpeg."""
import functools
import subprocess

# Into a pipe nothing can be written twice: what such a file begins with stands before each piece of it.
PIPED = ("-movflags", "frag_keyframe+empty_moov")


@functools.cache
def movie(suffix="mp4", size="320x180", rate="24", seconds="1", sound=True, *options):
    """A test picture that counts, with a tone or without."""
    command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"testsrc=size={size}:rate={rate}:duration={seconds}"]
    command += ["-f", "lavfi", "-i", f"sine=duration={seconds}"] if sound else []
    command += ["-pix_fmt", "yuv420p", *options, *(PIPED if suffix in ("mp4", "mov") else ()), "-f", suffix, "pipe:1"]
    return subprocess.run(command, check=True, capture_output=True).stdout
