"""What the rules for scenarios and cards let pass, and what they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.contract.edits import replace
from tools.contract.command import check
from tools.contract.recall_rules import words
from tools.course.links import headings

PARITY, TABLES = "arithmetic/parity", "arithmetic/tables"
TABLE = f"{TABLES}/exercise.toml"


def messages(course: Path, name: str) -> list[str]:
    problems = check(course, [name])
    assert all(problem.remedy and problem.line for problem in problems)
    return [problem.message for problem in problems]


def test_a_label_that_fits_nothing_is_told_where_there_are_scenarios_for_all(course: Path) -> None:
    file = f"{PARITY}/exercise.toml"
    replace(file, '"odd"', '"odd", "prime"')(course / "exercises")
    for label in ("odd", "even"):
        replace(file, f"why = {{ {label}", f'why = {{ prime = "No.", {label}')(course / "exercises")
    assert messages(course, PARITY) == []  # two scenarios, three labels

    text = (course / "exercises" / file).read_text("utf-8")
    third = text[text.index('[[item]]\nid = "left-over"') : text.index("[judge.axes")]
    copy = third.replace("left-over", "waiting")
    (course / "exercises" / file).write_text(text.replace(third, third + copy), "utf-8")
    assert messages(course, PARITY) == ["no scenario accepts the label 'prime'"]

    replace(file, "defensible = {}", 'defensible = { prime = "It may be." }')(course / "exercises")
    assert messages(course, PARITY) == []


@pytest.mark.parametrize(("shown", "allowed"), [(2, True), (3, False)])
def test_no_more_scenarios_are_drawn_than_there_are(
    course: Path, shown: int, allowed: bool
) -> None:
    replace(f"{PARITY}/exercise.toml", "labels =", f"draw = {shown}\nlabels =")(
        course / "exercises"
    )

    assert (messages(course, PARITY) == []) is allowed


@pytest.mark.parametrize(("count", "allowed"), [(80, True), (81, False)])
def test_an_answer_has_as_many_words_as_one_recalls(
    course: Path, count: int, allowed: bool
) -> None:
    replace(TABLE, 'answer = "4"', f'answer = "{"four " * count}"')(course / "exercises")

    assert (messages(course, TABLES) == []) is allowed


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One, two – three.", 3),
        ("**Bold** and `code`:\n\n- a list", 5),
        ("[two words](../a/page.md#heading) more", 3),
        (r"the sum \(\sum_k a^k\) of \(\theta\) ends", 6),
        ("", 0),
    ],
)
def test_words_are_counted_without_targets_and_commands(text: str, count: int) -> None:
    assert words(text) == count


@pytest.mark.parametrize(
    ("heading", "message"),
    [
        ("concepts/halving.md#practice", "there is no page 'concepts/halving.md' to read on"),
        (
            "../docs/concepts/doubling.md#practice",
            "there is no page '../docs/concepts/doubling.md'",
        ),
        ("concepts/doubling.md", "concepts/doubling.md has no heading ''"),
        # an exercise answers no card
        ("concepts/doubling.md#arithmetic-parity", "has no heading 'arithmetic-parity'"),
    ],
)
def test_a_card_leads_to_a_heading(course: Path, heading: str, message: str) -> None:
    replace(TABLE, "concepts/doubling.md#doubling", heading)(course / "exercises")

    (sentence,) = messages(course, TABLES)
    assert sentence.startswith("two: ")
    assert message in sentence


def test_headings_are_named_as_the_site_names_them() -> None:
    lines = ["# RL²: it *learns*", "## Same", "## Same", "```", "# no heading", "```", "## A {#b}"]

    assert headings(lines) == {
        "rl2-it-learns": "RL²: it learns",
        "same": "Same",
        "same_1": "Same",
        "b": "A",
    }
