"""A scenario's own text teaches the judge of it, and no learner is called wrong for quoting it."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.kinds.classify import judge_of
from tests.shares import share
from tests.whole_course import COURSE
from tools.course.folder import load_course
from tools.judge.from_exercise import fit_of, with_judge
from tools.judge.scenario_text import pieces, undecided

TOY = Path(__file__).parents[2] / "course"


@pytest.mark.parametrize("id_", share(sorted(COURSE.classify), 1))
def test_nobody_is_called_wrong_for_quoting_a_scenario(id_: str) -> None:
    folder = COURSE.classify[id_]
    judge = judge_of(with_judge(folder))
    said = {
        piece: judge.judge(scenario.id, piece).verdict
        for scenario in folder.meta.item
        for piece, _ in pieces(scenario.text)
    }

    assert said
    assert [piece for piece, verdict in said.items() if verdict == "wrong"] == []
    quoted = {each.text for each in undecided(folder)}
    assert [piece for piece in quoted if said[piece] == "sound"] == []


def test_a_text_falls_into_sentences_and_half_sentences() -> None:
    text = (
        "It [is on the fire]{fire}. [It is,\nas I say, loud: the whole house]{loud} hears it. Tea."
    )

    assert list(pieces(text)) == [
        ("It is on the fire.", {"fire"}),
        ("It is, as I say, loud:", {"loud"}),
        ("the whole house hears it.", {"loud"}),
    ]


def test_what_holds_no_deciding_phrase_is_vague() -> None:
    folder = load_course(TOY).classify["arithmetic/parity"]
    deciding = {
        words
        for item in folder.exercise.items
        for name, words in item.phrases.items()
        if name in item.deciding
    }

    assert {each.label for each in undecided(folder)} <= {"vague"}
    assert not [each for each in undecided(folder) if any(one in each.text for one in deciding)]


def test_it_takes_part_in_every_fit_on_axes() -> None:
    folder = COURSE.classify["exploration/which-agent-explores"]
    fit = fit_of(folder, folder.sentences)

    assert len(fit.labels) == len(folder.sentences) + len(undecided(folder))
    by_words = COURSE.classify["framing/first-scenario"]
    assert len(fit_of(by_words, by_words.sentences).labels) == len(by_words.sentences)
