"""The point robot: rewards, and plans that no other can beat."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from metarl.tasks.robot import (
    best_plans,
    dense_reward,
    half_circle_goals,
    moves,
    positions_of,
    sparse_reward,
)


def test_goals_lie_on_the_half_circle() -> None:
    goals = half_circle_goals(5)
    half = np.sqrt(0.5)
    expected = [[1, 0], [half, half], [0, 1], [-half, half], [-1, 0]]
    assert goals == pytest.approx(np.array(expected))


def test_rewards() -> None:
    goal = np.array([1.0, 0.0])
    positions = np.array([[0.0, 0.0], [0.7, 0.0], [0.9, 0.0], [1.0, 0.0]])
    assert dense_reward(positions, goal) == pytest.approx([-1.0, -0.3, -0.1, 0.0])
    assert sparse_reward(positions, goal) == pytest.approx([0.0, 0.0, 0.9, 1.0])


def test_nine_moves_of_which_one_stays() -> None:
    assert len({tuple(move) for move in moves()}) == 9
    assert moves()[4].tolist() == [0.0, 0.0]
    assert np.abs(moves()).max() == 0.1


def test_best_plan_along_the_axis() -> None:
    # Positions 0.1 … 1.0: the reward starts at 0.8 (distance 0.2), then 0.9, then 1 until move 20.
    returns, actions = best_plans(np.array([[1.0, 0.0]]))
    assert returns == pytest.approx([0.8 + 0.9 + 11 * 1.0])
    assert positions_of(actions)[0, -1] == pytest.approx([1.0, 0.0])


def test_no_sequence_of_moves_beats_the_plan() -> None:
    # 9^4 sequences towards goals that are near enough to be reached in four moves
    goals = np.array([[0.27, 0.13], [-0.31, 0.4], [0.05, -0.2], [0.9, 0.9]])
    sequences = np.array(list(product(range(9), repeat=4)))
    rewards = sparse_reward(positions_of(sequences)[:, None], goals[:, None])
    returns, actions = best_plans(goals, horizon=4)
    assert returns == pytest.approx(rewards.sum(axis=-1).max(axis=0))
    followed = sparse_reward(positions_of(actions), goals[:, None]).sum(axis=1)
    assert followed == pytest.approx(returns)


def test_first_reward_comes_with_move_six_to_nine() -> None:
    goals = half_circle_goals(100)
    returns, actions = best_plans(goals)
    rewarded = sparse_reward(positions_of(actions), goals[:, None]) > 0
    first = rewarded.argmax(axis=1) + 1
    assert (first.min(), first.max()) == (6, 9)
    # the continuous moves of the original can earn a little more on average: 13.36
    assert returns.mean() < 13.36
    # a half circle looks the same from both ends
    assert returns == pytest.approx(returns[::-1])


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="count: expected 2 or more, found 1"):
        half_circle_goals(1)
    with pytest.raises(ValueError, match=r"expected float\[K, 2\], >= 1, found \(1, 3\)"):
        best_plans(np.ones((1, 3)))
