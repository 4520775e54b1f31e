"""Two arms with chances p and 1 - p: exact regrets of the best policy and of Thompson sampling.

A success of the first arm and a failure of the second say the same, so that n pulls leave the
number u of outcomes that speak for the first arm, whichever arms were pulled. Hence no pull is
worth more than another for what it teaches, and following the belief is optimal.

``better`` is the chance of the better arm where it is known, as in ``tasks.bandits``; None means
p ~ U[0, 1].
"""

from __future__ import annotations

from math import comb

import numpy as np

from metarl.shapes import FloatArray


def oracle_reward(better: float | None = None) -> float:
    """Expected reward of the better arm:  E[max(p, 1 - p)], which is 3/4 for p ~ U[0, 1].

    Args:
        better: chance of the better arm, in [0.5, 1], or None.

    Returns:
        float, per pull.

    Raises:
        ValueError: if ``better`` is out of range.

    Source: wang-2016-learning-to-rl, section 3.1.2.
    """
    if better is not None and not 0.5 <= better <= 1:
        raise ValueError(f"better: expected 0.5 to 1 or None, found {better}")
    return 0.75 if better is None else better


def bayes_optimal_regret(pulls: int, better: float | None = None) -> float:
    """Least expected regret:  sum_t E[max(p, 1 - p)] - E[max(m_t, 1 - m_t)],  m_t = E[p | u_t].

    Args:
        pulls: pulls in a trial, >= 0.
        better: chance of the better arm, in [0.5, 1], or None.

    Returns:
        float, in successes.

    Raises:
        ValueError: if an argument is out of range.

    Source: wang-2016-learning-to-rl, section 3.1.2, solved exactly.
    """
    _check(pulls)
    oracle = oracle_reward(better)
    regret = 0.0
    for t in range(pulls):
        chance, mean, _ = _beliefs(t, better)
        regret += oracle - float(chance @ np.maximum(mean, 1 - mean))
    return regret


def thompson_regret(pulls: int, better: float | None = None) -> float:
    """Regret of sampling p:  sum_t E[max(p, 1 - p)] - E[w_t m_t + (1 - w_t)(1 - m_t)].

    The arm that is better under the sampled p is pulled, the first one with w_t = P(p > 1/2 | u_t).

    Args:
        pulls: pulls in a trial, >= 0.
        better: chance of the better arm, in [0.5, 1], or None.

    Returns:
        float, in successes.

    Raises:
        ValueError: if an argument is out of range.

    Source: thompson-1933-likelihood, for the rule; the recursion is ours.
    """
    _check(pulls)
    oracle = oracle_reward(better)
    regret = 0.0
    for t in range(pulls):
        chance, mean, first = _beliefs(t, better)
        regret += oracle - float(chance @ (first * mean + (1 - first) * (1 - mean)))
    return regret


def independent_thompson_regret(pulls: int, better: float | None = None) -> float:
    """Regret of Thompson sampling that takes the arms for independent:  sum_t E[max_a p_a - p_a_t].

    It believes p_1 and p_2 to be U[0, 1] each. The distribution over (s_1, f_1, s_2) is carried
    forward:  P(first arm) = P(Beta(s_1 + 1, f_1 + 1) > Beta(s_2 + 1, f_2 + 1)), which itself is
    carried forward from one number of pulls to the next.

    Args:
        pulls: pulls in a trial, >= 0; memory grows with its cube.
        better: chance of the better arm, in [0.5, 1], or None.

    Returns:
        float, in successes.

    Raises:
        ValueError: if an argument is out of range.

    Source: thompson-1933-likelihood, for the rule; the recursion is ours.
    """
    _check(pulls)
    regret = pulls * oracle_reward(better)
    reached, first = np.ones((1, 1, 1)), np.full((1, 1, 1), 0.5)
    for t in range(pulls):
        _, mean, _ = _beliefs(t, better)
        n = np.arange(t + 1)
        s_1, f_1, s_2 = n[:, None, None], n[None, :, None], n[None, None, :]
        f_2 = t - s_1 - f_1 - s_2
        inside = f_2 >= 0
        p = np.where(inside, mean[np.clip(s_1 + f_2, 0, t)], 0.0)
        pull_1 = reached * first
        pull_2 = reached - pull_1
        regret -= float((pull_1 * p + pull_2 * (1 - p)).sum())
        reached = np.zeros((t + 2,) * 3)
        reached[1:, :-1, :-1] += pull_1 * p
        reached[:-1, 1:, :-1] += pull_1 * (1 - p)
        reached[:-1, :-1, 1:] += pull_2 * (1 - p)
        reached[:-1, :-1, :-1] += pull_2 * p
        first = _after_one_more(first, t)
    return regret


def _after_one_more(first: FloatArray, t: int) -> FloatArray:
    """P(Beta(a, b) > Beta(c, d)) for t + 1 pulls, from the same for t.

    One success more of the first arm adds  g / a  with  g = B(a + c, b + d) / (B(a, b) B(c, d)),
    one failure more takes  g / b; an arm without pulls is uniform, so that the rest is a mean.
    """
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, t + 4)))])
    n = np.arange(t + 1)
    s_1, f_1, s_2 = n[:, None, None], n[None, :, None], n[None, None, :]
    f_2 = np.maximum(t - s_1 - f_1 - s_2, 0)
    # where s_1 + f_1 + s_2 > t nothing is ever reached, and the index only has to exist
    both = np.minimum(s_1 + f_1 + s_2 + f_2 + 3, t + 3)
    won, lost = np.minimum(s_1 + s_2 + 1, t + 3), np.minimum(f_1 + f_2 + 1, t + 3)
    pair_1, pair_2 = np.minimum(s_1 + f_1 + 1, t + 3), np.minimum(s_2 + f_2 + 1, t + 3)
    single = log_factorial[s_1] + log_factorial[f_1] + log_factorial[s_2] + log_factorial[f_2]
    g = np.exp(
        log_factorial[won]
        + log_factorial[lost]
        - log_factorial[both]
        + log_factorial[pair_1]
        + log_factorial[pair_2]
        - single
    )
    after = np.zeros((t + 2,) * 3)
    after[1:, :-1, :-1] = first + g / (s_1 + 1)
    after[0, 1:, :-1] = (first - g / (f_1 + 1))[0]
    after[0, 0] = 1 - (np.arange(t + 2) + 1) / (t + 3)
    return after


def _beliefs(t: int, better: float | None) -> tuple[FloatArray, FloatArray, FloatArray]:
    """After t pulls, for u = 0 … t:  P(u),  E[p | u]  and  P(p > 1/2 | u)."""
    u = np.arange(t + 1)
    ways = np.array([float(comb(t, k)) for k in range(t + 1)])
    if better is None:
        # P(Beta(u + 1, t - u + 1) > 1/2) = P(Binomial(t + 1, 1/2) <= u)
        halves = np.array([comb(t + 1, k) / 2 ** (t + 1) for k in range(t + 1)])
        return np.full(t + 1, 1 / (t + 1)), (u + 1) / (t + 2), halves.cumsum()
    high = ways * better**u * (1 - better) ** (t - u) / 2
    low = high[::-1]
    first = high / (high + low)
    return high + low, first * better + (1 - first) * (1 - better), first


def _check(pulls: int) -> None:
    if pulls < 0:
        raise ValueError(f"pulls: expected 0 or more, found {pulls}")
