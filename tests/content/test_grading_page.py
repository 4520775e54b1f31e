"""The page "How grading works" says what is so: its examples are what learners get."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grader.report import VERDICTS
from tests.content.grading_examples import (
    PAGE,
    Grade,
    examples,
    grader,
    judged,
    opinions,
    source,
    written,
)
from tests.whole_course import COURSE
from tools.common.paths import ROOT
from tools.course.folder import Course
from tools.grading.worker import grader_process
from tools.judge.from_exercise import sentences_of

TEXT = PAGE.read_text("utf-8")
RENEW = "write them anew with python -m tests.content.grading_examples, and read what changed"


@pytest.fixture(scope="module")
def course() -> Course:
    """All exercises."""
    return COURSE


@pytest.fixture(scope="module")
def grade(course: Course) -> Iterator[Grade]:
    """Grades as the page does."""
    with grader_process() as process:
        yield grader(course, process)


@pytest.mark.parametrize(
    ("exercise", "name", "text"), examples(TEXT), ids=lambda part: part.split("\n")[0]
)
def test_examples_are_real(
    exercise: str, name: str, text: str, course: Course, grade: Grade
) -> None:
    submission = source(course, exercise, name, text)
    assert text == written(submission, grade(exercise, submission)), RENEW


@pytest.mark.parametrize(("exercise", "item", "text"), opinions(TEXT), ids=["opinions"])
def test_opinions_are_those_of_the_judge(
    exercise: str, item: str, text: str, course: Course, grade: Grade
) -> None:
    assert text == judged(course, exercise, item, text, grade), RENEW
    assert all(f"| **{one}** |" in text for one in ("sound", "vague", "wrong", "unsure"))


def test_sentences_of_the_page_are_new_to_the_judge(course: Course) -> None:
    for exercise, _, text in opinions(TEXT):
        known = {one.text.lower() for one in sentences_of(course.classify[exercise])}
        shown = [row.split("|")[1].strip(" “”").lower() for row in text.splitlines()[2:]]
        assert known.isdisjoint(shown)


def test_there_is_an_example_of_each_verdict_and_of_one_that_nobody_recognises() -> None:
    kinds = {name.partition("/")[0] for _, name, _ in examples(TEXT)}
    assert kinds == {"pass", "fail", "invalid", "timeout", "given"}


def test_what_is_not_recognised_gets_no_guess(course: Course, grade: Grade) -> None:
    (given,) = (one for one in examples(TEXT) if one[1] == "given")
    report = grade(given[0], source(course, *given))
    assert report["verdict"] == "fail"
    assert [one["misconception"] for one in report["checks"] if one["misconception"]] == []


def test_every_verdict_is_explained() -> None:
    assert [one for one in VERDICTS if f"| `{one}` |\n" not in TEXT] == []


def test_practice_page_and_guide_lead_here() -> None:
    assert f"]({PAGE.name})" in (ROOT / "docs" / "practice.md").read_text("utf-8")
    assert f"](docs/{PAGE.name})" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
