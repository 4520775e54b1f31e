"""Adam, and a limit on the length of gradients, both on lists of arrays."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from metarl.shapes import FloatArray, require_shape

Parameters = list[FloatArray]


@dataclass
class Adam:
    """Steps along moving averages:  theta <- theta - lr * m_hat / (sqrt(v_hat) + epsilon).

    Attributes:
        lr: step size, > 0; may be changed between steps.
        betas: shares of the old averages of the gradient and of its square, in [0, 1).
        epsilon: what keeps the division finite, > 0.

    Source: kingma-2015-adam, Algorithm 1.
    """

    lr: float = 1e-3
    betas: tuple[float, float] = (0.9, 0.999)
    epsilon: float = 1e-8
    _steps: int = 0
    _first: Parameters = field(default_factory=list)
    _second: Parameters = field(default_factory=list)

    def step(self, parameters: Parameters, gradients: Sequence[FloatArray]) -> None:
        """Change the parameters in place.

        Args:
            parameters: float[...] arrays, the same ones in every call.
            gradients: one for each of them, of its shape.

        Raises:
            ValueError: if a gradient has another shape than its parameter.
        """
        if not self._first:
            self._first = [np.zeros_like(theta) for theta in parameters]
            self._second = [np.zeros_like(theta) for theta in parameters]
        self._steps += 1
        share, share_of_squares = self.betas
        # both corrections for starting from zero, moved into the step size
        correction = math.sqrt(1 - share_of_squares**self._steps)  # NumPy's would make float64
        rate = self.lr * correction / (1 - share**self._steps)
        for theta, g, m, v in zip(parameters, gradients, self._first, self._second, strict=True):
            require_shape("gradient", g, theta.shape)
            m *= share
            m += (1 - share) * g
            v *= share_of_squares
            v += (1 - share_of_squares) * g * g
            theta -= rate * m / (np.sqrt(v) + correction * self.epsilon)


def clip_norm(gradients: Sequence[FloatArray], longest: float) -> Parameters:
    """Gradients of limited length:  g min(1, longest / |g|), with |g| over all arrays.

    Args:
        gradients: float[...] arrays.
        longest: > 0.

    Returns:
        The arrays, all multiplied by the same number.

    Source: pascanu-2013-rnn, Algorithm 1.
    """
    norm = float(np.sqrt(sum(float((g * g).sum()) for g in gradients)))
    share = min(1.0, longest / norm) if norm else 1.0
    return [share * g for g in gradients]
