"""What the exercises' judges make of their own expressions."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from grader.judge.claims import read
from grader.judge.features import leaning
from grader.judge.lexicon import Lexicon, lexicon_of
from grader.judge.words import stem, tokens
from tests.whole_course import COURSE
from tools.common.paths import ROOT
from tools.judge.evaluate import owners
from tools.judge.from_exercise import unfitted_judge

LEXICONS = {
    id_: folder.exercise.lexicon
    for id_, folder in COURSE.classify.items()
    if folder.exercise.lexicon
}

SPELT_RIGHT = Counter(
    word
    for page in (ROOT / "docs").rglob("*.md")
    for word in set(re.findall(r"(?<![\w.`$])[a-z]{5,}(?![\w`])", page.read_text("utf-8")))
)
OFTEN = 3  # pages; what only one has may be a name


@pytest.mark.parametrize("id_", LEXICONS)
def test_no_word_that_is_spelt_right_becomes_another(id_: str) -> None:
    lexicon = lexicon_of(LEXICONS[id_])

    assert {
        word: mended
        for word, pages in SPELT_RIGHT.items()
        if pages >= OFTEN
        and (mended := lexicon.stems_of(word, lambda one: False)) != [*map(stem, tokens(word))]
    } == {}


@pytest.mark.parametrize("id_", LEXICONS)
def test_an_expression_by_itself_means_what_its_side_says(id_: str) -> None:
    lexicon = lexicon_of(LEXICONS[id_])
    turned = [
        expression
        for axis, sides in LEXICONS[id_].get("axes", {}).items()
        for side, sign in (("yes", 1), ("no", -1))
        for expression in sides.get(side, ())
        if sign not in claimed(lexicon, axis, expression)
    ]
    assert turned == []


def claimed(lexicon: Lexicon, axis: str, text: str) -> set[int]:
    """The signs that a text gives to an axis."""
    claims = read(lexicon.stems_of(text, lambda stem: False), lexicon).claims
    return {claim.sign for claim in claims if claim.axis == axis}


@pytest.mark.parametrize(
    ("item", "text", "leans"),
    [
        # who had more is what decides, and not that one had
        ("ten-rounds-against-one", "Robot A had ten rounds, B only one.", 1),
        ("ten-rounds-against-one", "Robot A had only one round, and B had ten.", -1),
        ("ten-rounds-against-one", "B never got the nine further rounds that A could use.", 1),
        # to plan for what is to come is not to be curious
        ("survey-day", "What it learns today pays off on the days that follow.", 1),
        (
            "survey-day",
            "It pays for knowledge out of curiosity, no matter how many days are left.",
            -1,
        ),
        ("survey-day", "It orders the survey because it likes to learn.", -1),
        ("survey-day", "It is about the trade-off of exploration and exploitation.", 0),
        ("the-cold-corner", "It adds a bonus to the mean.", -1),
        ("two-headlines", "It plans ahead for the readers to come.", -1),
        # what is true and decides nothing
        ("which-level", "The levels are the same as in training.", 0),
        ("which-level", "The levels are new.", -1),
        ("which-level", "It is told nothing about the level.", 1),
        ("odd-one-out", "Their gradients are equally long.", 0),
        ("odd-one-out", "One gradient is much longer.", -1),
        ("two-more-runs", "Both were trained on the same tasks.", 0),
        ("two-more-runs", "There were too few runs.", 0),
        ("two-more-runs", "Experiments in reinforcement learning are noisy.", 0),
        ("two-more-runs", "The spread is large.", 1),
        ("two-more-runs", "A gap of 15 is nothing next to such a spread.", 1),
        ("one-pays-a-hundred", "Both games pay on the same scale.", -1),
        ("one-kiln", "It was trained on more than one kiln.", -1),
        ("two-buoys", "The order in which they come does not matter.", 1),
    ],
)
def test_where_a_sentence_leans(item: str, text: str, leans: int) -> None:
    judge = unfitted_judge(owners(COURSE)[item].exercise)
    found = leaning(judge.read(text), judge.scenarios[item].rubric)

    assert (found > 0) - (found < 0) == leans
