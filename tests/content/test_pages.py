"""What pages owe readers besides the contract: works described in full, all code exercises."""

from __future__ import annotations

import tomllib

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
