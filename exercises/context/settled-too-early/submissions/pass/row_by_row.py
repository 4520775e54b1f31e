"""
# One task after the other, on Python numbers.
"""

import math


def choose_arms(wins, losses, c):
    chosen = []
    for won, lost in zip(wins.tolist(), losses.tolist(), strict=True):
        log_time = math.log(sum(won) + sum(lost) + 2 * len(won))
        values = []
        for s, f in zip(won, lost, strict=True):
            n = s + f + 2
            values.append((s + 1) / n + c * math.sqrt(2 * log_time / n))
        chosen.append(values.index(max(values)))
    return chosen


def two_scores(arms, means):
    earned, failures = [], 0
    for pulled, chances in zip(arms.tolist(), means.tolist(), strict=True):
        earned += [chances[arm] for arm in pulled]
        best = chances.index(max(chances))
        failures += best not in pulled[len(pulled) // 2 :]
    return sum(earned) / len(earned), failures / len(arms)
