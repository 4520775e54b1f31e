"""What solutions compute is what the reference methods compute."""

from __future__ import annotations

import numpy as np
import pytest

from metarl import explore, pearl, planning
from metarl.tasks.grid import grid_belief, grid_prior
from tests.metarl.solutions.solution import solution_of


@pytest.mark.parametrize("seed", range(3))
def test_belief(seed: int) -> None:
    rng = np.random.default_rng(seed)
    mu, var = rng.normal(size=(5, 2)), rng.uniform(0.0, 2.0, size=(5, 2))
    var[0, 0] = 0.0
    shown = solution_of("pearl/product-of-gaussians")
    belief = shown["product_of_gaussians"](mu, var)
    expected = pearl.product_of_gaussians(mu, var)
    assert np.array(belief) == pytest.approx(np.array(expected))
    divergence = pearl.kl_to_std_normal(mu[1], var[1])
    assert shown["kl_to_std_normal"](mu[1], var[1]) == pytest.approx(divergence)


@pytest.mark.parametrize("seed", range(3))
def test_hypotheses_beside_states(seed: int) -> None:
    rng = np.random.default_rng(seed)
    contexts, states = list(rng.uniform(0.1, 3.0, size=(4, 5, 6))), rng.normal(size=(4, 2, 1))
    noise = rng.normal(size=(2, 3))
    mended = solution_of("pearl/no-wiser")["critic_inputs"]
    found = mended([3, 1], contexts, states, lambda c: (c[:, :3], c[:, 3:]), noise)
    for place, task in enumerate((3, 1)):
        belief = pearl.product_of_gaussians(contexts[task][:, :3], contexts[task][:, 3:])
        z = pearl.sample(pearl.Belief(*belief), noise[place])
        assert found[place] == pytest.approx(np.array([[*s, *z] for s in states[task]]))


@pytest.mark.parametrize("reward", [1.0, -0.1])
def test_hidden_goal(reward: float) -> None:
    expected = grid_belief(grid_prior(), 12, reward)
    found = solution_of("belief/hidden-goal")["grid_belief"](grid_prior(), 12, reward)
    assert found == pytest.approx(expected)
    # A draw just above the belief of the first twelve cells leads to cell 12.
    draw = grid_prior()[:12].sum() + 0.01
    goal = 12 if reward > 0 else 24
    mended = solution_of("belief/found-and-lost")["look_around"]
    assert mended(grid_prior(), goal, np.array([draw]))[1] == pytest.approx(expected)


@pytest.mark.parametrize(("arms", "pulls"), [(1, 4), (2, 9), (5, 6), (7, 3), (3, 0)])
def test_bayes_optimal_value(arms: int, pulls: int) -> None:
    value = solution_of("belief/bayes-optimal")["bayes_optimal_value"](arms, pulls)
    assert value == pytest.approx(planning.bayes_optimal_value(arms, pulls))


@pytest.mark.parametrize(("arms", "pulls"), [(1, 3), (2, 5), (3, 3), (7, 2), (10, 5), (10, 12)])
def test_informative_arm(arms: int, pulls: int) -> None:
    shown = solution_of("belief/informative-arm")
    sampled = shown["sampling_value"](arms, pulls, 5.0)
    assert sampled == pytest.approx(planning.informative_arm_sampling_value(pulls, arms))
    hint = (arms + 1) / 2 / arms
    best = shown["best_value"](arms, pulls, 5.0, hint)
    assert best == pytest.approx(planning.informative_arm_value(pulls, arms))


@pytest.mark.parametrize("seed", range(3))
def test_thompson(seed: int) -> None:
    wins, losses = np.random.default_rng(seed).integers(0, 6, size=(2, 7))
    ours, theirs = np.random.default_rng(seed), np.random.default_rng(seed)
    # Both draw once for each arm, so the same stream gives the same arm.
    arm = solution_of("belief/thompson")["choose"](wins, losses, theirs)
    assert arm == explore.thompson(wins[None] * 1.0, losses[None] * 1.0, 1, ours)[0]


def test_two_steps() -> None:
    shown = solution_of("belief/two-steps")
    for common, good in ((0.75, 0.9), (0.6, 0.7)):
        expected = planning.two_step_action_values(common, good)
        assert shown["action_values"](1.0, common, good) == pytest.approx(np.array(expected))
        # Two rounds: the second one follows a belief that is right with chance g.
        belief = shown["believe"](0.5, 1, 0, good)
        second = shown["action_values"](belief, common, good).max()
        value = planning.two_step_optimal_value(2, common, good)
        assert 0.5 + second == pytest.approx(value)
