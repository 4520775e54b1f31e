"""Bandits and small processes are drawn as the papers say."""

from __future__ import annotations

import numpy as np
import pytest

from metarl.tasks.bandits import dependent_arms, independent_arms, informative_rewards, pull
from metarl.tasks.tabular import TabularTasks, mdp_step, random_mdps, sample_rows


def test_independent_arms_fill_their_range() -> None:
    p = independent_arms(4000, 3, np.random.default_rng(0), low=0.5)
    assert p.shape == (4000, 3)
    assert (p.min(), p.max()) == (pytest.approx(0.5, abs=0.001), pytest.approx(1.0, abs=0.001))
    assert np.asarray(np.corrcoef(p.T))[0, 1] == pytest.approx(0.0, abs=0.06)


def test_dependent_arms_sum_to_one_and_either_may_be_the_better() -> None:
    rng = np.random.default_rng(0)
    assert dependent_arms(50, rng).sum(axis=1) == pytest.approx(np.ones(50))
    easy = dependent_arms(2000, rng, better=0.9)
    assert sorted({round(float(chance), 12) for chance in easy.ravel()}) == [0.1, 0.9]
    assert easy[:, 0].mean() == pytest.approx(0.5, abs=0.04)


def test_a_pull_succeeds_as_often_as_its_own_arm_says() -> None:
    p = np.array([[0.0, 1.0], [1.0, 0.0]])
    assert pull(p, np.array([1, 1]), np.random.default_rng(0)).tolist() == [1.0, 0.0]
    many = pull(np.full((9000, 1), 0.3), np.zeros(9000, int), np.random.default_rng(1))
    assert many.mean() == pytest.approx(0.3, abs=0.02)


def test_the_informative_arm_pays_least_and_names_the_target() -> None:
    rewards = informative_rewards(np.array([1, 10]))
    assert rewards[0].tolist() == [5.0] + [1.0] * 9 + [0.1]
    assert rewards[1].tolist() == [1.0] * 9 + [5.0] + [1.0]


def test_random_processes_have_the_moments_of_their_distribution() -> None:
    # An entry of Dirichlet(1) over 4 states has mean 1/4 and variance (1/4)(3/4) / 5.
    tasks = random_mdps(4000, np.random.default_rng(0), states=4, actions=2)
    assert tasks.transitions.sum(axis=-1) == pytest.approx(np.ones((4000, 4, 2)))
    assert tasks.transitions.mean() == pytest.approx(0.25)
    assert tasks.transitions.var() == pytest.approx(0.0375, rel=0.02)
    assert tasks.rewards.mean() == pytest.approx(1.0, abs=0.03)
    assert tasks.rewards.var() == pytest.approx(1.0, rel=0.05)


def test_a_step_follows_the_chosen_pair_of_each_process() -> None:
    transitions = np.zeros((2, 2, 2, 2))
    transitions[:, :, 0, 0] = transitions[:, :, 1, 1] = 1.0
    tasks = TabularTasks(np.repeat(transitions, 500, axis=0), np.full((1000, 2, 2), 7.0))
    actions = np.tile([0, 1], 500)
    after, rewards = mdp_step(tasks, np.zeros(1000, int), actions, np.random.default_rng(0))
    assert after.tolist() == actions.tolist()
    assert (rewards.mean(), rewards.std()) == (pytest.approx(7, abs=0.1), pytest.approx(1, abs=0.1))


def test_rows_are_sampled_by_their_chances_even_where_rounding_leaves_them_short_of_one() -> None:
    chances = np.tile([0.2, 0.5, 0.3 - 1e-9], (20000, 1))
    drawn = sample_rows(chances, np.random.default_rng(0))
    assert np.bincount(drawn) / 20000 == pytest.approx([0.2, 0.5, 0.3], abs=0.015)


def test_wrong_arguments_are_named() -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="count, arms: expected 1 or more, found 3, 0"):
        independent_arms(3, 0, rng)
    with pytest.raises(ValueError, match="low, high: expected 0 <= low <= high <= 1"):
        independent_arms(3, 1, rng, low=0.8, high=0.2)
    with pytest.raises(ValueError, match=r"better: expected 0.5 to 1 or None, found 0.3"):
        dependent_arms(3, rng, better=0.3)
    with pytest.raises(ValueError, match=r"arms: expected shape \(2,\), found \(3,\)"):
        pull(np.ones((2, 2)), np.zeros(3, int), rng)
    with pytest.raises(ValueError, match="targets: expected a list of 1 to 10, found"):
        informative_rewards(np.array([0]))
    with pytest.raises(ValueError, match="count, states, actions: expected 1 or more"):
        random_mdps(0, rng)
    with pytest.raises(ValueError, match=r"states: expected shape \(1,\), found \(2,\)"):
        mdp_step(random_mdps(1, rng), np.zeros(2, int), np.zeros(1, int), rng)
    with pytest.raises(ValueError, match="chances: expected 2 dimension"):
        sample_rows(np.ones(3), rng)
