"""Which of three policies a mean over two tasks prefers, by the unit of one task's rewards."""

import numpy as np

from tools.figures import Axis, Dots, Line, Number, Panel, Prediction, State, Table

TITLE = "The unit decides"
HINT = "Move the slider “Unit of task 2”."
CAPTION = r"""
The mean return of three policies over two tasks, if every reward of task 2 is written down so many
times as large. A earns {{ 2.71 and 0.81 = RETURNS["A"] }}, B earns
{{ 1.71 and 1.71 = RETURNS["B"] }}. The third is told its task, and does as A in task 1 and as B in
task 2.
"""
PRINTED = CAPTION
SOURCES = ()
DISCOUNT = 0.9
UNITS = (0.25, 0.5, 1, 1.5, 2, 4)
CONTROLS = (Number("unit", "Unit of task 2", UNITS, 1),)
POLICIES = {"A": "policy A", "B": "policy B", "told": "told its task"}
GRID = np.geomspace(UNITS[0], UNITS[-1], 41)


def discounted(*rewards: float) -> float:
    """Return of an episode."""
    return sum(DISCOUNT**t * reward for t, reward in enumerate(rewards))


RETURNS = {
    "A": (discounted(1, 1, 1), discounted(0, 0, 1)),
    "B": (discounted(0, 1, 1), discounted(0, 1, 1)),
}
RETURNS["told"] = (RETURNS["A"][0], RETURNS["B"][1])


def mean(policy: str, unit: float) -> float:
    """Return over both tasks, the second in its unit."""
    first, second = RETURNS[policy]
    return (first + unit * second) / 2


def turn() -> float:
    """The unit in which A and B have the same mean."""
    (a, a_second), (b, b_second) = RETURNS["A"], RETURNS["B"]
    return (a - b) / (b_second - a_second)


def frame(state: State) -> Panel:
    """The means over the unit."""
    marks: list[object] = []
    for series, (policy, name) in enumerate(POLICIES.items()):
        heights = [mean(policy, unit) for unit in GRID]
        marks.append(Line.through(GRID, heights, name, series))
        marks.append(Dots.at(state.unit, mean(policy, state.unit), "", series))
    return Panel(
        x=Axis("unit of task 2", UNITS[0], UNITS[-1], log=True, ticks=[0.25, 0.5, 1, 2, 4]),
        y=Axis("mean return", 0, 5),
        marks=marks,
    )


def say(state: State) -> str:
    """Who is ahead of the two that are not told."""
    a, b, told = (mean(policy, state.unit) for policy in POLICIES)
    return (
        f"With task 2 in units of {state.unit:g}, A has a mean return of {a:.2f}, B of {b:.2f}: "
        f"the objective prefers {'A' if a > b else 'B'}. Told its task, a policy has {told:.2f}."
    )


def table(state: State) -> Table:
    """Returns in each task and their mean."""
    rows: list[tuple[str | float, ...]] = []
    for policy, name in POLICIES.items():
        first, second = RETURNS[policy]
        cells = (first, state.unit * second, mean(policy, state.unit))
        rows.append((name[0].upper() + name[1:], *(f"{cell:.2f}" for cell in cells)))
    return Table(("Policy", "task 1", "task 2", "mean"), rows)


def prediction() -> Prediction:
    """How little it takes, from the returns."""
    bounds = {"little": 1.5, "double": 2.5, "more": np.inf}
    return Prediction(
        question="How much larger must the unit of task 2 be, until the mean prefers B to A?",
        choices={"little": "Less than half again", "double": "About twice", "more": "Even more"},
        right=next(name for name, most in bounds.items() if turn() < most),
        shows={"unit": 1.5},
        after=f"The order turns at a unit of {turn():.2f}.",
    )


PREDICTION = prediction()
