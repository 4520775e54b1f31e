"""Checks that no wrong submission fails: when one is asked for, and what is proposed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.contract.test_bad_input import DOUBLE, FAIL, GRADER, MOST_LINES
from tools.contract.command import check

LAST = """

@check("Five more numbers match", after=("input_kept", "random_numbers"))
def last(learner, solution, rng):
    {}
"""


@pytest.fixture
def patient(course: Path) -> Path:
    """A course with time enough to grade mutants on a busy machine."""
    double = course / "exercises" / DOUBLE
    table = (double / "exercise.toml").read_text("utf-8")
    (double / "exercise.toml").write_text(table.replace("seconds = 1", "seconds = 30"), "utf-8")
    (double / "submissions" / "timeout" / "endless.py").unlink()
    return course


def test_check_that_a_mutant_fails_asks_for_a_mistake_and_shows_one(patient: Path) -> None:
    for name in ("absolute", "in_place"):
        (patient / "exercises" / DOUBLE / FAIL / f"{name}.py").unlink()
    lines = ("result = 2 * abs(values)", "result[values < 0] *= -1", "return result")
    text = "def double(values):\n    " + "\n    ".join(lines) + "\n"
    (patient / "exercises" / DOUBLE / "solution.py").write_text(text, "utf-8")

    kept, chance = check(patient, [DOUBLE])

    assert kept.message == "no wrong submission fails the check input_kept"
    message = "no wrong submission fails the check random_numbers, and this mutant of the solution"
    assert chance.message == f"{message} does"
    assert chance.diff.splitlines()[1:]
    assert f"python -m tools new fail {DOUBLE} " in chance.remedy
    assert len(f"{kept}\n{chance}".splitlines()) <= MOST_LINES


@pytest.mark.parametrize(
    ("line", "messages"),
    [
        # squares would fail it if it were not skipped, and every mutant ends at an earlier check
        ("random_numbers(learner, solution, rng)", []),
        ('expect_close("one", 1, 1)', ["no wrong submission fails the check last"]),
    ],
)
def test_check_that_no_mistake_reaches_needs_none_of_its_own(
    patient: Path, line: str, messages: list[str]
) -> None:
    grader = patient / GRADER
    grader.write_text(grader.read_text("utf-8") + LAST.format(line), "utf-8")

    assert [problem.message for problem in check(patient, [DOUBLE])] == messages
