"""Which stored mistakes a learner is told of, and with how much certainty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from grader import Behaviour, CodeExercise, Known, RecognisedSubmission, Report
from grader.exercise import Finding
from grader.kinds.bench import behaviour_of
from tests.grader.conftest import GRADER

Graded = Callable[..., Report]
With = Callable[..., CodeExercise]


def double(line: str) -> str:
    return f"def double(values):\n    {line}\n"


ABSOLUTE = double("return 2 * abs(values)")


def knowing(exercise: CodeExercise, *stored: tuple[str, str, str, str]) -> CodeExercise:
    """The exercise with what it recognises: name, verdict, check and text of each."""
    findings: list[Finding] = []

    def behaviour(text: str) -> Behaviour:
        runs = []
        for run in behaviour_of(exercise, text):
            findings.extend(finding for finding in run.values() if finding not in findings)
            runs.append({check: findings.index(finding) for check, finding in run.items()})
        return Behaviour(*runs)

    right = behaviour(exercise.solution)
    submissions = tuple(
        RecognisedSubmission(name, verdict, check, f"{name}: {{found}}.", behaviour(text))
        for name, verdict, check, text in stored
    )
    return replace(exercise, known=Known(findings, right, submissions))


def test_misconception_is_recognised(graded: Graded, toy: CodeExercise) -> None:
    exercise = knowing(toy, ("absolute", "fail", "random_numbers", ABSOLUTE))

    report = graded("import numpy as np\ndouble = lambda v: np.sqrt(4 * v * v)\n", exercise)

    assert (report.checks[2].misconception, report.checks[2].certain) == ("absolute", True)
    assert report.feedback.startswith("absolute: [")


@pytest.mark.parametrize(
    "line",
    [
        "return 2 * abs(values) * (1 + 1e-5 * (values < 0))",
        # the same at the seed that is shown, and nowhere else
        "return 2 * abs(values) if abs(values[0] + 0.7253) < 1e-3 else 2 * values + (values < 0)",
    ],
)
def test_other_behaviour_is_not_taken_for_a_misconception(
    graded: Graded, toy: CodeExercise, line: str
) -> None:
    exercise = knowing(toy, ("absolute", "fail", "random_numbers", ABSOLUTE))

    report = graded(double(line), exercise)

    assert report.verdict == "fail"
    assert report.checks[2].misconception is None


def test_misconception_is_recognised_by_what_was_raised(graded: Graded, toy: CodeExercise) -> None:
    exercise = knowing(toy, ("first", "fail", "small_numbers", double("return values.first")))

    assert graded(double("return values.first"), exercise).checks[0].misconception == "first"
    for line in ("return values.last", "return values[9]", "return [].first"):
        check = graded(double(line), exercise).checks[0]
        assert (check.misconception, check.feedback[:16]) == (None, "Your code raised")


def test_two_recognised_mistakes_are_both_told(graded: Graded, toy: CodeExercise) -> None:
    keeps = "values[:1] += len(values) == 3"
    exercise = knowing(
        toy,
        ("changed", "fail", "input_kept", double(f"r = 2 * values; {keeps}; return r")),
        ("absolute", "fail", "random_numbers", ABSOLUTE),
    )

    report = graded(double(f"r = 2 * abs(values); {keeps}; return r"), exercise)

    assert [check.misconception for check in report.checks] == [None, "changed", "absolute"]
    assert report.feedback == f"{report.checks[1].feedback} {report.checks[2].feedback}"


def test_mistake_that_one_check_alone_shows_is_offered(graded: Graded, toy: CodeExercise) -> None:
    exercise = knowing(toy, ("same", "fail", "small_numbers", double("return values")))

    report = graded(double("return values if values[0] == 1 else 3 * values"), exercise)

    assert (report.checks[0].misconception, report.checks[0].certain) == ("same", False)
    assert "it need not be yours: same: [1, 2, 3]." in report.feedback
    assert report.feedback.startswith("double of (1, 2, 3) at index 0: expected 2, found 1")


def test_mistake_that_agrees_in_a_small_part_is_not_offered(graded: Graded, toy_with: With) -> None:
    # Of three checks that the mistake changes one agrees, as with so many others.
    more = "\n\n@check('More')\ndef more(learner, solution, rng):\n"
    more += "    expect_close('of 9', learner.double(np.array([9.0])), [18.0])\n"
    exercise = knowing(
        toy_with(grader=GRADER + more),
        ("same", "fail", "small_numbers", double("return values")),
    )

    report = graded(double("return values if values[0] == 1 else 3 * values"), exercise)

    assert (report.verdict, report.checks[0].misconception) == ("fail", None)


def test_only_what_fails_first_is_compared_with_known_mistakes(
    graded: Graded, toy: CodeExercise
) -> None:
    exercise = knowing(toy, ("absolute", "fail", "random_numbers", ABSOLUTE))

    report = graded(double("return 2 * abs(values) + (len(values) == 3)"), exercise)

    assert [check.verdict for check in report.checks] == ["fail", "skip", "fail"]
    assert not any(check.misconception for check in report.checks)


def test_mistake_that_another_check_contradicts_is_not_offered(
    graded: Graded, toy: CodeExercise
) -> None:
    exercise = knowing(toy, ("same", "fail", "small_numbers", double("return values")))

    report = graded(double("return values if values[0] == 1 else 2 * values"), exercise)

    assert report.checks[0].misconception is None


def test_of_two_mistakes_with_the_same_numbers_the_nearer_one_is_offered(
    graded: Graded, toy_with: With
) -> None:
    # Only the second run, which skips nothing, tells the two apart.
    source = GRADER.replace('numbers match")', 'numbers match", after="small_numbers")')
    other = "values if values[0] == 1 else {} * values"
    exercise = knowing(
        toy_with(grader=source),
        ("same", "fail", "small_numbers", double("return values")),
        ("thrice", "fail", "small_numbers", double(f"return {other.format(3)}")),
    )

    changes_too = graded(double("r = values.copy(); values[:1] += 1; return r"), exercise)
    like_neither = graded(double(f"return {other.format(5)}"), exercise)

    assert (changes_too.checks[0].misconception, changes_too.checks[0].certain) == ("same", False)
    assert like_neither.checks[0].misconception is None


def test_earliest_failing_check_is_the_headline(graded: Graded) -> None:
    report = graded(double("return values"))

    assert report.checks[2].verdict == "fail"
    assert report.feedback == report.checks[0].feedback


def test_loop_that_ends_too_soon_is_told_unless_a_mistake_is_named(
    graded: Graded, toy: CodeExercise
) -> None:
    loop = double("for value in values:\n        return values")
    note = "The return on line 3 stands inside the loop of line 2"

    report = graded(loop)

    assert note in report.feedback
    assert report.feedback == report.checks[0].feedback
    assert note not in graded(loop, knowing(toy, ("same", "fail", "small_numbers", loop))).feedback
    assert note not in graded(loop.replace("values\n", "2 * values\n")).feedback


def test_what_the_second_run_prints_is_not_shown(graded: Graded, toy: CodeExercise) -> None:
    exercise = knowing(toy, ("same", "fail", "small_numbers", double("return values")))

    report = graded("print('once')\n" + double("return values"), exercise)

    assert (report.checks[0].certain, report.stdout) == (True, "once\n")


def test_remark_is_made_on_a_right_answer(graded: Graded, toy_with: With) -> None:
    source = "from grader import check, expect_close, record\n@check('One')\n"
    source += "def one(learner, solution, rng):\n    found = learner.double(1)\n"
    source += "    record('type', type(found).__name__)\n    expect_close('two', found, 2)\n"
    exercise = toy_with(grader=source, solution=double("return 2 * values"))
    listed = double("return 2.0 * values")

    with_remark = knowing(exercise, ("float", "pass", "one", listed))

    assert graded(listed, with_remark).feedback == "float: ."
    assert graded(double("return 2 * values"), with_remark).feedback == "All 1 checks pass."
