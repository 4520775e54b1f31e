"""Where four methods start from, and what one gradient step makes of it, on two tasks."""

import numpy as np

from metarl.tasks.quadratics import (
    Method,
    fixed_point,
    mean_quadratic_loss,
    meta_weights,
)
from tools.figures import (
    REFERENCE,
    Axis,
    Choice,
    Dots,
    Line,
    Number,
    Panel,
    Prediction,
    Rule,
    State,
    Table,
)

TITLE = "The best start looks bad"
HINT = "Move the slider “Step size α”, and choose a method: its start is marked on both curves."
CAPTION = r"""
Two tasks have the losses \(\tfrac12 \theta^2\) and
\({{ 2 = CURVATURES[1] / 2 }} (\theta - {{ 1 = CENTRES[1] }})^2\). For every start \(\theta\), one
curve gives the mean loss of the two tasks at \(\theta\), the other what is left of it after one
gradient step of size \(\alpha\) in each task. A method comes to rest at the marked start. Reptile
takes {{ five = STEPS["reptile"] }} steps in each task, the others one.
"""
PRINTED = CAPTION
SOURCES = ("finn-2017-maml", "nichol-2018-reptile")
METHODS: dict[Method, str] = {
    "joint": "Joint training",
    "fomaml": "FOMAML",
    "reptile": "Reptile",
    "maml": "MAML",
}
CURVATURES, CENTRES = np.array([1.0, 4.0]), np.array([0.0, 1.0])
STEPS = {"reptile": 5}
CONTROLS = (
    Number("alpha", "Step size α", (0.05, 0.1, 0.15, 0.2, 0.25, 0.3), 0.2),
    Choice("method", "Method", METHODS, "joint"),
)
GRID = np.linspace(-0.4, 1.4, 73)


def named(method: Method) -> str:
    """A method within a sentence."""
    return "joint training" if method == "joint" else METHODS[method]


def rest(alpha: float, method: Method) -> float:
    """Where the pulls of a method cancel: it is drawn there, or pushed away from there."""
    return fixed_point(weights(alpha, method), CENTRES)


def weights(alpha: float, method: Method) -> np.ndarray:
    """Pull of each task, float[2]."""
    return meta_weights(CURVATURES, alpha, method, STEPS.get(method, 1))


def losses(theta: float, alpha: float) -> tuple[float, float]:
    """Mean loss before and after one step."""
    before, after = (mean_quadratic_loss(theta, CURVATURES, CENTRES, alpha, k) for k in (0, 1))
    return before, after


def is_stable(alpha: float, method: Method) -> bool:
    """Whether the method is drawn to its resting place."""
    return bool(weights(alpha, method).sum() > 0)


def frame(state: State) -> Panel:
    """Both curves, and the start on them."""
    before, after = np.array([losses(theta, state.alpha) for theta in GRID]).T
    theta = rest(state.alpha, state.method)
    marks = [
        Line.through(GRID, before, "before the step", REFERENCE),
        Line.through(GRID, after, "after the step", 0),
    ]
    if is_stable(state.alpha, state.method):
        there = losses(theta, state.alpha)
        marks += [
            Rule(x=theta, series=2),
            Dots.at([theta, theta], there, f"where {named(state.method)} starts", 2),
        ]
    return Panel(x=Axis("start θ", -0.4, 1.4), y=Axis("mean loss", 0, 1.2), marks=marks)


def say(state: State) -> str:
    """The losses at the start."""
    name, theta = named(state.method), rest(state.alpha, state.method)
    if not is_stable(state.alpha, state.method):
        return f"With α = {state.alpha:g}, {name} finds no rest: the steep task pushes it away."
    before, after = losses(theta, state.alpha)
    return (
        f"With α = {state.alpha:g}, {name} comes to rest at θ = {theta:.3g}, where the mean loss "
        f"is {before:.3g} before the step and {after:.3g} after it."
    )


def table(state: State) -> Table:
    """The four methods at this step size."""
    rows: list[tuple[str | float, ...]] = []
    for method, name in METHODS.items():
        if is_stable(state.alpha, method):
            theta = rest(state.alpha, method)
            rows.append((name, theta, *losses(theta, state.alpha)))
        else:
            rows.append((name, "pushed away", "–", "–"))
    return Table(("Method", "rests at θ", "mean loss before", "mean loss after"), rows)


def prediction(alpha: float) -> Prediction:
    """Which start is best after the step, worked out as everything else here."""
    stable = [method for method in METHODS if is_stable(alpha, method)]
    ends = {method: losses(rest(alpha, method), alpha) for method in stable}
    best = min(stable, key=lambda method: ends[method][1])
    before, after = ends[best]
    least = min(loss for loss, _ in ends.values())
    return Prediction(
        question=(
            f"With a step of size α\u00a0=\u00a0{alpha:g}, which method’s start has the lowest "
            "mean loss after the step?"
        ),
        choices=METHODS,
        right=best,
        shows={"alpha": alpha, "method": best},
        after=(
            f"Its start has a mean loss of {after:.3g} after the step. Before the step that loss "
            f"is {before:.3g}, while the lowest of all is {least:.3g}."
        ),
    )


PREDICTION = prediction(0.3)
