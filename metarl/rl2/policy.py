"""The policy of RL²: a recurrent cell and a softmax over actions that reads its hidden state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from metarl.networks.adam import Parameters
from metarl.networks.categorical import sample_actions
from metarl.networks.recurrent import Cell, outer_sum
from metarl.shapes import FloatArray, float_array, require_shape

StepFunction = Callable[[FloatArray, FloatArray | None], tuple[int, FloatArray]]


@dataclass(frozen=True)
class RecurrentPolicy:
    """Action preferences from a memory:  h_t = cell(x_t, h_{t-1}),  logits_t = h_t W + b.

    Attributes:
        cell: how the memory changes.
        parameters: those of the cell, then W float[H, A] and b float[A]; training changes them in
            place.

    Source: duan-2016-rl2, section 2.3.
    """

    cell: Cell
    parameters: Parameters

    @property
    def hidden(self) -> int:
        """Number of hidden units, H."""
        return len(self.parameters[-2])

    def begin(self, batch: int) -> FloatArray:
        """The empty memory with which a trial starts:  h_0 = 0, float[B, H]."""
        return np.zeros((batch, self.hidden))

    def step(self, x: FloatArray, h: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Logits and memory after one more input.

        Args:
            x: float[B, D].
            h: float[B, H].

        Returns:
            float[B, A] and float[B, H].

        Raises:
            ValueError: if the memory is not one row for each input.
        """
        require_shape("h", h, (float_array("x", x, ndim=2).shape[0], self.hidden))
        h = self.cell.step(self.parameters[:-2], x, h)
        return h @ self.parameters[-2] + self.parameters[-1], h

    def backward(self, x: FloatArray, h: FloatArray, d_logits: FloatArray) -> Parameters:
        """Gradients of all parameters, by the chain rule through the whole trial.

        Args:
            x: float[T, B, D], inputs.
            h: float[T+1, B, H], memories, the first of them the empty one.
            d_logits: float[T, B, A], gradient with respect to the logits.

        Returns:
            One array for each parameter, of its shape.

        Raises:
            ValueError: if the shapes do not fit together.
        """
        W = self.parameters[-2]
        require_shape("d_logits", d_logits, (*x.shape[:2], W.shape[1]))
        gradients, _, _ = self.cell.backward(self.parameters[:-2], x, h, d_logits @ W.T)
        return [*gradients, outer_sum(h[1:], d_logits), d_logits.sum(axis=(0, 1))]


def policy_init(
    cell: Cell, inputs: int, hidden: int, actions: int, rng: np.random.Generator
) -> RecurrentPolicy:
    """A random policy that prefers nothing yet:  W = 0,  b = 0.

    Args:
        cell: kind of memory.
        inputs: D, entries of an input.
        hidden: H, units of the memory.
        actions: A.
        rng: source of the cell's weights.

    Returns:
        The policy; all its actions have probability 1/A.

    Raises:
        ValueError: if a size is not positive.

    Source: duan-2016-rl2, section 2.3.
    """
    if min(inputs, hidden, actions) < 1:
        raise ValueError(f"sizes: expected 1 or more, found {(inputs, hidden, actions)}")
    parameters = cell.init(inputs, hidden, rng)
    return RecurrentPolicy(cell, [*parameters, np.zeros((hidden, actions)), np.zeros(actions)])


def acting(policy: RecurrentPolicy, rng: np.random.Generator | None) -> StepFunction:
    """The policy as ``run_trial`` wants it:  a_t ~ pi(x_t, h_{t-1}), or the best a_t.

    Args:
        policy: trained or not; it is never changed, all adaptation is in the hidden state.
        rng: source of the actions; None takes the most probable one.

    Returns:
        A function of an input float[D] and a memory, None at first, to an action and the next
        memory.

    Source: duan-2016-rl2, section 2.2.
    """

    def step(x: FloatArray, h: FloatArray | None) -> tuple[int, FloatArray]:
        logits, h = policy.step(x[None], policy.begin(1) if h is None else h)
        action = np.argmax(logits, axis=-1) if rng is None else sample_actions(logits, rng)
        return int(action[0]), h

    return step
