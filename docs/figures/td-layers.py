"""A reward that travels back through a corridor, one state for each layer that does TD learning."""

from functools import cache

import numpy as np

from metarl.in_context import td_layer, td_matrix, td_tokens
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

TITLE = "A reward travels through the layers"
HINT = "Move the slider “Layers”, then take longer steps."
CAPTION = r"""
A corridor of {{ three = STATES }} states ends with a reward of 1, without discount, so that the
true value of every state is 1. The prompt holds its {{ three = STATES }} transitions once each. The
curves give what a network of linear attention answers for each state, by its number of layers: each
layer is one step of TD(0) on the mean of the transitions, of the size that is chosen. With size
{{ 3 = STATES }} each state's value becomes its target, the reward or the value of the next state.
"""
PRINTED = CAPTION
SOURCES = ("wang-2025-icl-td",)
STATES, MOST = 3, 20
NAMES = ("first state", "second state", "last state")
SIZES = {"1": "1", "2": "2", "3": "3"}
CONTROLS = (Number("layers", "Layers", range(MOST + 1), 1), Choice("size", "Step size", SIZES, "1"))
COUNTS = tuple(range(MOST + 1))
PREDICTION = Prediction(
    question="The reward is three transitions away from the first state. With how many layers does "
    "the answer for the first state begin to differ from 0, when each step has size 1?",
    choices={"1": "1", "2": "2", "3": "3", "10": "About 10"},
    right="3",
    shows={"layers": 3, "size": "1"},
    after="Two layers still answer 0, and three answer 0.037.",
)


@cache
def values(size: float) -> np.ndarray:
    """Answers by layers and state, float[MOST + 1, STATES]."""
    after, rewards = np.eye(STATES, k=1), np.append(np.zeros(STATES - 1), 1.0)
    answers = np.zeros((MOST + 1, STATES))
    for state, query in enumerate(np.eye(STATES)):
        tokens = td_tokens(np.eye(STATES), after, rewards, query, 1.0)
        for layer in range(MOST):
            tokens = td_layer(tokens, td_matrix(size * np.eye(STATES)))
            answers[layer + 1, state] = 0.0 - tokens[-1, -1]  # no −0
    return answers


def frame(state: State) -> Panel:
    """Three curves, and where the chosen depth is on them."""
    found = values(float(state.size))
    marks: list[object] = [Rule(y=1, series=REFERENCE)]
    for series, name in enumerate(NAMES):
        marks += [
            Line.through(COUNTS, found[:, series], name, series),
            Dots.at(state.layers, found[state.layers, series], "", series),
        ]
    return Panel(x=Axis("layers", 0, MOST), y=Axis("answer", 0, 1.1), marks=marks)


def say(state: State) -> str:
    """The three answers."""
    first, second, last = values(float(state.size))[state.layers]
    layers = "1 layer" if state.layers == 1 else f"{state.layers} layers"
    return (
        f"With {layers} and steps of size {state.size}, the network answers {first:.3f} for the "
        f"first state, {second:.3f} for the second and {last:.3f} for the last."
    )


def table(state: State) -> Table:
    """The three answers for each step size."""
    rows = [(size, *(f"{v:.3f}" for v in values(float(size))[state.layers])) for size in SIZES]
    return Table(("step size", *NAMES), rows)
