"""A recall exercise passes once every card has been rated, and none to come again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import RecallExercise, grade

CARDS = RecallExercise(id="arithmetic/tables", version="0" * 64, seconds=2, cards=("two", "eight"))


@pytest.mark.parametrize("rating", ["hard", "good", "easy"])
def test_recalled_cards_pass_however_hard_it_was(rating: str) -> None:
    report = grade(CARDS, {"two": rating, "eight": "good"})

    assert (report.verdict, report.feedback) == ("pass", "You recalled all 2 cards.")
    assert [(check.name, check.verdict) for check in report.checks] == [
        ("two", "pass"),
        ("eight", "pass"),
    ]


def test_a_card_that_is_to_come_again_is_not_passed() -> None:
    report = grade(CARDS, {"two": "again", "eight": "good"})

    assert report.verdict == "fail"
    assert report.feedback.startswith("You rated 1 of 2 cards “again”")
    assert [check.verdict for check in report.checks] == ["fail", "pass"]


@pytest.mark.parametrize(
    ("submission", "feedback"),
    [
        (None, "A submission maps each card to a rating."),
        (["good", "good"], "A submission maps each card to a rating."),
        ({}, "Rate every card; still open: two, eight."),
        ({"eight": "good"}, "Rate every card; still open: two."),
        ({"nine": "good"}, "There is no card 'nine' here; the cards are two, eight."),
        (
            {"two": "fine"},
            "two: 'fine' is not a rating; the ratings are again, hard, good, easy.",
        ),
        ({"two": 3}, "two: 3 is not a rating; the ratings are again, hard, good, easy."),
        (
            {"two": ["good"]},
            "two: ['good'] is not a rating; the ratings are again, hard, good, easy.",
        ),
    ],
)
def test_unknown_or_missing_rating_is_invalid(submission: Any, feedback: str) -> None:
    report = grade(CARDS, submission)

    assert (report.verdict, report.feedback, report.checks) == ("invalid", feedback, [])


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
RATINGS = st.sampled_from(["again", "good", "fine"]) | PLAIN | st.lists(PLAIN, max_size=2)


@settings(derandomize=True, deadline=None, max_examples=100, database=None)
@given(PLAIN | st.dictionaries(st.sampled_from(["two", "eight", "nine"]) | PLAIN, RATINGS))
def test_any_value_gets_a_report(submission: Any) -> None:
    report = grade(CARDS, submission)

    assert report.verdict in ("pass", "invalid")
    assert json.loads(report.json())["verdict"] == report.verdict
