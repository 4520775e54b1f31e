"""MAML on sine waves, trained while readers watch."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from metarl.fast.maml import FusedMaml
from metarl.maml.adapt import adapt_networks
from metarl.networks.adam import Parameters
from metarl.networks.mlp import mlp_forward, mlp_init
from metarl.tasks.sinusoid import (
    INPUTS,
    SineTasks,
    sine_inputs,
    sine_targets,
    sine_tasks,
    task_blind_error,
)
from tools.figures import REFERENCE, Axis, Choice, Dots, Line, Number, Panel, Rule, State, Table

TITLE = "MAML learns, here and now"
HINT = "Choose the inner step size α and a seed, and press “Train”: it takes some seconds."
CAPTION = r"""
A network with {{ two hidden layers of 24 = [len(SIZES) - 2, SIZES[1]] }} units is meta-trained on
sine waves with one inner step of size \(\alpha\) on
{{ ten points, ten new waves in each of 3,000 = [SHOTS, TASKS, ITERATIONS] }} iterations. First, its
error on {{ 100 = JUDGED }} new waves, before that step and after it; the level line is the best
that can be done without knowing the wave. Then one more wave: what the network predicts before the
step, and after one step on the {{ ten = SHOTS }} points.
"""
PRINTED = CAPTION
SOURCES = ("finn-2017-maml",)
CONTROLS = (
    Number("alpha", "Inner step size α", (0.001, 0.003, 0.01, 0.02), 0.01),
    Choice("seed", "Seed", {str(seed): str(seed) for seed in range(4)}, "0"),
)
SIZES, SHOTS, TASKS = (1, 24, 24, 1), 10, 10
ITERATIONS, EVERY = 3000, 150
RATE, LAST_RATE = 5e-3, 1e-3
JUDGED = 100
GRID = np.linspace(*INPUTS, 61)
# the wave on the right: large and far from the mean of all waves
SHOWN = SineTasks(np.array([4.0]), np.array([2.4]))


class Point(NamedTuple):
    """What is known after so many iterations: errors and, for one wave, predictions."""

    iteration: int
    before: float
    after: float


class Result(NamedTuple):
    """All points so far, and the network's predictions float[61] for the wave that is shown."""

    points: list[Point]
    before: np.ndarray
    after: np.ndarray


def train(state: State, progress: Callable[[float], None]) -> Iterator[Result]:
    """Meta-train; a result now and then."""
    rng = np.random.default_rng([int(state.seed), 0])
    fused = FusedMaml(mlp_init(SIZES, rng), TASKS, SHOTS, state.alpha)
    points: list[Point] = []
    for iteration in range(ITERATIONS + 1):
        if iteration % EVERY == 0:
            progress(iteration / ITERATIONS)
            points.append(Point(iteration, *errors(fused.parameters, state.alpha)))
            yield Result(points, *predictions(fused.parameters, state.alpha))
        fused.lr = RATE if iteration < 0.8 * ITERATIONS else LAST_RATE
        x = sine_inputs(TASKS, 2 * SHOTS, rng)
        y = sine_targets(sine_tasks(TASKS, rng), x)
        fused.step(x[:, :SHOTS], y[:, :SHOTS], x[:, SHOTS:], y[:, SHOTS:])


def errors(parameters: Parameters, alpha: float) -> tuple[float, float]:
    """Mean squared error on new waves, the same ones every time, before and after one step."""
    rng = np.random.default_rng(1)
    waves, x = sine_tasks(JUDGED, rng), sine_inputs(JUDGED, SHOTS, rng)
    before, after = along_the_grid(parameters, waves, x, alpha)
    targets = sine_targets(waves, grid(JUDGED))[..., 0]
    return float(np.mean((before - targets) ** 2)), float(np.mean((after - targets) ** 2))


def predictions(parameters: Parameters, alpha: float) -> tuple[np.ndarray, np.ndarray]:
    """For the wave that is shown, before and after one step."""
    before, after = along_the_grid(parameters, SHOWN, shown_inputs(), alpha)
    return before[0], after[0]


def along_the_grid(
    parameters: Parameters, waves: SineTasks, x: np.ndarray, alpha: float
) -> list[np.ndarray]:
    """Predictions float[K, 61] before one step on the inputs, and after it."""
    count = len(waves.amplitude)
    path = adapt_networks(parameters, x, sine_targets(waves, x), alpha, 1)
    return [mlp_forward(weights, grid(count))[0][..., 0] for weights in path]


def grid(count: int) -> np.ndarray:
    """The places at which errors are taken, float[K, 61, 1]."""
    return np.broadcast_to(GRID[:, None], (count, len(GRID), 1))


def shown_inputs() -> np.ndarray:
    """The ten points of the wave that is shown."""
    return sine_inputs(1, SHOTS, np.random.default_rng(4))


def frame(state: State, result: Result) -> list[Panel]:
    """The errors so far, and the curve that forms."""
    iterations, before, after = np.array(result.points, float).T
    x = shown_inputs()
    return [
        Panel(
            title="Error on new waves",
            x=Axis("iterations of meta-training", 0, ITERATIONS, ticks=[0, 1000, 2000, 3000]),
            y=Axis("mean squared error", 0, 6),
            marks=[
                Rule(y=task_blind_error(), series=REFERENCE, label="best without knowing the wave"),
                Line.through(iterations, before, "before the step", 1),
                Line.through(iterations, after, "after one step", 0),
            ],
        ),
        Panel(
            title="One new wave",
            x=Axis("x", *INPUTS),
            y=Axis("y", -6, 6),
            marks=[
                Line.through(GRID, sine_targets(SHOWN, grid(1)), "the wave", REFERENCE),
                Line.through(GRID, result.before, "before the step", 1),
                Line.through(GRID, result.after, "after one step", 0),
                Dots.at(x, sine_targets(SHOWN, x), "the ten points", 2),
            ],
        ),
    ]


def say(state: State, result: Result) -> str:
    """How far it has come."""
    iteration, before, after = result.points[-1]
    return (
        f"With α = {state.alpha:g} and seed {state.seed}, after {iteration:,} iterations, the mean "
        f"error on new waves is {before:.2f} before the step and {after:.2f} after it. The best "
        f"without knowing the wave is {task_blind_error():.2f}, on average over all waves."
    )


def table(state: State, result: Result) -> Table:
    """The errors at a few of the points."""
    rows = [tuple(map(float, point)) for point in result.points if point.iteration % 600 == 0]
    return Table(("iterations", "error before the step", "error after one step"), rows)
