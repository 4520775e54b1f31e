"""Two tasks of which one pays in larger numbers, and what three remedies make of that."""

from functools import cache
from typing import NamedTuple

import numpy as np

from metarl.multitask import descend, remedy
from tools.figures import REFERENCE, Axis, Choice, Line, Number, Panel, Rule, State, Table

TITLE = "A task with large rewards takes over"
HINT = "Move the slider “Reward scale of task 2”, then try the remedies."
CAPTION = r"""
Two tasks share two parameters, which start at \((0, 0)\) and take
{{ 2,000 updates by Adam with step size 0.01 = [UPDATES, LR] }}. A task's loss is its reward scale
times \(\tfrac12 + \tfrac12 d^2\), where \(d\) is the distance to the task's optimum, \((1, 0)\) or
\((0, 1)\). The first drawing has \(\tfrac12 d^2\), in which the scale does not count. In the
second, a task's weight is what its loss is multiplied by, times its reward scale.
"""
PRINTED = CAPTION
SOURCES = ("kurin-2022-unitary", "kendall-2018-uncertainty", "liu-2023-famo")
REMEDIES = {
    "sum": "Plain sum",
    "normalised": "Normalised rewards",
    "uncertainty": "Uncertainty weights",
    "famo": "FAMO",
}
NAMES = {
    "sum": "a plain sum",
    "normalised": "normalised rewards",
    "uncertainty": "uncertainty weights",
    "famo": "FAMO",
}
CONTROLS = (
    Number("scale", "Reward scale of task 2", (1, 3, 10, 30, 100), 1),
    Choice("remedy", "Remedy", REMEDIES, "sum"),
)
OPTIMA = np.eye(2)
UPDATES, LR = 2000, 0.01


class Course(NamedTuple):
    """What happens in a training.

    Attributes:
        left: half the squared distances to the optima before each update and at the end,
            float[2001, 2].
        share: of task 2 in the weights of each update, float[2000].
    """

    left: np.ndarray
    share: np.ndarray


def losses(theta: np.ndarray, scale: float) -> tuple[np.ndarray, np.ndarray]:
    """Of both tasks at a place float[2], and their gradients, float[2, 2]."""
    scales = np.array([1.0, scale])
    away = theta - OPTIMA
    return scales * (0.5 + distances(theta)), scales[:, None] * away


def distances(theta: np.ndarray) -> np.ndarray:
    """Half the squared distances to the optima, float[2]."""
    return np.asarray(((theta - OPTIMA) ** 2).sum(axis=1) / 2)


@cache
def course(scale: float, name: str) -> Course:
    """A training from the start."""
    normalised = name == "normalised"
    rule = remedy("sum" if normalised else name, 2, np.random.default_rng(0))
    left, shares = [distances(np.zeros(2))], []

    def combine(values: np.ndarray, gradients: np.ndarray) -> np.ndarray:
        direction, weights = rule(values, gradients)
        own = weights * (1.0, 1.0 if normalised else scale)
        shares.append(own[1] / own.sum())
        return direction

    def landscape(theta: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        # what is normalised arrives as if both tasks paid in the same unit
        return losses(theta, 1.0 if normalised else scale)

    descend(
        landscape,
        np.zeros(2),
        combine,
        UPDATES,
        LR,
        lambda theta: left.append(distances(theta)),
    )
    return Course(np.array(left), np.array(shares))


def frame(state: State) -> list[Panel]:
    """Distances and weights over the updates."""
    left, share = course(state.scale, state.remedy)
    updates = np.arange(0, UPDATES + 1, 20)
    x = Axis("updates", 0, UPDATES)
    return [
        Panel(
            x=x,
            y=Axis("½ d²", -0.05, 1.1),
            title="Distance to each optimum",
            marks=[
                Line.through(updates, left[updates, 0], "task 1", 0),
                Line.through(updates, left[updates, 1], "task 2", 1),
            ],
        ),
        Panel(
            x=x,
            y=Axis("share", -0.05, 1.1),
            title="Task 2’s share of the weights",
            marks=[
                Rule(y=0.5, series=REFERENCE, label="equal shares"),
                Line.through(updates[:-1], share[updates[:-1]], "task 2’s share", 2),
            ],
        ),
    ]


def power(share: float) -> float:
    """Of the squared gradient norm at the start: the unscaled gradients have length 1 there."""
    return share**2 / (share**2 + (1 - share) ** 2)


def say(state: State) -> str:
    """Who rules the first update, and where the training ends."""
    left, share = course(state.scale, state.remedy)
    first, second = left[-1]
    times = f"Task 2 pays {state.scale} times as much." if state.scale > 1 else "Both pay alike."
    return (
        f"{times} With {NAMES[state.remedy]}, task 2 has {100 * power(share[0]):.4g} % of the "
        f"squared gradient norm in the first update. In both tasks ½ d² begins at 0.50; after "
        f"2,000 updates it is {first:.2f} in task 1 and {second:.2f} in task 2."
    )


def table(state: State) -> Table:
    """All remedies at this scale."""
    rows: list[tuple[str | float, ...]] = []
    for name, words in REMEDIES.items():
        left, share = course(state.scale, name)
        cells = [100 * share[0], 100 * share[-1], *left[-1]]
        rows.append(
            (
                words,
                *(f"{cell:.{digits}f}" for cell, digits in zip(cells, (1, 1, 2, 2), strict=True)),
            )
        )
    head = (
        "Remedy",
        "share of task 2 at first, %",
        "at last, %",
        "task 1 ends at",
        "task 2 ends at",
    )
    return Table(head, rows)
