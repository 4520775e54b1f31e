"""Training and judging of initialisations on sine waves, shared by two reproductions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from metarl.fast.maml import FusedMaml
from metarl.maml.adapt import EVERYTHING, FewShot, adapt_networks
from metarl.maml.anil import anil_gradient
from metarl.maml.first_order import reptile_step
from metarl.networks.adam import Adam, Parameters
from metarl.networks.losses import squared_error
from metarl.networks.mlp import mlp_backward, mlp_forward, mlp_init
from metarl.progress import OnProgress
from metarl.shapes import FloatArray
from metarl.tasks.sinusoid import INPUTS, sine_inputs, sine_targets, sine_tasks

SHOTS, SHOTS_AT_TEST = 10, (5, 10, 20)
SIZES = (1, 40, 40, 1)
STEPS = (0, 1, 5, 10)
# An error beyond this cannot be compared: the steps have left the region where they help.
DIVERGED = 1e3
# Of the tasks, with the largest errors: left out of the second of the two means.
WORST = 0.01
REPTILE_ALPHA = 0.02
# Means over all tasks, and over all but the worst; None where they diverged.
Means = tuple[float | None, float | None]
# By number of steps.
Curve = list[Means]


class Plan(NamedTuple):
    """How long to train, and with which steps.

    Attributes:
        iterations: meta-steps.
        tasks: new tasks in each.
        lr: step size of Adam.
        last_lr: its value in the last fifth of the iterations.
        judged: held-out tasks on which the errors are means.
    """

    iterations: int
    tasks: int = 25
    lr: float = 1e-3
    last_lr: float = 1e-3
    judged: int = 600


def rates(plan: Plan, on_progress: OnProgress) -> Iterator[float]:
    """The step size of each iteration; tells how far it is now and then."""
    for iteration in range(plan.iterations):
        if iteration % 500 == 0:
            on_progress(iteration / plan.iterations)
        yield plan.lr if iteration < 0.8 * plan.iterations else plan.last_lr


def draw(tasks: int, n: int, rng: np.random.Generator) -> FewShot:
    """n support and n query examples of each of several new tasks."""
    x = sine_inputs(tasks, 2 * n, rng)
    y = sine_targets(sine_tasks(tasks, rng), x)
    return FewShot(x[:, :n], y[:, :n], x[:, n:], y[:, n:])


def train_maml(
    plan: Plan, seed: int, alpha: float, kind: str = "second order", *, on_progress: OnProgress
) -> Parameters:
    """MAML with one inner step; the kind may be "first order" or "same points" too."""
    rng = np.random.default_rng([seed, 0])
    order = kind != "first order"
    fused = FusedMaml(mlp_init(SIZES, rng), plan.tasks, SHOTS, alpha, second_order=order)
    for fused.lr in rates(plan, on_progress):
        data = draw(plan.tasks, SHOTS, rng)
        if kind == "same points":
            data = FewShot(data.x, data.y, data.x, data.y)
        fused.step(*data)
    return fused.parameters


def train_anil(plan: Plan, seed: int, alpha: float, *, on_progress: OnProgress) -> Parameters:
    """One inner step of the last layer only."""
    rng = np.random.default_rng([seed, 0])
    parameters, adam = mlp_init(SIZES, rng), Adam()
    for adam.lr in rates(plan, on_progress):
        adam.step(parameters, anil_gradient(parameters, draw(plan.tasks, SHOTS, rng), alpha)[1])
    return parameters


def train_joint(
    plan: Plan, seed: int, *, task_as_input: bool = False, on_progress: OnProgress
) -> Parameters:
    """Regression on all tasks at once; if ``task_as_input``, with amplitude and phase as inputs."""
    rng = np.random.default_rng([seed, 0])
    parameters, adam = mlp_init((3 if task_as_input else 1, *SIZES[1:]), rng), Adam()
    for adam.lr in rates(plan, on_progress):
        x, y = examples(plan.tasks, SHOTS, rng, task_as_input)
        output, trace = mlp_forward(parameters, x)
        adam.step(parameters, mlp_backward(parameters, trace, squared_error(output, y)[1])[0])
    return parameters


def examples(
    tasks: int, n: int, rng: np.random.Generator, task_as_input: bool
) -> tuple[FloatArray, FloatArray]:
    """Inputs float[N, 1] or float[N, 3] and targets float[N, 1], all tasks below one another."""
    waves, x = sine_tasks(tasks, rng), sine_inputs(tasks, n, rng)
    y = sine_targets(waves, x).reshape(-1, 1)
    if task_as_input:
        known = np.broadcast_to(np.stack(waves, axis=-1)[:, None], (tasks, n, 2))
        x = np.concatenate([x, known], axis=-1)
    return x.reshape(len(y), -1), y


def train_reptile(iterations: int, seed: int, *, on_progress: OnProgress) -> Parameters:
    """Five steps on batches of 10 of one task's 50 points; the share of the way falls to 0."""
    rng = np.random.default_rng([seed, 0])
    # weights as small as in PyTorch's layers: with larger ones, the first inner steps diverge
    parameters = mlp_init(SIZES, rng, gain=1 / 3)
    x = np.linspace(*INPUTS, 50)[:, None]
    for iteration in range(iterations):
        if iteration % 500 == 0:
            on_progress(iteration / iterations)
        y = sine_targets(sine_tasks(1, rng), x[None])[0]
        order = rng.permutation(len(x)).reshape(5, SHOTS)
        epsilon = 0.1 * (1 - iteration / iterations)
        parameters = reptile_step(parameters, x[order], y[order], REPTILE_ALPHA, epsilon)
    return parameters


def errors(
    parameters: Parameters,
    shots: int,
    alpha: float,
    judged: int,
    seed: Sequence[int],
    adapted: slice = EVERYTHING,
) -> Curve:
    """Mean squared error on 100 points of new tasks, after 0, 1, 5 and 10 steps on ``shots``."""
    rng = np.random.default_rng(seed)
    waves, x = sine_tasks(judged, rng), sine_inputs(judged, shots, rng)
    grid = np.broadcast_to(np.linspace(*INPUTS, 100)[:, None], (judged, 100, 1))
    targets = sine_targets(waves, grid)
    with np.errstate(over="ignore", invalid="ignore"):
        path = adapt_networks(parameters, x, sine_targets(waves, x), alpha, STEPS[-1], adapted)
        by_steps = [
            np.mean((mlp_forward(path[k], grid)[0] - targets) ** 2, axis=(1, 2)) for k in STEPS
        ]
        return [means(errors_of_tasks) for errors_of_tasks in by_steps]


def means(errors_of_tasks: FloatArray) -> Means:
    """With and without the worst tasks; what is not a number counts among the worst."""
    ordered = np.sort(errors_of_tasks)
    most = ordered[: len(ordered) - round(WORST * len(ordered))]
    return mean_or_none(ordered), mean_or_none(most)


def mean_or_none(errors_of_tasks: FloatArray) -> float | None:
    """The mean, or None where it is none to compare."""
    mean = float(np.mean(errors_of_tasks))
    return mean if mean < DIVERGED else None


def curves(
    parameters: Parameters, alpha: float, plan: Plan, seed: int, adapted: slice = EVERYTHING
) -> dict[str, Curve]:
    """These errors for 5, 10 and 20 shots, on the same tasks for every method of one seed."""
    return {
        str(shots): errors(parameters, shots, alpha, plan.judged, [seed, 1], adapted)
        for shots in SHOTS_AT_TEST
    }


def tuned_curve(
    parameters: Parameters, shots: int, alphas: Sequence[float], plan: Plan, seed: int
) -> Curve:
    """Errors with the step size that was best on other tasks, for each number of steps."""
    trials = [errors(parameters, shots, a, plan.judged, [seed, 2]) for a in alphas]
    picks = [best(column) for column in zip(*trials, strict=True)]
    tested = {
        pick: errors(parameters, shots, alphas[pick], plan.judged, [seed, 1]) for pick in set(picks)
    }
    return [tested[pick][step] for step, pick in enumerate(picks)]


def best(column: Sequence[Means]) -> int:
    """Position of the least mean over all tasks."""
    return min(range(len(column)), key=lambda at: np.inf if (e := column[at][0]) is None else e)
