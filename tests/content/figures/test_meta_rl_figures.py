"""What the figure of the page on meta-RL draws, and what it stores."""

from __future__ import annotations

import numpy as np
import pytest

from metarl.tasks import best_plans, half_circle_goals, positions_of, sparse_reward
from tests.content.recipes import recipe
from tools.common.paths import ROOT
from tools.figures.controls import State
from tools.figures.figure import load


def test_the_stored_network_walks_to_its_goals() -> None:
    half_circle = recipe("half_circle_network")
    network, goals = half_circle.stored(), half_circle_goals(7)
    positions, _ = half_circle.walk(network, np.eye(7))
    assert np.linalg.norm(positions[-1] - goals, axis=1).max() < 0.01
    # trained: the slope is nearly zero, and it is the slope
    gradient, _ = half_circle.gradient(network)
    network[0][3, 4] += 1e-5
    above = half_circle.gradient(network)[1]
    network[0][3, 4] -= 2e-5
    below = half_circle.gradient(network)[1]
    assert gradient[0][3, 4] == pytest.approx((above - below) / 2e-5, abs=1e-6)


def test_two_trainings() -> None:
    half_circle = recipe("half_circle_network")
    figure = load(ROOT, "two-trainings")
    table = figure.table(State(agent="meta", goal=45, episodes=0))
    known, new, first = table.rows[0][1:4]
    positions, _ = half_circle.walk(half_circle.stored(), np.eye(7))
    on_its_goals = sparse_reward(positions, half_circle_goals(7)).sum(axis=0).mean()
    assert f"{on_its_goals:.1f}" == known
    assert new == "0.0"
    # in the first episode every pair of a goal and one that is tried is equally likely
    goals = half_circle_goals(181)
    ways = positions_of(best_plans(goals)[1])
    pairs = sparse_reward(ways[:, None], goals[None, :, None]).sum(axis=-1)
    assert float(str(first)) == pytest.approx(pairs.mean(), abs=0.2)
    for goal in (45, 120):
        for episodes in (1, 4):
            sentence = figure.say(State(agent="multitask", goal=goal, episodes=episodes))
            assert ("gets no number" in sentence) == (goal == 45)
