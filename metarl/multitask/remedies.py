"""Remedies for tasks that disagree, in one form: losses and gradients in, one direction out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from metarl.multitask.min_norm import cagrad, mgda
from metarl.multitask.surgery import pcgrad
from metarl.multitask.weighting import Famo, uncertainty_weighted
from metarl.networks.adam import Adam
from metarl.shapes import FloatArray

# From losses float[K] and gradients float[K, P]: a direction float[P] for what the tasks share,
# and the weights float[K] of the tasks in what is their own.
Remedy = Callable[[FloatArray, FloatArray], tuple[FloatArray, FloatArray]]
RADIUS = 0.5
RATE = 0.025


def remedy(name: str, tasks: int, rng: np.random.Generator) -> Remedy:
    """One of  sum, uncertainty, famo, pcgrad, mgda, cagrad,  with its own state.

    Surgery changes the direction for the shared parameters only; weights count for all.

    Args:
        name: which.
        tasks: number of tasks K, >= 1.
        rng: source of the orders that PCGrad draws.

    Returns:
        What to call once per update.

    Raises:
        ValueError: if there is no such remedy.

    Source: yu-2020-pcgrad, sener-2018-mgda, liu-2021-cagrad, kendall-2018-uncertainty,
        liu-2023-famo.
    """
    ones = np.ones(tasks)
    stateless: dict[str, Callable[[FloatArray], FloatArray]] = {
        "sum": lambda G: np.asarray(G.sum(axis=0)),
        "pcgrad": lambda G: pcgrad(G, rng),
        "mgda": lambda G: mgda(G)[1],
        "cagrad": lambda G: cagrad(G, RADIUS),
    }
    if name in stateless:
        combine = stateless[name]
        return lambda losses, G: (combine(G), ones)
    if name == "uncertainty":
        return _uncertainty(tasks)
    if name == "famo":
        return _famo(tasks)
    raise ValueError(f"name: expected a remedy, found {name!r}")


def _uncertainty(tasks: int) -> Remedy:
    """Weights 0.5 exp(-s), with s learned along."""
    s, adam = np.zeros(tasks), Adam(RATE)

    def combined(losses: FloatArray, G: FloatArray) -> tuple[FloatArray, FloatArray]:
        weights = 0.5 * np.exp(-s)
        adam.step([s], [uncertainty_weighted(losses, s)[1]])
        return weights @ G, weights

    return combined


def _famo(tasks: int) -> Remedy:
    """FAMO; the losses after a step are those of the next batch, as a policy meets new data."""
    famo = Famo(np.zeros(tasks))
    before: list[FloatArray] = []

    def combined(losses: FloatArray, G: FloatArray) -> tuple[FloatArray, FloatArray]:
        if before:
            famo.update(before.pop(), losses)
        before.append(losses)
        weights = famo.weights(losses)
        return weights @ G, weights

    return combined
