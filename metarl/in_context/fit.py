"""Training the transformer on linear regression, and its error after every prefix."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metarl.in_context.transformer import (
    Shape,
    transformer_backward,
    transformer_forward,
    transformer_init,
)
from metarl.networks.adam import Adam, Parameters, clip_norm
from metarl.progress import OnProgress, silent
from metarl.shapes import FloatArray
from metarl.tasks.linear import Prompts, draw_prompts

REPORTS = 20


@dataclass(frozen=True)
class Schedule:
    """How the training runs.

    Attributes:
        steps: how often a batch of prompts is drawn.
        batch: prompts in each.
        examples: examples in each prompt, N.
        lr: largest step size of Adam: reached after ``warm_up`` steps, falling linearly to 0 over
            the second half.
        warm_up: steps of rising.
        longest: length to which longer gradients are cut.
    """

    steps: int = 3000
    batch: int = 64
    examples: int = 11
    lr: float = 2e-3
    warm_up: int = 200
    longest: float = 1.0

    def rate(self, step: int) -> float:
        """Step size:  lr * min(1, (step + 1) / warm_up, 2 (1 - step / steps)).

        Args:
            step: from 0 to steps - 1.

        Returns:
            The step size of that step.

        Source: vaswani-2017-attention, equation 3, for warming up; the rest is ours.
        """
        return self.lr * min(1.0, (step + 1) / self.warm_up, 2.0 * (1.0 - step / self.steps))


def prefix_loss(parameters: Parameters, prompts: Prompts, heads: int) -> tuple[float, Parameters]:
    """Squared error over all prefixes, and its gradient:  mean_{b,i} (y_hat_i - y_i)^2.

    Args:
        parameters: of the transformer.
        prompts: x float[B, N, d] and y float[B, N].
        heads: attention heads.

    Returns:
        The loss, and the gradients of the parameters.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: garg-2022-in-context, equation 2.
    """
    predictions, trace = transformer_forward(parameters, prompts.x, prompts.y, heads)
    missed = predictions - prompts.y
    gradients = transformer_backward(parameters, trace, 2.0 * missed / missed.size)
    return float((missed * missed).mean()), gradients


def train_transformer(
    shape: Shape,
    schedule: Schedule,
    rng: np.random.Generator,
    on_progress: OnProgress = silent,
) -> Parameters:
    """A trained transformer:  theta <- Adam(theta, dL/dtheta) on prompts new in every step.

    Args:
        shape: sizes of the network.
        schedule: how the training runs.
        rng: source of the first weights and of the prompts.
        on_progress: called now and then with the share that is done, from 0 to 1.

    Returns:
        [W_in, b_in, blocks of six, W_out].

    Source: garg-2022-in-context, section 2, at a size that takes a minute.
    """
    parameters = transformer_init(shape, rng)
    optimiser = Adam(schedule.lr)
    for step in range(schedule.steps):
        prompts = draw_prompts(schedule.batch, schedule.examples, shape.d, rng)
        _, gradients = prefix_loss(parameters, prompts, shape.heads)
        optimiser.lr = schedule.rate(step)
        optimiser.step(parameters, clip_norm(gradients, schedule.longest))
        if step % REPORTS == 0:
            on_progress(step / schedule.steps)
    return parameters


def prefix_errors(parameters: Parameters, prompts: Prompts, heads: int) -> FloatArray:
    """Squared error after each number of examples, per dimension:  e_k = E (y_hat - y)^2 / d.

    Args:
        parameters: of the transformer.
        prompts: x float[B, N, d] and y float[B, N].
        heads: attention heads.

    Returns:
        float[N]; entry k is the error after k examples, 1 for the answer 0.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: garg-2022-in-context, section 3.1.
    """
    predictions, _ = transformer_forward(parameters, prompts.x, prompts.y, heads)
    missed = predictions - prompts.y
    return np.asarray((missed * missed).mean(axis=0) / prompts.x.shape[-1])
