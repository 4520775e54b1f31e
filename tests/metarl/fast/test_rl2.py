"""The fast training step of RL² against the one to read."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from metarl.fast.rl2 import FusedStep, train_fused
from metarl.networks.recurrent import GRU, TANH
from metarl.races.rl2 import RACE
from metarl.rl2 import Bandits, Settings, policy_init, train
from metarl.rl2.policy import RecurrentPolicy
from metarl.shapes import FloatArray
from metarl.tasks.bandits import dependent_arms


def arms(batch: int, rng: np.random.Generator) -> FloatArray:
    return rng.random((batch, 3))


THREE = Bandits(arms, arms=3, pulls=6)
DEPENDENT = Bandits(dependent_arms, arms=2, pulls=9)


def pair(tasks: Bandits, hidden: int = 7) -> tuple[RecurrentPolicy, RecurrentPolicy]:
    policy = policy_init(TANH, tasks.inputs, hidden, tasks.actions, np.random.default_rng(0))
    return policy, copy.deepcopy(policy)


@pytest.mark.parametrize("tasks", [THREE, DEPENDENT], ids=["three", "dependent"])
@pytest.mark.parametrize("gamma", [1.0, 0.9])
def test_the_same_numbers_lead_to_the_same_policy(tasks: Bandits, gamma: float) -> None:
    readable, fused = pair(tasks)
    # a gradient this short is cut in every update
    settings = Settings(updates=12, batch=32, gamma=gamma, largest=1e-3)
    train(readable, tasks, settings, np.random.default_rng(1))
    train_fused(fused, tasks, settings, np.random.default_rng(1))
    for ours, expected in zip(fused.parameters, readable.parameters, strict=True):
        assert ours == pytest.approx(expected, rel=1e-10, abs=1e-10)
    assert np.abs(fused.parameters[-2]).max() > 0.01


def test_without_a_bonus_too() -> None:
    readable, fused = pair(THREE)
    settings = Settings(updates=5, batch=16, bonus=0.0)
    train(readable, THREE, settings, np.random.default_rng(1))
    train_fused(fused, THREE, settings, np.random.default_rng(1))
    assert fused.parameters[1] == pytest.approx(readable.parameters[1], abs=1e-10)


def test_float32_goes_nearly_the_same_way() -> None:
    kinds = np.float64, np.float32
    exact, rough = (FusedStep(pair(THREE)[0], THREE, Settings(1, 32), kind) for kind in kinds)
    rng = np.random.default_rng(3)
    for _ in range(3):
        p, chance = rng.random((3, 32)), rng.random((6, 2, 32))
        for step in (exact, rough):
            step.play(p.astype(step.dtype), chance.astype(step.dtype))
            step.climb(0.01, 0.05)
    assert rough.theta.dtype == np.float32
    assert rough.actions.tolist() == exact.actions.tolist()
    assert rough.gradient == pytest.approx(exact.gradient, abs=1e-5)


def test_all_rewards_alike_teach_nothing() -> None:
    tasks = Bandits(lambda batch, rng: np.ones((batch, 2)), arms=2, pulls=3)
    policy, same = pair(tasks)
    train_fused(policy, tasks, Settings(updates=2, batch=8, bonus=0.0), np.random.default_rng(0))
    assert policy.parameters[1].tolist() == same.parameters[1].tolist()


def test_another_cell_is_refused() -> None:
    policy = policy_init(GRU, 6, 4, 3, np.random.default_rng(0))
    with pytest.raises(ValueError, match="policy: expected a tanh cell"):
        train_fused(policy, THREE, Settings(updates=1), np.random.default_rng(0))
    with pytest.raises(ValueError, match="settings: expected 1 trial of each task, found 2"):
        FusedStep(pair(THREE)[0], THREE, Settings(updates=1, repeats=2))


def test_race_checks_the_step_that_it_times() -> None:
    given = RACE.inputs()
    numbers = RACE.check(given)
    policy = given["parameters"]
    start = [number for array in policy for number in np.array(array).reshape(-1)]
    # two steps of Adam, each of at most about its size
    moved = np.abs(np.array(numbers) - np.array(start))
    assert 0.001 < moved.max() < 0.0065
    RACE.ours()(2)
