"""The part of mkdocs.yml that a fork changes: what is wrong with it, and where."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.common.paths import ROOT
from tools.contract.problems import site_problems
from tools.course.site_config import CONFIG
from tools.site.colours import NAMES, PAIRS, contrast

KNOWN = ["one/first", "one/second", "two/first"]


def said(folder: Path, text: str) -> list[tuple[str, str, int | None]]:
    """What is wrong with a mkdocs.yml of this text, with the remedy and the line."""
    (folder / CONFIG).write_text(text, "utf-8")
    for id_ in KNOWN:
        (folder / "exercises" / id_).mkdir(parents=True, exist_ok=True)
        (folder / "exercises" / id_ / "exercise.toml").touch()
    return [(each.message, each.remedy, each.line) for each in site_problems(folder)]


def with_colour(name: str, value: str) -> str:
    """Our own file with another value for a colour of the light palette."""
    text = (ROOT / CONFIG).read_text("utf-8")
    return re.sub(rf'(?<=\n      ){name}: "[^"]*"', f"{name}: {value}", text, count=1)


def test_ours_is_right() -> None:
    assert list(site_problems(ROOT)) == []


def test_broken_yaml_names_the_line(tmp_path: Path) -> None:
    ((message, _, line),) = said(tmp_path, 'site_name: x\nextra:\n  short_name: "mine\n')
    assert message.startswith("cannot be read: ")
    assert line in (3, 4)


def test_each_mistake_has_its_line_and_its_remedy(tmp_path: Path) -> None:
    text = "extra:\n  short_name: My Name\n  exercises:\n    - one/first\n    - one/fist\n"
    assert said(tmp_path, text) == [
        (
            "'My Name' cannot be the short name of files and of browsers' stores",
            "Use lower-case letters, digits and hyphens, as in my-workbook.",
            2,
        ),
        (
            "no exercise is called 'one/fist'",
            "Name ids, with * for any letters, or delete it. Did you mean one/first?",
            5,
        ),
    ]


def test_a_choice_that_is_not_a_list_is_told(tmp_path: Path) -> None:
    ((message, remedy, line),) = said(tmp_path, "site_name: x\nextra:\n  exercises: one/first\n")
    assert (message, line) == ("exercises is not a list of ids", 3)
    assert '["*"]' in remedy


def test_each_mistake_in_a_course_is_told(tmp_path: Path) -> None:
    text = (
        "extra:\n  courses:\n"
        "    code:\n      name: One\n      says: It.\n      exercises: [one/first]\n"
        "    two:\n      name: Two\n      exercises:\n        - one/first\n        - one/fist\n"
        "        - one/first\n    three: [one/first]\n"
    )
    assert [(message, line) for message, _, line in said(tmp_path, text)] == [
        ("a list cannot be called 'code'", 3),
        ("the course 'two' has no says", 7),
        ("there is no exercise 'one/fist'", 11),
        ("'one/first' is in the course twice", 10),
        *((f"the course 'three' has no {key}", 13) for key in ("name", "says", "exercises")),
    ]
    assert "Did you mean one/first" in said(tmp_path, text)[2][1]


def test_a_site_may_name_no_course(tmp_path: Path) -> None:
    assert said(tmp_path, "extra:\n  courses:\n") == []
    ((message, _, line),) = said(tmp_path, "extra:\n  courses: [one/first]\n")
    assert (message, line) == ("courses is not a table of courses", 2)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("accent", '"#9adad5"', "accent is too faint in the light palette, on paper (1."),
        ("accent", "teal", "accent is not a colour: 'teal'"),
        ("accent", "#0a6168", "accent is not a colour: None"),
        ("mark", '"#f7e4ad"\n      marc: "#000000"', "no colour is called 'marc'"),
    ],
)
def test_a_colour_that_will_not_do_is_told(
    name: str, value: str, message: str, tmp_path: Path
) -> None:
    problems = said(tmp_path, with_colour(name, value))
    places = [line for text, _, line in problems if text.startswith(message)]
    assert places, problems
    lines = (tmp_path / CONFIG).read_text("utf-8").splitlines()
    assert all(line and re.search(rf"\b{name[:3]}", lines[line - 1]) for line in places)


def test_a_palette_or_a_colour_that_is_missing_is_told(tmp_path: Path) -> None:
    colours = "".join(f'      {name}: "#000000"\n' for name in NAMES if name != "ink")
    found = said(tmp_path, f"x: y\nextra:\n  colours:\n    light:\n{colours}")
    texts = {text: line for text, _, line in found}
    assert texts["the light palette has no colour ink"] == 4
    assert texts["the colours of the dark palette are missing"] == 3


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


def test_style_sheets_use_the_colours_that_there_are() -> None:
    styles = (ROOT / "docs" / "assets" / "css").glob("*.css")
    texts = [path.read_text("utf-8") for path in styles]
    used = {name for text in texts for name in re.findall(r"var\(--rl-([\w-]+)", text)}
    own = {name for text in texts for name in re.findall(r"--rl-([\w-]+):", text)}
    assert used - own - {"height"} <= set(NAMES)  # which a script sets
    assert {name for pair in PAIRS for name in pair} <= set(NAMES)
