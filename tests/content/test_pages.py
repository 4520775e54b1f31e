"""What pages owe readers besides the contract: works described in full, all code exercises,
levels with a beginning and an end."""

from __future__ import annotations

import tomllib
from collections import Counter

from tools.common.paths import ROOT
from tools.course.embeds import embeds
from tools.course.folder import load_course
from tools.course.origins import hide_origins
from tools.site.exercise_lists import choose_exercises, every_shown

DOCS = ROOT / "docs"


def read(name: str) -> str:
    return hide_origins((DOCS / name).read_text("utf-8"))


def test_works_are_described_completely() -> None:
    for key, work in tomllib.loads(read("sources.toml")).items():
        assert set(work) == {"author", "title", "year", "venue", "url"}, key
        assert f"-{work['year']}-" in key


def test_practice_page_lists_every_code_exercise() -> None:
    listed = choose_exercises(ROOT, "code", every_shown(ROOT))
    assert sorted(each.id for each in listed) == sorted(load_course(ROOT).code)
    assert list(embeds(read("practice.md").splitlines(), "list"))


def test_each_level_has_a_way_in_a_short_cut_and_an_end() -> None:
    exercises = [folder.meta for folder in load_course(ROOT).code.values()]
    roles = Counter((each.level, each.role) for each in exercises if each.role)
    levels = {each.level for each in exercises}
    assert levels == set(range(6))
    for level in levels:
        assert [roles[level, role] for role in ("warm-up", "prove it", "capstone")] == [1, 1, 1]
    # whoever passes one that proves it need not do what comes before: so something has to
    assert all(each.prerequisites for each in exercises if each.role == "prove it")
