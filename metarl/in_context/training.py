"""Training linear attention on many prompts: its one matrix by SGD, the whole layer by Adam."""

from __future__ import annotations

import numpy as np

from metarl.in_context.baselines import check_prompt
from metarl.in_context.linear_attention import as_tokens, layer_backward, layer_forward, layer_init
from metarl.networks.adam import Adam, Parameters
from metarl.progress import OnProgress, silent
from metarl.shapes import FloatArray, require_shape
from metarl.tasks.linear import Inputs, draw_prompts

REPORTS = 100


def head_predict(M: FloatArray, x: FloatArray, y: FloatArray, query: FloatArray) -> FloatArray:
    """Linear attention with one matrix:  y_hat = 1/N sum_i y_i (x_i' M query).

    Keys and queries enter an attention layer through the product of their matrices only, which is
    M; with M = eta I this is one gradient step.

    Args:
        M: float[d, d].
        x: float[B, N, d].
        y: float[B, N].
        query: float[B, d].

    Returns:
        float[B].

    Raises:
        ValueError: if the shapes do not fit together.

    Source: vonoswald-2023-icl-gd, section 2.
    """
    check_prompt(x, y, query)
    require_shape("M", M, (x.shape[-1], x.shape[-1]))
    return np.asarray((mean_product(x, y) @ M * query).sum(axis=-1))


def head_gradient(
    M: FloatArray, x: FloatArray, y: FloatArray, query: FloatArray, target: FloatArray
) -> FloatArray:
    """Gradient of the mean of (y_hat - target)^2 / 2:  1/B sum_b (y_hat - target) h query'.

    Args:
        M: float[d, d].
        x: float[B, N, d].
        y: float[B, N].
        query: float[B, d].
        target: float[B], the true y of the query.

    Returns:
        float[d, d], with h = 1/N sum_i y_i x_i for each prompt.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: vonoswald-2023-icl-gd, section 2, differentiated.
    """
    missed = head_predict(M, x, y, query) - target
    return np.asarray((mean_product(x, y) * missed[:, None]).T @ query / len(missed))


def mean_product(x: FloatArray, y: FloatArray) -> FloatArray:
    """What averaging estimates of the weights:  h = 1/N sum_i y_i x_i.

    Args:
        x: float[B, N, d].
        y: float[B, N].

    Returns:
        float[B, d].

    Source: garg-2022-in-context, section 3.1.
    """
    return np.asarray((y[:, None, :] @ x)[:, 0, :] / y.shape[-1])


def train_head(
    d: int,
    examples: int,
    steps: int,
    rng: np.random.Generator,
    batch: int = 256,
    lr: float = 0.1,
) -> FloatArray:
    """The matrix after plain SGD from 0 on new prompts:  M <- M - lr dL/dM.

    The step size falls linearly to 0, so that the noise of the last prompts does not stay in M.

    Args:
        d: dimensions of an input, >= 1.
        examples: examples of each prompt N, >= 1; the query comes on top.
        steps: how often a batch is drawn, >= 1.
        rng: source of the prompts.
        batch: prompts in each.
        lr: first step size.

    Returns:
        float[d, d]; its expected optimum is eta* I.

    Raises:
        ValueError: if a size is not positive.

    Source: vonoswald-2023-icl-gd, section 3.
    """
    M = np.zeros((d, d))
    for step in range(steps):
        x, y, _ = draw_prompts(batch, examples + 1, d, rng)
        gradient = head_gradient(M, x[:, :-1], y[:, :-1], x[:, -1], y[:, -1])
        M -= lr * (1.0 - step / steps) * gradient
    return M


def layer_loss(
    parameters: Parameters, tokens: FloatArray, target: FloatArray
) -> tuple[float, Parameters]:
    """Mean squared error of the layer's predictions, and its gradient:  1/B sum (y_hat - y)^2.

    Args:
        parameters: [W_Q, W_K, W_V, P].
        tokens: float[B, N + 1, d + 1].
        target: float[B], the true y of the query.

    Returns:
        The loss, and the gradients of the parameters.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: vonoswald-2023-icl-gd, section 3.
    """
    out, trace = layer_forward(parameters, tokens)
    missed = -out[:, -1, -1] - target
    d_out = np.zeros_like(out)
    d_out[:, -1, -1] = -2.0 * missed / len(missed)
    gradients, _ = layer_backward(parameters, trace, d_out)
    return float((missed * missed).mean()), gradients


def train_layer(
    d: int,
    examples: int,
    steps: int,
    rng: np.random.Generator,
    inputs: Inputs = "uniform",
    batch: int = 512,
    lr: float = 1e-3,
    on_progress: OnProgress = silent,
) -> Parameters:
    """A whole layer of linear attention, trained:  theta <- Adam(theta, dL/dtheta), new prompts.

    Args:
        d: dimensions of an input, >= 1.
        examples: examples of each prompt N, >= 1; the query comes on top.
        steps: how often a batch is drawn, >= 1.
        rng: source of the first weights and of the prompts.
        inputs: distribution of the inputs.
        batch: prompts in each.
        lr: step size; it falls linearly to 0 over the second half.
        on_progress: called now and then with the share that is done, from 0 to 1.

    Returns:
        [W_Q, W_K, W_V, P].

    Raises:
        ValueError: if a size is not positive.

    Source: vonoswald-2023-icl-gd, section 3.
    """
    parameters = layer_init(d, rng)
    optimiser = Adam(lr)
    for step in range(steps):
        x, y, _ = draw_prompts(batch, examples + 1, d, rng, inputs)
        tokens = as_tokens(x[:, :-1], y[:, :-1], x[:, -1])
        _, gradients = layer_loss(parameters, tokens, y[:, -1])
        optimiser.lr = lr * min(1.0, 2.0 * (1.0 - step / steps))
        optimiser.step(parameters, gradients)
        if step % REPORTS == 0:
            on_progress(step / steps)
    return parameters
