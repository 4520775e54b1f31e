"""Recomputes, by dynamic programming, the bandit numbers that the concept pages print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

Prints = Callable[..., None]
Counts = tuple[tuple[int, int], ...]  # wins and losses of each pulled arm, sorted


def pulled(state: Counts, arm: tuple[int, int], win: bool) -> Counts:
    """The state after one pull of an arm with these counts; (0, 0) is an arm not pulled yet."""
    arms = list(state)
    if arm != (0, 0):
        arms.remove(arm)
    return tuple(sorted([*arms, (arm[0] + win, arm[1] + (not win))]))


def value(k: int, n: int, *, greedy: bool) -> float:
    """Expected total of n pulls on k arms with uniform priors, by the best or the greedy choice."""

    @cache
    def total(state: Counts, left: int) -> float:
        if left == 0:
            return 0.0
        arms = Counter(state)
        if len(state) < k:
            arms[(0, 0)] = k - len(state)

        def mean(arm: tuple[int, int]) -> float:
            return (arm[0] + 1) / (arm[0] + arm[1] + 2)

        def worth(arm: tuple[int, int]) -> float:
            p = mean(arm)
            won = 1 + total(pulled(state, arm, True), left - 1)
            return p * won + (1 - p) * total(pulled(state, arm, False), left - 1)

        if not greedy:
            return max(worth(arm) for arm in arms)
        best = max(mean(arm) for arm in arms)
        ties = [arm for arm in arms if mean(arm) == pytest.approx(best, abs=1e-12)]
        return sum(arms[arm] * worth(arm) for arm in ties) / sum(arms[arm] for arm in ties)

    return total((), n)


def test_ten_pulls(prints: Prints) -> None:
    best = [value(k, 10, greedy=False) for k in (5, 10, 50)]
    greedy = [value(k, 10, greedy=True) for k in (5, 10, 50)]
    assert max(1 - g / b for g, b in zip(greedy, best, strict=True)) < 0.006
    for name, row in (("greedy in the posterior mean", greedy), ("Bayes-optimal", best)):
        prints("concepts/rl2", f"| {name}, exact | " + " | ".join(f"{v:.3f}" for v in row) + " |")


def test_small_values_by_hand(prints: Prints) -> None:
    # Two pulls: win first (1/2) and stay for 2/3, or lose and try another arm for 1/2.
    assert value(2, 2, greedy=False) == pytest.approx(0.5 + 0.5 * 2 / 3 + 0.5 * 0.5)
    prints("concepts/rl2", f"0.5 \\cdot 1/2 = {value(2, 2, greedy=False):.3f}")
    assert value(1, 7, greedy=False) == pytest.approx(3.5)


def test_interval_of_a_thousand_machines(prints: Prints) -> None:
    rng = np.random.default_rng(2)
    machines, rows = rng.random((20_000, 50)), np.arange(20_000)
    wins = np.ones_like(machines)
    pulls = np.full_like(machines, 2.0)
    reward = np.zeros(len(machines))
    for _ in range(10):  # greedy, which is within 0.1 % of the optimum here
        arm = (wins / pulls).argmax(axis=1)
        win = rng.random(len(machines)) < machines[rows, arm]
        wins[rows, arm] += win
        pulls[rows, arm] += 1
        reward += win
    prints("concepts/rl2", f"{1.96 * reward.std() / 1000**0.5:.2f} to either side")


def eleven_arms(candidates: int, left: int) -> float:
    """Best total when the target is one of ``candidates`` arms and arm eleven was not pulled."""
    if left == 0:
        return 0.0
    # Bounds what arm eleven pays by its largest payment but for the first pull, where it is 0.55.
    hint = (0.55 if candidates == 10 else 1.0) + 5 * (left - 1)
    miss = 1 + eleven_arms(candidates - 1, left - 1) if candidates > 1 else 0.0
    guess = (5 * left + (candidates - 1) * miss) / candidates
    return max(hint, guess)


def sampling(candidates: int, left: int) -> float:
    """Expected total of an agent that always pulls an arm which may be the target."""
    if left == 0:
        return 0.0
    return (5 * left + (candidates - 1) * (1 + sampling(candidates - 1, left - 1))) / candidates


def test_eleven_arms(prints: Prints) -> None:
    hint_first = float(np.mean(np.arange(1, 11) / 10)) + 4 * 5
    # Even if later hints paid the most they can, no plan would beat the hint at once.
    assert eleven_arms(10, 5) == pytest.approx(hint_first)
    without = f"expects {sampling(10, 5):.0f}"
    found = [5 * (5 - misses) + misses for misses in range(5)]
    parts = [sum(found) / 10, 0.5 * 5]
    assert sum(parts) == pytest.approx(sampling(10, 5))
    prints("concepts/rl2", f"({' + '.join(map(str, found))}) = {parts[0]:g}", f"5 = {parts[1]:g}")
    prints("concepts/rl2", f"0.55 + 4 \\cdot 5 = {hint_first:.2f}", without)
    prints("concepts/pearl", f"{hint_first:.2f}", f"{without} in five pulls")


def known_or_new(good: float, left: int) -> float:
    """Best total with a known arm of 0.6 and a new one that is 0.9 with probability ``good``."""
    if left == 0:
        return 0.0
    p = 0.9 * good + 0.2 * (1 - good)
    new = p * (1 + known_or_new(0.9 * good / p, left - 1))
    new += (1 - p) * known_or_new(0.1 * good / (1 - p), left - 1)
    return max(0.6 * left, new)


def test_what_adaptation_is_worth(prints: Prints) -> None:
    rows = {
        "told whether the machine is good": [f"{0.5 * (0.6 + 0.9) * n:g}" for n in (1, 2, 10)],
        "best fixed choice, never adapts": [f"{0.6 * n:.1f}" for n in (1, 2, 10)],
        "best possible adaptation": [f"{round(known_or_new(0.5, n), 4):g}" for n in (1, 2, 10)],
    }
    for name, cells in rows.items():
        prints("concepts/meta-rl", f"| {name} | " + " | ".join(cells) + " |")
    after_win = 0.45 / 0.55
    prints("concepts/meta-rl", f"{after_win:.3f}", f"{0.9 * after_win + 0.2 * (1 - after_win):.4f}")
