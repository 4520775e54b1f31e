"""Linear regression as a distribution of tasks: each prompt has a weight vector of its own."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from metarl.shapes import FloatArray

Inputs = Literal["normal", "uniform"]


class Prompts(NamedTuple):
    """A batch of tasks with their examples.

    Attributes:
        x: float[B, N, d], inputs.
        y: float[B, N], targets, without noise.
        w: float[B, d], the weight vector of each task.
    """

    x: FloatArray
    y: FloatArray
    w: FloatArray


def draw_prompts(
    batch: int, examples: int, d: int, rng: np.random.Generator, inputs: Inputs = "normal"
) -> Prompts:
    """New tasks and examples of each:  y_i = w . x_i with w ~ N(0, I).

    Args:
        batch: number of tasks B, >= 1.
        examples: examples of each task N, >= 1.
        d: dimensions of an input, >= 1.
        rng: source of weights and inputs.
        inputs: "normal" for x ~ N(0, I), "uniform" for entries from [-1, 1].

    Returns:
        The inputs, the targets and the weights.

    Raises:
        ValueError: if a size is not positive.

    Source: garg-2022-in-context, section 3; vonoswald-2023-icl-gd for uniform inputs.
    """
    if min(batch, examples, d) < 1:
        raise ValueError(f"sizes: expected positive ones, found {(batch, examples, d)}")
    w = rng.normal(size=(batch, d))
    shape = (batch, examples, d)
    x = rng.normal(size=shape) if inputs == "normal" else rng.uniform(-1.0, 1.0, shape)
    return Prompts(x, (x @ w[:, :, None])[:, :, 0], w)


def input_moments(inputs: Inputs) -> tuple[float, float]:
    """Second and fourth moment of one entry of an input:  E x^2 and E x^4.

    Args:
        inputs: "normal" or "uniform", as in ``draw_prompts``.

    Returns:
        (1, 3) for the normal distribution, (1/3, 1/5) for the uniform one on [-1, 1].
    """
    return (1.0, 3.0) if inputs == "normal" else (1 / 3, 1 / 5)
