"""MAML's start adapts to waves that are larger than any it was trained on."""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from metarl.maml import adapt_networks
from metarl.networks import mlp_forward
from metarl.tasks import sine_inputs
from tools.figures import (
    REFERENCE,
    Area,
    Axis,
    Dots,
    Line,
    Note,
    Number,
    Panel,
    State,
    Step,
    Table,
)

TITLE = "Steps that help within the training range, and go astray outside"
HINT = "Press “Next step” to adapt further, then move the slider “Amplitude A”."
CAPTION = r"""
A network that MAML has trained on amplitudes up to {{ 5 = LARGEST_SEEN }}, for a single step of
size {{ 0.01 = ALPHA }}, takes such steps on {{ five = POINTS }} points of a wave
\(A \sin(x - \varphi)\). The first drawing has one wave, chosen because its steps go astray at
\(A = 10\). The second has the mean squared errors of {{ 300 = WAVES }} waves of this amplitude,
with random \(\varphi\), after every step so far: their median, and a band that leaves out the least
tenth and the largest tenth. Its axis ends at {{ 10,000 = MOST }}.
"""
PRINTED = CAPTION
SOURCES = ("finn-2017-maml",)
LAST = 10
CONTROLS = (
    Number("amplitude", "Amplitude A", (1, 3, 5, 6, 8, 10, 12), 10),
    Step("steps", "Gradient steps", 0, LAST, 1),
)
WAVES, POINTS, ALPHA = 300, 5, 0.01
LARGEST_SEEN = 5
MOST = 10_000.0
# made by docs/figures/recipes/sine_starts.py
FILE = Path(__file__).parents[1] / "data" / "figures" / "sine_starts.json"
GRID = np.linspace(-5, 5, 81)[:, None]


class Waves(NamedTuple):
    """What becomes of 300 waves of one amplitude.

    Attributes:
        errors: after 0 to 10 steps, float[11, 300]; infinite where a number has no room.
        predictions: for each wave, float[11, 300, 81].
    """

    errors: np.ndarray
    predictions: np.ndarray


@cache
def start() -> list[np.ndarray]:
    """Weights and biases."""
    arrays = json.loads(FILE.read_text())["maml"]
    return [np.reshape(array["values"], array["shape"]) for array in arrays]


def draws() -> tuple[np.ndarray, np.ndarray]:
    """Phases float[300, 1, 1] and places float[300, 5, 1], the same for every amplitude."""
    rng = np.random.default_rng(0)
    return rng.uniform(0, np.pi, (WAVES, 1, 1)), sine_inputs(WAVES, POINTS, rng)


@cache
def waves(amplitude: float) -> Waves:
    """All of them adapted."""
    phases, x = draws()
    grid = np.broadcast_to(GRID, (WAVES, *GRID.shape))
    truth = amplitude * np.sin(grid - phases)
    with np.errstate(over="ignore", invalid="ignore"):
        path = adapt_networks(start(), x, amplitude * np.sin(x - phases), ALPHA, LAST)
        outputs = np.stack([mlp_forward(network, grid)[0] for network in path])
        errors = ((outputs - truth) ** 2).mean(axis=(2, 3))
    return Waves(np.nan_to_num(errors, nan=np.inf), outputs[..., 0])


@cache
def shown() -> int:
    """The first wave whose error is beyond the axis after ten steps at amplitude 10."""
    return int(np.argmax(waves(10).errors[LAST] > MOST))


def quantiles(state: State) -> np.ndarray:
    """A tenth, half and nine tenths of the errors lie below, after 0 to 10 steps: float[11, 3]."""
    tenth = WAVES // 10
    ordered = np.sort(waves(state.amplitude).errors, axis=1)
    return np.asarray(ordered[:, [tenth, WAVES // 2 - 1, WAVES - tenth - 1]])


def frame(state: State) -> list[Panel]:
    """The wave and its prediction; the errors so far."""
    phases, places = draws()
    phase, x, points = float(phases[shown(), 0, 0]), GRID[:, 0], places[shown(), :, 0]
    wave = waves(state.amplitude)
    steps = np.arange(state.steps + 1)
    low, median, high = np.minimum(quantiles(state)[steps], MOST).T
    own = wave.errors[state.steps, shown()]
    outside = [Note(x=0, y=14, text="the prediction lies outside")] if own > MOST else []
    prediction = np.clip(np.nan_to_num(wave.predictions[state.steps, shown()]), -100, 100)
    return [
        Panel(
            x=Axis("x", -5, 5),
            y=Axis("y", -16, 16),
            title="One wave",
            marks=[
                Line.through(x, state.amplitude * np.sin(x - phase), "the wave", REFERENCE),
                Line.through(x, prediction, "prediction", 0),
                Dots.at(points, state.amplitude * np.sin(points - phase), "five points of it", 3),
                *outside,
            ],
        ),
        Panel(
            x=Axis("gradient steps", 0, LAST),
            y=Axis("mean squared error", 0.01, MOST, log=True, ticks=[0.01, 1, 100, MOST]),
            title="300 waves",
            marks=[
                *([Area.between(steps, low, high, "eight of ten waves", 2)] if state.steps else []),
                Line.through(steps, median, "median", 1),
                Dots.at(state.steps, median[-1], "", 1),
                *([Dots.at(state.steps, own, "the wave drawn", 0)] if own < MOST else []),
            ],
        ),
    ]


def say(state: State) -> str:
    """Median, the worst tenth, and how many waves are worse off than before."""
    errors = waves(state.amplitude).errors
    _, median, high = quantiles(state)[state.steps]
    where = "outside" if state.amplitude > LARGEST_SEEN else "within"
    waves_are = f"At amplitude {state.amplitude}, {where} the training range,"
    if not state.steps:
        return (
            f"{waves_are} half of the waves have an error above {rounded(median)} before the "
            f"first step, and a tenth above {rounded(high)}."
        )
    count = "one step leaves" if state.steps == 1 else f"{state.steps} steps leave"
    worse = int((errors[state.steps] > errors[0]).sum())
    number = {0: "no wave is", 1: "1 wave is"}.get(worse, f"{worse} waves are")
    return (
        f"{waves_are} {count} half of the waves with an error above {rounded(median)} and a "
        f"tenth above {rounded(high)}; {number} worse off than before the first step."
    )


def rounded(error: float) -> str:
    """An error to two digits, as far as the axis goes."""
    return f"{MOST:,.0f}" if error > MOST else f"{float(f'{error:.2g}'):,g}"


def table(state: State) -> Table:
    """Errors after every step."""
    errors = waves(state.amplitude).errors
    rows = []
    for step, (low, median, high) in enumerate(quantiles(state)):
        worse = int((errors[step] > errors[0]).sum())
        rows.append((step, *map(capped, (low, median, high)), worse))
    return Table(
        ("Steps", "a tenth below", "half below", "nine tenths below", "worse than at first"), rows
    )


def capped(error: float) -> str:
    """An error in a cell."""
    return f"over {MOST:,.0f}" if error > MOST else rounded(error)
