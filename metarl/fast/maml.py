"""Second-order MAML with one inner step on a network of two hidden ReLU layers, made fast.

It computes what ``meta_gradient`` and ``Adam`` compute, to rounding, in matrix products as large as
the problem allows and in arrays that are set up once. Three observations make it short:

- A column of ones beside the inputs and the hidden layers holds the biases, so each layer is one
  matrix. The hidden ones come from a unit of their own whose slope is taken as 0, so that nothing
  ever reaches the weights that make it one.
- The large matrix of a task's adapted weights is never formed. It differs from the shared one by a
  product of N support rows,  W' = W - alpha h' dz,  so  x W' = x W - alpha (x h') dz: one product
  for all tasks together, and two small ones for each.
- The second-order term is the derivative of the support gradient along the query gradient, which
  is such a product as well, and the same small matrices x h' serve again, transposed.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from metarl.networks.adam import Adam, Parameters
from metarl.shapes import FloatArray, require_shape

# of float32 or float64
Buffer = NDArray[Any]


class FusedMaml:
    """Steps of MAML with Adam:  theta <- Adam(theta, mean_i (I - alpha H_i) grad L_i(theta_i')).

    Attributes:
        alpha: step size of the inner step, > 0.
        lr: step size of Adam, > 0; may be changed between steps.
        second_order: False leaves the second derivatives out, which makes it FOMAML.

    Source: finn-2017-maml, Algorithm 1; kingma-2015-adam, Algorithm 1.
    """

    def __init__(
        self,
        parameters: Parameters,
        tasks: int,
        n: int,
        alpha: float,
        lr: float = 1e-3,
        second_order: bool = True,
        dtype: DTypeLike = np.float64,
    ) -> None:
        """Set up all arrays.

        Args:
            parameters: [W_1, b_1, W_2, b_2, W_3, b_3] with both hidden layers of one width and
                one output; they are copied.
            tasks: tasks K in each step.
            n: support examples N of each, and query examples as many.
            alpha: step size of the inner step.
            lr: step size of Adam.
            second_order: whether the second derivatives count.
            dtype: np.float64 or np.float32.

        Raises:
            ValueError: if the network has another form.
        """
        inputs, width = parameters[0].shape
        shapes = [(inputs, width), (width,), (width, width), (width,), (width, 1), (1,)]
        for array, shape in zip(parameters, shapes, strict=True):
            require_shape("parameters", array, shape)
        self.alpha, self.lr, self.second_order = alpha, lr, second_order
        self._tasks, self._n, self._inputs, self._width = tasks, n, inputs, width
        self._make_weights(parameters, np.dtype(dtype))
        self._make_buffers(np.dtype(dtype))

    def _make_weights(self, parameters: Parameters, dtype: np.dtype[Any]) -> None:
        """One vector for the optimiser, three matrices in it, and as much for the gradient."""
        w1, b1, w2, b2, w3, b3 = parameters
        rows, wide = self._inputs + 1, self._width + 1
        ends = np.cumsum([rows * wide, wide * wide, wide])
        self._theta: Buffer = np.zeros(ends[-1], dtype)
        self._gradient: Buffer = np.zeros(ends[-1], dtype)
        self._a1, self._a2, self._a3 = self._matrices(self._theta)
        self._g1, self._g2, self._g3 = self._matrices(self._gradient)
        self._a1[:-1, :-1], self._a1[-1, :-1], self._a1[-1, -1] = w1, b1, 1.0
        self._a2[:-1, :-1], self._a2[-1, :-1], self._a2[-1, -1] = w2, b2, 1.0
        self._a3[:-1], self._a3[-1] = w3, b3
        self._adam = Adam()

    def _matrices(self, vector: Buffer) -> tuple[Buffer, Buffer, Buffer]:
        """The weights of the three layers, each with its biases, as views of one vector."""
        rows, wide = self._inputs + 1, self._width + 1
        first, second, third = np.split(vector, [rows * wide, (rows + wide) * wide])
        return first.reshape(rows, wide), second.reshape(wide, wide), third.reshape(wide, 1)

    def _make_buffers(self, dtype: np.dtype[Any]) -> None:
        """Arrays for one step, named after what they hold; a leading 3 or 2 stacks the parts."""
        tasks, n, inputs, wide = self._tasks, self._n, self._inputs, self._width + 1

        def buffer(*shape: int) -> Buffer:
            return np.zeros(shape, dtype)

        # layer inputs: query and support x; query h, R{h} and support h of both hidden layers
        self._x = buffer(2, tasks, n, inputs + 1)
        self._x[..., -1] = 1.0
        self._z1 = buffer(2, tasks, n, wide)
        self._h1, self._h2 = buffer(3, tasks, n, wide), buffer(3, tasks, n, wide)
        # what meets them in the gradient of the weights
        self._d1 = buffer(2, tasks, n, wide)
        self._d2 = buffer(3, tasks, n, wide)
        self._d3 = buffer(3, tasks, n, 1)
        self._slope1, self._slope2, self._work = buffer(3, tasks, n, wide)
        self._error = buffer(tasks, n, 1)
        # products of query and support rows, forward and back, times -alpha
        self._forth, self._back = buffer(2, tasks, n, n)
        # what a task adds to the shared weights of the first and the last layer
        self._move1, last = buffer(tasks, inputs + 1, wide), buffer(tasks, 2, wide)
        self._move3, self._shared3 = last[:, 1:], last[:, :1]
        # two columns that these last rows, the shared and the task's own, are multiplied with
        self._last, self._weights = last, buffer(tasks, n, 2)
        self._a2_turned = buffer(wide, wide)

    def step(self, x: FloatArray, y: FloatArray, query_x: FloatArray, query_y: FloatArray) -> float:
        """One meta-step:  theta <- Adam(theta, meta-gradient).

        Args:
            x: float[K, N, D], support inputs.
            y: float[K, N, 1], their targets.
            query_x: float[K, N, D], query inputs; the same array as ``x`` repeats a known mistake.
            query_y: float[K, N, 1].

        Returns:
            The mean query loss of the K tasks after adaptation, before this step.

        Raises:
            ValueError: if a shape differs from what was set up.
        """
        loss = self.accumulate(x, y, query_x, query_y)
        self._adam.lr = self.lr
        self._adam.step([self._theta], [self._gradient])
        return loss

    def accumulate(
        self, x: FloatArray, y: FloatArray, query_x: FloatArray, query_y: FloatArray
    ) -> float:
        """The meta-gradient alone:  mean_i (I - alpha H_i) grad L_query(theta_i').

        Args:
            x: float[K, N, D], as in ``step``.
            y: float[K, N, 1].
            query_x: float[K, N, D].
            query_y: float[K, N, 1].

        Returns:
            The mean query loss after adaptation. ``gradient`` has the rest.

        Raises:
            ValueError: if a shape differs from what was set up.
        """
        for name, array, last in (("x", x, self._inputs), ("y", y, 1)):
            require_shape(name, array, (self._tasks, self._n, last))
        require_shape("query_x", query_x, x.shape)
        require_shape("query_y", query_y, y.shape)
        self._x[0, ..., :-1], self._x[1, ..., :-1] = query_x, x
        self._a2_turned[:], self._shared3[:] = self._a2.T, self._a3.T
        np.dot(_flat(self._x), self._a1, out=_flat(self._z1))
        self._support(y)
        loss = self._query(query_y)
        if self.second_order:
            self._turn()
        self._collect()
        return loss

    def _support(self, y: FloatArray) -> None:
        """Support pass forward and back, at the shared parameters."""
        h1, h2, d1, d2, e = self._h1[2], self._h2[2], self._d1[1], self._d2[1], self._d3[1]
        self._activate(self._z1[1], h1, self._slope1)
        np.dot(_flat(h1), self._a2, out=_flat(h2))
        self._activate(h2, h2, self._slope2)
        np.dot(_flat(h2), self._a3, out=_flat(e))
        e -= y
        e *= 2.0 / self._n
        np.dot(_flat(e), self._a3.T, out=_flat(d2))
        d2 *= self._slope2
        np.dot(_flat(d2), self._a2_turned, out=_flat(d1))
        d1 *= self._slope1

    def _query(self, y: FloatArray) -> float:
        """Query pass forward and back, at the parameters that each task has adapted."""
        (x, x_s), (d1, d1_s), z1, work = self._x, self._d1, self._z1[0], self._work
        h1, h1_s, h2, h2_s = self._h1[0], self._h1[2], self._h2[0], self._h2[2]
        d2, d2_s, e, e_s = self._d2[0], self._d2[1], self._d3[0], self._d3[1]
        z1 += np.matmul(x, self._moved(x_s, d1_s, self._move1), out=work)
        slope1, slope2 = z1, self._h2[1]  # of these, the first is done with, the second not in use
        self._activate(z1, h1, slope1)
        np.dot(_flat(h1), self._a2, out=_flat(h2))
        h2 += np.matmul(self._products(h1, h1_s, self._forth), d2_s, out=work)
        self._activate(h2, h2, slope2)
        np.dot(_flat(h2), self._a3, out=_flat(e))
        move3 = self._moved(e_s, h2_s, self._move3)
        e += np.matmul(h2, move3.swapaxes(1, 2), out=self._error)
        e -= y
        loss: float = np.vdot(e, e).item() / e.size
        # divided by the number of tasks here, everything that follows is a mean over them
        e *= 2.0 / e.size
        self._weights[:] = e
        np.matmul(self._weights, self._last, out=d2)
        d2 *= slope2
        np.dot(_flat(d2), self._a2_turned, out=_flat(d1))
        d1 += np.matmul(self._products(d2, d2_s, self._back), h1_s, out=work)
        d1 *= slope1
        return loss

    def _turn(self) -> None:
        """Change of the support gradient along -alpha times the query gradient: -alpha H v."""
        work, r1, r2, r3 = self._work, self._d1[1], self._d2[2], self._d3[2]
        (h1, r_h1, _), (h2, r_h2, h2_s) = self._h1, self._h2
        (x, x_s), d1, d2, e, e_s = self._x, self._d1[0], self._d2[0], self._d3[0], self._d3[1]
        np.matmul(x_s, self._moved(x, d1, self._move1), out=r_h1)
        r_h1 *= self._slope1
        np.dot(_flat(r_h1), self._a2, out=_flat(r_h2))
        r_h2 += np.matmul(self._forth.swapaxes(1, 2), d2, out=work)
        r_h2 *= self._slope2
        np.dot(_flat(r_h2), self._a3, out=_flat(r3))
        move3 = self._moved(e, h2, self._move3)
        r3 += np.matmul(h2_s, move3.swapaxes(1, 2), out=self._error)
        r3 *= 2.0 / self._n
        self._weights[..., :1], self._weights[..., 1:] = r3, e_s
        np.matmul(self._weights, self._last, out=r2)
        r2 *= self._slope2
        np.dot(_flat(r2), self._a2_turned, out=_flat(r1))
        r1 += np.matmul(self._back.swapaxes(1, 2), h1, out=work)
        r1 *= self._slope1

    def _collect(self) -> None:
        """Gradient of the weights: each layer's inputs against what came back to it."""
        parts = 3 if self.second_order else 1
        ends = 2 if self.second_order else 1
        for inputs, back, out in (
            (self._x[:ends], self._d1[:ends], self._g1),
            (self._h1[:parts], self._d2[:parts], self._g2),
            (self._h2[:parts], self._d3[:parts], self._g3),
        ):
            np.dot(_flat(inputs).T, _flat(back), out=out)

    def _activate(self, z: Buffer, h: Buffer, slope: Buffer) -> None:
        """h = max(z, 0) and its slope, which may be the array z; h may be z if slope is not."""
        np.maximum(z, 0.0, out=h)
        np.greater(h, 0.0, out=slope)
        slope[..., -1] = 0.0

    def _products(self, rows: Buffer, support: Buffer, out: Buffer) -> Buffer:
        """-alpha times every product of a row with a support row of the same task."""
        np.matmul(rows, support.swapaxes(1, 2), out=out)
        out *= -self.alpha
        return out

    def _moved(self, rows: Buffer, back: Buffer, out: Buffer) -> Buffer:
        """-alpha times each task's product of layer inputs and what came back to them."""
        np.matmul(rows.swapaxes(1, 2), back, out=out)
        out *= -self.alpha
        return out

    @property
    def parameters(self) -> Parameters:
        """The present [W_1, b_1, …, b_3], as new float64 arrays."""
        return _unpadded(self._a1, self._a2, self._a3)

    @property
    def gradient(self) -> Parameters:
        """The last meta-gradient, in the same form."""
        return _unpadded(self._g1, self._g2, self._g3)


def _flat(rows: Buffer) -> Buffer:
    """float[..., N, D] as float[... N, D]: one product for all tasks."""
    return rows.reshape(-1, rows.shape[-1])


def _unpadded(a1: Buffer, a2: Buffer, a3: Buffer) -> Parameters:
    """Weights and biases of each layer, without the unit that is constant."""
    parts = [a1[:-1, :-1], a1[-1, :-1], a2[:-1, :-1], a2[-1, :-1], a3[:-1], a3[-1]]
    return [np.array(part, dtype=np.float64) for part in parts]
