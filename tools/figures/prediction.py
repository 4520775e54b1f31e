"""What a figure asks before it can be moved: readers who have committed themselves look closer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tools.figures.controls import Control


@dataclass(frozen=True)
class Prediction:
    """A question with one right answer, which the figure shows. Nothing of it is graded.

    Attributes:
        question: names the state that it is about.
        choices: what readers see, by name.
        right: the name of the choice that the figure bears out.
        shows: the value of each control in the state that shows it.
        after: the sentence that tells, afterwards, what the figure shows.
    """

    question: str
    choices: Mapping[str, str]
    right: str
    shows: Mapping[str, Any]
    after: str


def flaws(prediction: Prediction, controls: Sequence[Control]) -> Iterator[tuple[str, str]]:
    """What is wrong with a prediction, each with its remedy."""
    if not prediction.question.strip() or not prediction.after.strip():
        yield "PREDICTION lacks its question or the sentence after it", "Write both."
    if len(prediction.choices) < 2:
        yield "PREDICTION has fewer than two choices", "Give two or more."
    if prediction.right not in prediction.choices:
        remedy = f"Name one of {', '.join(prediction.choices)}."
        yield (
            f"PREDICTION calls {prediction.right!r} right, which is not one of the choices",
            remedy,
        )
    names = {control.name for control in controls}
    if set(prediction.shows) != names:
        yield "PREDICTION does not name the state that shows the answer", "Name every control."
    for control in controls:
        value = prediction.shows.get(control.name)
        if control.name in prediction.shows and value not in control.values:
            message = f"PREDICTION has the control {control.name!r} at {value!r}, where it never is"
            yield message, "Take one of its values."


def encode_prediction(prediction: Prediction, controls: Sequence[Control]) -> dict[str, Any]:
    """A prediction as JSON values: choice and controls by their positions."""
    shows = [list(control.values).index(prediction.shows[control.name]) for control in controls]
    return {
        "question": prediction.question,
        "choices": list(prediction.choices.values()),
        "right": list(prediction.choices).index(prediction.right),
        "shows": shows,
        "after": prediction.after,
    }
