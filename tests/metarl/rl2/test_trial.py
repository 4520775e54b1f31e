"""The trial loop of RL², with a policy that counts its calls."""

from __future__ import annotations

import numpy as np
import pytest

from metarl.rl2 import meta_input, run_trial
from metarl.shapes import FloatArray


class Corridor:
    """Episodes of three steps; step s = 1, 2, … of task t pays 10 t + s."""

    n_actions = 2

    def __init__(self) -> None:
        self.tasks = self.episodes = self.paid = self.left = 0

    def reset_task(self) -> None:
        self.tasks += 1
        self.paid = 0

    def reset(self) -> FloatArray:
        self.episodes += 1
        self.left = 3
        return np.array([float(self.left)])

    def step(self, action: int) -> tuple[FloatArray, float, bool]:
        self.left -= 1
        self.paid += 1
        return np.array([float(self.left)]), 10.0 * self.tasks + self.paid, self.left == 0


class Counter:
    """Alternates between two actions; the hidden state is the number of calls so far."""

    def __init__(self) -> None:
        self.inputs: list[FloatArray] = []
        self.counts: list[int] = []

    def __call__(self, x: FloatArray, h: int | None) -> tuple[int, int]:
        count = 1 if h is None else h + 1
        self.inputs.append(x.tolist())
        self.counts.append(count)
        return count % 2, count


def test_input_is_observation_one_hot_reward_and_flag() -> None:
    x = meta_input(np.array([0.5, -2.0]), 2, 1.5, True, 3)
    assert x.tolist() == [0.5, -2.0, 0.0, 0.0, 1.0, 1.5, 1.0]


def test_no_action_is_a_block_of_zeros_and_action_0_is_not() -> None:
    assert meta_input(np.array([7.0]), None, 0.0, False, 2).tolist() == [7.0, 0.0, 0.0, 0.0, 0.0]
    assert meta_input(np.array([7.0]), 0, 0.0, False, 2).tolist() == [7.0, 1.0, 0.0, 0.0, 0.0]


def test_memory_lasts_for_one_trial() -> None:
    env, policy = Corridor(), Counter()
    for _ in range(2):
        run_trial(policy, env, n_episodes=2)
    assert policy.counts == [1, 2, 3, 4, 5, 6] * 2
    assert (env.tasks, env.episodes) == (2, 4)


def test_inputs_carry_the_step_before_over_the_end_of_an_episode() -> None:
    env, policy = Corridor(), Counter()
    run_trial(policy, env, n_episodes=2)
    # observation (steps left), one-hot action, reward, flag; actions are 1, 0, 1, 0, …
    assert policy.inputs == [
        [3, 0, 0, 0, 0],
        [2, 0, 1, 11, 0],
        [1, 1, 0, 12, 0],
        [3, 0, 1, 13, 1],
        [2, 1, 0, 14, 0],
        [1, 0, 1, 15, 0],
    ]


def test_returns_are_sums_per_episode() -> None:
    # 11 + 12 + 13 and 14 + 15 + 16
    assert run_trial(Counter(), Corridor(), n_episodes=2) == [36.0, 45.0]
    assert run_trial(Counter(), Corridor(), n_episodes=0) == []


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="o: expected 1 dimension"):
        meta_input(np.eye(2), 0, 0.0, False, 2)
    with pytest.raises(ValueError, match="a_prev: expected 0 to 1 or None, found 2"):
        meta_input(np.array([1.0]), 2, 0.0, False, 2)
    with pytest.raises(ValueError, match="a_prev: expected 0 to 1 or None, found -1"):
        meta_input(np.array([1.0]), -1, 0.0, False, 2)
    with pytest.raises(ValueError, match="n_episodes: expected 0 or more, found -1"):
        run_trial(Counter(), Corridor(), n_episodes=-1)
