"""What the system refuses to a submission's process, and what that leaves of others' files."""

from __future__ import annotations

import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader import CodeExercise
from tests.faults.row import EXERCISE, SOLUTION
from tests.whole_course import COURSE
from tools.grading.worker import GraderProcess, grader_process

# Each raises PermissionError, or changes something.
CHANGES = {
    "remove": "os.remove(file)",
    "open to write": "os.open(file, os.O_WRONLY)",
    "open to truncate": "os.open(file, os.O_RDONLY | os.O_TRUNC)",
    "open to make": "os.open(file + 'x', os.O_RDONLY | os.O_CREAT)",
    "rename": "os.rename(file, file + 'x')",
    "truncate": "os.truncate(file, 0)",
    "link": "os.link(file, file + 'x')",
    "symlink": "os.symlink(file, file + 'x')",
    "mode": "os.chmod(file, 0)",
    "owner": "os.chown(file, 1, 1)",
    "times": "os.utime(file, (0, 0))",
    "attribute": "os.setxattr(file, 'user.x', b'x')",
    "folder": "os.mkdir(file + 'x')",
    "folder removed": "os.rmdir(os.path.dirname(file))",
    "pipe": "os.mkfifo(file + 'x')",
    "root": "os.chroot(os.path.dirname(file))",
    "priority": "os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)",
    "processors": "os.sched_setaffinity(os.getppid(), {0})",
    "scheduler": "os.sched_setscheduler(os.getppid(), os.SCHED_IDLE, os.sched_param(0))",
    "process": "os.fork()",
    "signal": "os.kill(os.getppid(), 0)",
}
TRY = """
import os, sys
from tools.grading.system_calls import limit_system_calls
file, change = sys.argv[1:]
print(limit_system_calls())
try:
    exec(change)
except PermissionError:
    print("refused")
print(open(file).read(), os.listdir(os.path.dirname(file)))
"""
LATE = """
import io, os, sys
class Trap(io.StringIO):
    def __del__(self, os=os, open=open):
        for change in (lambda: os.remove({file!r}), lambda: open({file!r}, "w").close()):
            try:
                change()
            except OSError:
                pass

sys.{stream} = Trap()
kept = [Trap()]
kept.append(kept)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "kept.txt"
    file.write_text("as it was")
    return file


@pytest.fixture(scope="module")
def process() -> Iterator[GraderProcess]:
    with grader_process() as child:
        yield child


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64", reason="no filter there"
)
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_system_refuses(change: str, file: Path) -> None:
    command = [sys.executable, "-c", TRY, str(file), change]

    ran = subprocess.run(command, capture_output=True, text=True, check=True)

    assert ran.stdout.splitlines() == ["True", "refused", f"as it was {[file.name]}"]


@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_what_a_submission_leaves_behind_changes_no_file(
    stream: str, file: Path, process: GraderProcess
) -> None:
    exercise = COURSE.exercises[EXERCISE].exercise
    assert isinstance(exercise, CodeExercise)

    process.grade(exercise, LATE.format(file=str(file), stream=stream) + SOLUTION)

    assert file.read_text() == "as it was"
