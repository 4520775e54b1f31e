"""The judge of justifications, on a subject that it has never heard of: tea."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from types import FrameType
from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import ClassifyExercise, Item, exercise_from_data, grade
from grader.judge import Judge, scenario_of
from grader.judge.features import AGREES, OPPOSES
from grader.judge.model import VERDICTS, Model, model_from_data
from grader.judge.reasons import certain
from grader.judge.words import LONGEST_SENTENCE
from grader.kinds.classify import judge_of
from tools.course.kinds import Sentence
from tools.judge.fit import Fit

Label = Literal["sound", "vague", "wrong"]
LEXICON = {
    "axes": {
        "hot": {
            "yes": ["hot", "boiling", "steaming"],
            "no": ["cold", "chilled", "lukewarm"],
            "says": "the water is hot",
            "denies": "the water is not hot",
        },
    },
    "things": {"water": ["water", "kettle"], "general": ["leaves", "popular", "taste"]},
    "asides": {"other": ["cup", "saucer"]},
    "names": {"black": ["black tea"], "iced": ["iced tea"]},
    "truths": {"iced": ["!hot"]},
}
TEA = Item(
    id="tea",
    text="The kettle whistles.",
    phrases={"kettle": "The kettle whistles"},
    label="black",
    deciding=("kettle",),
    rubric="The water is boiling.",
    judge={"agrees": ["hot"], "asks": "how warm the water is"},
)
SOUND = """The water is hot. | It is boiling water. | the water isn't cold
Nothing here is cold.
The kettle holds boiling water.
If it were cold I would take iced tea, but it is steaming.
water hot, not chilled | It is not the case that the water is cold.
There is no cold water here."""
WRONG = """The water is cold. | The water isn't hot. | Nothing here is hot.
It is chilled water.
The kettle holds lukewarm water. | If it were hot I would take black tea, but it is cold.
water cold, not hot | There is no hot water here. | It is not boiling."""
VAGUE = """Black tea is popular. | It has leaves. | I like the taste.
The cup is hot.
Tea is popular in many countries. | It is black tea because it is black tea. | The saucer is cold.
The leaves come from a shrub. | People drink it in the morning."""


def sentences() -> list[Sentence]:
    blocks: dict[Label, str] = {"sound": SOUND, "vague": VAGUE, "wrong": WRONG}
    return [
        Sentence("tea", text.strip(), label)
        for label, block in blocks.items()
        for text in block.replace("\n", "|").split("|")
    ]


EXERCISE = ClassifyExercise(
    id="kitchen/tea",
    version="0" * 64,
    seconds=2,
    labels=("black", "iced"),
    items=(TEA,),
    lexicon=LEXICON,
)


@pytest.fixture(scope="module")
def exercise() -> ClassifyExercise:
    model = Fit(judge_of(EXERCISE), sentences()).model()
    assert model is not None
    return replace(EXERCISE, model=model.data())


@pytest.fixture(scope="module")
def judge(exercise: ClassifyExercise) -> Judge:
    return judge_of(exercise)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The water in it is boiling.", "sound"),
        ("the watr is boilling", "sound"),
        ("The water is anything but cold.", "sound"),
        ("It isn't boiling at all.", "wrong"),
        ("The water is cold by now.", "wrong"),
        ("It has a taste that is popular.", "vague"),
    ],
)
def test_other_words_for_the_same_claim_get_the_same_verdict(
    judge: Judge, text: str, verdict: str
) -> None:
    assert judge.judge("tea", text).verdict == verdict


def test_the_reason_names_what_was_found_missed_or_contradicted(judge: Judge) -> None:
    assert judge.judge("tea", "The water is hot.").reason == (
        "You say that the water is hot, and that decides the scenario."
    )
    assert judge.judge("tea", "The water isn't hot.").reason == (
        "You say that the water is not hot. The scenario says otherwise: The water is boiling."
    )
    assert "does not say how warm the water is" in judge.judge("tea", "It has leaves.").reason


@pytest.mark.parametrize(
    "text",
    [
        "The water isn't cold, or is it cold?",  # both
        "If the water were hot I would drink it.",  # supposed
        "The cup is hot, the water is not.",  # understood from the clause before
    ],
)
def test_no_claim_is_quoted_that_the_writer_may_not_have_made(judge: Judge, text: str) -> None:
    assert certain(judge.read(text)) == [] or all(
        claim.aside for claim in certain(judge.read(text))
    )


def test_without_labelled_sentences_it_is_unsure() -> None:
    judgement = judge_of(EXERCISE).judge("tea", "The water is hot.")

    assert judgement.verdict == "unsure"
    assert "model sentence" in judgement.reason


def test_no_model_comes_of_one_label_alone() -> None:
    assert Fit(judge_of(EXERCISE), [Sentence("tea", "It is hot.", "sound")]).model() is None
    assert Fit(judge_of(EXERCISE), []).model() is None


def test_what_is_true_but_decides_nothing_neither_agrees_nor_opposes() -> None:
    rubric = scenario_of(LEXICON, "tea", "black", "", {"agrees": [], "true": ["hot"]}).rubric

    assert (rubric.stand_of("hot", 1), rubric.stand_of("hot", -1)) == ("yes", OPPOSES)
    deciding = scenario_of(LEXICON, "tea", "black", "", {"agrees": ["hot"]}).rubric
    assert deciding.stand_of("hot", 1) == AGREES


HOSTILE = [
    "",
    " ",
    "?",
    "🍵🍵🍵",
    "hot",
    "hot hot hot hot",
    "hot water kettle boiling steaming black",
    "hot, water, kettle, boiling",
    "asdf jkl qwer uiop the zxcv",
    "Das Wasser kocht schon lange.",
    "水は熱い。",
    "print('hot'); import os",
    "null",
    "\x00\udcff",
    "not " * 100,
    "((((" * 100,
    "The water is hot. " * 1000,
    "x" * 10_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:20]))
def test_what_is_no_sentence_is_never_sound(judge: Judge, text: str) -> None:
    judgement = judge.judge("tea", text)

    assert judgement.verdict in ("unsure", "vague")
    assert judgement.reason


def work(judge: Judge, text: str) -> int:
    """How many functions of the judge are called for a text."""
    count = 0

    def profile(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event == "call" and f"{os.sep}judge{os.sep}" in frame.f_code.co_filename

    sys.setprofile(profile)
    try:
        judge.judge("tea", text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", ["not ", "hot and cold ", "watr, ", "if it is not "])
def test_work_grows_no_faster_than_the_text(judge: Judge, piece: str) -> None:
    short, long = (
        piece * (length // len(piece)) for length in (LONGEST_SENTENCE // 3, LONGEST_SENTENCE)
    )
    judge.judge("tea", long)  # stems are remembered

    assert 0 < work(judge, long) < 4 * work(judge, short)


def test_a_text_too_long_for_a_sentence_is_not_read(judge: Judge) -> None:
    assert work(judge, "hot " * LONGEST_SENTENCE) < work(judge, "It is hot.")


@settings(derandomize=True, deadline=None, max_examples=200, database=None)
@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from(["hot", "not", "if", ",", "but", "cold", "the"]))
)
def test_any_text_gets_an_opinion(text: str | list[str]) -> None:
    fitted = judge_of(replace(EXERCISE, model=TINY.data()))
    words = text if isinstance(text, str) else " ".join(text)

    assert fitted.judge("tea", words).verdict in (*VERDICTS, "unsure")


TINY = Model(np.array([5], dtype=np.uint32), np.array([[1, -2, 127]], dtype=np.int8), 0.25)


def test_a_model_survives_the_way_through_json() -> None:
    again = model_from_data(json.loads(json.dumps(TINY.data())))

    assert (again.keys.tolist(), again.values.tolist()) == ([5], [[1, -2, 127]])
    assert again.scale == TINY.scale


def test_an_opinion_on_a_sentence_is_in_the_report_and_counts_nothing(
    exercise: ClassifyExercise,
) -> None:
    again = exercise_from_data(json.loads(json.dumps(exercise.data())))
    answer = {"label": "black", "evidence": ["kettle"], "because": "The water is cold."}

    report = grade(again, {"tea": answer})

    assert report.verdict == "pass"
    assert report.checks[0].because == {
        "verdict": "wrong",
        "reason": (
            "You say that the water is not hot. The scenario says otherwise: The water is boiling."
        ),
    }
    silent = grade(again, {"tea": {**answer, "because": "  "}})
    assert silent.checks[0].because is None
