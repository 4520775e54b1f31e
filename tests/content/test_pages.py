"""What pages owe readers besides the contract: works described in full, all code exercises,
levels with a beginning and an end."""

from __future__ import annotations

import tomllib
from collections import Counter

from tests.whole_course import COURSE
from tools.common.paths import ROOT
from tools.course.embeds import embeds
from tools.course.links import links
from tools.course.origins import hide_origins
from tools.course.site_config import read_config
from tools.site.lists.exercise_lists import choose_exercises, every_shown

DOCS = ROOT / "docs"


def read(name: str) -> str:
    return hide_origins((DOCS / name).read_text("utf-8"))


def test_works_are_described_completely() -> None:
    for key, work in tomllib.loads(read("sources.toml")).items():
        assert set(work) == {"author", "title", "year", "venue", "url", "topic", "why"}, key
        assert work["why"].endswith("."), key
        assert f"-{work['year']}-" in key


def test_the_bibliography_has_every_topic() -> None:
    topics = {work["topic"] for work in tomllib.loads(read("sources.toml")).values()}
    assert {topic for _, topic in embeds(read("bibliography.md").splitlines(), "works")} == topics


def test_the_syllabus_has_the_exercises_of_each_course_in_their_order() -> None:
    plans = read("syllabus.md").split("\n## ")
    for course in read_config(ROOT).courses.values():
        (plan,) = (each for each in plans if each.startswith(course.name))
        done = [line for line in plan.splitlines() if line.startswith(("- Do:", "  ["))]
        anchors = [target.partition("#")[2] for _, target in links(done)]
        assert anchors == [id_.replace("/", "-") for id_ in course.exercises], course.name


def test_every_concept_has_exercises_and_a_figure() -> None:
    for page in (DOCS / "concepts").glob("*.md"):
        lines = page.read_text("utf-8").splitlines()
        assert list(embeds(lines)), page.name
        assert list(embeds(lines, "figure")), page.name


def test_practice_page_lists_every_code_exercise() -> None:
    listed = choose_exercises(ROOT, "code", every_shown(ROOT))
    assert sorted(each.id for each in listed) == sorted(COURSE.code)
    assert list(embeds(read("practice.md").splitlines(), "list"))


def test_each_level_has_a_way_in_a_short_cut_and_an_end() -> None:
    exercises = [folder.meta for folder in COURSE.code.values()]
    roles = Counter((each.level, each.role) for each in exercises if each.role)
    levels = {each.level for each in exercises}
    assert levels == set(range(6))
    for level in levels:
        assert [roles[level, role] for role in ("warm-up", "prove it", "capstone")] == [1, 1, 1]
    # whoever passes one that proves it need not do what comes before: so something has to
    assert all(each.prerequisites for each in exercises if each.role == "prove it")
