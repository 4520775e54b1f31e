"""Numbers on pages and in exercises have their origins beside them: a false digit is a finding."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tools.common.paths import ROOT
from tools.contract.command import check
from tools.contract.number_rules import TEXTS, captions_as_page, disagreement, number_findings
from tools.course.origins import Origin, definitions, hide_origins, origins
from tools.course.text import read_text
from tools.numbers.printed import numbers
from tools.numbers.values import Scope

PLACES = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "exercises").glob("*/*/*")]
FIGURES = (ROOT / "docs" / "figures").glob("*.py")
WRITTEN = {
    path.relative_to(ROOT).as_posix(): read_text(path)
    for path in PLACES
    if path.suffix == ".md" or path.name in TEXTS
}
WRITTEN |= {path.relative_to(ROOT).as_posix(): captions_as_page(path) for path in FIGURES}
FILES = sorted(file for file, text in WRITTEN.items() if any(origins(text)))


def falsified(text: str) -> list[str]:
    """The text with another last digit in each of its numbers, or another word."""
    texts = []
    for number in numbers(text):
        start, end = number.match.span()
        if number.match["word"]:
            false = "seven" if number.value != 7 else "eight"
        else:
            false = re.sub(r"\d(?=\D*$)", lambda digit: str((int(digit[0]) + 5) % 10), number.text)
        texts.append(text[:start] + false + text[end:])
    return texts


def test_pages_and_prompts_have_numbers_with_origins() -> None:
    concepts = {path.stem for path in (ROOT / "docs" / "concepts").glob("*.md")}
    assert concepts <= {Path(file).stem for file in FILES}
    assert "exercises/maml/inner-adapt/prompt.md" in FILES


@pytest.mark.parametrize("file", FILES)
def test_each_number_of_a_file_is_right_and_another_digit_is_not(file: str) -> None:
    text = WRITTEN[file]
    scope = Scope(ROOT, file, definitions(text))
    for origin in origins(text):
        value = scope.value(origin.expression)
        assert disagreement(origin, value) is None
        assert value is True or len(falsified(origin.printed)) == len(value or [])
        for false in falsified(origin.printed) if value is not True else ():
            assert disagreement(Origin(false, origin.expression, 0), value), (origin, false)
        if value is True:
            assert disagreement(origin, False)


def test_the_guide_s_example_holds_and_readers_see_its_numbers() -> None:
    guide = read_text(ROOT / "docs" / "authoring" / "pages.md")
    (example,) = re.findall(r"^```markdown\n([^`]*\{\{.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    assert list(number_findings(example, ROOT, "docs/a.md")) == []
    assert len(list(origins(example))) == 4
    assert "{" not in hide_origins(example)
    assert "| best | 1.083 | 1.667 | 2.278 |" in hide_origins(example)
    assert any(number_findings(example.replace("1.667", "1.669"), ROOT, "docs/a.md"))


def test_a_wrong_number_is_told_with_its_line_and_what_to_write() -> None:
    text = "A.\n\nOf {{ 0.24 and 1 % = 2 * x, x / 10 }}.\n\n<!-- numbers\nx = 0.1257\n-->\n"
    (finding,) = number_findings(text, ROOT, "docs/a.md")
    assert finding.line == 3
    assert finding.message == "0.24 is printed, and 2 * x, x / 10 gives 0.2514"
    assert finding.remedy == "Write “0.25 and 1 %”, or correct the expression."


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("{{ 0.2 = 1 / 0 }}", 1, "does not give a number: ZeroDivisionError"),
        ("{{ 0.2 = 1 / }}", 1, "does not give a number: SyntaxError"),
        ("{{ 0.2 = None }}", 1, "does not give a number: TypeError"),
        ("{{ 1 = f() }}\n<!-- numbers\ndef f():\n    return nobody\n-->", 4, "NameError"),
        ("{{ 1 = x }} {{ 2 = x }}\n<!-- numbers\n\nx = 1 / 0\n-->", 4, "cannot be run: ZeroDiv"),
        ("{{ 1 = f() }}\n<!-- numbers\ndef f(:\n    pass\n-->", 3, "is not valid Python"),
        ("{{ 1 to 2 = 1 }}", 1, "“1 to 2” has 2 numbers, 1 gives 1"),
        ("{{ most of them = 1 > 2 }}", 1, "“most of them” is not true"),
        ("{{ at most 5 = True }}", 1, "holds numbers, and True gives True"),
        ("{{0.2 = 1 / 5}}", 1, "shows its origin to readers"),
    ],
)
def test_what_cannot_be_computed_is_told_with_its_line(text: str, line: int, words: str) -> None:
    (finding,) = number_findings(text, ROOT, "docs/a.md")
    assert words in finding.message
    assert (finding.line, bool(finding.remedy)) == (line, True)


def test_a_wrong_number_in_exercise_toml_has_the_line_that_it_stands_in(tmp_path: Path) -> None:
    course = tmp_path / "course"
    shutil.copytree(ROOT / "tests" / "course", course)
    table = course / "exercises" / "arithmetic" / "tables" / "exercise.toml"
    text = table.read_text("utf-8")
    table.write_text(text.replace('answer = "16"', 'answer = "{{ 17 = len("ab") * 8 }}"'), "utf-8")
    (problem,) = check(course, ["arithmetic/tables"])
    assert (problem.rule, problem.file) == (
        "numbers",
        "exercises/arithmetic/tables/exercise.toml",
    )
    assert "{{ 17" in table.read_text("utf-8").splitlines()[(problem.line or 0) - 1]
    assert problem.remedy == "Write “16”, or correct the expression."


def test_a_wrong_number_in_a_caption_has_its_line_in_the_figure_s_file(tmp_path: Path) -> None:
    course = tmp_path / "course"
    shutil.copytree(ROOT / "tests" / "course", course)
    file = course / "docs" / "figures" / "pictured.py"
    text = file.read_text("utf-8")
    plain = 'CAPTION = "A number and its double."'
    assert plain in text
    caption = 'CAPTION = """\nA number, and its double:\nat most {{ 5 = 2 * MOST }}.\n"""'
    file.write_text(text.replace(plain, f"MOST = 3\n{caption}"), "utf-8")

    problems = check(course, ["figures/pictured"])

    (problem,) = (each for each in problems if each.rule == "numbers")
    assert problem.file == "docs/figures/pictured.py"
    assert problem.line is not None
    assert "{{ 5 = 2 * MOST }}" in file.read_text("utf-8").splitlines()[problem.line - 1]
    assert problem.remedy == "Write “6”, or correct the expression."
