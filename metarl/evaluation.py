"""How sure a result is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from metarl.shapes import FloatArray, float_array

# 97.5 % points of Student's t for 1 to 30 degrees of freedom; the normal one beyond.
T_POINTS = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
    *(2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
)
NORMAL_POINT = 1.960


def mean_interval(values: FloatArray | Sequence[float]) -> tuple[float, tuple[float, float]]:
    """Mean and its 95 % interval:  mean ± t s / sqrt(n), with t for n - 1 degrees of freedom.

    Args:
        values: float[n], independent results, n >= 2.

    Returns:
        The mean, and the lower and upper end of the interval.

    Raises:
        ValueError: if there are fewer than two values.

    Source: student-1908-error.
    """
    results = float_array("values", np.asarray(values), ndim=1)
    n = len(results)
    if n < 2:
        raise ValueError(f"values: expected two or more, found {n}")
    point = T_POINTS[n - 2] if n - 2 < len(T_POINTS) else NORMAL_POINT
    half = float(point * results.std(ddof=1) / np.sqrt(n))
    mean = float(results.mean())
    return mean, (mean - half, mean + half)
