"""What `bench` measures of a batch: all processes count, and the class is as it says."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.whole_course import COURSE
from tools.bench import regrade
from tools.bench.processor_time import seconds_of
from tools.common.process import SetupError
from tools.grading.child import FORKS
from tools.regrade.sandbox import bubblewrap

BURNT = 0.5  # seconds
BURN = f"""import time
_end = time.process_time() + {BURNT}
while time.process_time() < _end:
    pass
"""
WRONG = "\n\ndef bayes_optimal_value(k, n):\n    return 0.0\n"
ID = "belief/bayes-optimal"  # which has time enough on a busy machine


def test_the_time_of_what_a_command_leaves_behind_counts() -> None:
    if not FORKS:
        pytest.skip("elsewhere the system keeps no such processes for us")
    leave = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {BURN!r}])"

    assert seconds_of([sys.executable, "-c", leave]) > BURNT


def test_a_command_that_fails_has_a_word() -> None:
    with pytest.raises(SetupError, match=r"has failed: .*no such thing"):
        seconds_of([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_the_time_of_programs_in_sandboxes_counts(tmp_path: Path) -> None:
    if bubblewrap() is None:
        pytest.skip("bubblewrap does not work on this system")
    solution = COURSE.code[ID].solution
    spent = []
    first = "# what is kept of the exercise is there from here on\n"
    for name, text in (("first", first), ("quiet", ""), ("busy", BURN)):
        file = tmp_path / name / f"{ID}.py"
        file.parent.mkdir(parents=True)
        file.write_text(text + solution + WRONG)
        spent.append(regrade.tools("regrade", str(tmp_path / name), "--out", str(tmp_path)))
        (tmp_path / "grades.csv").unlink()

    _, quiet, busy = spent
    assert busy - quiet > 1.5 * BURNT  # once apart from its checks, once with them


def test_a_class_has_each_exercise_in_turn_and_a_quarter_wrong(tmp_path: Path) -> None:
    chosen = regrade.first_course(COURSE)
    files = regrade.lay_out(COURSE, tmp_path, 8 * len(chosen))

    assert Counter(file.parents[1].name for file in files) == {
        f"learner {number:04}": len(chosen) for number in range(8)
    }
    texts = [file.read_text() for file in files]
    assert len(set(texts)) == len(files)
    solutions = {COURSE.code[id_].solution for id_ in chosen}
    right = sum(text.rpartition("# ")[0] in solutions for text in texts)
    assert right == 0.75 * len(files)
