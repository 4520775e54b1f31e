"""A scenario is right when label and evidence are; the sentence never matters."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import ClassifyExercise, Item, grade
from grader.kinds.classify import EVERY_PHRASE, NO_PHRASE, OTHER_PHRASE, WRONG_PHRASE, drawn
from grader.report import VERDICTS

PAIRS = Item(
    id="pairs",
    text="A large box of socks in which every sock has its partner, seven of them red.",
    phrases={"size": "large box", "partner": "every sock has its partner", "seven": "seven"},
    label="even",
    deciding=("partner",),
    misleading=("seven",),
    why={"odd": "Nothing is left over."},
)
CAKE = Item(
    id="cake",
    text="Two halves of a cake.",
    phrases={"two": "Two halves"},
    label="even",
    deciding=("two",),
    defensible={"odd": "One cake: a fair reading; the halves are what is counted."},
)
SOCKS = ClassifyExercise(
    id="arithmetic/parity",
    version="0" * 64,
    seconds=2,
    labels=("even", "odd"),
    items=(PAIRS, CAKE),
)
RIGHT = {
    "pairs": {"label": "even", "evidence": ["partner"], "because": "All have partners."},
    "cake": {"label": "even", "evidence": ["two"], "because": ""},
}


def answered(**pairs: Any) -> dict[str, Any]:
    return {**RIGHT, "pairs": {**RIGHT["pairs"], **pairs}}


def test_right_labels_and_phrases_pass() -> None:
    report = grade(SOCKS, RIGHT)

    assert report.verdict == "pass"
    assert report.feedback == "All 2 scenarios are right, each with the phrase that decides it."
    assert [(check.name, check.title, check.found) for check in report.checks] == [
        ("pairs", PAIRS.text, "even"),
        ("cake", CAKE.text, "even"),
    ]


def test_wrong_label_gives_its_reason() -> None:
    report = grade(SOCKS, answered(label="odd"))

    assert report.verdict == "fail"
    assert report.feedback == (
        "Right: scenario 2. A different label fits: scenario 1. "
        "Read the reasons, then try these again."
    )
    wrong = report.checks[0]
    assert (wrong.verdict, wrong.feedback) == ("fail", "Nothing is left over.")
    assert (wrong.found, wrong.stage, wrong.misconception) == ("odd", "label", None)
    assert wrong.expected == ""


@pytest.mark.parametrize(
    ("evidence", "feedback"),
    [
        ([], NO_PHRASE),
        (["size"], OTHER_PHRASE),
        (["seven"], WRONG_PHRASE.format(phrase="seven")),
        (["partner", "seven"], WRONG_PHRASE.format(phrase="seven")),
        (["size", "partner", "seven"], EVERY_PHRASE),
    ],
)
def test_right_label_without_the_deciding_phrase_fails(evidence: list[str], feedback: str) -> None:
    report = grade(SOCKS, answered(evidence=evidence))

    assert report.verdict == "fail"
    assert (report.checks[0].feedback, report.checks[0].stage) == (feedback, "evidence")


def test_further_phrases_do_no_harm() -> None:
    assert grade(SOCKS, answered(evidence=["size", "partner"])).verdict == "pass"


def test_defensible_label_passes_with_its_remark() -> None:
    report = grade(SOCKS, {**RIGHT, "cake": {"label": "odd"}})

    assert report.verdict == "pass"
    remark = "One cake: a fair reading; the halves are what is counted."
    assert report.checks[1].feedback == f"{remark} Our first choice is “even”."
    # “misleads” beside a phrase that speaks for this very label would be unfair
    assert not report.checks[1].cues


@pytest.mark.parametrize("because", ["", "Because.", "x" * 10**5, "\udcff"])
def test_sentence_never_changes_the_verdict(because: str) -> None:
    assert grade(SOCKS, answered(because=because)).verdict == "pass"
    assert grade(SOCKS, answered(label="odd", because=because)).verdict == "fail"


NESTED: list[Any] = []
for _ in range(10**5):
    NESTED = [NESTED]


@pytest.mark.parametrize(
    ("submission", "feedback"),
    [
        (None, "A submission maps each scenario to a label and evidence."),
        ("even", "A submission maps each scenario to a label and evidence."),
        ([], "A submission maps each scenario to a label and evidence."),
        (
            {**RIGHT, "pears": {}},
            "There is no scenario 'pears' here; the scenarios are pairs, cake.",
        ),
        (
            answered(label="evne"),
            "pairs: 'evne' is not a label; the labels are even, odd.",
        ),
        (answered(label=["even"]), "pairs: ['even'] is not a label; the labels are even, odd."),
        (answered(label=NESTED), "pairs: [[[[[…]]]]] is not a label; the labels are even, odd."),
        (answered(evidence="partner"), "pairs: evidence must be a list of phrase ids."),
        (answered(evidence=None), "pairs: evidence must be a list of phrase ids."),
        (
            answered(evidence=["two"]),
            "pairs: 'two' is not a phrase; the phrases are size, partner, seven.",
        ),
        (
            answered(evidence=[["partner"]]),
            "pairs: ['partner'] is not a phrase; the phrases are size, partner, seven.",
        ),
        (answered(because=5), "pairs: because must be a sentence."),
    ],
)
def test_unknown_or_missing_answer_is_invalid(submission: Any, feedback: str) -> None:
    report = grade(SOCKS, submission)

    assert (report.verdict, report.feedback) == ("invalid", feedback)
    assert report.checks == []


STILL_OPEN = "Choose a label for every scenario; still open: "
AGAIN = "Read the reasons, then try these again. "


@pytest.mark.parametrize(
    ("submission", "verdicts", "feedback"),
    [
        ({}, ["skip", "skip"], f"{STILL_OPEN}scenarios 1 and 2."),
        (
            {"pairs": RIGHT["pairs"], "cake": "even"},
            ["pass", "skip"],
            f"Right: scenario 1. {STILL_OPEN}scenario 2.",
        ),
        (
            {"pairs": {"label": "odd"}},
            ["fail", "skip"],
            f"A different label fits: scenario 1. {AGAIN}{STILL_OPEN}scenario 2.",
        ),
        (
            answered(label=None, because="All have partners."),
            ["skip", "pass"],
            f"Right: scenario 2. {STILL_OPEN}scenario 1.",
        ),
    ],
)
def test_those_that_are_answered_have_their_results(
    submission: Any, verdicts: list[str], feedback: str
) -> None:
    report = grade(SOCKS, submission)

    assert (report.verdict, report.feedback) == ("invalid", feedback)
    assert [check.verdict for check in report.checks] == verdicts


def test_marking_every_phrase_buys_nothing() -> None:
    (check, _) = grade(SOCKS, answered(evidence=list(PAIRS.phrases))).checks
    assert (check.cues, check.missed) == ({}, "")


def items(count: int) -> tuple[Item, ...]:
    return tuple(replace(PAIRS, id=f"pairs-{number}") for number in range(count))


def test_draw_shows_some_items_in_the_order_of_the_file() -> None:
    exercise = replace(SOCKS, items=items(9), draw=4)
    ids = [item.id for item in exercise.items]

    shown = drawn(exercise, seed=0)

    assert len(shown) == 4
    assert list(shown) == [name for name in ids if name in shown]
    assert drawn(exercise, seed=0) == shown
    assert len({drawn(exercise, seed) for seed in range(20)}) > 10


@pytest.mark.parametrize("draw", [None, 9, 12])
def test_draw_of_all_items_shows_all(draw: int | None) -> None:
    assert len(drawn(replace(SOCKS, items=items(9), draw=draw), seed=1)) == 9


def test_only_drawn_items_are_asked_for() -> None:
    exercise = replace(SOCKS, items=items(9), draw=2)
    answers = dict.fromkeys(drawn(exercise, seed=3), RIGHT["pairs"])

    report = grade(exercise, answers, seed=3)

    assert report.verdict == "pass"
    assert len(report.checks) == 2
    other = next(item.id for item in exercise.items if item.id not in answers)
    assert grade(exercise, {**answers, other: RIGHT["pairs"]}, seed=3).verdict == "invalid"


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
JSON = PLAIN | st.lists(PLAIN, max_size=2) | st.dictionaries(st.text(max_size=2), PLAIN, max_size=2)
PHRASES = st.sampled_from(["size", "partner", "two"])
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        name: JSON
        | st.fixed_dictionaries(
            {},
            optional={
                "label": st.sampled_from(["even", "odd"]) | JSON,
                "evidence": st.lists(st.sampled_from(["size", "partner", "two"]) | JSON, max_size=2)
                | JSON,
                "because": JSON,
            },
        )
        for name in ("pairs", "cake", "pears")
    },
)


@settings(derandomize=True, deadline=None, max_examples=60, database=None)
@given(JSON | ANSWERS)
def test_any_json_value_gets_a_report(submission: Any) -> None:
    report = grade(SOCKS, submission)

    assert report.verdict in VERDICTS[:3]
    again = grade(SOCKS, submission)
    again.seconds = report.seconds
    assert json.dumps(report.data()) == json.dumps(again.data())
