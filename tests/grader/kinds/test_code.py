"""A code submission's verdict, feedback, line and checks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from grader import CodeExercise, Report
from grader.kinds.bench import behaviour_of
from grader.kinds.code import OUR_FAULT

Graded = Callable[..., Report]
With = Callable[..., CodeExercise]


def double(line: str) -> str:
    return f"def double(values):\n    {line}\n"


def verdicts(report: Report) -> list[str]:
    return [check.verdict for check in report.checks]


@pytest.mark.parametrize(
    "text",
    [
        double("return 2 * values"),
        double("return [value + value for value in values]"),
        "double = lambda values: values + values\n",
        "import numpy as np\ndouble = lambda x: np.add(x, x)\n",
        "from functools import partial\nimport operator\ndouble = partial(operator.mul, 2)\n",
        "class double(list):\n    def __init__(self, v): super().__init__(2 * v)\n",
        "\ufeffdef double(values):\r\n\treturn 2 * values\r\n",
        "def double(θ):\n    return 2 * θ\n",
        "from __future__ import annotations\nfrom dataclasses import dataclass\n@dataclass\n"
        "class Scale:\n    by: float = 2.0\n" + double("return Scale().by * values"),
        "show([1, 2])\n" + double("show(values, values); return 2 * values"),
    ],
)
def test_right_answer_passes_however_it_is_written(graded: Graded, text: str) -> None:
    report = graded(text)

    assert (report.verdict, report.feedback) == ("pass", "All 3 checks pass.")
    assert verdicts(report) == ["pass", "pass", "pass"]
    assert (report.line, report.python, report.stdout) == (None, "", "")


def test_wrong_answer_fails_with_the_first_difference(graded: Graded) -> None:
    report = graded(double("return values"))

    assert report.verdict == "fail"
    assert report.feedback == (
        "double of (1, 2, 3) at index 0: expected 2, found 1 (3 of 3 values differ)."
    )
    assert verdicts(report) == ["fail", "skip", "fail"]
    first = report.checks[0]
    assert (first.name, first.title) == ("small_numbers", "1, 2 and 3 become 2, 4 and 6")
    assert (first.expected, first.found) == ("[2, 4, 6]", "float64[3] [1, 2, 3]")
    assert report.checks[1].feedback == "Skipped until this holds: 1, 2 and 3 become 2, 4 and 6."


def test_argument_changed_in_place_fails_the_check_for_it(graded: Graded) -> None:
    report = graded(double("values *= 2; return values"))

    # The third check gives the solution what the learner's function has left of the numbers.
    assert verdicts(report) == ["pass", "fail", "fail"]
    assert report.feedback == "values: your code changed an array it was given; work on a copy."


@pytest.mark.parametrize(
    "change",
    ["values.shape = (3, 1)", "values.resize(0, refcheck=False)", "values.sort(); values[:] = 0"],
)
def test_argument_reshaped_in_place_fails_too(graded: Graded, change: str) -> None:
    text = f"def double(values):\n    result = 2 * values\n    {change}\n    return result\n"

    assert verdicts(graded(text))[:2] == ["pass", "fail"]


def test_exception_is_the_learners_with_its_line(graded: Graded) -> None:
    report = graded("\ndef double(values):\n    return values.first\n")

    assert report.verdict == "fail"
    said = "Your code raised AttributeError on line 3. A value of type ndarray has no first."
    assert report.feedback == said
    assert (report.line, report.checks[0].found) == (3, "raised AttributeError")
    assert "return values.first" in report.python
    assert "grader" not in report.python


def test_exception_of_a_borrowed_function_is_the_learners_without_a_line(graded: Graded) -> None:
    report = graded("import numpy as np\ndouble = np.linalg.inv\n")

    assert report.verdict == "fail"
    assert report.feedback.startswith(
        "Your code raised LinAlgError. It cannot be done with this matrix"
    )
    assert report.line is None


@pytest.mark.parametrize(
    ("text", "feedback", "line"),
    [
        ("", "The submission is empty.", None),
        (
            "def double(values:\n",
            "Python cannot read line 1. The bracket ( after double, in column 11, is never closed.",
            1,
        ),
        (
            "x" * 10**6,
            "The submission is 1,000,000 characters long; at most 100,000 are read.",
            None,
        ),
        (
            double("return values") + "del double",
            "Your code does not define double. Write a definition of double(values).",
            None,
        ),
        (
            double("return values") + "globals().clear()",
            "Your code does not define double. Write a definition of double(values).",
            None,
        ),
        (
            "1 / 0",
            "Your code stops with ZeroDivisionError on line 1, before any check can run. "
            "The divisor here is 0.",
            1,
        ),
    ],
)
def test_submission_that_cannot_be_checked_is_invalid(
    graded: Graded, text: str, feedback: str, line: int | None
) -> None:
    report = graded(text)

    assert (report.verdict, report.feedback, report.line) == ("invalid", feedback, line)
    assert report.checks == []


@pytest.mark.parametrize("submission", [None, 3, b"x = 1", ["x"], {"double": "x"}])
def test_submission_that_is_no_text_is_invalid(graded: Graded, submission: Any) -> None:
    assert graded(submission).verdict == "invalid"


BROKEN_GRADERS = {
    "raises": "raise ValueError('ours')",
    "has no check": "x = 1",
    "is no Python": "def",
    "fails in a check": (
        "from grader import check\n@check('One')\ndef one(learner, solution, rng):\n    1 / 0\n"
    ),
    "unpacks nothing": (
        "from grader import check\n@check('One')\ndef one(learner, solution, rng):\n"
        "    a, b = learner.double(1)\n"
    ),
    "exits": "raise SystemExit",
}


@pytest.mark.parametrize("source", BROKEN_GRADERS.values(), ids=BROKEN_GRADERS)
def test_fault_of_the_grader_is_an_internal_error(
    graded: Graded, toy_with: With, source: str
) -> None:
    report = graded(double("return None"), toy_with(grader=source))

    assert (report.verdict, report.feedback) == ("internal_error", OUR_FAULT)
    assert report.python
    assert report.checks == []


def test_fault_of_the_solution_is_an_internal_error(graded: Graded, toy_with: With) -> None:
    exercise = toy_with(solution="def double(values):\n    return values.first\n")

    assert graded(double("return 2 * values"), exercise).verdict == "internal_error"


def test_missing_name_in_the_solution_is_an_internal_error(graded: Graded, toy_with: With) -> None:
    report = graded(double("return 2 * values"), toy_with(solution="def twice(values): pass"))

    assert report.verdict == "internal_error"
    assert "KeyError" in report.python


def test_plain_value_can_be_asked_for(graded: Graded, toy_with: With) -> None:
    source = "from grader import check, expect_equal\n@check('One')\n"
    source += "def one(learner, solution, rng):\n    expect_equal('x', learner.x, solution.x)\n"
    exercise = toy_with(defines=("x",), solution="x = 3", grader=source)

    assert graded("x = 3", exercise).verdict == "pass"
    assert graded("x = 4", exercise).feedback == "x: expected 3, found 4."


def test_submission_that_cannot_be_run_has_no_behaviour(toy: CodeExercise) -> None:
    assert behaviour_of(toy, "1 / 0") == ({}, {})
    assert behaviour_of(toy, double("return values"))[0]["input_kept"] == ("skip", [])


def test_report_names_the_exercise_and_the_seed(graded: Graded, toy: CodeExercise) -> None:
    report = graded(double("return 2 * values"), seed=3)

    assert (report.exercise, report.exercise_version) == (toy.id, toy.version)
    assert report.seed == 3
    assert report.seconds >= 0
