"""Grading a recall exercise: passed once every card has been rated, and none to come again."""

from __future__ import annotations

from typing import Any

from grader.exercise import RecallExercise
from grader.report import CheckResult, Report, report_for
from grader.values.describe import describe

AGAIN = "again"
RATINGS = (AGAIN, "hard", "good", "easy")
COMES_BACK = "You rated {} of {} cards “again”: look at their answers and recall them once more."


def grade_recall(exercise: RecallExercise, submission: Any, seed: int = 0, *_: Any) -> Report:
    """Grade ``{card: again | hard | good | easy}``."""
    problem = _problem(exercise, submission)
    if problem:
        return report_for(exercise, seed, "invalid", problem)
    forgotten = [card for card in exercise.cards if submission[card] == AGAIN]
    checks = [
        CheckResult(card, card, verdict="fail" if card in forgotten else "pass")
        for card in exercise.cards
    ]
    if forgotten:
        feedback = COMES_BACK.format(len(forgotten), len(checks))
        return report_for(exercise, seed, "fail", feedback, checks=checks)
    feedback = f"You recalled all {len(checks)} cards."
    return report_for(exercise, seed, "pass", feedback, checks=checks)


def _problem(exercise: RecallExercise, submission: Any) -> str:
    if not isinstance(submission, dict):
        return "A submission maps each card to a rating."
    for card, rating in submission.items():
        if card not in exercise.cards:
            cards = ", ".join(exercise.cards)
            return f"There is no card {describe(card)} here; the cards are {cards}."
        if not isinstance(rating, str) or rating not in RATINGS:
            words = f"{card}: {describe(rating)} is not a rating"
            return f"{words}; the ratings are {', '.join(RATINGS)}."
    unrated = [card for card in exercise.cards if card not in submission]
    return f"Rate every card; still open: {', '.join(unrated)}." if unrated else ""
