"""What every page owes its reader besides the contract: enough text, exact sources, exercises."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tools.course.embeds import embeds
from tools.course.folder import load_course
from tools.course.origins import shown
from tools.site.exercise_lists import entries

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
CONCEPTS = sorted(path.stem for path in (DOCS / "concepts").glob("*.md"))


def read(name: str) -> str:
    return shown((DOCS / name).read_text("utf-8"))


@pytest.mark.parametrize("slug", CONCEPTS)
def test_concept_page_has_enough_text(slug: str) -> None:
    text = read(f"concepts/{slug}.md")
    prose = re.sub(r"\\\[.*?\\\]", "", text.split("## Sources")[0], flags=re.DOTALL)
    prose = re.sub(r"^[|:].*$", "", prose, flags=re.MULTILINE)
    assert len(prose.split()) >= 400


@pytest.mark.parametrize("slug", CONCEPTS)
def test_sources_agree_with_the_bibliography(slug: str) -> None:
    works = tomllib.loads(read("sources.toml"))
    listed = read(f"concepts/{slug}.md").split("## Sources")[1].strip().splitlines()
    assert listed
    for line in listed:
        key = line.removeprefix("- [").split("]")[0]
        work = works[key]
        assert line == f"- [{key}]({work['url']}): *{work['title']}*, {work['venue']}"


def test_every_work_is_cited() -> None:
    texts = [path.read_text("utf-8") for path in DOCS.rglob("*.md")]
    texts += [path.read_text("utf-8") for path in (ROOT / "exercises").rglob("exercise.toml")]
    texts += [path.read_text("utf-8") for path in (ROOT / "metarl").rglob("*.py")]
    unused = [key for key in tomllib.loads(read("sources.toml")) if key not in "\n".join(texts)]
    assert unused == []


def test_works_are_described_completely() -> None:
    for key, work in tomllib.loads(read("sources.toml")).items():
        assert set(work) == {"author", "title", "year", "venue", "url"}, key
        assert f"-{work['year']}-" in key


def embedded(page: Path) -> list[str]:
    """The ids of the exercises that a page embeds."""
    return [name for _, name in embeds(page.read_text("utf-8").splitlines())]


def test_pages_are_found() -> None:
    assert {"maml", "rl2", "pearl"} <= set(CONCEPTS)
    assert embedded(DOCS / "concepts" / "maml.md")


@pytest.mark.parametrize("slug", CONCEPTS)
def test_concept_page_leads_to_an_exercise(slug: str) -> None:
    text = read(f"concepts/{slug}.md")
    anchors = "|".join(path.parent.name for path in (ROOT / "exercises").glob("*/*/"))
    practice = text.partition("\n## Practice\n")[2].partition("\n## ")[0]
    assert embedded(DOCS / "concepts" / f"{slug}.md") or re.search(rf"#({anchors})-", practice)


def test_practice_page_lists_every_code_exercise() -> None:
    listed = "\n".join(entries(ROOT, "code"))
    for id_ in load_course(ROOT).code:
        assert f"#{id_.replace('/', '-')})" in listed
    assert list(embeds(read("practice.md").splitlines(), "list"))
