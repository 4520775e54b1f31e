"""The best guess of a task's weights when the tasks of training are all there is, or only a sample.

Both are posterior means for y = w . x + noise. Under the first prior w is one of M known tasks,
each equally likely; under the second w ~ N(0, I).
"""

from __future__ import annotations

import numpy as np

from metarl.shapes import FloatArray, float_array, require_shape


def known_tasks_mean(
    x: FloatArray, y: FloatArray, tasks: FloatArray, variance: float
) -> FloatArray:
    """Tasks weighted by how well they fit:  sum_m p_m w_m,  p_m ~ exp(-|y - X w_m|^2 / (2 v)).

    Args:
        x: float[B, N, d], inputs of each prompt.
        y: float[B, N], targets with noise.
        tasks: float[M, d], the weights of all tasks that count as possible.
        variance: of the noise, v > 0.

    Returns:
        float[B, d].

    Raises:
        ValueError: if the shapes do not fit together or the variance is not positive.

    Source: raventos-2023-task-diversity, section 2.
    """
    _check(x, y, variance)
    tasks = float_array("tasks", tasks, ndim=2)
    require_shape("tasks", tasks, (len(tasks), x.shape[-1]))
    products, moments = _sums(x, y)
    # |y - X w|^2 without the part that is the same for all tasks
    squares = (tasks[:, :, None] * tasks[:, None, :]).reshape(len(tasks), -1)
    misfit = moments.reshape(len(x), -1) @ squares.T - 2.0 * products @ tasks.T
    misfit -= misfit.min(axis=1, keepdims=True)
    weights = np.exp(-misfit / (2.0 * variance))
    weights /= weights.sum(axis=1, keepdims=True)
    return np.asarray(weights @ tasks)


def ridge(x: FloatArray, y: FloatArray, variance: float) -> FloatArray:
    """Least squares held back by the prior:  (X'X + v I)^-1 X'y.

    Args:
        x: float[B, N, d].
        y: float[B, N], targets with noise.
        variance: of the noise, v > 0.

    Returns:
        float[B, d].

    Raises:
        ValueError: if the shapes do not fit together or the variance is not positive.

    Source: raventos-2023-task-diversity, section 2.
    """
    _check(x, y, variance)
    products, moments = _sums(x, y)
    held = moments + variance * np.eye(x.shape[-1])
    return np.asarray(np.linalg.solve(held, products[:, :, None])[:, :, 0])


def _sums(x: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
    """X'y, float[B, d], and X'X, float[B, d, d]."""
    across = x.swapaxes(1, 2)
    return (across @ y[:, :, None])[:, :, 0], across @ x


def _check(x: FloatArray, y: FloatArray, variance: float) -> None:
    if x.ndim != 3:
        raise ValueError(f"x: expected [B, N, d], found shape {x.shape}")
    require_shape("y", y, x.shape[:2])
    if variance <= 0:
        raise ValueError(f"variance: expected above 0, found {variance}")
