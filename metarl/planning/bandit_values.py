"""Bernoulli arms with a uniform prior: the exact value of the best policy, and of index rules.

What is known about an arm is its successes and failures, (s, f). Arms are exchangeable, so the
state of the whole problem is the sorted tuple of these pairs for the arms touched so far.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import numpy as np

from metarl.shapes import FloatArray

Arm = tuple[int, int]
Touched = tuple[Arm, ...]
# How much an arm with (s, f) is liked when so many pulls are left; the largest is pulled.
Score = Callable[[int, int, int], float]

SAME_SCORE = 1e-12


def bayes_optimal_value(arms: int, pulls: int) -> float:
    """Largest expected sum of rewards:  V(b) = max_a m_a (1 + V(b + s_a)) + (1 - m_a) V(b + f_a).

    Here m_a = (s_a + 1) / (s_a + f_a + 2) is the posterior mean of arm a, V on the right has
    one pull less, and p_a ~ U[0, 1]. The number of states grows quickly with the pulls: 10 are
    done in a second, 100 of two arms by ``two_arm_value``.

    Args:
        arms: number of arms A, >= 1.
        pulls: pulls in a trial, >= 0.

    Returns:
        float, in successes.

    Raises:
        ValueError: if a number is too small.

    Source: bellman-1956-sequential, for Bernoulli arms as in duan-2016-rl2, section 3.1.
    """
    _check(arms, pulls)

    @cache
    def value(touched: Touched, left: int) -> float:
        if not left:
            return 0.0
        return max(_pulled(value, arm, rest, left) for arm, rest, _ in _choices(touched, arms))

    return value((), pulls)


def index_rule_value(arms: int, pulls: int, score: Score) -> float:
    """Expected sum of rewards of pulling the arm with the largest score, ties at random.

    V(b, n) is the mean of  m_a (1 + V(b + s_a)) + (1 - m_a) V(b + f_a)  over the arms a with the
    largest score(s_a, f_a, n), and p_a ~ U[0, 1].

    Args:
        arms: number of arms A, >= 1.
        pulls: pulls in a trial, >= 0.
        score: of an arm, from its successes, its failures and the pulls left.

    Returns:
        float, in successes.

    Raises:
        ValueError: if a number is too small.

    Source: duan-2016-rl2, section 3.1, where such rules are simulated.
    """
    _check(arms, pulls)

    @cache
    def value(touched: Touched, left: int) -> float:
        if not left:
            return 0.0
        choices = [
            (score(*arm, left), arm, rest, alike) for arm, rest, alike in _choices(touched, arms)
        ]
        best = max(liking for liking, *_ in choices) - SAME_SCORE
        tied = [choice[1:] for choice in choices if choice[0] >= best]
        total = sum(alike * _pulled(value, arm, rest, left) for arm, rest, alike in tied)
        return total / sum(alike for _, _, alike in tied)

    return value((), pulls)


def posterior_mean[Count: (float, FloatArray)](
    successes: Count, failures: Count, left: int = 0
) -> Count:
    """Mean of an arm after its prior U[0, 1] has met the data:  (s + 1) / (s + f + 2).

    Args:
        successes: s, >= 0, of one arm or float[..., A] of many.
        failures: f, >= 0, as many.
        left: pulls left, which do not matter; pulling the largest mean is the greedy rule.

    Returns:
        A number in (0, 1) for each arm.

    Source: duan-2016-rl2, section 3.1, the greedy baseline.
    """
    return (successes + 1) / (successes + failures + 2)


def two_arm_value(pulls: int) -> float:
    """Largest expected sum of rewards of two arms, by the recursion of ``bayes_optimal_value``.

    All states after t pulls are one array, indexed by s_1, f_1 and s_2; f_2 is what remains of t.
    Entries that no play reaches are computed too, and never looked at.

    Args:
        pulls: pulls in a trial, >= 0; memory grows with its cube.

    Returns:
        float, in successes.

    Raises:
        ValueError: if ``pulls`` is negative.

    Source: bellman-1956-sequential.
    """
    _check(2, pulls)
    value = np.zeros((pulls + 1,) * 3)
    for t in reversed(range(pulls)):
        n = np.arange(t + 1)
        first, misses, second = n[:, None, None], n[None, :, None], n[None, None, :]
        mean_1 = (first + 1) / (first + misses + 2)
        mean_2 = np.minimum((second + 1) / (np.maximum(t - first - misses, 0) + 2), 1.0)
        stay = value[:-1, :-1, :-1]
        pull_1 = mean_1 * (1 + value[1:, :-1, :-1]) + (1 - mean_1) * value[:-1, 1:, :-1]
        pull_2 = mean_2 * (1 + value[:-1, :-1, 1:]) + (1 - mean_2) * stay
        value = np.maximum(pull_1, pull_2)
    return float(value[0, 0, 0])


def oracle_value(arms: int, pulls: int) -> float:
    """Expected sum of rewards when the best arm is known:  n E[max_a p_a] = n A / (A + 1).

    Args:
        arms: number of arms A, >= 1.
        pulls: pulls in a trial, n >= 0.

    Returns:
        float, in successes; minus a policy's value it is the regret.

    Raises:
        ValueError: if a number is too small.

    Source: duan-2016-rl2, section 3.1, for p_a ~ U[0, 1].
    """
    _check(arms, pulls)
    return pulls * arms / (arms + 1)


def _choices(touched: Touched, arms: int) -> Iterator[tuple[Arm, Touched, int]]:
    """Each kind of arm that can be pulled, the other touched arms, and how many are of its kind."""
    for place, arm in enumerate(touched):
        if place == 0 or touched[place - 1] != arm:  # equal arms are neighbours
            yield arm, touched[:place] + touched[place + 1 :], touched.count(arm)
    if len(touched) < arms:
        yield (0, 0), touched, arms - len(touched)


def _pulled(value: Callable[[Touched, int], float], arm: Arm, rest: Touched, left: int) -> float:
    """Expected reward of this pull and of all that follow."""
    successes, failures = arm
    mean = posterior_mean(successes, failures)
    won = tuple(sorted((*rest, (successes + 1, failures))))
    lost = tuple(sorted((*rest, (successes, failures + 1))))
    return mean * (1 + value(won, left - 1)) + (1 - mean) * value(lost, left - 1)


def _check(arms: int, pulls: int) -> None:
    if arms < 1 or pulls < 0:
        raise ValueError(f"arms, pulls: expected 1 and 0 or more, found {arms}, {pulls}")
