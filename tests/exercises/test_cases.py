"""Each failing case, run below its submission, shows again what the check found."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.expectations import few_lines
from grader import grade
from grader.failing_case.assemble import NOTE
from grader.report import CheckResult
from grader.isolation.scratch_run import run_both
from tests.shares import share
from tools.course.folder import load_course

COURSE = load_course(Path(__file__).parents[2])
STORED = {
    f"{name}-{stored.name}": (loaded.exercise, stored)
    for name, loaded in COURSE.code.items()
    for stored in loaded.stored
    if stored.verdict == "fail"
}
MOST = 100
# What is printed, in the words of the Report.
TELLING = """
import builtins

def print(value):
    from grader.values.describe import describe
    builtins.print("\\n!", value if type(value) is str else describe(value))
"""


def shown(text: str, case: str) -> str:
    """What a case says below a submission."""
    result = run_both(f"{text}\n{TELLING}", case)
    if result["error"]:
        return f"raised {result['error']['type']}"
    said: str = result["stdout"].rpartition("\n! ")[2]
    return {"False": "false", "True": "true"}.get(said.strip(), said.strip())


def repeats(one: CheckResult, text: str) -> bool:
    again = shown(text, one.case)
    # A condition that comes from one call is shown by what the call gave.
    from_one_call = one.stage == "condition" and "\nfound = " in one.case
    return again == one.found or (from_one_call and not again.startswith("raised"))


@pytest.mark.parametrize("name", share(STORED, MOST))
def test_case_shows_what_the_check_found(name: str) -> None:
    exercise, stored = STORED[name]
    failed = [check for check in grade(exercise, stored.text).checks if check.verdict == "fail"]

    assert failed
    # that too many lines were changed shows in the text, and in no value
    for check in (check for check in failed if check.name != few_lines.NAME):
        assert check.case.startswith("# The failing case: "), check.name
        # What other checks left behind is not there again.
        assert repeats(check, stored.text) or NOTE in check.case, check.case
