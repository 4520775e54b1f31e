"""What every set-up step shares: progress lines, logged programs, stamps and one-line failures."""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".setup"
_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# What the project is called where no page says it: its cache, its zip.
NAME: str = _PROJECT["project"]["name"]
# What the wheel for the browser consists of: the grader, and what exercises import.
_TARGETS = _PROJECT["tool"]["hatch"]["build"]["targets"]
PACKAGES: tuple[str, ...] = tuple(_TARGETS["wheel"]["packages"])
LAST_LINES = 12


class SetupError(Exception):
    """Something foreseeable is missing or broken; the text says what, and what to do about it."""


@contextmanager
def step(name: str) -> Iterator[None]:
    """Show one line while a long step runs, with its seconds counting on a terminal.

    Args:
        name: what is being done, as the user reads it.
    """
    begin = time.monotonic()
    done = threading.Event()
    print(f"· {name} …", end="", flush=True)

    def tick() -> None:
        while not done.wait(1):
            print(f"\r· {name} … {time.monotonic() - begin:.0f} s", end="", flush=True)

    if sys.stdout.isatty():
        threading.Thread(target=tick, daemon=True).start()
    outcome = "failed after"
    try:
        yield
        outcome = ""
    finally:
        done.set()
        line = " ".join(filter(None, ["…", outcome, f"{time.monotonic() - begin:.1f} s"]))
        print(f"\r· {name} {line}" if sys.stdout.isatty() else line[1:], flush=True)


def run(what: str, command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> None:
    """Run a program of somebody else's with its output in a log.

    Args:
        what: name of the log, and of the program in the error.
        env: variables to set besides the inherited ones.
    Raises: SetupError with the log's place and last lines if the program fails or is not there.
    """
    log = WORK / f"{what.replace(' ', '-')}.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("wb") as out:
        try:
            code = subprocess.run(
                [os.fspath(part) for part in command],
                cwd=ROOT,
                env={**os.environ, **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                check=False,
            ).returncode
        except OSError as error:
            raise SetupError(f"{what} could not be started: {error}") from error
    if code:
        tail = log.read_text(errors="replace").splitlines()[-LAST_LINES:]
        quoted = "".join(f"\n    {line}" for line in tail)
        raise SetupError(f"{what} failed; all of its output is in {log}, the end of it:{quoted}")


def digest(paths: Iterable[Path], *extra: str) -> str:
    """SHA-256 over names and contents of files, and over further texts."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(f"{path.relative_to(ROOT)}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    for text in extra:
        total.update(f"{text}\0".encode())
    return total.hexdigest()


def is_done(stamp: Path, inputs: str) -> bool:
    """Whether a step was finished with these inputs and its files are still there, whole."""
    try:
        known = json.loads(stamp.read_text())
        files = known["files"].items()
        return known["inputs"] == inputs and all(
            (stamp.parent / name).stat().st_size == size for name, size in files
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def mark_done(stamp: Path, inputs: str, files: Iterable[Path] = ()) -> None:
    """Note that a step is finished; the stamp lies in the folder that the step made."""
    sizes = {str(path.relative_to(stamp.parent)): path.stat().st_size for path in files}
    write_whole(stamp, json.dumps({"inputs": inputs, "files": sizes}).encode())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that whoever reads it sees the old content or the new, never a part."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def only_one() -> Iterator[None]:
    """Let one set-up at a time touch this checkout; a second one waits, then finds all done."""
    WORK.mkdir(exist_ok=True)
    with (WORK / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("· waiting for another set-up of this checkout …", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
