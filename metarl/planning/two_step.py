"""The two-step task: two first actions, two places, one of which is the good one, exactly.

The first action leads to the first place with chance ``common``, the second to the other place
with the same chance. The good place pays with chance ``good``, the other with 1 - good, and which
of them is good stays the same for a whole trial.
"""

from __future__ import annotations

from metarl.planning.dependent_arms import bayes_optimal_regret

COMMON = 0.75
GOOD = 0.9


def two_step_action_values(common: float = COMMON, good: float = GOOD) -> tuple[float, float]:
    """Expected rewards of the first actions:  c g + (1 - c)(1 - g)  and  c (1 - g) + (1 - c) g.

    Args:
        common: chance c of the usual place, in [0.5, 1].
        good: chance g that the good place pays, in [0.5, 1].

    Returns:
        The value of the action that usually leads to the good place, and of the other: 0.70 and
        0.30, where the paper's text prints 0.9 and 0.1.

    Raises:
        ValueError: if a chance is out of range.

    Source: wang-2016-learning-to-rl, section 3.2.1.
    """
    if not (0.5 <= common <= 1 and 0.5 <= good <= 1):
        raise ValueError(f"common, good: expected 0.5 to 1, found {common}, {good}")
    best = common * good + (1 - common) * (1 - good)
    return best, 1 - best


def two_step_optimal_value(steps: int, common: float = COMMON, good: float = GOOD) -> float:
    """Largest expected sum of rewards when the good place is unknown, each with chance 1/2.

    A reward at either place says equally much about which one is good, so that following the
    belief is optimal. With b_t the belief in the likelier place, a step brings
    best b_t + (1 - best)(1 - b_t): the regret of two dependent arms of chance ``good``, times
    the ratio of what a wrong choice costs here and there,  (2 best - 1) / (2 good - 1).

    Args:
        steps: steps in a trial, >= 0, each of two stages.
        common: chance of the usual place, in [0.5, 1].
        good: chance that the good place pays, in (0.5, 1].

    Returns:
        float; 69.69 of 70 for 100 steps.

    Raises:
        ValueError: if an argument is out of range.

    Source: wang-2016-learning-to-rl, section 3.2.1, solved exactly.
    """
    best, worst = two_step_action_values(common, good)
    if good == 0.5:
        return steps * best
    cost_ratio = (best - worst) / (2 * good - 1)
    return steps * best - cost_ratio * bayes_optimal_regret(steps, good)
