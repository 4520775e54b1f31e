"""Gaussian factors multiplied one by one, or averaged by mistake."""

import numpy as np

from metarl.pearl.belief import product_of_gaussians
from tools.figures import REFERENCE, Axis, Choice, Line, Panel, State, Step, Table

TITLE = "Evidence narrows a belief"
HINT = "Press “Next step” to add a factor, then switch to averaging and go through the steps again."
CAPTION = r"""
Dashed curves are the Gaussian factors of single transitions, the solid curve is the belief made
of them. Multiplying adds precisions, so the belief narrows with every factor. The average of
means and variances does not.
"""
PRINTED = CAPTION
SOURCES = ("rakelly-2019-pearl",)
FACTORS = np.array([[0.0, 1.0], [2.0, 4.0], [0.5, 1.0], [1.5, 2.0], [0.8, 1.0], [1.2, 0.5]])
CONTROLS = (
    Step("seen", "Factors", 1, 6, 2),
    Choice("rule", "Rule", {"product": "Multiply", "average": "Average instead"}, "product"),
)
GRID = np.linspace(-4, 6, 121)


def belief(count: int, rule: str) -> tuple[float, float]:
    """Mean and variance of what the first factors give."""
    seen = FACTORS[:count]
    if rule == "average":
        mean, variance = seen.mean(axis=0)
        return float(mean), float(variance)
    mean, variance = product_of_gaussians(seen[:, :1], seen[:, 1:])
    return float(mean[0]), float(variance[0])


def density(mean: float, variance: float) -> np.ndarray:
    """Of a Gaussian on the grid, float[121]."""
    return np.exp(-((GRID - mean) ** 2) / (2 * variance)) / np.sqrt(2 * np.pi * variance)


def frame(state: State) -> Panel:
    """The factors so far and the belief."""
    count = state.seen
    marks = [
        Line.through(GRID, density(*factor), "factors", REFERENCE) for factor in FACTORS[:count]
    ]
    name = "their product" if state.rule == "product" else "their average"
    marks.append(Line.through(GRID, density(*belief(count, state.rule)), name, 0))
    return Panel(x=Axis("latent variable z", -4, 6), y=Axis("density", 0, 1.1), marks=marks)


def say(state: State) -> str:
    """Mean and variance after so many factors."""
    count = state.seen
    mean, variance = belief(count, state.rule)
    surest = FACTORS[:count, 1].min()
    verb = "multiplied" if state.rule == "product" else "averaged"
    factors = "One factor" if count == 1 else f"{count} factors"
    compared = (
        "narrower than"
        if variance < surest - 1e-12
        else "as wide as"
        if variance < surest + 1e-12
        else "wider than"
    )
    return (
        f"{factors}, {verb}: mean {mean:.3g}, variance {variance:.3g}, {compared} "
        f"the surest factor ({surest:g})."
    )


def table(state: State) -> Table:
    """Both rules, factor by factor."""
    rows: list[tuple[str | float, ...]] = []
    for count, (mean, variance) in enumerate(FACTORS[: state.seen], 1):
        factor = f"N({mean:g}, {variance:g})"
        rows.append((count, factor, *belief(count, "product"), *belief(count, "average")))
    head = ("Factors", "the last one", "product: mean", "variance", "average: mean", "variance")
    return Table(head, rows)
