"""Optimism: an arm counts for as much as it may plausibly be worth."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from metarl.explore.arms import Arms, largest
from metarl.planning.bandit_values import posterior_mean
from metarl.shapes import FloatArray


def ucb1(
    successes: FloatArray,
    failures: FloatArray,
    left: int,
    rng: np.random.Generator,
    c: float = 1.0,
) -> Arms:
    """The largest upper bound:  argmax_a m_a + c sqrt(2 ln t / n_a).

    Every arm begins with one success and one failure that nobody saw, which count in m_a, in n_a
    and in t = sum_a n_a, as in the comparison of the RL² paper.

    Args:
        successes: float[K, A].
        failures: float[K, A].
        left: pulls left, not used.
        rng: what decides between equals.
        c: width of the bounds, >= 0; 1 is the textbook's, 0.1 to 0.3 do best here.

    Returns:
        int[K].

    Raises:
        ValueError: if ``c`` is negative.

    Source: auer-2002-finite-time, Figure 1; c as in duan-2016-rl2, section 3.1.
    """
    if c < 0:
        raise ValueError(f"c: expected 0 or more, found {c}")
    pulls = successes + failures + 2
    log_time = np.log(pulls.sum(axis=1, keepdims=True))
    return largest(posterior_mean(successes, failures) + c * np.sqrt(2 * log_time / pulls), rng)


def largest_index(
    successes: FloatArray,
    failures: FloatArray,
    left: int,
    rng: np.random.Generator,
    tables: list[NDArray[np.float32]] | FloatArray,
) -> Arms:
    """The largest index of the arms, looked up:  argmax_a index(s_a, f_a), or index(s_a, f_a, n).

    Args:
        successes: float[K, A], whole numbers.
        failures: float[K, A], whole numbers.
        left: pulls left n, >= 1.
        rng: what decides between equals.
        tables: from ``planning.index``: one table for all moments, or a list of one for each n.

    Returns:
        int[K].

    Source: gittins-1979-indices; kaufmann-2018-indices for a horizon.
    """
    table = tables[left - 1] if isinstance(tables, list) else tables
    scores = table[successes.astype(np.intp), failures.astype(np.intp)]
    return largest(scores.astype(np.float64), rng)
