"""The grid with a hidden goal: its belief, its optimum, and what posterior sampling reaches."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from metarl.explore.grid import posterior_sampling_returns
from metarl.planning import grid as planning
from metarl.tasks import grid


def test_moves_stop_at_walls() -> None:
    assert [grid.grid_move(0, action) for action in range(5)] == [0, 5, 1, 0, 0]
    assert [grid.grid_move(24, action) for action in range(5)] == [24, 24, 24, 19, 23]


def test_there_are_21_goals() -> None:
    assert len(grid.GOALS) == 21
    assert not {0, 1, 5, 6} & set(grid.GOALS)
    assert grid.grid_prior().sum() == pytest.approx(1.0)


def test_a_found_goal_takes_all_of_the_belief() -> None:
    belief = grid.grid_belief(grid.grid_prior(), 12, 1.0)
    assert belief.tolist() == [float(cell == 12) for cell in range(25)]
    assert grid.grid_belief(belief, 7, -0.1).tolist() == belief.tolist()


def test_a_missed_goal_leaves_the_others_equally_likely() -> None:
    belief = grid.grid_belief(grid.grid_prior(), 12, -0.1)
    assert belief[12] == 0.0
    assert sorted(set(belief.round(12))) == [0.0, round(1 / 20, 12)]
    # the start hides no goal: nothing is learned there
    assert grid.grid_belief(belief, 0, -0.1) == pytest.approx(belief)


def test_one_episode_is_worth_four() -> None:
    assert planning.one_episode_value() == pytest.approx(4.0)
    assert planning.one_episode_value(1) == pytest.approx(-0.1)
    # Two steps: the second sees one of 21 goals: 1/21 of 1 and 20/21 of -0.1.
    assert planning.one_episode_value(2) == pytest.approx(-0.1 + (1 - 2.0) / 21)


def test_the_oracle_and_the_explicit_policy() -> None:
    assert planning.oracle_return() == pytest.approx(11.0714, abs=5e-5)
    returns = planning.explicit_policy_returns(4)
    assert returns == pytest.approx([4.0, 11.0714, 11.0714, 11.0714], abs=5e-5)
    assert np.cumsum(returns) == pytest.approx([4.0, 15.0714, 26.1429, 37.2143], abs=5e-5)


def test_the_plan_leaves_seven_goals_on_one_shortest_way() -> None:
    search, rest = planning.two_episode_plan()
    assert len(search) == 16
    unseen = set(grid.GOALS) - set(search)
    assert len(unseen) == 7
    assert unseen <= set(rest)
    assert len(rest) == 1 + grid.grid_distance(0, rest[-1])


def test_posterior_sampling_needs_many_episodes() -> None:
    # 95 % of a mean over 400 trials are within 0.3 in the first episode and 0.7 in later ones.
    rng = np.random.default_rng(0)
    returns = posterior_sampling_returns(4, 400, rng).mean(axis=0)
    assert returns[0] == pytest.approx(-0.78, abs=0.4)
    assert returns[1:] == pytest.approx([1.3, 3.1, 4.6], abs=0.9)
    redrawn = posterior_sampling_returns(2, 400, rng, redraw=True).mean(axis=0)
    assert redrawn == pytest.approx([3.05, 7.9], abs=0.9)


def test_posterior_sampling_exactly() -> None:
    exact = planning.posterior_sampling_values(4)
    assert exact == pytest.approx([-0.774, 1.389, 3.109, 4.594], abs=5e-4)
    assert planning.posterior_sampling_values(1) == pytest.approx(exact[:1])
    # Another choice among shortest ways makes little difference.
    walked = posterior_sampling_returns(4, 400, np.random.default_rng(1)).mean(axis=0)
    assert walked == pytest.approx(exact, abs=0.9)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: grid.grid_move(25, 0), "cell, action: expected 0 to 24 and 0 to 4, found 25, 0"),
        (lambda: grid.grid_belief(np.ones(24), 3, 1.0), r"belief: expected shape \(25,\)"),
        (lambda: grid.grid_belief(grid.grid_prior(), 0, 1.0), "reward: expected one that the be"),
        (lambda: planning.one_episode_value(16), "steps: expected 0 to 15, found 16"),
        (lambda: planning.explicit_policy_returns(0), "episodes: expected 1 or more, found 0"),
        (lambda: planning.posterior_sampling_values(0), "episodes: expected 1 or more, found 0"),
        (
            lambda: posterior_sampling_returns(0, 3, np.random.default_rng(0)),
            "episodes, runs: expected 1 or more, found 0, 3",
        ),
    ],
)
def test_wrong_arguments_are_named(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
