"""The update of ``metarl.pearl``, made fast: one vector of parameters, no new arrays.

Arrays are turned round, one row for each feature and one column for each transition, so that sums
over a task's transitions run along memory. A last row of ones in every layer's input makes biases
part of the matrices: a layer is one matrix product forwards, and one more gives the gradients of
weights and biases together. Observations and their successors pass through Q as one batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from metarl.networks.adam import Adam, Parameters
from metarl.pearl.belief import MIN_VARIANCE
from metarl.pearl.experience import Experience, Settings
from metarl.pearl.q_learning import Batch, Networks
from metarl.pearl.training import networks_init
from metarl.progress import OnProgress, silent
from metarl.shapes import FloatArray

Reals = NDArray[Any]


class Layers:
    """A perceptron with ReLU on fixed numbers of columns, whose arrays are made once.

    Attributes:
        inputs: [n_l + 1, columns] of every layer, the last row 1; the first is to be filled.
        out: [n_L, columns], after ``forward``.
        d_out: [n_L, columns], to be filled before ``backward``.
    """

    def __init__(self, sizes: Sequence[int], columns: int, dtype: DTypeLike, back: int) -> None:
        """Make room.

        Args:
            sizes: n_0 … n_L.
            columns: of the forward pass.
            dtype: of all arrays.
            back: how many of them, the first ones, the backward pass concerns.
        """
        self.inputs = [np.ones((size + 1, columns), dtype) for size in sizes[:-1]]
        self.out = np.zeros((sizes[-1], columns), dtype)
        self.d_out = np.zeros((sizes[-1], back), dtype)
        self._d_hidden = [np.zeros((size, back), dtype) for size in sizes[1:-1]]
        self._live = [np.zeros((size, back), np.bool_) for size in sizes[1:-1]]
        self._back = back

    def forward(self, matrices: Sequence[Reals]) -> Reals:
        """h_l = max(0, M_l' [h_{l-1}; 1]),  the last layer without the maximum."""
        for layer, matrix in enumerate(matrices[:-1]):
            h = self.inputs[layer + 1][:-1]
            np.matmul(matrix.T, self.inputs[layer], out=h)
            np.maximum(h, 0.0, out=h)
        return np.matmul(matrices[-1].T, self.inputs[-1], out=self.out)

    def backward(self, matrices: Sequence[Reals], gradients: Sequence[Reals]) -> Reals:
        """dM_l = [h_{l-1}; 1] dz_l';  returns dz_1, from which the input's gradient follows."""
        d_z = self.d_out
        for layer in reversed(range(len(matrices))):
            h = self.inputs[layer][:, : self._back]
            np.matmul(h, d_z.T, out=gradients[layer])
            if layer:
                live, d_h = self._live[layer - 1], self._d_hidden[layer - 1]
                np.matmul(matrices[layer][:-1], d_z, out=d_h)
                np.greater(h[:-1], 0.0, out=live)
                d_z = np.multiply(d_h, live, out=d_h)
        return d_z


class Flat:
    """Encoder and Q in one vector, so that the optimiser makes one pass.

    Attributes:
        theta: float[P].
        encoder: its matrices, [n_{l-1} + 1, n_l] views of ``theta``, biases last.
        q: those of Q.
        shared: the part of ``theta`` that is Q's.
    """

    def __init__(self, encoder: Sequence[int], q: Sequence[int], dtype: DTypeLike) -> None:
        """Zeros for networks of these widths."""
        shapes = [
            [(wide + 1, narrow) for wide, narrow in pairwise(sizes)] for sizes in (encoder, q)
        ]
        first, second = (sum(rows * columns for rows, columns in part) for part in shapes)
        self.theta = np.zeros(first + second, dtype)
        self.shared = self.theta[first:]
        self.encoder = _views(self.theta[:first], shapes[0])
        self.q = _views(self.shared, shapes[1])

    def networks(self, target: Sequence[Reals]) -> Networks:
        """Views of the same parameters in the form that the readable functions take."""
        return Networks(_as_layers(self.encoder), _as_layers(self.q), _as_layers(target))


class FusedUpdate:
    """One update for K tasks with N context transitions and B transitions to learn from.

    The data stand in ``context`` [C, K N], ``s`` [D, K B], ``s_next`` [D, K B], ``a`` [K B],
    ``r`` [K B] and ``noise`` [d, K], task after task along the columns: ``fill`` these, then call
    ``gradients``.
    """

    def __init__(
        self,
        encoder: Sequence[int],
        q: Sequence[int],
        sizes: tuple[int, int, int],
        dtype: DTypeLike = np.float64,
    ) -> None:
        """Make room.

        Args:
            encoder: widths, from C to 2 d.
            q: widths, from D + d to A.
            sizes: K, N and B.
            dtype: of all real arrays.
        """
        tasks, n, batch = sizes
        self.sizes, self.d = sizes, encoder[-1] // 2
        self._encoder = Layers(encoder, tasks * n, dtype, tasks * n)
        self._q = Layers(q, 2 * tasks * batch, dtype, tasks * batch)
        self._target = Layers(q, tasks * batch, dtype, 0)
        entries = q[0] - self.d
        rows = self._q.inputs[0]
        self.context = self._encoder.inputs[0][:-1]
        self.s, self.s_next = rows[:entries, : tasks * batch], rows[:entries, tasks * batch :]
        self._z_rows = rows[entries:-1].reshape(self.d, 2, tasks, batch)
        self.a = np.zeros(tasks * batch, np.intp)
        self.r = np.zeros(tasks * batch, dtype)
        self.noise = np.zeros((self.d, tasks), dtype)
        self._columns = np.arange(tasks * batch)
        self.mu, self.var = np.zeros((2, self.d, tasks), dtype)

    def fill(self, batch: Batch) -> None:
        """Put the data of an update where ``gradients`` reads them.

        Args:
            batch: of the sizes that were set up.
        """
        context, moves, noise = batch
        self.context[:] = context.reshape(-1, len(self.context)).T
        self.s[:] = moves.s.reshape(-1, len(self.s)).T
        self.s_next[:] = moves.s_next.reshape(-1, len(self.s)).T
        self.a[:], self.r[:] = moves.a.ravel(), moves.r.ravel()
        self.noise[:] = noise.T

    def gradients(
        self, flat: Flat, target: Sequence[Reals], out: Flat, discount: float, kl_weight: float
    ) -> tuple[float, float]:
        """Gradients of the loss:  L = mean (Q(s, z)[a] - y)^2 / 2 + w mean KL(q(z|c) || N(0, I)).

        Args:
            flat: the parameters.
            target: matrices of the target network.
            out: receives the gradients.
            discount: in [0, 1).
            kl_weight: w, >= 0.

        Returns:
            The two parts of L.

        Source: rakelly-2019-pearl, Algorithm 1.
        """
        tasks, _, batch = self.sizes
        self._infer(flat.encoder)
        np.copyto(self._z_rows, self._z[:, None, :, None])
        values = self._q.forward(flat.q)
        n = tasks * batch
        self._target.inputs[0][:] = self._q.inputs[0][:, n:]
        y = self._target.forward(target)[values[:, n:].argmax(axis=0), self._columns]
        y *= discount
        y += self.r
        error = values[self.a, self._columns] - y
        self._q.d_out[:] = 0.0
        self._q.d_out[self.a, self._columns] = error / n
        d_first = self._q.backward(flat.q, out.q)
        # the same z for a task's whole batch: its gradients are added
        d_z = (flat.q[0][-1 - self.d : -1] @ d_first).reshape(-1, tasks, batch).sum(axis=-1)
        self._infer_backward(flat.encoder, out.encoder, d_z, kl_weight / tasks)
        divergence = self.mu**2 + self.var - np.log(self.var) - 1.0
        return 0.5 * float(error @ error) / n, 0.5 * float(divergence.sum()) / tasks

    def _infer(self, matrices: Sequence[Reals]) -> None:
        """z = mu + sqrt(var) noise,  with 1/var = sum 1/var_n  and  mu = var sum mu_n / var_n."""
        out = self._encoder.forward(matrices).reshape(2, self.d, self.sizes[0], -1)
        self._mu_n, raw = out
        self._small = np.exp(-np.abs(raw))
        self._positive = raw >= 0.0
        var = np.maximum(raw, 0.0)
        var += np.log1p(self._small)
        self._kept = var > MIN_VARIANCE
        self._precision = 1.0 / np.maximum(var, MIN_VARIANCE, out=var)
        np.divide(1.0, self._precision.sum(axis=-1), out=self.var)
        np.multiply(self.var, (self._precision * self._mu_n).sum(axis=-1), out=self.mu)
        self._spread = np.sqrt(self.var)
        self._z = self.mu + self._spread * self.noise

    def _infer_backward(
        self, matrices: Sequence[Reals], out: Sequence[Reals], d_z: Reals, share: float
    ) -> None:
        """Through the draw, the divergence, the product of factors and the softplus."""
        d_mu = d_z + share * self.mu
        d_var = 0.5 * d_z * self.noise / self._spread + 0.5 * share * (1.0 - 1.0 / self.var)
        pull = (d_mu * self.var)[..., None]
        d_factors = self._encoder.d_out.reshape(2, self.d, self.sizes[0], -1)
        np.multiply(pull, self._precision, out=d_factors[0])
        d_raw = d_factors[1]
        np.subtract(self._mu_n, self.mu[..., None], out=d_raw)
        d_raw *= pull
        d_raw -= (d_var * self.var**2)[..., None]
        d_raw *= -(self._precision**2)
        d_raw *= self._kept * np.where(self._positive, 1.0, self._small) / (1.0 + self._small)
        self._encoder.backward(matrices, out)


class FusedLearner:
    """Encoder, Q and its slower copy in training, each network's arrays in one vector.

    Attributes:
        flat: the parameters that are learned.
        networks: views of them, and of the copy, in the form that the readable functions take.

    Source: rakelly-2019-pearl, Algorithm 1, with Q-learning in place of soft actor-critic.
    """

    def __init__(self, start: Networks, dtype: DTypeLike) -> None:
        """Start from copies of these networks.

        Args:
            start: encoder and Q, whose copy is made here.
            dtype: of all arrays.
        """
        encoder, q = ([len(part[0]), *map(len, part[1::2])] for part in start[:2])
        self.flat, self._target, self._gradient = (Flat(encoder, q, dtype) for _ in range(3))
        self.networks = self.flat.networks(self._target.q)
        for own, given in zip(self.networks[:2], start[:2], strict=True):
            for mine, drawn in zip(own, given, strict=True):
                mine[...] = drawn
        self._target.theta[:] = self.flat.theta
        self._widths, self._dtype, self._adam = (encoder, q), dtype, Adam()
        self._updates: dict[tuple[int, int, int], FusedUpdate] = {}

    def update_of(self, sizes: tuple[int, int, int]) -> FusedUpdate:
        """The arrays for data of K tasks with N and B transitions, set up when first asked for."""
        if sizes not in self._updates:
            self._updates[sizes] = FusedUpdate(*self._widths, sizes=sizes, dtype=self._dtype)
        return self._updates[sizes]

    def step(
        self, data: FusedUpdate, discount: float, kl_weight: float, lr: float, follow: float
    ) -> float:
        """One update of the networks, and of the slower copy.

        Args:
            data: filled.
            discount: in [0, 1).
            kl_weight: >= 0.
            lr: Adam's step size.
            follow: share by which the copy moves.

        Returns:
            The critic's loss before it.

        Source: as ``q_learning.gradients`` and ``q_learning.follow``.
        """
        loss, _ = data.gradients(self.flat, self._target.q, self._gradient, discount, kl_weight)
        self._adam.lr = lr
        self._adam.step([self.flat.theta], [self._gradient.theta])
        self._target.shared += follow * (self.flat.shared - self._target.shared)
        return loss


def train_fused(
    goals: FloatArray,
    settings: Settings,
    rng: np.random.Generator,
    on_progress: OnProgress = silent,
    dtype: DTypeLike = np.float64,
) -> Networks:
    """What ``training.train`` does, several times as fast.

    Args:
        goals: float[K, 2], of the training tasks.
        settings: numbers of all kinds.
        rng: source of everything random; in float64, the same numbers lead to the same networks.
        on_progress: called now and then with the share that is done, from 0 to 1.
        dtype: of the parameters while they are learned.

    Returns:
        The trained networks, in float64.

    Source: rakelly-2019-pearl, Algorithm 1, with Q-learning in place of soft actor-critic.
    """
    learner = FusedLearner(networks_init(settings, rng), dtype)
    data = Experience(goals, settings, rng)
    for update in range(settings.updates):
        done = update / settings.updates
        if update and update % settings.collect == 0:
            data.play_trial(_wide(learner.networks), settings.exploration(done))
            on_progress(done)
        batch = data.draw()
        step = learner.update_of((*batch.context.shape[:2], batch.moves.r.shape[1]))
        step.fill(batch)
        learner.step(
            step, settings.discount, settings.kl_weight, settings.rate(done), settings.follow
        )
    return _wide(learner.networks)


def _wide(networks: Networks) -> Networks:
    """A copy in the precision that the readable functions have."""
    return Networks(*([array.astype(np.float64) for array in part] for part in networks))


def _views(vector: Reals, shapes: Sequence[tuple[int, int]]) -> list[Reals]:
    ends = np.cumsum([rows * columns for rows, columns in shapes])
    parts = np.split(vector, ends[:-1])
    return [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]


def _as_layers(matrices: Sequence[Reals]) -> Parameters:
    return [part for matrix in matrices for part in (matrix[:-1], matrix[-1])]
