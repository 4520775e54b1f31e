"""Every exercise that the site shows keeps every rule of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tools.contract.code_rules import CODE_RULES
from tools.contract.command import problems_of_pages, unfinished
from tools.contract.exercise_reports import Grading
from tools.course.site_config import identity_problems, read_identity
from tools.course.folder import Course, load_course, names
from tools.contract.page_rules import read_pages
from tools.grading.pool import Pool, process_pool
from tools.contract.exercise_rules import LOADING, RULES, Site, read_site

ROOT = Path(__file__).parents[2]
COURSE = load_course(ROOT)
SHOWN = {name: one for name, one in COURSE.exercises.items() if read_identity(ROOT).shows(name)}
CASES = [
    pytest.param(name, rule, id=f"{name}-{rule}")
    for name, loaded in SHOWN.items()
    for rule in [*RULES, *(CODE_RULES if loaded.kind == "code" else ())]
]


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with process_pool() as processes:
        yield processes


@pytest.fixture(scope="module")
def site() -> Site:
    return read_site(ROOT)


@pytest.fixture(scope="module")
def course() -> Course:
    return COURSE


@cache
def grading_of(name: str, pool: Pool) -> Grading:
    """One for all rules: nothing is graded twice."""
    return Grading(COURSE.exercises[name], pool)


@pytest.mark.parametrize("name", SHOWN)
def test_nothing_is_left_to_do(name: str) -> None:
    assert [str(one) for one in unfinished(COURSE, name)] == []


def test_the_site_is_described_rightly() -> None:
    assert [str(one) for one in identity_problems(ROOT, names(ROOT))] == []


def test_every_page_keeps_the_rules() -> None:
    pages = read_pages(ROOT)

    assert [str(one) for one in problems_of_pages(COURSE, pages, pages.paths)] == []


@pytest.mark.parametrize("rule", LOADING)
def test_every_folder_can_be_read(rule: str) -> None:
    assert [str(one) for one in COURSE.problems if one.rule == rule] == []


def test_there_is_something_to_check() -> None:
    kinds = {loaded.kind for loaded in COURSE.exercises.values()}

    assert kinds == {"code", "classify", "recall"}


@pytest.mark.parametrize(("name", "rule"), CASES)
def test_exercise_keeps_the_rule(
    name: str, rule: str, course: Course, site: Site, pool: Pool
) -> None:
    loaded = course.exercises[name]

    if rule in RULES:
        problems = list(RULES[rule](loaded, course, site))
    else:
        problems = list(CODE_RULES[rule](loaded, course, grading_of(name, pool)))

    assert [str(one) for one in problems] == []
