"""Two tasks that want opposite things, and the compromise that three weightings end at."""

from functools import cache
from typing import NamedTuple

import numpy as np

from metarl.multitask import plain_descent, remedy
from tools.figures import (
    REFERENCE,
    Axis,
    Choice,
    Line,
    Number,
    Panel,
    Prediction,
    Rule,
    State,
    Table,
)

TITLE = "Weights that take sides"
HINT = "Choose who sets the weights, then move both sliders."
CAPTION = r"""
Two tasks share one parameter \(x\), which starts at {{ 0.4 = START }}. Task 1 wants it at
{{ 0 = OPTIMA[0] }} and task 2 at {{ 1 = OPTIMA[1] }}. Their losses are \(f + \tfrac12 x^2\) and
\(c\,(f + \tfrac12 (x - 1)^2)\), where no \(x\) gets below the floor \(f\), and \(c\) is the unit of
task 2. Each of the {{ 2,000 updates = UPDATES }} is a plain step against the weighted sum of the
gradients, of size {{ 0.01 = RATE }}. The second drawing has task 2’s share of the weights, and of
the two pulls: a pull is a weight times the length of its gradient.
"""
PRINTED = CAPTION
SOURCES = ("kendall-2018-uncertainty", "liu-2023-famo", "kurin-2022-unitary")
RULES = {"sum": "Equal weights", "uncertainty": "Uncertainty weights", "famo": "FAMO"}
FLOORS, UNITS = (0.02, 0.045, 0.08, 0.105, 0.2, 0.5), (1, 10, 100)
CONTROLS = (
    Choice("rule", "Weights", RULES, "sum"),
    Number("floor", "Floor f of both losses", FLOORS, 0.08),
    Number("unit", "Unit c of task 2", UNITS, 1),
)
START, RATE, UPDATES = 0.4, 0.01, 2000
OPTIMA = np.array([0.0, 1.0])
SHOWN = 40  # every so many updates are drawn


class Course(NamedTuple):
    """What happens in a training.

    Attributes:
        x: the parameter before each update and at the end, float[2001].
        weights: task 2's share of the weights of each update, float[2000].
        pulls: task 2's share of the pulls, float[2000].
    """

    x: np.ndarray
    weights: np.ndarray
    pulls: np.ndarray


def removable(x: np.ndarray | float) -> np.ndarray:
    """Of both losses at a place, float[2], what another place could remove, in the same unit."""
    return np.asarray((x - OPTIMA) ** 2 / 2)


@cache
def course(rule: str, floor: float, unit: float) -> Course:
    """A training from the start."""
    units = np.array([1.0, unit])
    combined = remedy(rule, 2, np.random.default_rng(0))
    x, weights, pulls = [], [], []

    def landscape(place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        x.append(place[0])
        return units * (floor + removable(place[0])), (units * (place - OPTIMA))[:, None]

    def combine(losses: np.ndarray, gradients: np.ndarray) -> np.ndarray:
        direction, chosen = combined(losses, gradients)
        pull = chosen * np.abs(gradients[:, 0])
        weights.append(chosen[1] / chosen.sum())
        pulls.append(pull[1] / pull.sum())
        return direction

    end = plain_descent(landscape, np.array([START]), combine, UPDATES, RATE)
    return Course(np.array([*x, end[0]]), np.array(weights), np.array(pulls))


def valleys(floor: float) -> list[float]:
    """Where the sum of the logarithms of both losses is least: x (1 - x) = 2 f, or the middle."""
    square = 1 - 8 * floor
    if square <= 0:
        return [0.5]
    return [(1 - float(np.sqrt(square))) / 2, (1 + float(np.sqrt(square))) / 2]


def frame(state: State) -> list[Panel]:
    """Where the parameter goes, and who pulls how hard."""
    x, weights, pulls = course(state.rule, state.floor, state.unit)
    updates = np.arange(0, UPDATES + 1, SHOWN)
    at = updates[:-1]
    axis = Axis("updates", 0, UPDATES)
    levels = [
        Rule(y=place, series=REFERENCE, label="least sum of logarithms")
        for place in valleys(state.floor)
    ]
    return [
        Panel(
            x=axis,
            y=Axis("x", -0.05, 1.05),
            title="The shared parameter",
            marks=[*levels, Line.through(updates, x[updates], "x: task 1 wants 0, task 2 1", 0)],
        ),
        Panel(
            x=axis,
            y=Axis("share", -0.05, 1.05),
            title="Task 2’s share",
            marks=[
                Line.through(at, weights[at], "of the weights", 1),
                Line.through(at, pulls[at], "of the pulls", 2),
            ],
        ),
    ]


def say(state: State) -> str:
    """Where the training ends, and with which weights."""
    x, weights, pulls = course(state.rule, state.floor, state.unit)
    first, second = removable(x[-1])
    return (
        f"{RULES[state.rule]}, f = {state.floor:g}, c = {state.unit}: after 2,000 updates x is "
        f"{x[-1]:.3f}, so that task 1 is {first:.3f} above its floor and task 2, in the same unit, "
        f"{second:.3f}. Task 2 has {100 * weights[-1]:.3g} % of the weights and "
        f"{100 * pulls[-1]:.3g} % of the pulls."
    )


def table(state: State) -> Table:
    """All three weightings with this floor and this unit."""
    rows: list[tuple[str | float, ...]] = []
    for rule, name in RULES.items():
        x, weights, _ = course(rule, state.floor, state.unit)
        cells = [f"{value:.3f}" for value in (x[-1], *removable(x[-1]))]
        rows.append((name, *cells, f"{100 * weights[-1]:.2f} %"))
    head = ("Weights", "x ends at", "task 1 above f", "task 2 above f", "task 2’s weight")
    return Table(head, rows)


def prediction() -> Prediction:
    """Where two tasks that are alike meet, from the training itself."""
    shown = {"rule": "uncertainty", "floor": 0.08, "unit": 1}
    end = float(course(**shown).x[-1])
    places = {"one": 0.2, "middle": 0.5, "two": 0.8}
    return Prediction(
        question=(
            "Both tasks are alike: the same unit, the same floor f\u00a0=\u00a00.08. The start is "
            "a little nearer to what task 1 wants. Where do uncertainty weights end?"
        ),
        choices={
            "middle": "In the middle: the weights even the tasks out",
            "one": "Near what task 1 wants",
            "two": "Near what task 2 wants, which is further behind",
        },
        right=min(places, key=lambda name: abs(places[name] - end)),
        shows=shown,
        after=(
            f"x ends at {end:.2f}. The smaller loss gets the larger weight, and the larger weight "
            "makes it smaller still."
        ),
    )


PREDICTION = prediction()
