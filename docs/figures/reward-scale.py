"""Two tasks of which one pays in larger numbers, and what three remedies make of that."""

from functools import cache
from typing import NamedTuple

import numpy as np

from metarl.multitask import descend, remedy
from tools.figures import Axis, Choice, Line, Number, Panel, Rule, State, Table

TITLE = "A task with large rewards takes over"
HINT = "Move the slider “Reward scale of task 2”, then try the remedies."
CAPTION = r"""
Each task's loss is its reward scale, times one half plus half the squared distance of two
parameters from the task's optimum, \((1, 0)\) or \((0, 1)\). Both tasks share the parameters, which
start at \((0, 0)\), and 600 updates by Adam with step size 0.01. The first drawing has half the
squared distance to each optimum, in units that do not depend on the scale. The second has the share
of task 2 in the tasks' weights, each weight times the reward scale.
"""
PRINTED = CAPTION
SOURCES = ("kurin-2022-unitary", "kendall-2018-uncertainty", "liu-2023-famo")
REMEDIES = {
    "sum": "Plain sum",
    "normalised": "Normalised rewards",
    "uncertainty": "Uncertainty weights",
    "famo": "FAMO",
}
CONTROLS = (
    Number("scale", "Reward scale of task 2", (1, 3, 10, 30, 100), 1),
    Choice("remedy", "Remedy", REMEDIES, "sum"),
)
OPTIMA = np.eye(2)
UPDATES, LR = 600, 0.01


class Course(NamedTuple):
    """What happens in a training.

    Attributes:
        left: half the squared distances to the optima before each update and at the end,
            float[601, 2].
        share: of task 2 in the weights of each update, float[600].
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
    updates = np.arange(0, UPDATES + 1, 10)
    x = Axis("updates", 0, UPDATES)
    return [
        Panel(
            x=x,
            y=Axis("half the squared distance", 0, 1.1),
            title="How far each task is from its optimum",
            marks=[
                Line.through(updates, left[updates, 0], "task 1", 0),
                Line.through(updates, left[updates, 1], "task 2", 1),
            ],
        ),
        Panel(
            x=x,
            y=Axis("share of task 2", 0, 1.1),
            title="Who has the say",
            marks=[
                Rule(y=0.5, series=5, label="equal shares"),
                Line.through(updates[:-1], share[updates[:-1]], "share of task 2", 2),
            ],
        ),
    ]
