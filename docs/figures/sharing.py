"""When one estimate for two tasks is better than one for each."""

import numpy as np

from metarl.multitask import excess_risk, transfer_helps
from tools.figures import REFERENCE, Axis, Dots, Line, Number, Panel, Rule, State, Table

TITLE = "When sharing helps"
HINT = "Move the sliders, and watch where the two lines cross."
CAPTION = r"""
The expected excess risk of one task, fitted alone or together with the other, over the squared
distance of the two tasks' true weights. There are \(d = {{ 5 = DIMENSIONS }}\) weights,
and inputs that vary equally in every direction, so the lines cross at \(2 d \sigma^2 / n\).
"""
PRINTED = CAPTION
SOURCES = ()
CONTROLS = (
    Number("n", "Samples of each task, n", (5, 10, 20, 40), 10),
    Number("sigma", "Noise σ", (0.5, 1.0, 1.5), 1.0),
    Number("distance", "Squared distance of the tasks", (0, 0.25, 0.5, 1, 1.5, 2, 3, 4), 0.5),
)
DIMENSIONS = 5
DISTANCES = np.linspace(0, 4, 41)


def tasks(squared: float) -> tuple[np.ndarray, np.ndarray]:
    """Two weight vectors at a squared distance, float[d] each."""
    first, second = np.zeros(DIMENSIONS), np.zeros(DIMENSIONS)
    second[0] = np.sqrt(squared)
    return first, second


def risks(state: State, squared: float) -> tuple[float, float]:
    """Excess risk alone and shared."""
    pair = tasks(squared)
    alone, shared = (excess_risk(*pair, state.sigma, state.n, share) for share in (False, True))
    return alone, shared


def threshold(state: State) -> float:
    """The squared distance at which both ways are equally good."""
    return 2 * DIMENSIONS * state.sigma**2 / state.n


def frame(state: State) -> Panel:
    """Both risks over the distance."""
    alone, shared = np.array([risks(state, squared) for squared in DISTANCES]).T
    here = risks(state, state.distance)
    marks = [
        Line.through(DISTANCES, alone, "a fit for each task", 1),
        Line.through(DISTANCES, shared, "one fit for both", 0),
        Dots.at([state.distance] * 2, here, "at this distance", 2),
    ]
    if threshold(state) <= 4:
        marks.append(Rule(x=threshold(state), label="equally good", series=REFERENCE))
    x, y = Axis("squared distance of the tasks", 0, 4), Axis("excess risk", 0, 2.5)
    return Panel(x=x, y=y, marks=marks)


def say(state: State) -> str:
    """Which way is better here, and up to where."""
    alone, shared = risks(state, state.distance)
    if abs(alone - shared) < 1e-12:
        verdict = "both ways are equally good"
    elif transfer_helps(*tasks(state.distance), state.sigma, state.n):
        verdict = "sharing helps"
    else:
        verdict = "sharing hurts"
    return (
        f"With n = {state.n} samples, σ = {state.sigma:g} and tasks at squared distance "
        f"{state.distance:g}, {verdict}: the risk is {alone:.3g} apart and {shared:.3g} together. "
        f"Sharing helps below a squared distance of {threshold(state):.3g}."
    )


def table(state: State) -> Table:
    """The risks at every distance of the slider."""
    rows = [(f"{squared:g}", *risks(state, squared)) for squared in CONTROLS[2].values]
    return Table(("Squared distance", "risk, apart", "risk, together"), rows)
