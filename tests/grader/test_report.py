"""A Report has the keys of format 1, in their order, whoever makes it."""

import json
from typing import Any

import pytest

from grader import CheckResult, CodeExercise, Report, __version__, timeout_report
from grader.report import ended_report, report_for, timeout_feedbacks

KEYS = [
    "format",
    "exercise",
    "exercise_version",
    "grader_version",
    "seed",
    "verdict",
    "feedback",
    "line",
    "checks",
    "python",
    "stdout",
    "stdout_cut",
    "seconds",
]
CHECK_KEYS = [
    "name",
    "title",
    "verdict",
    "feedback",
    "expected",
    "found",
    "misconception",
    "certain",
    "stage",
    "where",
    "diff",
    "case",
    "cues",
    "missed",
    "because",
]


def test_keys_come_in_the_order_of_the_format(toy: CodeExercise) -> None:
    report = report_for(toy, 3, "fail", "No.", checks=[CheckResult("one", "First")])

    data = report.data()

    assert list(data) == KEYS
    assert list(data["checks"][0]) == CHECK_KEYS
    empty = {"stage": "", "where": "", "diff": "", "case": ""}
    about_cues: dict[str, Any] = {"cues": {}, "missed": "", "because": None}
    assert data["checks"][0].items() >= {**empty, **about_cues}.items()
    assert data["format"] == 1
    assert data["grader_version"] == __version__


def test_json_text_reads_back_as_the_data(toy: CodeExercise) -> None:
    report = report_for(toy, 0, "pass", "θ is right.")

    assert json.loads(report.json()) == report.data()
    assert "θ" in report.json()


def test_timeout_names_the_limit_and_the_likely_cause(toy: CodeExercise) -> None:
    report = timeout_report(toy, seed=2)

    assert report.verdict == "timeout"
    assert report.seed == 2
    assert report.feedback == (
        "Your code was still running after 2 s and was stopped. "
        "Look for a loop that never ends, or for work on far too many numbers at once."
    )
    assert report.line is None


@pytest.mark.parametrize(
    ("place", "name", "words"),
    [(7, "loop", "in the loop that begins on line 7."), (-7, "line", "on line 7.")],
)
def test_timeout_names_the_line_where_it_is_known(
    place: int, name: str, words: str, toy: CodeExercise
) -> None:
    report = timeout_report(toy, 0, place)

    assert report.line == 7
    assert f"after 2 s and was stopped, {words} Look for " in report.feedback
    # the page has no Python to make this with
    assert report.feedback == timeout_feedbacks(toy)[name].replace("{line}", "7")


def test_ended_interpreter_is_invalid_and_says_so(toy: CodeExercise) -> None:
    report = ended_report(toy)

    assert report.verdict == "invalid"
    assert "os._exit" in report.feedback


def test_two_reports_share_no_list_of_checks() -> None:
    one, two = (Report("a/b", "1", 0, "pass", "") for _ in range(2))

    one.checks.append(CheckResult("name", "title"))

    assert two.checks == []
