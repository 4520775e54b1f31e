"""Grading a recall exercise: passed once every card has been rated."""

from __future__ import annotations

from typing import Any

from grader.exercise import RecallExercise
from grader.report import CheckResult, Report, report_for
from grader.values.describe import describe

RATINGS = ("again", "hard", "good", "easy")


def grade_recall(
    exercise: RecallExercise, submission: Any, seed: int = 0, _stop: bool = False
) -> Report:
    """Grade ``{card: again | hard | good | easy}``."""
    problem = _problem(exercise, submission)
    if problem:
        return report_for(exercise, seed, "invalid", problem)
    checks = [CheckResult(card, card) for card in exercise.cards]
    feedback = f"All {len(checks)} cards are rated."
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
