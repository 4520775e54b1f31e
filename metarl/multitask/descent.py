"""Going downhill on several losses at once, by whatever makes one step of their gradients."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from metarl.networks.adam import Adam
from metarl.shapes import FloatArray

# Losses float[..., K] and gradients float[..., K, P] at places float[..., P].
Landscape = Callable[[FloatArray], tuple[FloatArray, FloatArray]]
# A direction float[..., P] from those two.
Combine = Callable[[FloatArray, FloatArray], FloatArray]


def mean_gradient(losses: FloatArray, G: FloatArray) -> FloatArray:
    """The plain way:  g_0 = mean_i g_i.

    Args:
        losses: float[..., K], not used.
        G: float[..., K, P], one gradient per task.

    Returns:
        float[..., P].

    Source: kurin-2022-unitary, section 3.
    """
    return np.asarray(G.mean(axis=-2))


def descend(
    landscape: Landscape,
    x0: FloatArray,
    combine: Combine,
    steps: int,
    lr: float = 1e-3,
    after: Callable[[FloatArray], None] | None = None,
) -> FloatArray:
    """Steps of Adam along combined gradients:  x <- Adam(x, combine(L(x), dL/dx)).

    Args:
        landscape: losses and gradients at places.
        x0: float[..., P], where to begin; leading axes are descents side by side.
        combine: makes one direction of the tasks' losses and gradients.
        steps: how many, >= 0.
        lr: step size, > 0.
        after: told the places after each step; for what must look at the losses again.

    Returns:
        float[..., P], the last places.

    Raises:
        ValueError: if ``steps`` is negative.

    Source: kingma-2015-adam; liu-2021-cagrad, the toy example.
    """
    adam = Adam(lr)

    def move(x: FloatArray, direction: FloatArray) -> None:
        adam.step([x], [direction])
        if after:
            after(x)

    return _moved(landscape, x0, combine, steps, move)


def plain_descent(
    landscape: Landscape, x0: FloatArray, combine: Combine, steps: int, rate: float
) -> FloatArray:
    """Steps without memory:  x <- x - rate combine(L(x), dL/dx).

    Args:
        landscape: losses and gradients at places.
        x0: float[..., P], where to begin; leading axes are descents side by side.
        combine: makes one direction of the tasks' losses and gradients.
        steps: how many, >= 0.
        rate: what each direction is multiplied by, > 0.

    Returns:
        float[..., P], the last places.

    Raises:
        ValueError: if ``steps`` is negative.

    Source: kurin-2022-unitary, section 3, for the mean.
    """

    def move(x: FloatArray, direction: FloatArray) -> None:
        x -= rate * direction

    return _moved(landscape, x0, combine, steps, move)


def _moved(
    landscape: Landscape,
    x0: FloatArray,
    combine: Combine,
    steps: int,
    move: Callable[[FloatArray, FloatArray], None],
) -> FloatArray:
    """Where places float[..., P] end, each step of which ``move`` makes in place."""
    if steps < 0:
        raise ValueError(f"steps: expected 0 or more, found {steps}")
    x = np.array(x0, dtype=np.float64)
    for _ in range(steps):
        losses, gradients = landscape(x)
        move(x, combine(losses, gradients))
    return x
