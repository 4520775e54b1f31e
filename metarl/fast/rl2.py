"""The training step of RL² on Bernoulli bandits, made fast; ``reinforce`` is the one to read.

Everything is laid out with the batch last, float[D, T, B], so that softmax and entropy add
up whole rows, and so that a trial is one matrix for the products over all its steps. The inputs,
a one for the bias and the hidden state lie below each other in one array: one product makes the
next hidden state, another one all gradients. Every array is made once. In float64 the random
numbers are used in the order of ``reinforce.train``, so both train the same network.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike, NDArray

from metarl.networks.adam import Adam
from metarl.networks.recurrent import TANH
from metarl.progress import OnProgress, silent
from metarl.rl2.batches import Bandits
from metarl.rl2.policy import RecurrentPolicy
from metarl.rl2.reinforce import Settings, schedule

Array = NDArray[np.floating]


class FusedStep:
    """One update after the other for one policy, one size of bandit and one size of batch.

    Args:
        policy: with a tanh cell; ``store`` writes what was learned back into it.
        tasks: bandits; of them only the sizes and the distribution are used.
        settings: as for ``reinforce.train``.
        dtype: float64, or float32 for about half the time.

    Raises:
        ValueError: if the cell is another one, or tasks are repeated in a batch.

    Source: duan-2016-rl2, section 2.2, with REINFORCE in place of TRPO.
    """

    def __init__(
        self,
        policy: RecurrentPolicy,
        tasks: Bandits,
        settings: Settings,
        dtype: DTypeLike = np.float64,
    ) -> None:
        if policy.cell != TANH:
            raise ValueError("policy: expected a tanh cell, found another")
        if settings.repeats > 1:
            raise ValueError(f"settings: expected 1 trial of each task, found {settings.repeats}")
        self.policy, self.tasks, self.settings = policy, tasks, settings
        self.dtype = np.dtype(dtype)
        self._make_parameters()
        self._make_buffers()

    def _make_parameters(self) -> None:
        """One vector of all parameters, for Adam, with two matrices as views into it."""
        H, A, D = self.policy.hidden, self.tasks.actions, self.tasks.inputs
        W_x, W_h, b, W_o, b_o = self.policy.parameters
        cell, head = H * (D + 1 + H), A * (1 + H)
        self.theta = np.empty(cell + head, self.dtype)
        self.gradient = np.zeros(cell + head, self.dtype)
        shapes = (slice(0, cell), (H, D + 1 + H)), (slice(cell, None), (A, 1 + H))
        self.W, self.W_out = (self.theta[part].reshape(shape) for part, shape in shapes)
        self.d_W, self.d_W_out = (self.gradient[part].reshape(shape) for part, shape in shapes)
        self.W[:, :D], self.W[:, D], self.W[:, D + 1 :] = W_x.T, b, W_h.T
        self.W_out[:, 0], self.W_out[:, 1:] = b_o, W_o.T
        self.adam = Adam()

    def _make_buffers(self) -> None:
        """Arrays that every update fills anew; u[:, t] is what makes the hidden state h_t+1."""
        H, A, D = self.policy.hidden, self.tasks.actions, self.tasks.inputs
        T, B = self.tasks.steps, self.settings.batch
        self.u = np.zeros((D + 1 + H, T + 1, B), self.dtype)
        self.u[D] = 1.0
        self.d_h, self.slope, self.d_z = np.empty((3, H, T, B), self.dtype)
        self.carry = np.empty((H, B), self.dtype)
        self.logits, self.pi, self.d_logits = np.empty((3, A, T, B), self.dtype)
        self.steps = np.empty((A, B), self.dtype)
        self.rewards, self.returns, self.total, self.norm = np.empty((4, T, B), self.dtype)
        self.actions = np.empty((T, B), np.intp)
        self.column = np.arange(B, dtype=np.intp)
        # where row 0 of the inputs of step t + 1 begins in the flat u, for every trial
        self.place = np.arange(1, T + 1, dtype=np.intp)[:, None] * B + self.column
        self.row = (T + 1) * B

    def play(self, p: Array, chance: Array) -> None:
        """Forward:  a_t ~ softmax(W_out [1, h_t]),  h_t = tanh(W [x_t, 1, h_{t-1}]).

        Args:
            p: float[A, B], success probabilities.
            chance: float[T, 2, B], uniform numbers that choose actions and rewards.

        Source: as ``reinforce.roll_out``.
        """
        D = self.tasks.inputs
        B = self.settings.batch
        u, flat, p = self.u, self.u.reshape(-1), np.ascontiguousarray(p).reshape(-1)
        u[:D] = 0.0
        for t in range(self.tasks.steps):
            h = u[D + 1 :, t + 1]
            np.matmul(self.W, u[:, t], out=self.carry)
            np.tanh(self.carry, out=h)
            z = self.logits[:, t]
            np.matmul(self.W_out, u[D:, t + 1], out=z)
            z -= z.max(axis=0)
            e = np.exp(z, out=self.pi[:, t])
            np.cumsum(e, axis=0, out=self.steps)
            self.total[t] = self.steps[-1]
            threshold = chance[t, 0] * self.steps[-1]
            action = np.less_equal(self.steps[:-1], threshold).sum(axis=0, dtype=np.intp)
            won = chance[t, 1] < p[action * B + self.column]
            self.actions[t], self.rewards[t] = action, won
            flat[(2 * action + won) * self.row + self.place[t]] = 1.0

    def weigh(self) -> Array:
        """Advantages of what was played, float[T, B]; as ``reinforce.advantages``."""
        returns: Array = self.returns
        returns[-1] = self.rewards[-1]
        for t in reversed(range(len(returns) - 1)):
            np.multiply(returns[t + 1], self.settings.gamma, out=returns[t])
            returns[t] += self.rewards[t]
        returns -= returns.mean(axis=1, keepdims=True)
        flat = returns.reshape(-1)
        spread = np.sqrt(flat @ flat / flat.size)
        if spread > 0.0:
            returns /= spread
        return returns

    def blame(self, weights: Array, bonus: float) -> Array:
        """Gradient for the logits, float[A, T, B]; as ``softmax.policy_gradient``, over T B."""
        pi = self.pi
        d: Array = self.d_logits
        pi /= self.total
        if bonus:
            # log pi - sum pi log pi does not feel that the logits are not normed
            np.multiply(pi, self.logits, out=d)
            np.subtract(self.logits, d.sum(axis=0), out=d)
            d *= -bonus
            d -= weights
        else:
            np.negative(weights, out=d[:])
        d *= pi
        taken = self.actions.reshape(-1) * weights.size + np.arange(weights.size)
        d.reshape(-1)[taken] += weights.reshape(-1)
        d *= 1.0 / weights.size
        return d

    def climb(self, lr: float, bonus: float) -> None:
        """Backward through the trial and one step of Adam; as ``reinforce.train``."""
        D, T = self.tasks.inputs, self.tasks.steps
        d_logits = self.blame(self.weigh(), bonus)
        A, H = len(d_logits), self.policy.hidden
        u, flat_d = self.u, d_logits.reshape(A, -1)
        np.matmul(self.W_out[:, 1:].T, flat_d, out=self.d_h.reshape(H, -1))
        np.square(u[D + 1 :, 1:], out=self.slope)
        np.subtract(1.0, self.slope, out=self.slope)
        back = np.ascontiguousarray(self.W[:, D + 1 :].T)
        for t in reversed(range(T)):
            d_h = self.d_h[:, t]
            if t < T - 1:
                np.matmul(back, self.d_z[:, t + 1], out=self.carry)
                d_h += self.carry
            np.multiply(d_h, self.slope[:, t], out=self.d_z[:, t])
        np.matmul(self.d_z.reshape(H, -1), u[:, :T].reshape(len(u), -1).T, out=self.d_W)
        np.matmul(flat_d, u[D:, 1:].reshape(1 + H, -1).T, out=self.d_W_out)
        norm = float(np.sqrt(self.gradient @ self.gradient))
        # uphill, along the clipped gradient
        self.gradient *= -min(1.0, self.settings.largest / norm) if norm else -1.0
        self.adam.lr = lr
        self.adam.step([self.theta], [self.gradient])

    def update(self, lr: float, bonus: float, rng: np.random.Generator) -> None:
        """Draw new tasks, play them, and take one step.

        Args:
            lr: Adam's step size.
            bonus: reward for a nat of entropy, >= 0.
            rng: source of everything random.

        Source: as ``reinforce.train``.
        """
        T, B = self.tasks.steps, self.settings.batch
        p = self.tasks.draw(B, rng).T
        kind = np.float32 if self.dtype == np.float32 else np.float64
        self.play(p.astype(kind), rng.random((T, 2, B), dtype=kind))
        self.climb(lr, bonus)

    def store(self) -> None:
        """Write the parameters back into the policy."""
        D = self.tasks.inputs
        W, W_out = self.W, self.W_out
        learned = W[:, :D].T, W[:, D + 1 :].T, W[:, D], W_out[:, 1:].T, W_out[:, 0]
        for old, new in zip(self.policy.parameters, learned, strict=True):
            old[...] = new


def train_fused(
    policy: RecurrentPolicy,
    tasks: Bandits,
    settings: Settings,
    rng: np.random.Generator,
    on_progress: OnProgress = silent,
    dtype: DTypeLike = np.float64,
) -> None:
    """What ``reinforce.train`` does, for a tanh cell on bandits, several times as fast.

    Args:
        policy: changed in place.
        tasks: what it learns to explore.
        settings: how long, and how.
        rng: source of everything random; in float64, the same numbers lead to
            the same policy.
        on_progress: called now and then with the share that is done, from 0 to 1.
        dtype: as for ``FusedStep``.

    Raises:
        ValueError: if the policy has another cell.

    Source: duan-2016-rl2, section 2.2, with REINFORCE in place of TRPO.
    """
    step = FusedStep(policy, tasks, settings, dtype)
    for update in range(settings.updates):
        step.update(*schedule(settings, update), rng)
        on_progress((update + 1) / settings.updates)
    step.store()
