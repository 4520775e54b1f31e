"""Attention without softmax that evaluates a policy: one layer is one step of batch TD(0).

Tokens are the columns of float[D, T] with D = 2 d + 1. A transition is (phi, gamma phi', R): the
features of its state, those of the next state times the discount, and its reward. The query, which
comes last, is (phi, 0, 0). The last row turns into TD errors, layer by layer.
"""

from __future__ import annotations

import numpy as np

from metarl.shapes import FloatArray, float_array, require_shape


def td_tokens(
    phi: FloatArray, after: FloatArray, rewards: FloatArray, query: FloatArray, gamma: float
) -> FloatArray:
    """Transitions and a query as columns:  (phi_i, gamma phi'_i, R_i), at last (phi_q, 0, 0).

    Args:
        phi: float[N, d], features of the states.
        after: float[N, d], features of the next states; 0 where the episode ends.
        rewards: float[N].
        query: float[d], features of the state that is asked for.
        gamma: discount.

    Returns:
        float[2 d + 1, N + 1].

    Raises:
        ValueError: if the shapes do not fit together.

    Source: wang-2025-icl-td.
    """
    phi = float_array("phi", phi, ndim=2)
    examples, d = phi.shape
    require_shape("after", after, (examples, d))
    require_shape("rewards", rewards, (examples,))
    require_shape("query", query, (d,))
    columns = np.column_stack([phi, gamma * after, rewards])
    return np.column_stack([columns.T, np.append(query, np.zeros(d + 1))])


def td_matrix(C: FloatArray) -> FloatArray:
    """What keys and queries are compared with:  Q = [[-C', C', 0], [0, 0, 0], [0, 0, 0]].

    Args:
        C: float[d, d], the step matrix.

    Returns:
        float[2 d + 1, 2 d + 1].

    Source: wang-2025-icl-td.
    """
    d = len(C)
    Q = np.zeros((2 * d + 1, 2 * d + 1))
    Q[:d, :d] = -C.T
    Q[:d, d : 2 * d] = C.T
    return Q


def td_layer(tokens: FloatArray, Q: FloatArray) -> FloatArray:
    """One layer:  Z <- Z + 1/N P Z M (Z' Q Z), with P the last corner and M without the query.

    Args:
        tokens: float[D, T], the query in the last column.
        Q: float[D, D].

    Returns:
        float[D, T]; all rows but the last are as before.

    Raises:
        ValueError: if the shapes do not fit together or there is no transition.

    Source: wang-2025-icl-td.
    """
    tokens = float_array("tokens", tokens, ndim=2)
    require_shape("Q", Q, (len(tokens), len(tokens)))
    examples = tokens.shape[1] - 1
    if examples < 1:
        raise ValueError("tokens: expected a transition before the query")
    out = tokens.copy()
    out[-1] += tokens[-1, :-1] @ (tokens[:, :-1].T @ Q @ tokens) / examples
    return out


def batch_td(
    phi: FloatArray, after: FloatArray, rewards: FloatArray, gamma: float, C: FloatArray, steps: int
) -> FloatArray:
    """Weights of the value:  w <- w + C 1/N sum_i (R_i + gamma w . phi'_i - w . phi_i) phi_i.

    Args:
        phi: float[N, d], features of the states.
        after: float[N, d], features of the next states.
        rewards: float[N].
        gamma: discount.
        C: float[d, d], the step matrix; eta I for a step size eta.
        steps: how often, from w = 0.

    Returns:
        float[d].

    Raises:
        ValueError: if the shapes do not fit together.

    Source: sutton-2018-introduction, chapter 9, over a batch; wang-2025-icl-td.
    """
    phi = float_array("phi", phi, ndim=2)
    require_shape("after", after, phi.shape)
    require_shape("rewards", rewards, (len(phi),))
    w = np.zeros(phi.shape[1])
    for _ in range(steps):
        errors = rewards + (gamma * after - phi) @ w
        w = w + C @ phi.T @ errors / len(phi)
    return w
