"""Sine waves to be regressed from a few points, and what can be said about them exactly."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from metarl.shapes import FloatArray, float_array, require_shape

AMPLITUDES = (0.1, 5.0)
INPUTS = (-5.0, 5.0)


class SineTasks(NamedTuple):
    """Several waves  y = A sin(x - phi).

    Attributes:
        amplitude: float[K], A in [0.1, 5].
        phase: float[K], phi in [0, pi], in radians.
    """

    amplitude: FloatArray
    phase: FloatArray


def sine_tasks(count: int, rng: np.random.Generator, phases: float = np.pi) -> SineTasks:
    """Draw waves:  A ~ U[0.1, 5],  phi ~ U[0, phases].

    Args:
        count: number of tasks K, >= 1.
        rng: source of the draws.
        phases: upper end of the phases in radians; pi in the MAML paper, 2 pi in Reptile's.

    Returns:
        The K waves.

    Raises:
        ValueError: if ``count`` is below 1.

    Source: finn-2017-maml, section 5.1.
    """
    if count < 1:
        raise ValueError(f"count: expected 1 or more, found {count}")
    return SineTasks(rng.uniform(*AMPLITUDES, count), rng.uniform(0.0, phases, count))


def sine_inputs(count: int, n: int, rng: np.random.Generator) -> FloatArray:
    """Draw places to look at:  x ~ U[-5, 5].

    Args:
        count: number of tasks K, >= 1.
        n: points of each, N >= 1.
        rng: source of the draws.

    Returns:
        float[K, N, 1].

    Raises:
        ValueError: if a number is below 1.

    Source: finn-2017-maml, section 5.1.
    """
    if min(count, n) < 1:
        raise ValueError(f"count, n: expected 1 or more, found {count}, {n}")
    return rng.uniform(*INPUTS, (count, n, 1))


def sine_targets(tasks: SineTasks, x: FloatArray) -> FloatArray:
    """Values of each wave at its own places:  y = A sin(x - phi).

    Args:
        tasks: K waves.
        x: float[K, N, 1], in radians.

    Returns:
        float[K, N, 1].

    Raises:
        ValueError: if x is not of that shape.

    Source: finn-2017-maml, section 5.1.
    """
    places = float_array("x", x, ndim=3)
    require_shape("x", places, (len(tasks.amplitude), places.shape[1], 1))
    return tasks.amplitude[:, None, None] * np.sin(places - tasks.phase[:, None, None])


def zero_predictor_error() -> float:
    """Mean squared error of predicting 0:  E[y^2] = E[A^2] / 2, for phi over pi or 2 pi.

    Returns:
        4.25167 to five decimals.

    Source: finn-2017-maml, section 5.1, integrated over its distribution.
    """
    low, high = AMPLITUDES
    return (high**3 - low**3) / (3 * (high - low)) / 2


def task_blind_error() -> float:
    """The least error without knowing the task:  E[y^2] - E[m(x)^2],  m(x) = -(2/pi) E[A] cos x.

    Here m(x) = E[y|x] for phi ~ U[0, pi]. Over [0, 2 pi] the mean wave is 0, and predicting 0 is
    the best.

    Returns:
        3.00567 to five decimals.

    Source: finn-2017-maml, section 5.1, integrated over its distribution.
    """
    amplitude_of_mean = 2 / np.pi * sum(AMPLITUDES) / 2
    width = INPUTS[1]
    mean_cos_squared = 0.5 + np.sin(2 * width) / (4 * width)
    return float(zero_predictor_error() - amplitude_of_mean**2 * mean_cos_squared)
