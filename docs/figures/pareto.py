"""Where three rules come to rest on two losses of one parameter, from any start."""

from functools import cache

import numpy as np

from metarl.multitask import mgda_pair, pcgrad_pair
from tools.figures import REFERENCE, Area, Axis, Choice, Dots, Line, Number, Panel, State, Table

TITLE = "The first compromise is not the best"
HINT = "Choose a rule, and move the slider “Start”."
CAPTION = r"""
The first drawing has the losses \(\tfrac12 x^2\) of task 1 and \(2 (x - 1)^2\) of task 2, and their
sum. Where it is shaded, the two gradients have opposite signs, so that no step helps both tasks.
The second drawing has the place where small steps by the rule (step size {{ 0.002 = STEP }}) end,
over the place where they start.
"""
PRINTED = CAPTION
SOURCES = ("kurin-2022-unitary", "sener-2018-mgda", "yu-2020-pcgrad")
RULES = {"sum": "Sum", "mgda": "MGDA", "pcgrad": "PCGrad"}
CONTROLS = (
    Choice("rule", "Rule", RULES, "sum"),
    Number("start", "Start", (-1, -0.5, 0.2, 0.4, 0.6, 0.9, 1.5, 2), -1),
)
STEP, STEPS = 0.002, 4_000
STARTS = np.linspace(-1.2, 2.2, 69)


def losses(x: np.ndarray) -> np.ndarray:
    """Of both tasks at places float[N], float[N, 2]."""
    return np.stack([x**2 / 2, 2 * (x - 1) ** 2], axis=-1)


def direction(x: np.ndarray, rule: str) -> np.ndarray:
    """What the rule makes of the gradients at places float[N], float[N]."""
    gradients = np.stack([x, 4 * (x - 1)], axis=-1)[..., None]
    match rule:
        case "sum":
            return gradients.sum(axis=1)[:, 0]
        case "mgda":
            return mgda_pair(gradients)[1][:, 0]
        case _:
            return pcgrad_pair(gradients)[:, 0]


@cache
def ends(rule: str) -> dict[float, float]:
    """Where the steps end, by start: first those of the curve, then those of the slider."""
    starts = np.concatenate([STARTS, np.array(CONTROLS[1].values, float)])
    x = starts.copy()
    for _ in range(STEPS):
        x -= STEP * direction(x, rule)
    return dict(zip(starts.tolist(), x.tolist(), strict=True))


def frame(state: State) -> list[Panel]:
    """The losses with start and end, and all ends."""
    grid = np.linspace(-1.2, 2.2, 86)
    first, second = losses(grid).T
    end = ends(state.rule)[float(state.start)]
    start_sum, end_sum = losses(np.array([state.start, end])).sum(axis=1)
    x = Axis("parameter x", -1.2, 2.2)
    return [
        Panel(
            x=x,
            y=Axis("loss", 0, 10),
            title="The losses",
            marks=[
                Area.between([0, 1], [0, 0], [10, 10], "no step helps both", 4),
                Line.through(grid, first, "task 1", 1),
                Line.through(grid, second, "task 2", 3),
                Line.through(grid, first + second, "their sum", 0),
                Dots.at(state.start, start_sum, "start", REFERENCE),
                Dots.at(end, end_sum, "end", 2),
            ],
        ),
        Panel(
            x=Axis("start", -1.2, 2.2),
            y=Axis("end", -0.2, 1.2),
            title=f"Where {named(state.rule)} ends",
            marks=[
                Area.between([-1.2, 2.2], [0, 0], [1, 1], "", 4),
                Line.through(STARTS, [ends(state.rule)[start] for start in STARTS], "", 0),
                Dots.at(state.start, end, "", 2),
            ],
        ),
    ]


def say(state: State) -> str:
    """Where the rule ends from here, and at what losses."""
    end = ends(state.rule)[float(state.start)]
    first, second = losses(np.array([end]))[0]
    moves = "stays where it is" if abs(end - state.start) < 1e-9 else f"ends at {near(end)}"
    least = ", the least possible" if state.rule == "sum" else "; the least possible is 0.40"
    return (
        f"From x = {state.start:g}, {named(state.rule)} {moves}. The losses there are "
        f"{first:.2f} and {second:.2f}, together {first + second:.2f}{least}."
    ).replace("-", "−")


def named(rule: str) -> str:
    """A rule within a sentence."""
    return "the sum" if rule == "sum" else RULES[rule]


def near(x: float) -> str:
    """A place to two decimals."""
    return f"{round(x, 2) + 0.0:g}"


def table(state: State) -> Table:
    """The three rules from this start."""
    rows: list[tuple[str | float, ...]] = []
    for rule, name in RULES.items():
        end = ends(rule)[float(state.start)]
        first, second = losses(np.array([end]))[0]
        rows.append((name, near(end), *(f"{x:.2f}" for x in (first, second, first + second))))
    return Table(("Rule", "ends at x", "loss of task 1", "loss of task 2", "sum"), rows)
