"""MAML with policy gradients on bandits, in which every expectation is a short sum.

The policy is a softmax over A arms whose last logit is fixed at 0, so that each policy has one
parameter vector theta of A - 1 numbers; with two arms the first is pulled with probability
sigma(theta). A task is the probability of a reward of each arm.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations_with_replacement
from math import factorial, prod

import numpy as np
from numpy.typing import NDArray

from metarl.networks.categorical import softmax
from metarl.shapes import FloatArray, float_array, require_shape


def arm_probabilities(theta: FloatArray) -> FloatArray:
    """The policy:  pi_a = exp(theta_a) / sum_b exp(theta_b),  theta_A = 0.

    Args:
        theta: float[A - 1], logits.

    Returns:
        float[A], probabilities.

    Raises:
        ValueError: if ``theta`` is not one-dimensional.

    Source: williams-1992-reinforce, section 3, for a softmax.
    """
    return softmax(np.append(float_array("theta", theta, ndim=1), 0.0))


def expected_reward(theta: FloatArray, means: FloatArray) -> float:
    """Return of one pull:  J(theta) = sum_a pi_a m_a.

    Args:
        theta: float[A - 1], logits.
        means: float[A], probability of a reward of 1 of each arm.

    Returns:
        The expectation, in units of reward.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: williams-1992-reinforce, section 3.
    """
    pi = arm_probabilities(theta)
    require_shape("means", float_array("means", means, ndim=1), pi.shape)
    return float(pi @ means)


def reward_gradient(theta: FloatArray, means: FloatArray) -> FloatArray:
    """Policy gradient:  dJ/dtheta_a = pi_a (m_a - J).

    Args:
        theta: float[A - 1], logits.
        means: float[A], of the arms.

    Returns:
        float[A - 1].

    Raises:
        ValueError: if the shapes do not fit together.

    Source: williams-1992-reinforce, section 3, in expectation.
    """
    value = expected_reward(theta, means)
    return (arm_probabilities(theta) * (means - value))[:-1]


def reward_hessian(theta: FloatArray, means: FloatArray) -> FloatArray:
    """Second derivatives of J:  H_ab = [a = b] g_a - pi_a g_b - g_a pi_b,  g the policy gradient.

    Args:
        theta: float[A - 1], logits.
        means: float[A], of the arms.

    Returns:
        float[A - 1, A - 1].

    Raises:
        ValueError: if the shapes do not fit together.

    Source: williams-1992-reinforce, section 3, differentiated once more.
    """
    g, pi = reward_gradient(theta, means), arm_probabilities(theta)[:-1]
    return np.diag(g) - np.outer(pi, g) - np.outer(g, pi)


def exact_meta_gradient(
    theta: FloatArray, tasks: FloatArray, alpha: float, first_order: bool = False
) -> tuple[float, FloatArray]:
    """After an exact inner step:  mean_i (I + alpha H_i(theta)) dJ_i(theta').

    Here theta' = theta + alpha dJ_i(theta), and d is the gradient.

    Args:
        theta: float[A - 1], initial logits.
        tasks: float[K, A], means of the arms of each task.
        alpha: step size of the inner loop, > 0.
        first_order: leave out alpha H, as FOMAML does.

    Returns:
        The mean return after adaptation, and float[A - 1], its gradient.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: finn-2017-maml, Algorithm 3, in expectation.
    """
    start = float_array("theta", theta, ndim=1)
    values: list[float] = []
    gradients: list[FloatArray] = []
    for means in float_array("tasks", tasks, ndim=2):
        adapted = start + alpha * reward_gradient(start, means)
        values.append(expected_reward(adapted, means))
        gradient = reward_gradient(adapted, means)
        turned = 0.0 if first_order else alpha * reward_hessian(start, means) @ gradient
        gradients.append(gradient + turned)
    return float(np.mean(values)), np.mean(gradients, axis=0)


def sampled_meta_gradient(
    theta: FloatArray,
    tasks: FloatArray,
    alpha: float,
    score_term: bool = True,
    baseline: float = 0.5,
    pulls: int = 1,
) -> tuple[float, FloatArray]:
    """After n pulls:  mean_i E[J_i(theta') S + (I + sum_j c_j d²log pi(a_j)) dJ_i(theta')].

    Here c_j = (alpha/n) (r_j - b), theta' = theta + sum_j c_j dlog pi(a_j), S = sum_j dlog pi(a_j),
    and the expectation is over the arms a_j that are pulled and their rewards r_j. The pulls are
    drawn from the policy before adaptation, which depends on theta too: the first term says so, and
    backpropagation through the inner step misses it. All that can happen is summed, so nothing is
    random.

    Args:
        theta: float[A - 1], initial logits.
        tasks: float[K, A], means of the arms of each task; a reward is 0 or 1.
        alpha: step size of the inner loop, > 0.
        score_term: whether to count the first term.
        baseline: b, subtracted from each reward.
        pulls: n, from 1 on; the sum is over (n + 2A - 1)! / (n! (2A - 1)!) outcomes.

    Returns:
        The mean return after adaptation, and float[A - 1], its gradient or, without the first term,
        what is often taken for it.

    Raises:
        ValueError: if the shapes do not fit together, or there is no pull.

    Source: stadie-2018-emaml, section 3; finn-2017-maml, Algorithm 3.
    """
    start = float_array("theta", theta, ndim=1)
    pi = arm_probabilities(start)
    counts, orders = pull_counts(len(pi), pulls)
    scores = np.eye(len(pi))[:, :-1] - pi[:-1]
    rates = alpha / pulls * (counts * [-baseline, 1.0 - baseline]).sum(axis=2)
    adapted = softmax(np.pad(start + rates @ scores, ((0, 0), (0, 1))))
    # d²log pi_a is minus the covariance of the choice, whichever arm it was
    spread = np.diag(pi[:-1]) - np.outer(pi[:-1], pi[:-1])
    value, total = 0.0, np.zeros_like(start)
    rows = float_array("tasks", tasks, ndim=2)
    for means in rows:
        require_shape("tasks", means, pi.shape)
        once = pi[:, None] * np.stack([1.0 - means, means], axis=1)
        chances = orders * (once**counts).prod(axis=(1, 2))
        after = adapted @ means
        gradients = (adapted * (means - after[:, None]))[:, :-1]
        inner = gradients - rates.sum(axis=1, keepdims=True) * (gradients @ spread)
        if score_term:
            inner = inner + after[:, None] * (counts.sum(axis=2) @ scores)
        value, total = value + float(chances @ after), total + chances @ inner
    return value / len(rows), total / len(rows)


@cache
def pull_counts(arms: int, pulls: int) -> tuple[NDArray[np.intp], FloatArray]:
    """What can come of some pulls, in whatever order:  n! / prod_ar n_ar! orders of each.

    Args:
        arms: A, their number.
        pulls: n, from 1 on.

    Returns:
        int[N, A, 2], how often each arm was pulled without and with a reward in each of N outcomes,
        and float[N], in how many orders an outcome can come about.

    Raises:
        ValueError: if there is no pull.

    Source: williams-1992-reinforce, section 3, whose expectation is over these.
    """
    if pulls < 1:
        raise ValueError(f"pulls: expected 1 or more, found {pulls}")
    drawn = combinations_with_replacement(range(2 * arms), pulls)
    counts = np.array([np.bincount(kinds, minlength=2 * arms) for kinds in drawn])
    orders = [factorial(pulls) / prod(map(factorial, row)) for row in counts.tolist()]
    return counts.reshape(-1, arms, 2), np.array(orders)
