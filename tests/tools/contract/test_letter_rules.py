"""Which letters a formula has, and which of them a sentence names."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tools.contract.letter_rules import letters, letters_of, named
from tools.contract.page_rules import read_pages
from tools.course.folder import Course

COURSE = Path(__file__).parents[2] / "course"
PAGE = "concepts/doubling"


@pytest.mark.parametrize(
    ("formula", "there"),
    [
        (r"\theta' = \theta - \alpha \nabla L_i(\theta)", ["\\theta", "\\alpha", "L", "i"]),
        (r"\mathbb{E}_{\mathcal{M}} \big[ \log \pi \big]", ["\\mathbb{E}", "\\mathcal{M}", "\\pi"]),
        (r"\int_0^1 3x^2 \, dx + L_{\text{critic}} + L^{\mathrm s}", ["x", "L"]),
    ],
)
def test_letters_of_a_formula(formula: str, there: list[str]) -> None:
    assert [*dict.fromkeys(letters_of(formula))] == there


@pytest.mark.parametrize(
    ("formula", "first"),
    [("x_t", ["x"]), ("i, j", ["i", "j"]), (r"f(x, y) = \alpha", ["f"]), (r"\tfrac12", [])],
)
def test_a_formula_names_what_it_begins_with(formula: str, first: list[str]) -> None:
    assert [*named(formula)] == first


@pytest.mark.parametrize(
    ("text", "unnamed"),
    [
        ("A number \\(x\\) has the double \\(y\\):\n\n\\[ y = 2x \\]\n", []),
        ("A number has the double \\(2x\\):\n\n\\[ y = 2x \\]\n", ["y"]),
        ("| \\(x\\) |\n|---|\n\n\\[ y = 2x \\]\n\nHere \\(y\\) is the double.\n", ["x"]),
        ("A formula stands between `\\[` and `\\]`.\n", []),
        ("\\[ d = 2d \\]\n", []),  # which mkdocs.yml of the course calls known
    ],
)
def test_what_no_sentence_names_is_told(tmp_path: Path, text: str, unnamed: list[str]) -> None:
    root = shutil.copytree(COURSE, tmp_path / "course")
    (root / f"docs/{PAGE}.md").write_text(f"# Doubling\n\n{text}", "utf-8")
    problems = letters(PAGE, read_pages(root), Course(root))
    assert [each.message.split()[4] for each in problems] == unnamed
