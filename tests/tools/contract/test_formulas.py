"""Formulas are read wherever the page sets them, and told with file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.tools.contract.edits import Edit, replace
from tools.contract.style_rules import STYLE_RULES

COURSE = Path(__file__).parents[2] / "course"
CARDS, FIGURE = "exercises/arithmetic/tables/exercise.toml", "docs/figures/pictured.py"
BROKEN = r"\frac{2}{x"
LITERAL = f"'''\nTwice \\(x\\)\nis \\({BROKEN}\\).\n'''"
ESCAPED = rf'"It is \\({BROKEN}\\)."'.replace(BROKEN, BROKEN.replace("\\", "\\\\"))


@pytest.mark.parametrize(
    ("file", "edit"),
    [
        (CARDS, replace("arithmetic/tables/exercise.toml", '"16"', LITERAL)),
        (CARDS, replace("arithmetic/tables/exercise.toml", '"What is twice 8?"', ESCAPED)),
        (FIGURE, replace(f"../{FIGURE}", 'CAPTION = "', f'CAPTION = r"\\({BROKEN}\\) ')),
    ],
)
def test_a_formula_that_cannot_be_read_is_told_with_its_line(
    file: str, edit: Edit, tmp_path: Path
) -> None:
    course = shutil.copytree(COURSE, tmp_path / "course")
    edit(course / "exercises")

    (problem,) = STYLE_RULES["formulas"](course, [course / file])

    there = (course / file).read_text("utf-8").splitlines()
    assert problem.file == file
    assert problem.line is not None
    assert "frac{2}{x" in there[problem.line - 1]
    assert problem.message == rf"the formula {BROKEN} cannot be read"
    assert problem.remedy.startswith("KaTeX parse error")
