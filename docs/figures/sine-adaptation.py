"""Two starts adapt to a sine wave: one from MAML, one from joint training."""

import json
from functools import cache
from pathlib import Path

import numpy as np

from metarl.maml import adapt_networks
from metarl.networks import mlp_forward
from metarl.tasks import sine_inputs
from tools.figures import REFERENCE, Axis, Choice, Dots, Line, Panel, Rule, State, Step, Table

TITLE = "Equal before the first step, far apart after it"
HINT = "Press “Next step” to adapt to the ten points, then choose another wave or step size."
CAPTION = r"""
The first drawing has a wave \(A \sin(x - \varphi)\), ten points of it, and what two networks
predict after some gradient steps on these points. Both networks were trained on
{{ 70,000 batches of 25 = [recipes.sine_starts.PLAN.iterations, recipes.sine_starts.PLAN.tasks] }}
such waves, one by MAML with a single step of size {{ 0.01 = recipes.sine_starts.ALPHA }}, the other
by joint training. The dotted curve, \({{ -1.623 = -2 / np.pi * 2.55 }} \cos x\), is the best
prediction that does not know the wave. The second drawing has the mean squared error between −5 and
5 after every step so far.
"""
PRINTED = CAPTION
SOURCES = ("finn-2017-maml",)
# amplitude and phase
WAVES = {"small": (1.0, 0.5), "middle": (3.0, 1.5), "large": (4.5, 2.5)}
SIZES = {"0.001": "0.001", "0.003": "0.003", "0.01": "0.01"}
LAST = 10
CONTROLS = (
    Choice(
        "wave",
        "Wave",
        {name: f"A = {A:g}, φ = {phi:g}" for name, (A, phi) in WAVES.items()},
        "large",
    ),
    Choice("size", "Step size", SIZES, "0.01"),
    Step("steps", "Gradient steps", 0, LAST, 0),
)
NAMES = {"maml": "MAML", "joint": "joint training"}
# made by docs/figures/recipes/sine_starts.py
FILE = Path(__file__).parents[1] / "data" / "figures" / "sine_starts.json"
GRID = np.linspace(-5, 5, 81)[:, None]
BLIND = -2 / np.pi * 2.55 * np.cos(GRID[:, 0])


@cache
def starts() -> dict[str, list[np.ndarray]]:
    """The weights and biases of both networks."""
    return {
        name: [np.reshape(array["values"], array["shape"]) for array in arrays]
        for name, arrays in json.loads(FILE.read_text()).items()
    }


def wave(name: str, x: np.ndarray) -> np.ndarray:
    """Its values."""
    amplitude, phase = WAVES[name]
    return np.asarray(amplitude * np.sin(x - phase))


def points(name: str) -> np.ndarray:
    """Ten places at which the wave is seen, float[1, 10, 1]."""
    return sine_inputs(1, 10, np.random.default_rng(list(WAVES).index(name)))


@cache
def predictions(start: str, name: str, size: str) -> np.ndarray:
    """On the grid after 0 to 10 steps, float[11, 81]."""
    x = points(name)
    path = adapt_networks(starts()[start], x, wave(name, x), float(size), LAST)
    return np.stack([mlp_forward(network, GRID)[0].reshape(-1) for network in path])


def errors(start: str, state: State) -> np.ndarray:
    """Mean squared errors after 0 to 10 steps, float[11]."""
    truth = wave(state.wave, GRID[:, 0])
    return np.asarray(((predictions(start, state.wave, state.size) - truth) ** 2).mean(axis=1))


def blind_error(state: State) -> float:
    """Of the best prediction that does not know the wave."""
    return float(((BLIND - wave(state.wave, GRID[:, 0])) ** 2).mean())


def frame(state: State) -> list[Panel]:
    """Wave, points and predictions; errors so far."""
    x, places = GRID[:, 0], points(state.wave)
    curves = [
        Line.through(x, predictions(start, state.wave, state.size)[state.steps], name, series)
        for series, (start, name) in enumerate(NAMES.items())
    ]
    by_step = [
        mark
        for series, (start, name) in enumerate(NAMES.items())
        for mark in (
            Line.through(
                range(state.steps + 1), errors(start, state)[: state.steps + 1], name, series
            ),
            Dots.at(state.steps, errors(start, state)[state.steps], "", series),
        )
    ]
    return [
        Panel(
            x=Axis("x", -5, 5),
            y=Axis("y", -6, 6),
            title="Predictions",
            marks=[
                Line.through(x, wave(state.wave, x), "the wave", REFERENCE),
                Line.through(x, BLIND, "best without knowing it", 2),
                *curves,
                Dots.at(places, wave(state.wave, places), "ten points of it", 3),
            ],
        ),
        Panel(
            x=Axis("gradient steps", 0, LAST),
            y=Axis("mean squared error", 0.01, 20, log=True, ticks=[0.01, 0.1, 1, 10]),
            title="The error",
            marks=[Rule(y=blind_error(state), series=2), *by_step],
        ),
    ]


def say(state: State) -> str:
    """Both errors, and that of the best prediction without the wave."""
    maml, joint = (errors(start, state)[state.steps] for start in NAMES)
    amplitude, phase = WAVES[state.wave]
    count = "one step" if state.steps == 1 else f"{state.steps} steps"
    when = f"After {count}" if state.steps else "Before the first step"
    return (
        f"{when} of size {state.size}, the mean squared error on the wave with A = {amplitude:g} "
        f"and φ = {phase:g} is {maml:.2f} from MAML’s start and {joint:.2f} from that of joint "
        f"training. The best curve that does not know the wave has {blind_error(state):.2f}."
    )


def table(state: State) -> Table:
    """Both errors after every step."""
    both = zip(*(errors(start, state) for start in NAMES), strict=True)
    rows = [(k, f"{maml:.2f}", f"{joint:.2f}") for k, (maml, joint) in enumerate(both)]
    return Table(("Steps", "error of MAML", "error of joint training"), rows)
