"""A program that is to be mended: how many of its lines differ, and what is said of too many."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader import CodeExercise, Report
from grader.expectations.few_lines import changed_lines

GIVEN = """\
def double(values):
    total = 0
    for value in values:
        total += value
    return values
"""
MENDED = GIVEN.replace("return values", "return 2 * values")
# as it is given, with remarks, and laid out otherwise
REMARKED = '''\
def double( values ):
    """Twice each value."""

    total = 0  # of all
    # round by round
    for value in values :
        total += \\
            value
    return values'''


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (GIVEN, 0),
        (REMARKED, 0),
        (MENDED, 1),
        (GIVEN.replace("    return", "        return"), 1),  # within the loop
        (GIVEN.replace("    total = 0\n", ""), 1),
        (GIVEN.replace("    return", "    total = abs(total)\n    return"), 1),
        (GIVEN.replace("    total = 0\n", "") + "    total = 0\n", 1),  # in another place
        ("double = lambda values: 2 * values\n", 5),
    ],
)
def test_lines_that_say_something_are_counted(text: str, count: int) -> None:
    assert changed_lines(GIVEN, text) == count


def test_program_is_graded_like_any_other_and_may_not_be_written_anew(
    toy_with: Callable[..., CodeExercise], graded: Callable[..., Report]
) -> None:
    to_mend = toy_with(starter=GIVEN, changed_lines=2)

    passed, as_given = graded(MENDED, exercise=to_mend), graded(GIVEN, exercise=to_mend)
    anew = graded("double = lambda values: 2 * values\n", exercise=to_mend)

    assert passed.verdict == "pass"
    assert passed.checks[-1].title == (
        "The program is the one you were given, with at most 2 lines changed"
    )
    assert [check.verdict for check in as_given.checks] == ["fail", "skip", "fail", "pass"]
    assert [check.verdict for check in anew.checks] == ["pass", "pass", "pass", "fail"]
    assert anew.feedback.startswith("5 lines differ between your program and the one that you")
    assert (anew.checks[-1].expected, anew.checks[-1].found) == ("at most 2 lines", "5 lines")
