"""What k examples in a prompt are worth to five ways of using them."""

import json
from functools import cache
from math import inf, isfinite
from pathlib import Path

import numpy as np

from metarl.in_context import best_step, least_squares_error, step_error
from tools.figures import REFERENCE, Axis, Choice, Dots, Line, Number, Panel, State, Table

TITLE = "What examples in a prompt are worth"
HINT = "Move the slider “Step size η”, then choose noise."
CAPTION = r"""
Each prompt holds \(k\) examples of \(y = w^\top x\) with {{ five = D }} numbers in \(w\), all \(w\)
and \(x\) standard normal, without noise or with noise of variance \(v\) on the \(y\) of the
examples. The curves give the expected squared error of the answer to a new \(x\), divided by
{{ five = D }}, so that always answering 0 scores 1: for the mean of \(w\) given the examples, which
nobody can beat, for least squares of smallest norm, and for one gradient step from \(w = 0\) of
size \(\eta\), or of the best size for each \(k\). The points are transformers that we trained on
prompts without noise, means over five trainings.
"""
PRINTED = CAPTION
SOURCES = ("garg-2022-in-context", "vonoswald-2023-icl-gd")
D, MOST = 5, 15
TOP = 1.6  # of the errors that are drawn
COUNTS = tuple(range(1, MOST + 1))
NOISE = {"0": "None", "0.25": "v = 0.25", "1": "v = 1"}
CONTROLS = (
    Number("eta", "Step size η", (0.2, 0.4, 0.6, 0.8, 1.0), 1.0),
    Number("k", "Examples k", COUNTS, 10),
    Choice("noise", "Noise", NOISE, "0"),
)
MEASURED = Path(__file__).parent.parent / "data" / "reproductions" / "in_context_regression.json"
TRAINED = {"one block": "transformer, one block", "two blocks": "transformer, two blocks"}
INPUTS = 4000  # draws of the inputs that the optimum's error is averaged over
BEST, SQUARES, STEP, BEST_STEP = (
    "best possible",
    "least squares",
    "one step of size η",
    "one step of the best size",
)


@cache
def optimum(variance: float) -> list[float]:
    """Error of the mean of w given k examples:  E tr (I + X'X / v)^-1 / d, for each k."""
    if not variance:
        return [least_squares_error(k, D) for k in COUNTS]
    rng = np.random.default_rng(0)
    x = rng.normal(size=(INPUTS, MOST, D))
    moments = np.cumsum(x[:, :, :, None] * x[:, :, None, :], axis=1)
    unsure = variance / (variance + np.linalg.eigvalsh(moments))
    return [float(mean) for mean in unsure.mean(axis=(0, 2))]


def curves(eta: float, variance: float) -> dict[str, list[float]]:
    """Errors for each k, by the name of the curve."""
    best_sizes = [best_step(k, D, variance=variance) for k in COUNTS]
    return {
        BEST: optimum(variance),
        SQUARES: [least_squares_error(k, D, variance) for k in COUNTS],
        STEP: [step_error(k, D, eta, variance=variance) for k in COUNTS],
        BEST_STEP: [
            step_error(k, D, size, variance=variance)
            for k, size in zip(COUNTS, best_sizes, strict=True)
        ],
    }


@cache
def measured(name: str) -> dict[int, float]:
    """The errors of trained transformers, by the number of examples."""
    rows = json.loads(MEASURED.read_text("utf-8"))["rows"]
    ours = {row["what"]: row["ours"] for row in rows}
    texts = {k: f"d = {D}, after {k}: softmax transformer of {name}" for k in COUNTS}
    return {k: ours[text] for k, text in texts.items() if text in ours}


def pieces(errors: list[float]) -> list[tuple[list[int], list[float]]]:
    """A curve without the places where it has no value."""
    parts: list[tuple[list[int], list[float]]] = [([], [])]
    for k, error in zip(COUNTS, errors, strict=True):
        if isfinite(error):
            parts[-1][0].append(k)
            parts[-1][1].append(error)
        elif parts[-1][0]:
            parts.append(([], []))
    return [part for part in parts if part[0]]


def frame(state: State) -> Panel:
    """The curves, the points of k on them, and the trained networks."""
    marks: list[object] = []
    series = {BEST: REFERENCE, SQUARES: 0, STEP: 1, BEST_STEP: 2}
    for name, errors in curves(state.eta, float(state.noise)).items():
        endless = [k for k, error in zip(COUNTS, errors, strict=True) if not isfinite(error)]
        label = f"{name}, no bound from {endless[0]} to {endless[-1]}" if endless else name
        marks += [Line.through(*part, label, series[name]) for part in pieces(errors)]
        if errors[state.k - 1] <= TOP:
            marks.append(Dots.at(state.k, errors[state.k - 1], "", series[name]))
    if state.noise == "0":
        for number, (name, label) in enumerate(TRAINED.items(), 3):
            points = measured(name)
            marks.append(Dots.at(list(points), list(points.values()), label, number))
    return Panel(x=Axis("examples k", 1, MOST), y=Axis("squared error", 0, TOP), marks=marks)


def worded(error: float) -> str:
    """An error in words."""
    return f"{error:.3f}" if error < inf else "without bound"


def say(state: State) -> str:
    """The errors at k."""
    at = {name: c[state.k - 1] for name, c in curves(state.eta, float(state.noise)).items()}
    noise = f"noise of variance {state.noise}" if state.noise != "0" else "no noise"
    examples = "1 example" if state.k == 1 else f"{state.k} examples"
    return (
        f"After {examples} with {noise}, the best possible error is {worded(at[BEST])}. Least "
        f"squares has {worded(at[SQUARES])}, one step with η = {state.eta:g} has "
        f"{worded(at[STEP])}, and one of the best size {worded(at[BEST_STEP])}."
    )


def table(state: State) -> Table:
    """The errors at k."""
    variance = float(state.noise)
    rows: list[tuple[str | float, ...]] = [
        (name, worded(errors[state.k - 1])) for name, errors in curves(state.eta, variance).items()
    ]
    if not variance:
        rows += [
            (label, worded(measured(name)[state.k]))
            for name, label in TRAINED.items()
            if state.k in measured(name)
        ]
    return Table(("", f"error after k = {state.k}"), rows)
