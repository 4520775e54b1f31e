"""What the exercises' judges make of their own expressions."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from grader.judge.claims import read
from grader.judge.lexicon import Lexicon, lexicon_of
from grader.judge.words import stem, tokens
from tests.whole_course import COURSE
from tools.common.paths import ROOT

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
