"""Which of three policies a mean over two tasks prefers, by how large one task's rewards are."""

import numpy as np

from tools.figures import Axis, Dots, Line, Number, Panel, Prediction, State, Table

TITLE = "The unit decides"
HINT = "Move the slider “Rewards of task 2 times”."
CAPTION = r"""
The mean return of three policies over two tasks, if another unit makes every reward of task 2 so
many times as large. A earns {{ 2.71 and 0.81 = RETURNS["A"] }}, B earns
{{ 1.71 and 1.71 = RETURNS["B"] }}. The third is told its task, and does as A in task 1 and as B in
task 2.
"""
PRINTED = CAPTION
SOURCES = ()
DISCOUNT = 0.9
FACTORS = (0.25, 0.5, 1, 1.5, 2, 4)
CONTROLS = (Number("factor", "Rewards of task 2 times", FACTORS, 1),)
POLICIES = {"A": "policy A", "B": "policy B", "told": "told its task"}
GRID = np.geomspace(FACTORS[0], FACTORS[-1], 41)


def discounted(*rewards: float) -> float:
    """Return of an episode."""
    return sum(DISCOUNT**t * reward for t, reward in enumerate(rewards))


RETURNS = {
    "A": (discounted(1, 1, 1), discounted(0, 0, 1)),
    "B": (discounted(0, 1, 1), discounted(0, 1, 1)),
}
RETURNS["told"] = (RETURNS["A"][0], RETURNS["B"][1])


def mean(policy: str, factor: float) -> float:
    """Return over both tasks, the rewards of the second so many times as large."""
    first, second = RETURNS[policy]
    return (first + factor * second) / 2


def turn() -> float:
    """The factor with which A and B have the same mean."""
    (a, a_second), (b, b_second) = RETURNS["A"], RETURNS["B"]
    return (a - b) / (b_second - a_second)


def frame(state: State) -> Panel:
    """The means over the factor."""
    marks: list[object] = []
    for series, (policy, name) in enumerate(POLICIES.items()):
        heights = [mean(policy, factor) for factor in GRID]
        marks.append(Line.through(GRID, heights, name, series))
        marks.append(Dots.at(state.factor, mean(policy, state.factor), "", series))
    return Panel(
        x=Axis(
            "rewards of task 2 times", FACTORS[0], FACTORS[-1], log=True, ticks=[0.25, 0.5, 1, 2, 4]
        ),
        y=Axis("mean return", 0, 5),
        marks=marks,
    )


def say(state: State) -> str:
    """Who is ahead of the two that are not told."""
    a, b, told = (mean(policy, state.factor) for policy in POLICIES)
    return (
        f"With the rewards of task 2 times {state.factor:g}, A has a mean return of {a:.2f}, "
        f"B of {b:.2f}: "
        f"the objective prefers {'A' if a > b else 'B'}. Told its task, a policy has {told:.2f}."
    )


def table(state: State) -> Table:
    """Returns in each task and their mean."""
    rows: list[tuple[str | float, ...]] = []
    for policy, name in POLICIES.items():
        first, second = RETURNS[policy]
        cells = (first, state.factor * second, mean(policy, state.factor))
        rows.append((name[0].upper() + name[1:], *(f"{cell:.2f}" for cell in cells)))
    return Table(("Policy", "task 1", "task 2", "mean"), rows)


def prediction() -> Prediction:
    """How little it takes, from the returns."""
    bounds = {"little": 1.5, "double": 2.5, "more": np.inf}
    return Prediction(
        question="By what factor must the rewards of task 2 grow before the mean prefers B to A?",
        choices={"little": "Less than 1.5", "double": "About 2", "more": "More than that"},
        right=next(name for name, most in bounds.items() if turn() < most),
        shows={"factor": 1.5},
        after=f"The order is reversed from a factor of {turn():.2f} on.",
    )


PREDICTION = prediction()
