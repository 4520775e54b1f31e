"""What solutions compute is what the reference methods compute."""

from __future__ import annotations

import numpy as np
import pytest

from metarl import rl2
from metarl.networks.recurrent import TANH
from metarl.shapes import FloatArray
from tests.metarl.solutions.solution import solution_of


class Dice:
    """A random environment that plays the same for the same seed."""

    n_actions = 4

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.log: list[str | int] = []

    def reset_task(self) -> None:
        self.log.append("task")

    def reset(self) -> FloatArray:
        self.log.append("episode")
        return self.rng.normal(size=2)

    def step(self, action: int) -> tuple[FloatArray, float, bool]:
        self.log.append(action)
        return self.rng.normal(size=2), float(self.rng.normal()), bool(self.rng.random() < 0.3)


def fold(x: FloatArray, h: float | None) -> tuple[int, float]:
    """A policy whose hidden state depends on everything it has seen, in order."""
    hidden = (0.0 if h is None else 0.5 * h) + float(x @ np.arange(1.0, len(x) + 1.0))
    return int(abs(hidden) * 1000) % Dice.n_actions, hidden


class Table:
    """A bandit that pays what a table says, in one episode without observations."""

    def __init__(self, pay: FloatArray) -> None:
        self.pay, self.rows, self.n_actions = pay, iter(pay), pay.shape[1]
        self.left = len(pay)

    def reset_task(self) -> None:
        self.rows, self.left = iter(self.pay), len(self.pay)

    def reset(self) -> FloatArray:
        return np.zeros(0)

    def step(self, action: int) -> tuple[FloatArray, float, bool]:
        self.left -= 1
        return np.zeros(0), float(next(self.rows)[action]), self.left == 0


@pytest.mark.parametrize("seed", range(3))
def test_run_trial(seed: int) -> None:
    ours, shown = Dice(seed), Dice(seed)
    expected = rl2.run_trial(fold, ours, n_episodes=3)
    assert solution_of("rl2/trial-loop")["run_trial"](fold, shown, 3) == pytest.approx(expected)
    assert shown.log == ours.log


@pytest.mark.parametrize("seed", range(3))
def test_play(seed: int) -> None:
    def without_flag(x: FloatArray, h: float | None) -> tuple[int, float]:
        hidden = (0.0 if h is None else h) + float(x[:-1] @ [2.0, 3.0, 5.0, 7.0])
        return int(hidden) % 3, hidden

    def policy(x: FloatArray, h: float | None) -> tuple[int, float]:
        return without_flag(np.append(x, 0.0), h)

    pay = np.random.default_rng(seed).integers(2, size=(6, 3)).astype(float)
    rewards = solution_of("rl2/won-too-early")["play"](policy, pay)
    assert [rewards.sum()] == pytest.approx(rl2.run_trial(without_flag, Table(pay), 1))


@pytest.mark.parametrize("seed", range(3))
def test_trial_gradient(seed: int) -> None:
    rng = np.random.default_rng(seed)
    W, U, V = rng.normal(size=(2, 3)), rng.normal(size=(3, 3)), rng.normal(size=(3, 4))
    xs, actions, adv = rng.normal(size=(5, 2)), rng.integers(4, size=5), rng.normal(size=5)
    policy = rl2.RecurrentPolicy(TANH, [W, U, np.zeros(3), V, np.zeros(4)])
    h, logits = [policy.begin(1)], []
    for x in xs:
        preferences, memory = policy.step(x[None], h[-1])
        h.append(memory)
        logits.append(preferences)
    columns = xs[:, None], np.array(h), np.array(logits), actions[:, None], adv[:, None]
    mean = rl2.trial_gradient(policy, rl2.Rollout(*columns), adv[:, None], 0.0)
    found = solution_of("rl2/through-time")["trial_gradient"](W, U, V, xs, actions, adv)
    for ours, place in zip(found, (0, 1, 3), strict=True):
        assert ours == pytest.approx(5 * mean[place])


@pytest.mark.parametrize("seed", range(3))
def test_advantages(seed: int) -> None:
    rewards = np.random.default_rng(seed).normal(size=(6, 4))
    ours = solution_of("rl2/train-on-arms")["advantages"](rewards)
    assert ours / ours.std() == pytest.approx(rl2.advantages(rewards, gamma=1.0))


@pytest.mark.parametrize("action", [None, 0, 3])
def test_meta_input(action: int | None) -> None:
    arguments = (np.array([0.5, -1.0]), action, -2.5, action is not None, 4)
    x = solution_of("rl2/trial-loop")["meta_input"](*arguments)
    assert x.tolist() == rl2.meta_input(*arguments).tolist()
