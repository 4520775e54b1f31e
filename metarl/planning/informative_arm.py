"""Ten arms, one of which pays 5, and an eleventh that pays little and names it: exact values.

All rewards are certain, so that the belief is the set of arms that may still be the target, with
equal chances. Arms are counted from 1, as in the paper.
"""

from __future__ import annotations

from functools import cache

from metarl.tasks.bandits import PLAIN_REWARD, TARGET_REWARD

ARMS = 10

Candidates = frozenset[int]


def informative_arm_value(pulls: int, arms: int = ARMS) -> float:
    """Largest expected sum of rewards:  V(C, n) = max(5n if |C| = 1, ask, try an arm, play safe).

    Asking pays the mean of C / A and then 5 per pull; trying c in C pays 5 per pull with chance
    1 / |C|, else 1 and V(C - c, n - 1); an arm outside C pays 1 and teaches nothing.

    Args:
        pulls: pulls in a trial n, >= 0.
        arms: number of ordinary arms A, 1 to 12; the sets are enumerated.

    Returns:
        float; 20.55 for five pulls of eleven arms.

    Raises:
        ValueError: if a number is out of range.

    Source: wang-2016-learning-to-rl, section 3.1.3, solved exactly.
    """
    _check(pulls, arms)

    @cache
    def value(candidates: Candidates, left: int) -> float:
        if not left:
            return 0.0
        share = 1 / len(candidates)
        if share == 1:
            return left * TARGET_REWARD
        ask = share * sum(candidates) / arms + (left - 1) * TARGET_REWARD
        tried = max(
            share * left * TARGET_REWARD
            + (1 - share) * (PLAIN_REWARD + value(candidates - {arm}, left - 1))
            for arm in candidates
        )
        excluded = len(candidates) < arms
        safe = PLAIN_REWARD + value(candidates, left - 1) if excluded else 0.0
        return max(ask, tried, safe)

    return value(frozenset(range(1, arms + 1)), pulls)


def informed_first_value(pulls: int, arms: int = ARMS) -> float:
    """Expected sum of rewards of asking first:  E[target] / A + 5 (n - 1).

    Args:
        pulls: pulls in a trial n, >= 1.
        arms: number of ordinary arms A, >= 1.

    Returns:
        float; 0.55 for one pull, which is the least, and 20.55 for five, which is the most.

    Raises:
        ValueError: if a number is out of range.

    Source: wang-2016-learning-to-rl, section 3.1.3.
    """
    _check(pulls - 1, arms)
    return (arms + 1) / 2 / arms + (pulls - 1) * TARGET_REWARD


def informative_arm_sampling_value(pulls: int, arms: int = ARMS) -> float:
    """Expected sum of rewards of pulling the best arm of a sampled task, which never asks.

    The informative arm is the best arm of no task. So each pull tries one candidate:
    V(j, n) = (1/j) 5n + (1 - 1/j) (1 + V(j - 1, n - 1)). The greedy rule does the same.

    Args:
        pulls: pulls in a trial n, >= 0.
        arms: number of ordinary arms A, >= 1.

    Returns:
        float; 11 for five pulls of ten arms.

    Raises:
        ValueError: if a number is out of range.

    Source: wang-2016-learning-to-rl, section 3.1.3, for the task; the recursion is ours.
    """
    _check(pulls, arms)

    def value(candidates: int, left: int) -> float:
        if not left:
            return 0.0
        share = 1 / candidates
        hit = share * left * TARGET_REWARD
        if share == 1:
            return hit
        return hit + (1 - share) * (PLAIN_REWARD + value(candidates - 1, left - 1))

    return value(arms, pulls)


def _check(pulls: int, arms: int) -> None:
    if pulls < 0 or not 1 <= arms <= 12:
        raise ValueError(f"pulls, arms: expected 0 or more and 1 to 12, found {pulls}, {arms}")
