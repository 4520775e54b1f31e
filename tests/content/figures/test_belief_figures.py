"""What figures of the pages on RL² and PEARL store and draw, held to what is known exactly."""

from __future__ import annotations

import itertools
from types import SimpleNamespace

import numpy as np
import pytest

from metarl.planning.bandit_values import oracle_value, two_arm_value
from metarl.rl2 import Settings
from tests.content.recipes import recipe
from tools.common.paths import ROOT
from tools.figures.figure import load


def inside(name: str) -> SimpleNamespace:
    """What the file of a figure defines."""
    return SimpleNamespace(**load(ROOT, name).frame.__globals__)


def test_the_stored_weights_are_those_of_the_agent_whose_regrets_are_stored() -> None:
    module = inside("hidden-state")
    agents = recipe("rl2_agents")
    arms, pulls, seed = agents.SHOWN
    assert (arms, pulls, agents.SIZES[arms], Settings(1).batch, agents.SEEDS) == (
        2,
        30,
        (32, 1500),
        256,
        3,
    )
    stored = np.array(agents.stored()["regrets"][f"{arms} arms, {pulls} pulls"])
    tasks = agents.bandits(arms, pulls)
    again = agents.mean_regrets(module.agent(), tasks, agents.TESTED, 1000 + seed)
    assert again == pytest.approx(stored[seed], abs=1e-4)
    assert oracle_value(arms, pulls) - two_arm_value(pulls) < stored.sum(axis=1).min()


def test_nobody_who_is_not_told_does_better_than_the_best_plan() -> None:
    module = inside("new-machine")
    for known in module.CONTROLS[0].values:
        best, told = (module.per_pull(agent, known) for agent in (module.BEST, module.TOLD))
        assert np.all(best <= told + 1e-12)
        for agent in (module.THOMPSON, module.GREEDY):
            assert np.all(module.per_pull(agent, known) <= best + 1e-12)


def test_no_rule_has_less_regret_than_the_least() -> None:
    module = inside("regret")
    for arms, pulls in itertools.product((2, 5), (10, 30)):
        small = module.played("UCB1", arms, 0.2)[:pulls].sum()
        floor = module.least(arms, pulls)
        if floor is None:
            assert (arms, pulls) == (5, 30)
        else:
            # what 4,000 bandits leave to chance can make a rule look better than possible
            assert floor < module.trained(arms, pulls)[:, -1].min() + 0.02
            assert small == pytest.approx(floor, rel=0.05)
