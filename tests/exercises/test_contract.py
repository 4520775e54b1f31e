"""Every exercise that the site shows keeps every rule of the contract."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.shares import share
from tests.whole_course import COURSE
from tools.common.paths import ROOT
from tools.contract.exercise_reports import ExerciseReports
from tools.contract.page_rules import Pages, read_pages
from tools.contract.problems import (
    READING_RULES,
    exercise_problems,
    file_problems,
    page_problems,
    site_problems,
)
from tools.course.kinds import ExerciseFolder
from tools.course.site_config import read_config
from tools.grading.pool import Pool, process_pool
from tools.results.mutants_table import versions
from tools.mutants.score import Score

# Mutants, copied answers and other seeds than 0 take ten times as long as all else, and so does a
# judge that is fitted six times.
MOST_THOROUGH = 2
MOST_REFITTED = 2
MOST_GRADED = 12
SHOWN = list(filter(read_config(ROOT).shows, COURSE.exercises))


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with process_pool() as processes:
        yield processes


@pytest.fixture(scope="module")
def pages() -> Pages:
    return read_pages(ROOT)


def test_the_site_is_described_rightly() -> None:
    assert list(map(str, site_problems(ROOT))) == []


def test_every_page_keeps_the_rules() -> None:
    pages = read_pages(ROOT)

    problems = [each for page in pages.paths for each in page_problems(page, pages, COURSE)]

    assert list(map(str, problems)) == []


@pytest.mark.parametrize("rule", READING_RULES)
def test_every_folder_can_be_read(rule: str) -> None:
    assert [str(problem) for problem in COURSE.problems if problem.rule == rule] == []


def test_there_is_something_to_check() -> None:
    kinds = {exercise.kind for exercise in COURSE.exercises.values()}

    assert kinds == {"code", "classify", "recall"}


def looked_through() -> set[str]:
    """The exercises that have changed since their mutants were counted, and some of the others."""
    counted = versions(ROOT)
    changed = {id_ for id_, one in COURSE.code.items() if counted.get(id_) != one.exercise.version}
    others = share(sorted(COURSE.code.keys() - changed), MOST_THOROUGH)
    return {*changed, *others, *share(COURSE.classify, MOST_REFITTED)}


def graded() -> list[str]:
    """Scenarios and cards, the exercises that have changed, and a share of the others."""
    through = looked_through()
    others = [id_ for id_ in SHOWN if id_ in COURSE.code and id_ not in through]
    return [id_ for id_ in SHOWN if id_ not in others or id_ in share(others, MOST_GRADED)]


@pytest.mark.parametrize("id_", SHOWN)
def test_files_of_an_exercise_keep_the_rules(id_: str, pages: Pages) -> None:
    exercise = COURSE.exercises[id_]
    thorough = id_ in looked_through()

    assert list(map(str, file_problems(exercise, COURSE, pages, thorough=thorough))) == []


@pytest.mark.parametrize("id_", graded())
def test_exercise_keeps_the_rules(id_: str, pages: Pages, pool: Pool) -> None:
    thorough = id_ in looked_through()
    scores: list[Score | None] = []

    def keep(_: ExerciseFolder, reports: ExerciseReports | None) -> None:
        scores.extend([reports.scored] if reports else [])

    problems = list(exercise_problems(id_, COURSE, pages, pool, keep, thorough=thorough))

    assert list(map(str, problems)) == []
    assert sum(score is not None for score in scores) == (thorough and id_ in COURSE.code)
