"""The pursuit tasks by hand, the policy gradient by differences, and what training does to both."""

from __future__ import annotations

import numpy as np
import pytest

from metarl.multitask.control import Settings, mean_action, policy_gradient, returns, train
from metarl.multitask.parameters import shared_and_own, unflatten
from metarl.multitask.remedies import remedy
from metarl.multitask.shared import Sharing, shared_init
from metarl.shapes import FloatArray
from metarl.tasks.control import pursue, pursuit

EVEN = (1.0, 1.0, 1.0, 1.0)


def test_who_stays_gets_minus_two_times_the_pay() -> None:
    tasks = pursuit(True, (10.0, 1.0), 4, np.random.default_rng(0))
    played = pursue(tasks, lambda x: np.zeros((2, 4000, 2)), 4000, np.random.default_rng(1))
    assert played.rewards.shape == (2, 4000, 5)
    # the targets stay where they are, at squared distances with mean 2 and variance 4
    assert played.rewards.mean(axis=(1, 2)) == pytest.approx([-20.0, -2.0], rel=0.07)
    assert (played.rewards == played.rewards[..., :1]).all()


def test_one_move_in_the_right_direction_is_enough() -> None:
    tasks = pursuit(True, EVEN, 10, np.random.default_rng(2))

    def act(x: FloatArray) -> FloatArray:
        there = x @ tasks.sensors.T
        ways = np.stack([there[i, :, 2 * i : 2 * i + 2] for i in range(4)])
        # the move is turned by the wheels, so the action is turned back
        return ways @ tasks.wheels.transpose(0, 2, 1)

    played = pursue(tasks, act, 3, np.random.default_rng(3))
    assert played.rewards == pytest.approx(np.zeros((4, 3, 5)), abs=1e-20)


def test_one_target_or_one_for_each() -> None:
    rng = np.random.default_rng(0)
    assert pursuit(False, EVEN, 8, rng).target.tolist() == [0, 0, 0, 0]
    assert pursuit(True, EVEN, 8, rng).target.tolist() == [0, 1, 2, 3]
    # turned by 0, 90, 180 and 270 degrees
    turned = np.array([[1.0, 0.0]]) @ pursuit(True, EVEN, 8, rng).wheels
    assert turned[:, 0] == pytest.approx(np.array([[1, 0], [0, -1], [-1, 0], [0, 1]]))


@pytest.mark.parametrize("sharing", ["heads", "input", "nothing"])
def test_policy_gradient_is_that_of_the_weighted_log_likelihood(sharing: Sharing) -> None:
    rng = np.random.default_rng(4)
    tasks = pursuit(True, (1.0, 2.0), 5, rng)
    parameters = shared_init((5, 3, 2), 2, sharing, rng)
    played = pursue(
        tasks, lambda x: mean_action(parameters, x) + 0.3 * rng.normal(size=(2, 4, 2)), 4, rng
    )
    to_go = np.cumsum(played.rewards[..., ::-1], axis=-1)[..., ::-1]
    advantage = to_go - to_go.mean(axis=1, keepdims=True)

    def cost() -> float:
        total = 0.0
        for i in range(2):
            x = played.observations[i].reshape(20, 5)
            mean = mean_action(parameters, np.stack([x, x]))[i].reshape(4, 5, 2)
            squared = ((played.actions[i] - mean) ** 2).sum(axis=-1)
            total += (advantage[i] * squared / (2 * 0.3**2)).mean()
        return total

    G, own = policy_gradient(parameters, played, 0.3)
    common, owned = shared_and_own(parameters, parameters)
    shared = unflatten(G.sum(axis=0), common)
    for array, gradient in zip(common + owned, shared + own, strict=True):
        for entry in list(np.ndindex(array.shape))[::4]:
            before = array[entry]
            array[entry] = before + 1e-5
            higher = cost()
            array[entry] = before - 1e-5
            assert gradient[entry] == pytest.approx((higher - cost()) / 2e-5, abs=1e-5)
            array[entry] = before


def test_sharing_helps_with_one_target_and_hurts_with_four() -> None:
    for own_targets in (False, True):
        apart, together = (
            np.mean(trained(own_targets, Settings(sharing=sharing, updates=200)))
            for sharing in ("nothing", "heads")
        )
        # about -0.5 apart; together -0.25 and -1.45 (20 seeds: never nearer than 0.1 and 0.6)
        assert together < apart - 0.3 if own_targets else together > apart + 0.05


def trained(own_targets: bool, settings: Settings, seed: int = 0) -> FloatArray:
    rng = np.random.default_rng(seed)
    tasks = pursuit(own_targets, EVEN, 16, rng)
    return returns(tasks, train(tasks, settings, rng), 500, rng)


@pytest.mark.parametrize("name", ["sum", "uncertainty", "famo", "pcgrad", "mgda", "cagrad"])
def test_every_remedy_serves_tasks_that_agree(name: str) -> None:
    combine = remedy(name, 2, np.random.default_rng(0))
    G = np.array([[1.0, 0.5], [1.0, -0.5]])
    for losses in ([2.0, 1.0], [1.9, 0.8]):
        direction, weights = combine(np.array(losses), G)
        assert (G @ direction > 0).all()
        assert (weights > 0).all()


def test_the_same_seed_trains_the_same_policy() -> None:
    short = Settings(updates=3, remedy="pcgrad")
    assert trained(True, short).tolist() == trained(True, short).tolist()
    assert trained(True, short).tolist() != trained(True, short, seed=1).tolist()


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="size: expected 8 or more, found 7"):
        pursuit(True, EVEN, 7, np.random.default_rng(0))
    with pytest.raises(ValueError, match="name: expected a remedy, found 'prayer'"):
        remedy("prayer", 2, np.random.default_rng(0))
    tasks = pursuit(True, EVEN, 8, np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"act\(observations\): expected shape \(4, 3, 2\)"):
        pursue(tasks, lambda x: np.zeros((4, 3, 1)), 3, np.random.default_rng(0))
