"""Two arms, some pulls, one policy-gradient step: the start with and without the score term."""

from functools import cache

import numpy as np

from metarl.maml import sampled_meta_gradient
from tools.figures import (
    REFERENCE,
    Axis,
    Dots,
    Line,
    Number,
    Panel,
    Prediction,
    Rule,
    State,
    Table,
)

TITLE = "What the score term is worth"
HINT = "Move the sliders “Step size α” and “Pulls before the step”."
CAPTION = r"""
The first arm pays 1 with probability {{ 0.9 = TASKS[0, 0] }} in half of the tasks and
{{ 0.1 = TASKS[1, 0] }} in the others, the second with probability {{ 0.5 = TASKS[0, 1] }} in all. A
policy that pulls the first arm with probability \(p = \sigma(\theta)\), where \(\sigma\) is the
sigmoid, makes its pulls, takes a policy-gradient step of size \(\alpha\) on their rewards minus
\(\tfrac12\), and pulls once more. One panel shows the expected reward of that last pull, the other
its derivative with respect to \(\theta\), and what is left of it without the score term. All
that can happen is summed up, so nothing is left to chance. The marks show where ascent from
\(p = {{ 0.5 = sigmoid(0) }}\) comes to rest.
"""
PRINTED = CAPTION
SOURCES = ("stadie-2018-emaml", "finn-2017-maml")
TASKS = np.array([[0.9, 0.5], [0.1, 0.5]])
CONTROLS = (
    Number("alpha", "Step size α", (2, 4, 8, 16, 32), 8),
    Number("pulls", "Pulls before the step", (1, 2, 4, 8), 1),
)
NAMES = {True: "with the score term", False: "without it"}
GRID = np.linspace(0.01, 0.99, 50)


def sigmoid(theta: float) -> float:
    """Probability of the first arm."""
    return float(1 / (1 + np.exp(-theta)))


def climb(p: float, alpha: float, pulls: int, score_term: bool = True) -> tuple[float, float]:
    """Expected reward after the step from a start p, and its derivative, whole or in part."""
    start = np.array([np.log(p / (1 - p))])
    value, slope = sampled_meta_gradient(start, TASKS, alpha, score_term, pulls=pulls)
    return value, slope.item()


@cache
def curves(alpha: float, pulls: int) -> np.ndarray:
    """Over the grid: the expected reward, its derivative, and that without the score term."""
    both = [[climb(p, alpha, pulls, term) for term in NAMES] for p in GRID]
    return np.array([(full[0], full[1], part[1]) for full, part in both]).T


@cache
def rest(alpha: float, pulls: int, score_term: bool) -> float:
    """Where ascent from p = 0.5 ends: the first start uphill at which the slope is 0."""

    def slope(p: float) -> float:
        return climb(p, alpha, pulls, score_term)[1]

    uphill = slope(0.5)
    below = beyond = 0.5
    while slope(beyond) * uphill > 0 and 0.01 < beyond < 0.99:
        below, beyond = beyond, beyond + np.copysign(0.01, uphill)
    for _ in range(30):
        middle = (below + beyond) / 2
        below, beyond = (middle, beyond) if slope(middle) * uphill > 0 else (below, middle)
    return (below + beyond) / 2


def reward(alpha: float, pulls: int, score_term: bool) -> float:
    """Expected reward after the step, from where ascent comes to rest."""
    return climb(rest(alpha, pulls, score_term), alpha, pulls)[0]


def frame(state: State) -> tuple[Panel, Panel]:
    """The expected reward, and its derivatives."""
    at = state.alpha, int(state.pulls)
    value, *slopes = curves(*at)
    start = Axis("start p", 0, 1)
    upper: list[Line | Dots] = [Line.through(GRID, value, "expected reward", 2)]
    lower: list[Line | Dots | Rule] = [Rule(y=0, series=REFERENCE)]
    for series, (term, name) in enumerate(NAMES.items()):
        place = rest(*at, term)
        upper.append(Dots.at(place, reward(*at, term), f"rest {name}", series))
        lower.append(Line.through(GRID, slopes[series], name, series))
        lower.append(Dots.at(place, 0, name, series))
    return (
        Panel(x=start, y=Axis("reward after the step", 0.48, 0.66), marks=upper),
        Panel(x=start, y=Axis("derivative", -0.1, 0.07), marks=lower),
    )


def say(state: State) -> str:
    """Where both come to rest, and what they earn there."""
    at = state.alpha, int(state.pulls)
    pulls = "one pull" if state.pulls == 1 else f"{state.pulls} pulls"
    places = {term: (rest(*at, term), reward(*at, term)) for term in NAMES}
    return (
        f"A step of size {state.alpha} from {pulls}: with the score term ascent comes to rest at "
        f"p = {places[True][0]:.3f}, where the reward after the step is {places[True][1]:.4f}, and "
        f"without it at p = {places[False][0]:.3f}, where it is {places[False][1]:.4f}."
    )


def table(state: State) -> Table:
    """Both resting places, for every number of pulls."""
    rows: list[tuple[str | float, ...]] = []
    for pulls in CONTROLS[1].values:
        at = state.alpha, int(pulls)
        numbers = [(f"{rest(*at, term):.3f}", f"{reward(*at, term):.4f}") for term in NAMES]
        rows.append((str(pulls), *numbers[0], *numbers[1]))
    head = ("Pulls", "rests at p", "reward there", "without: rests at p", "reward there")
    return Table(head, rows)


def prediction(alpha: float, pulls: int) -> Prediction:
    """Where a program without the score term ends, worked out as everything else here."""
    ways = {
        "telling": "Towards the first arm, which tells the tasks apart",
        "still": "Nowhere: on average both arms pay the same",
        "safe": "Towards the second arm, which pays the same in all tasks",
    }
    slope = climb(0.5, alpha, pulls, score_term=False)[1]
    right = "still" if abs(slope) < 1e-9 else "telling" if slope > 0 else "safe"
    ends, best = (rest(alpha, pulls, term) for term in (False, True))
    earned, possible = (reward(alpha, pulls, term) for term in (False, True))
    return Prediction(
        question=(
            f"One pull, one step of size {alpha}, and only the pull after it counts. A program "
            "differentiates through the step and leaves the score term out. From equal chances, "
            "where does it take the start?"
        ),
        choices=ways,
        right=right,
        shows={"alpha": alpha, "pulls": pulls},
        after=(
            f"It comes to rest at p = {ends:.2f}, where the reward after the step is {earned:.3f}. "
            f"The whole gradient leads to p = {best:.2f} and {possible:.3f}."
        ),
    )


PREDICTION = prediction(8, 1)
