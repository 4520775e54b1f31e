"""Index rules: one number for each arm, from its own history alone; the largest is pulled.

An arm's index is the certain reward per pull that one would just as well take instead. It is
found by asking, for a certain reward x, whether a first pull of the arm is still worth it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from metarl.shapes import FloatArray

TOLERANCE = 1e-8


def gittins_index(a: float, b: float, discount: float, depth: int = 200) -> float:
    """Gittins index of an arm p ~ Beta(a, b):  the x at which pulling and x for ever are equal.

    Pulling first is worth  m (1 + g V(a+1, b)) + (1 - m) g V(a, b+1)  with m = a / (a + b) and
    V the larger of that and x / (1 - g). After ``depth`` pulls the arm counts as known.

    Args:
        a: first parameter, > 0; successes + 1 for a uniform prior.
        b: second parameter, > 0; failures + 1.
        discount: g, in [0, 1).
        depth: pulls looked ahead; 200 give four digits at 0.99.

    Returns:
        float in (0, 1), to 1e-8 for this depth.

    Raises:
        ValueError: if a parameter is out of its range.

    Source: gittins-1979-indices, for Bernoulli arms.
    """
    if min(a, b) <= 0 or not 0 <= discount < 1:
        raise ValueError(f"a, b, discount: expected > 0 and [0, 1), found {a}, {b}, {discount}")
    low, high = a / (a + b), 1.0
    while high - low > TOLERANCE:
        certain = (low + high) / 2
        worth = _gain(a, b, certain, discount, depth)
        low, high = (certain, high) if worth > 0 else (low, certain)
    return (low + high) / 2


def finite_horizon_index(a: float, b: float, pulls: int) -> float:
    """Index of an arm p ~ Beta(a, b) with n pulls left:  max over stopping times of E[sum] / E[n].

    It is the x at which  m (1 + V(a+1, b, n-1)) + (1 - m) V(a, b+1, n-1)  equals n x, where V is
    the larger of that and x for each pull left. Pulling the largest such index is nearly, but
    not quite, optimal.

    Args:
        a: first parameter, > 0.
        b: second parameter, > 0.
        pulls: pulls left n, >= 1.

    Returns:
        float in (0, 1), to 1e-8.

    Raises:
        ValueError: if a parameter is out of its range.

    Source: kaufmann-2018-indices, the finite-horizon Gittins index.
    """
    if min(a, b) <= 0 or pulls < 1:
        raise ValueError(f"a, b, pulls: expected > 0 and >= 1, found {a}, {b}, {pulls}")
    low, high = a / (a + b), 1.0
    while high - low > TOLERANCE:
        certain = (low + high) / 2
        value = np.zeros(pulls + 1)
        for left in range(1, pulls + 1):
            successes = np.arange(pulls - left + 1)
            mean = (a + successes) / (a + b + pulls - left)
            first = mean * (1 + value[1:]) + (1 - mean) * value[:-1]
            value = np.maximum(first, left * certain)
        low, high = (certain, high) if first[0] > pulls * certain else (low, certain)
    return (low + high) / 2


def gittins_table(size: int, discount: float, levels: int = 500, extra: int = 200) -> FloatArray:
    """Gittins indices of all arms up to T pulls, rounded:  share of levels x < index(s, f).

    Args:
        size: most pulls of an arm T, >= 0.
        discount: g, in [0, 1).
        levels: certain rewards tried, equally spaced in (0, 1).
        extra: pulls looked ahead beyond ``size``.

    Returns:
        float[T + 1, T + 1], index of s successes and f failures; meaningless where s + f > T.

    Raises:
        ValueError: if the discount is out of its range.

    Source: gittins-1979-indices, for Bernoulli arms and a uniform prior.
    """
    if not 0 <= discount < 1:
        raise ValueError(f"discount: expected [0, 1), found {discount}")
    certain = (np.arange(levels)[:, None] + 0.5) / levels
    for_ever = certain / (1 - discount)
    total = size + extra
    successes = np.arange(total + 1)
    table = np.zeros((size + 1, size + 1))
    value = np.maximum((successes + 1) / (total + 2) / (1 - discount), for_ever)
    for n in reversed(range(total)):
        mean = (successes[: n + 1] + 1) / (n + 2)
        first = mean * (1 + discount * value[:, 1:]) + (1 - mean) * discount * value[:, :-1]
        if n <= size:
            table[successes[: n + 1], n - successes[: n + 1]] = (first > for_ever).mean(axis=0)
        value = np.maximum(first, for_ever)
    return table


def finite_horizon_tables(pulls: int, levels: int = 500) -> list[NDArray[np.float32]]:
    """Finite-horizon indices of all arms, rounded:  share of levels x < index(s, f, n), n = 1 … T.

    Args:
        pulls: pulls in a trial T, >= 1; time and memory grow with its cube.
        levels: certain rewards tried, equally spaced in (0, 1).

    Returns:
        One table for each number of pulls left, from 1 to T, indexed by successes and failures:
        float32[T, T], and a row and a column less each time.

    Raises:
        ValueError: if ``pulls`` is below 1.

    Source: kaufmann-2018-indices, the finite-horizon Gittins index, for a uniform prior.
    """
    if pulls < 1:
        raise ValueError(f"pulls: expected 1 or more, found {pulls}")
    n = np.arange(pulls + 1, dtype=np.float32)
    means = (n[:, None] + 1) / (n[:, None] + n[None, :] + 2)
    tables = [np.zeros((pulls - m + 1,) * 2, np.float32) for m in range(1, pulls + 1)]
    for certain in (np.arange(levels) + 0.5) / levels:
        value = np.zeros((pulls + 1, pulls + 1), np.float32)
        for left, table in enumerate(tables, start=1):
            mean = means[: len(table), : len(table)]
            lost = value[:-1, 1:]
            first = mean * (1 + value[1:, :-1] - lost) + lost
            stop = np.float32(left * certain)
            table += first > stop
            value = np.maximum(first, stop)
    for table in tables:
        table /= levels
    return tables


def _gain(a: float, b: float, certain: float, discount: float, depth: int) -> float:
    """What a first pull is worth more than the certain reward for ever."""
    for_ever = certain / (1 - discount)
    successes = np.arange(depth + 1)
    value = np.maximum((a + successes) / (a + b + depth) / (1 - discount), for_ever)
    for n in reversed(range(depth)):
        mean = (a + successes[: n + 1]) / (a + b + n)
        first = mean * (1 + discount * value[1:]) + (1 - mean) * discount * value[:-1]
        value = np.maximum(first, for_ever)
    return float(first[0] - for_ever)
