"""Each term of the glossary leads to the section that explains it, each letter to the notation."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

from tools.common.paths import ROOT
from tools.contract.letter_rules import formulas, letters_of
from tools.course.embeds import embeds
from tools.course.glossary import ENTRY, NAMES
from tools.course.links import headings
from tools.course.origins import hide_origins

DOCS = ROOT / "docs"
GLOSSARY = (DOCS / "glossary.md").read_text("utf-8")
ENTRIES = list(ENTRY.finditer(GLOSSARY))
CONCEPTS = sorted(path.stem for path in (DOCS / "concepts").glob("*.md"))
STEM = 5  # letters: a page says “posterior samples” as well


def names(entry: re.Match[str]) -> list[str]:
    return [name for name in NAMES.split(entry["names"]) if name]


@cache
def section(target: str) -> str:
    """What readers find behind a link: a section, or the page; its tables have their rows."""
    name, _, anchor = target.partition("#")
    text = hide_origins((DOCS / name).read_text("utf-8"))
    parts = re.split(r"^(?=#{1,6} )", text, flags=re.MULTILINE)
    chosen = [part for part in parts if not anchor or anchor in headings(part.splitlines()[:1])]
    term = "".join(chosen)
    rows = [read_rows(DOCS / "data" / f"{table}.json") for _, table in tables(term)]
    return "\n".join([term, *rows]).lower()


def tables(text: str) -> list[tuple[int, str]]:
    return list(embeds(text.splitlines(), "table"))


def read_rows(table: Path) -> str:
    return "\n".join(row["what"] for row in json.loads(table.read_text("utf-8"))["rows"])


def says(text: str, name: str) -> bool:
    """Whether a text has every word of a name, in any form."""
    stems = (word.lower()[:STEM] for word in re.findall(r"[\w²ε()-]+", name) if word != "and")
    return all(re.search(rf"(?<!\w){re.escape(stem)}", text) for stem in stems)


def test_each_term_is_an_item_of_its_own() -> None:
    assert len(ENTRIES) == GLOSSARY.count("{ #") == GLOSSARY.count("\n- ")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["names"])
def test_a_term_leads_to_a_section_that_uses_it(entry: re.Match[str]) -> None:
    assert entry["target"]
    assert any(says(section(entry["target"]), name) for name in names(entry))


@pytest.mark.parametrize("page", CONCEPTS)
def test_each_concept_page_explains_a_term(page: str) -> None:
    assert any(entry["target"].startswith(f"concepts/{page}.md") for entry in ENTRIES)


@pytest.mark.parametrize("page", CONCEPTS)
def test_the_notation_has_each_letter_of_a_concept_page(page: str) -> None:
    known = letters("notation.md")
    assert letters(f"concepts/{page}.md") <= known


def letters(name: str) -> set[str]:
    text = hide_origins((DOCS / name).read_text("utf-8"))
    return {letter for formula in formulas(text) for letter in letters_of(formula)}
