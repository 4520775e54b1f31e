"""Two-dimensional navigation: simulation, sums and integrals agree with one another."""

from __future__ import annotations

import numpy as np
import pytest

from metarl.tasks.navigation import (
    best_mean,
    best_returns,
    navigate,
    navigation_goals,
    published_test_goals,
    staying_mean,
    staying_returns,
)


def test_staying_at_the_start() -> None:
    # E||g|| = (sqrt 2 + asinh 1) / 6 = 0.38260 on the square; E||g||^2 = 2 / 12
    assert staying_mean() == pytest.approx(-38.26, abs=0.005)
    assert staying_mean(squared=True) == pytest.approx(-100 / 6)


def test_the_forty_published_goals() -> None:
    goals = published_test_goals()
    assert goals.shape == (40, 2)
    assert staying_returns(goals).mean() == pytest.approx(-40.08, abs=0.005)
    assert best_returns(goals).mean() == pytest.approx(-0.544, abs=0.0005)


def test_best_policy() -> None:
    assert best_mean() == pytest.approx(-0.506, abs=0.0005)
    # from (0.25, 0): 0.15, 0.05 and 0 away after the moves
    assert best_returns(np.array([[0.25, 0.0]])) == pytest.approx([-0.20])


def test_integrals_agree_with_goals_on_a_fine_grid() -> None:
    line = (np.arange(50) + 0.5) / 50 - 0.5
    grid = np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)
    assert staying_returns(grid).mean() == pytest.approx(staying_mean(), rel=2e-3)
    assert staying_returns(grid, squared=True).mean() == pytest.approx(-100 / 6, rel=2e-3)
    # the integral leaves out that an episode ends within 0.01 of the goal
    assert best_returns(grid).mean() == pytest.approx(best_mean(), abs=1e-3)


def test_simulation_agrees_with_the_sums() -> None:
    goals = navigation_goals(50, np.random.default_rng(0))
    assert np.abs(goals).max() <= 0.5
    assert navigate(goals, 0.1) == pytest.approx(best_returns(goals))
    assert navigate(goals, 0.0) == pytest.approx(staying_returns(goals))
    assert (navigate(goals, 0.05) < navigate(goals, 0.1)).all()


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="count: expected 1 or more, found 0"):
        navigation_goals(0, np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"speed: expected 0 to 0\.1, found 0\.2"):
        navigate(np.ones((1, 2)), 0.2)
    with pytest.raises(ValueError, match=r"goals: expected 2 dimension\(s\)"):
        best_returns(np.ones(2))
