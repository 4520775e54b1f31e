"""Whoever waits for slow checks in a terminal sees how far they are; nothing else does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tools.common.paths import ROOT
from tools.course.folder import load_course
from tools.grading import worker
from tools.grading.worker import grader_process

COURSE = Path(__file__).parents[2] / "course"
DOUBLE = load_course(COURSE).code["arithmetic/double"]
TITLES = [*enumerate(DOUBLE.check_titles, 1)]
GRADE = """import sys
from pathlib import Path
from tools.grading import command

command.ROOT = Path(sys.argv[1])
sys.exit(command.main(sys.argv[2:]))
"""
EXERCISE = replace(DOUBLE.exercise, seconds=30)
SLOW = f"""import time

{DOUBLE.solution}
quick, double = double, lambda values: time.sleep(0.9) or quick(values)
"""
FORGED = f"""import time
from grader.expectations import progress

{DOUBLE.solution}
progress.begin_check(900)
progress._kept[0][1] = 7000
time.sleep(0.7)
"""


def heard(text: str) -> tuple[dict[str, Any], list[tuple[int, float]]]:
    """The Report on a text, and what was said of its checks meanwhile."""
    said: list[tuple[int, float]] = []
    with grader_process(lambda check, share: said.append((check, share))) as process:
        return process.grade(EXERCISE, text), said


def test_slow_checks_are_told_in_their_order_and_change_no_report() -> None:
    report, said = heard(SLOW)

    with grader_process() as process:
        silent = process.grade(EXERCISE, SLOW)
    assert {**report, "seconds": 0} == {**silent, "seconds": 0}
    checks = [check for check, _ in said if check]
    assert set(checks) == {1, 2, 3}
    assert checks == sorted(checks)


def test_a_run_that_ends_before_anybody_grows_impatient_says_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # so long that a busy machine has answered by then
    monkeypatch.setattr(worker, "PATIENCE_SECONDS", EXERCISE.seconds - 1)
    report, said = heard(DOUBLE.solution)

    assert report["verdict"] == "pass"
    assert said == []


def test_a_submission_that_forges_it_stays_within_its_bounds() -> None:
    report, said = heard(FORGED)

    assert report["verdict"] == "pass"
    assert (900, 1.0) in said
    assert all(0 <= share <= 1 for _, share in said)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_a_terminal_shows_the_check_that_runs_and_a_pipe_nothing(tmp_path: Path) -> None:
    patient = shutil.copytree(COURSE, tmp_path / "course")
    keys = patient / "exercises" / DOUBLE.id / "exercise.toml"
    keys.write_text(keys.read_text("utf-8").replace("seconds = 1", "seconds = 30"), "utf-8")
    (tmp_path / "slow.py").write_text(SLOW, "utf-8")
    grade = [sys.executable, "-c", GRADE, str(patient), DOUBLE.id, str(tmp_path / "slow.py")]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    terminal, inside = os.openpty()
    with subprocess.Popen(
        grade, cwd=ROOT, stdout=subprocess.PIPE, stderr=inside, env=environment
    ) as running:
        os.close(inside)
        shown = "".join(_read(terminal))
        output, _ = running.communicate()
    assert json.loads(output)["verdict"] == "pass"
    assert any(f"Check {number} of 3: {title}" in shown for number, title in TITLES)

    piped = subprocess.run(grade, cwd=ROOT, capture_output=True, check=True)
    assert piped.stderr == b""
    assert json.loads(piped.stdout)["verdict"] == "pass"


def _read(terminal: int) -> Iterator[str]:
    """What comes until nobody writes there any longer."""
    with os.fdopen(terminal, encoding="utf-8", errors="replace") as file, suppress(OSError):
        yield from file
