"""Two task gradients in conflict, and what four rules make of them."""

from math import cos, radians, sin

import numpy as np

from metarl.multitask import cagrad, conflict, mgda, pcgrad
from tools.figures import Arrows, Axis, Choice, Number, Panel, Prediction, State, Table

TITLE = "Two tasks pull in different directions"
HINT = "Move the slider “Angle between the gradients”, and choose a rule."
CAPTION = r"""
\(g_1\) and \(g_2\) are the gradients of two tasks, and *step* is the direction that the rule
makes of them (CAGrad with \(c = 0.5\)). The table gives the first-order effect on each task: the
inner product of the step with the task's gradient. Below zero, the step makes that task worse.
"""
PRINTED = r"""
The gradients \(g_1\) and \(g_2\) of two tasks, and the step that a rule makes of them. The table
gives the inner product of the step with each gradient: below zero, the step makes that task
worse.
"""
SOURCES = ("yu-2020-pcgrad", "sener-2018-mgda", "liu-2021-cagrad")
RULES = {
    "sum": "Sum",
    "pcgrad": "PCGrad",
    "mgda": "MGDA",
    "cagrad": "CAGrad",
}
CONTROLS = (
    Number("angle", "Angle between the gradients", range(0, 181, 10), 150, "°"),
    Number("length", "Length of g₂", (0.5, 1.0, 1.5, 2.0, 3.0), 2.0),
    Choice("rule", "Rule", RULES, "sum"),
)


def gradients(state: State) -> np.ndarray:
    """The two gradients, float[2, 2]."""
    turn = radians(state.angle)
    return np.array([[1.0, 0.0], [state.length * cos(turn), state.length * sin(turn)]])


def direction(state: State) -> np.ndarray:
    """What the rule makes of them, float[2]."""
    G = gradients(state)
    match state.rule:
        case "sum":
            return G.sum(axis=0)
        case "pcgrad":
            return pcgrad(G, np.random.default_rng(0))
        case "mgda":
            return mgda(G)[1]
        case _:
            return cagrad(G, 0.5)


def frame(state: State) -> Panel:
    """The two gradients and the direction."""
    first, second = gradients(state)
    return Panel(
        x=Axis("first parameter", -3.8, 4.6),
        y=Axis("second parameter", -0.6, 3.4),
        square=True,
        marks=[
            Arrows.vector(first, "g₁", 0),
            Arrows.vector(second, "g₂", 1),
            Arrows.vector(direction(state), "step", 2),
        ],
    )


def say(state: State) -> str:
    """Which tasks the step helps."""
    effects = gradients(state) @ direction(state)
    cosine = conflict(gradients(state))[0, 1]
    agree = "agree" if cosine > 1e-9 else "are at right angles" if cosine > -1e-9 else "conflict"
    worse = [f"task {number}" for number, effect in enumerate(effects, 1) if effect < -1e-9]
    still = np.abs(effects).max() < 1e-9
    outcome = (
        "does not move at all"
        if still
        else f"makes {' and '.join(worse)} worse"
        if worse
        else "makes neither task worse"
    )
    rule = "the sum" if state.rule == "sum" else RULES[state.rule]
    return (
        f"At {state.angle}°, with g₂ of length {state.length:g}, the gradients {agree} "
        f"(cosine {cosine:.2f}), and the step of {rule} {outcome}: "
        f"{effects[0]:.2f} for task 1, {effects[1]:.2f} for task 2."
    ).replace("-", "−")


def table(state: State) -> Table:
    """Gradients, direction, and the effect on each task."""
    G, d = gradients(state), direction(state)
    effects = G @ d
    return Table(
        ("", "first parameter", "second parameter", "inner product with the step"),
        [
            ("g₁", *map(float, G[0]), float(effects[0])),
            ("g₂", *map(float, G[1]), float(effects[1])),
            ("step", *map(float, d), ""),
        ],
    )


def prediction(angle: float, length: float) -> Prediction:
    """Which rule harms the first task most, worked out as everything else here."""
    effects = {}
    for rule in RULES:
        state = State(angle=angle, length=length, rule=rule)
        effects[rule] = float(gradients(state)[0] @ direction(state))
    worst, *others = sorted(RULES, key=lambda rule: effects[rule])
    return Prediction(
        question=(
            f"The gradients stand at {angle}° to each other, g₁ with length 1 and g₂ with length "
            f"{length:g}. Which rule’s step is worst for task 1?"
        ),
        choices=RULES,
        right=worst,
        shows={"angle": angle, "length": length, "rule": worst},
        after=(
            f"The inner product of its step with g₁ is {effects[worst]:.2f}. With the other rules "
            f"it is {effects[others[0]]:.2f} or more."
        ).replace("-", "−"),
    )


PREDICTION = prediction(150, 2.0)
