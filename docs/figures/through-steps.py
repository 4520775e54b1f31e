"""The loss after several inner steps as the start moves, and two gradients that claim its slope."""

from functools import cache
from typing import NamedTuple

import numpy as np

from metarl.networks import sigmoid
from tools.figures import REFERENCE, Axis, Choice, Dots, Line, Number, Panel, Rule, State, Table

TITLE = "The slope of the loss after the steps"
HINT = "Move the slider “Inner steps”, then choose another step size."
CAPTION = r"""
Two tasks are logistic regressions with one weight and one example each, the same in support and
query set: the inputs {{ 1 and 3 with the labels 1 and 0 = np.transpose(POINTS) }}. The first
drawing has the mean loss over the two tasks after \(k\) inner steps of size \(\alpha\) from the
start \(\theta\). The second has MAML's gradient, \((1 - \alpha H_0) \cdots (1 - \alpha H_{k-1})\)
times the slope where the steps end, with the curvature \(H_j\) of step \(j\)'s own place; and the
first-order gradient, which leaves the factors out. Dots mark where either is 0, and what the loss
is there.
"""
PRINTED = CAPTION
SOURCES = ("finn-2017-maml",)
POINTS = (1.0, 1.0), (3.0, 0.0)
SIZES = {"0.1": "0.1", "0.25": "0.25", "0.5": "0.5"}
CONTROLS = (Number("steps", "Inner steps", range(4), 2), Choice("alpha", "Step size", SIZES, "0.5"))
LOW, HIGH = -1.0, 5.0
HIGHEST = 1.5  # loss that is drawn
STARTS = np.linspace(LOW, HIGH, 241)


class Curves(NamedTuple):
    """Over the starts, float[S] each.

    Attributes:
        loss: mean loss after the steps.
        exact: its gradient.
        first_order: the mean slope where the steps end.
    """

    loss: np.ndarray
    exact: np.ndarray
    first_order: np.ndarray


@cache
def curves(steps: int, alpha: float) -> Curves:
    """What becomes of every start."""
    total = Curves(*np.zeros((3, len(STARTS))))
    for x, y in POINTS:
        w, factor = STARTS.copy(), np.ones_like(STARTS)
        for _ in range(steps):
            p = sigmoid(x * w)
            factor = factor * (1 - alpha * p * (1 - p) * x * x)
            w = w - alpha * x * (p - y)
        slope = x * (sigmoid(x * w) - y)
        loss = np.logaddexp(0, x * w) - y * x * w
        for sum_, part in zip(total, (loss, factor * slope, slope), strict=True):
            sum_ += part / len(POINTS)
    return total


def rest(gradient: np.ndarray, loss: np.ndarray) -> tuple[float, float]:
    """Where a gradient is 0 on its way up, and the loss there."""
    at = int(np.flatnonzero((gradient[:-1] <= 0) & (gradient[1:] > 0))[0])
    part = gradient[at] / (gradient[at] - gradient[at + 1])
    here = STARTS[at] + part * (STARTS[1] - STARTS[0])
    return float(here), float(np.interp(here, STARTS, loss))


def shown(state: State) -> tuple[Curves, tuple[float, float], tuple[float, float]]:
    """The curves, and where MAML and the first-order method come to rest."""
    found = curves(state.steps, float(state.alpha))
    return found, rest(found.exact, found.loss), rest(found.first_order, found.loss)


def frame(state: State) -> list[Panel]:
    """The loss, and the gradients."""
    found, maml, first = shown(state)
    low = found.loss <= HIGHEST
    return [
        Panel(
            x=Axis("start θ", LOW, HIGH),
            y=Axis("mean loss", 0, HIGHEST),
            title="Loss after the steps",
            marks=[
                Line.through(STARTS[low], found.loss[low], "", REFERENCE),
                Dots.at(*maml, "MAML rests", 0),
                Dots.at(*first, "first order rests", 1),
            ],
        ),
        Panel(
            x=Axis("start θ", LOW, HIGH),
            y=Axis("gradient", -0.5, 1.6),
            title="What claims to be its slope",
            marks=[
                Rule(y=0, series=REFERENCE),
                Line.through(STARTS, found.exact, "MAML’s gradient", 0),
                Line.through(STARTS, found.first_order, "first-order gradient", 1),
                Dots.at(maml[0], 0, "MAML rests", 0),
                Dots.at(first[0], 0, "first order rests", 1),
            ],
        ),
    ]


def say(state: State) -> str:
    """Where the two come to rest."""
    _, maml, first = shown(state)
    if not state.steps:
        return (
            f"Without a step, whatever its size ({state.alpha} here), both gradients are the slope "
            f"of the loss itself, and rest at {maml[0]:.2f}, where it is {maml[1]:.3f}."
        )
    steps = "one step" if state.steps == 1 else f"{state.steps} steps"
    return (
        f"After {steps} of size {state.alpha}, MAML’s gradient is 0 at the start {maml[0]:.2f}, "
        f"where the loss after the steps is {maml[1]:.3f}. The first-order gradient is 0 at "
        f"{first[0]:.2f}, where it is {first[1]:.3f}."
    )


def table(state: State) -> Table:
    """For each number of steps of this size."""
    rows = []
    for steps in CONTROLS[0].values:
        found = curves(steps, float(state.alpha))
        maml, first = rest(found.exact, found.loss), rest(found.first_order, found.loss)
        rows.append((steps, *(f"{value:.3f}" for value in (*maml, *first))))
    return Table(
        ("inner steps", "MAML rests at", "loss there", "first order rests at", "loss there"), rows
    )
