"""What happens to a batch when the sandbox itself is damaged."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tools.regrade.test_regrade import COURSE, RIGHT
from tools.course.folder import load_course
from tools.regrade import sandbox
from tools.regrade.sandbox import SandboxedProcess, bubblewrap, command_of

EXERCISE = load_course(COURSE).exercises["arithmetic/double"].exercise
READY = "import os, signal, sys, time; print('{}', flush=True); "
SPOILED = {
    "ends at once": "pass",
    "ends when asked": READY + "input()",
    "stops all others, and itself": READY + "input(); os.kill(-1, 19); os.kill(os.getpid(), 19)",
    "is never done": READY + "input(); signal.signal(15, signal.SIG_IGN); time.sleep(9999)",
    "reads nothing": READY + "time.sleep(9999)",
    "never starts": "time = __import__('time'); time.sleep(9999)",
    "says something else": READY + "input(); print('pass', flush=True); time.sleep(9999)",
    "says too much": READY + "input()\nwhile True: print('pass' * 99999, end='')",
}


@pytest.fixture
def process_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], SandboxedProcess]:
    if bubblewrap() is None:
        pytest.skip("bubblewrap does not work on this system")
    for patience in ("START_SECONDS", "MORE_SECONDS", "END_SECONDS"):
        monkeypatch.setattr(sandbox, patience, 1.0)

    def make(program: str) -> SandboxedProcess:
        around = command_of("", bubblewrap())[:-2]
        monkeypatch.setattr(sandbox, "command_of", lambda *_: [*around, "-c", program])
        return SandboxedProcess()

    return make


def running(mark: str) -> int:
    count = 0
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            count += mark.encode() in file.read_bytes()
        except OSError:  # it has ended meanwhile
            continue
    return count


def wait_for_end(mark: str) -> bool:
    """Whether nothing runs any more; what is killed may take its time to be gone."""
    for _ in range(200):
        if not running(mark):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("program", SPOILED.values(), ids=SPOILED)
def test_a_spoiled_sandbox_costs_one_verdict_and_leaves_nothing_running(
    program: str, process_of: Callable[[str], SandboxedProcess]
) -> None:
    mark = secrets.token_hex(8)
    process = process_of(f"{program}  # {mark}")
    long = RIGHT + "#" * 200_000  # more than a pipe holds

    report = process.grade(EXERCISE, long)

    assert report["verdict"] == "invalid"
    process.close()
    assert wait_for_end(mark)


def test_a_sandbox_that_others_have_damaged_is_replaced(
    process_of: Callable[[str], SandboxedProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    process = process_of(f"{READY}input(); print('{{}}', flush=True)")
    assert process.grade(EXERCISE, RIGHT) == {}
    monkeypatch.undo()

    assert process.grade(EXERCISE, RIGHT)["verdict"] == "pass"

    process.close()
