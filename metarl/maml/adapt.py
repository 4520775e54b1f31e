"""Model-agnostic meta-learning: adaptation by a few gradient steps."""

from __future__ import annotations

from collections.abc import Callable

from metarl.shapes import FloatArray, float_array, require_shape


def inner_adapt(
    theta: FloatArray,
    grad_fn: Callable[[FloatArray], FloatArray],
    alpha: float,
    steps: int,
) -> FloatArray:
    """Adapt to one task by gradient descent:  theta <- theta - alpha * grad_fn(theta).

    The initial parameters stay as they are, because the next task starts from them too.

    Args:
        theta: float[P], initial parameters.
        grad_fn: maps float[P] to float[P], the gradient of the task's loss on its support set.
        alpha: step size of the inner loop, > 0.
        steps: number of gradient steps, >= 0; ``grad_fn`` is called exactly that often.

    Returns:
        float[P], the adapted parameters, never the array ``theta`` itself.

    Raises:
        ValueError: if ``theta`` is not one-dimensional, a gradient has another shape, or
            ``steps`` is negative.

    Source: finn-2017-maml, Algorithm 1, line 6.
    """
    adapted = float_array("theta", theta, ndim=1).copy()
    if steps < 0:
        raise ValueError(f"steps: expected 0 or more, found {steps}")
    for _ in range(steps):
        gradient = float_array("grad_fn(theta)", grad_fn(adapted), ndim=1)
        require_shape("grad_fn(theta)", gradient, adapted.shape)
        adapted = adapted - alpha * gradient
    return adapted
