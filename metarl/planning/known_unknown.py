"""A known arm beside an unknown one: the least problem in which exploring pays, exactly.

The known arm pays ``known`` per pull. The unknown one succeeds with the first chance of
``chances`` or with the second, each with probability 1/2. What has been seen of it is (s, f).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

# Given P(the unknown arm has the second chance), its mean, and the two values from here on when
# the known or the unknown arm is pulled: what the policy expects.
Rule = Callable[[float, float, float, float], float]

KNOWN = 0.6
CHANCES = (0.2, 0.9)


def known_unknown_value(
    pulls: int, known: float = KNOWN, chances: tuple[float, float] = CHANCES
) -> float:
    """Largest expected sum of rewards:  V(b, n) = max(known + V(b, n-1), E_b[r + V(b', n-1)]).

    Args:
        pulls: pulls in a trial n, >= 0.
        known: expected reward of the known arm, in [0, 1].
        chances: the two chances of success that the unknown arm may have.

    Returns:
        float; 1.245 for two pulls.

    Raises:
        ValueError: if an argument is out of range.

    Source: bellman-1956-sequential.
    """
    return _value(pulls, known, chances, lambda _b, _mean, safe, risky: max(safe, risky))


def known_unknown_greedy_value(
    pulls: int, known: float = KNOWN, chances: tuple[float, float] = CHANCES
) -> float:
    """Expected sum of rewards of pulling the arm with the larger mean, the known one if equal.

    Args:
        pulls: pulls in a trial, >= 0.
        known: expected reward of the known arm, in [0, 1].
        chances: the two chances of success that the unknown arm may have.

    Returns:
        float; 0.6 for each pull, as the unknown arm, whose mean is 0.55, is never tried.

    Raises:
        ValueError: if an argument is out of range.

    Source: duan-2016-rl2, section 3.1, the greedy baseline.
    """

    def rule(_belief: float, mean: float, safe: float, risky: float) -> float:
        return risky if mean > known else safe

    return _value(pulls, known, chances, rule)


def known_unknown_thompson_value(
    pulls: int, known: float = KNOWN, chances: tuple[float, float] = CHANCES
) -> float:
    """Expected sum of rewards of pulling the unknown arm with the chance that it is the better.

    Args:
        pulls: pulls in a trial, >= 0.
        known: expected reward of the known arm, in [0, 1].
        chances: the two chances of success that the unknown arm may have.

    Returns:
        float; 1.1933 for two pulls, worse than never trying.

    Raises:
        ValueError: if an argument is out of range.

    Source: thompson-1933-likelihood, for the rule; the recursion is ours.
    """

    def rule(belief: float, _mean: float, safe: float, risky: float) -> float:
        better = (1 - belief) * (chances[0] > known) + belief * (chances[1] > known)
        return better * risky + (1 - better) * safe

    return _value(pulls, known, chances, rule)


def known_unknown_oracle_value(
    pulls: int, known: float = KNOWN, chances: tuple[float, float] = CHANCES
) -> float:
    """Expected sum of rewards when the unknown arm's chance p is told:  n E[max(known, p)].

    Args:
        pulls: pulls in a trial n, >= 0.
        known: expected reward of the known arm, in [0, 1].
        chances: the two chances of success that the unknown arm may have.

    Returns:
        float; 0.75 for each pull.

    Raises:
        ValueError: if an argument is out of range.

    Source: bellman-1956-sequential.
    """
    _check(pulls, known, chances)
    return pulls * sum(max(known, chance) for chance in chances) / 2


def _value(pulls: int, known: float, chances: tuple[float, float], rule: Rule) -> float:
    """Expected sum of rewards of a rule, over all that can be seen of the unknown arm."""
    _check(pulls, known, chances)

    @cache
    def value(successes: int, failures: int, left: int) -> float:
        if not left:
            return 0.0
        weights = [chance**successes * (1 - chance) ** failures for chance in chances]
        belief = weights[1] / sum(weights)
        mean = (1 - belief) * chances[0] + belief * chances[1]
        safe = known + value(successes, failures, left - 1)
        won = 1 + value(successes + 1, failures, left - 1)
        lost = value(successes, failures + 1, left - 1)
        return rule(belief, mean, safe, mean * won + (1 - mean) * lost)

    return value(0, 0, pulls)


def _check(pulls: int, known: float, chances: tuple[float, float]) -> None:
    if pulls < 0 or not 0 <= known <= 1 or not all(0 < chance < 1 for chance in chances):
        values = f"{pulls}, {known}, {chances}"
        raise ValueError(f"pulls, known, chances: expected >= 0, [0, 1], (0, 1), found {values}")
