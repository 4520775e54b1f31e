"""No cheat gets a pass in a batch, and none reaches the submission after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from grader import CodeExercise
from tests.faults.cheats import FORGING, REACHING, READING
from tests.faults.row import EXERCISE, SOLUTION
from tests.whole_course import COURSE
from tools.common.paths import ROOT
from tools.regrade.examiner import Examined, Examiner
from tools.regrade.sandbox import bubblewrap

CHEATS = {**READING, **FORGING}
SECOND_SEED = 987_654_321


@pytest.fixture(scope="module")
def exercise() -> CodeExercise:
    """With time enough on a busy machine."""
    found = COURSE.exercises[EXERCISE].exercise
    assert isinstance(found, CodeExercise)
    return replace(found, seconds=20)


@pytest.fixture(scope="module")
def examiner() -> Iterator[Examiner]:
    if bubblewrap() is None:
        pytest.skip("bubblewrap does not work on this system")
    process = Examiner()
    yield process
    process.close()


def verdict(found: Examined) -> str:
    return "unconfirmed" if found.doubt else str(found.report["verdict"])


@pytest.mark.parametrize("text", CHEATS.values(), ids=CHEATS)
def test_a_cheat_gets_no_pass(text: str, exercise: CodeExercise, examiner: Examiner) -> None:
    cheat = text.replace("{root}", str(ROOT))

    assert verdict(examiner.examine(exercise, cheat, 0, SECOND_SEED)) != "pass"

    assert verdict(examiner.examine(exercise, SOLUTION, 0, SECOND_SEED)) == "pass"


@pytest.mark.parametrize("text", REACHING.values(), ids=REACHING)
def test_what_reaches_out_gets_no_pass(
    text: str, exercise: CodeExercise, examiner: Examiner
) -> None:
    # what waits for nobody takes its time
    limited = replace(exercise, seconds=2) if "pipe()[0]" in text else exercise
    submission = text.replace("{root}", str(ROOT)) + SOLUTION

    assert verdict(examiner.examine(limited, submission, 0, SECOND_SEED)) != "pass"

    assert verdict(examiner.examine(exercise, SOLUTION, 0, SECOND_SEED)) == "pass"
