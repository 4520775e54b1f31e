"""What the pages on RL² and PEARL say of figures that show beliefs, recomputed."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest

from metarl.explore import posterior_sampling_returns
from metarl.planning import explicit_policy_returns
from metarl.planning.bandit_values import oracle_value, two_arm_value
from metarl.rl2 import Settings
from tests.content.recipes import recipe
from tools.common.paths import ROOT
from tools.figures.figure import load

Prints = Callable[..., None]


def inside(name: str) -> SimpleNamespace:
    """What the file of a figure defines."""
    return SimpleNamespace(**load(ROOT, name).frame.__globals__)


def test_what_the_pages_say_of_the_figure_of_the_grid(prints: Prints) -> None:
    module = inside("grid")
    best = explicit_policy_returns(3)
    prints("concepts/pearl", f"{best[0]:.1f}, {best[1]:.2f} and {best[2]:.2f}")
    sampled = posterior_sampling_returns(3, 2000, np.random.default_rng(0)).mean(axis=0)
    # five standard errors of 2000 trials
    assert sampled == pytest.approx([-0.78, 1.19, 2.89], abs=0.6)
    prints("concepts/pearl", "−0.78, 1.19 and 2.89")
    for goal in map(int, module.GOALS):
        for episode, cells in enumerate(module.walk("sampling", goal)):
            guess = module.guesses(goal)[episode]
            assert cells[-1] == guess


def test_what_the_pages_say_of_the_figure_of_the_robot(prints: Prints) -> None:
    module = inside("robot-belief")
    fewest, most = math.inf, 0
    for goal, draws in itertools.product(module.CONTROLS[1].values, module.DRAWS):
        known = False
        for episode in module.trial(goal, draws):
            assert episode.after[module.nearest(goal)]
            left = int(episode.after.sum())
            if episode.total == 0:
                most = max(most, int(episode.before.sum()) - left)
            elif known:
                fewest = min(fewest, episode.total)
            else:
                assert left <= 2
                known = True
        assert known  # the hint says that it comes to this
    assert (most, fewest > 11) == (16, True)
    prints("concepts/pearl", "at most 16 of the 100 goals", "leaves one goal or two")


def test_what_the_pages_say_of_the_figure_of_the_hidden_state(prints: Prints) -> None:
    module = inside("hidden-state")
    trials, _ = module.played(4000, 2)
    exact = module.means(trials)
    read = (module.with_one(module.memories(trials)) @ module.read_out()).reshape(exact.shape)
    missed = np.square(read - exact).sum() / np.square(exact - exact.mean(axis=(0, 1))).sum()
    share, error = round(100 * (1 - missed)), np.abs(read - exact).mean()
    prints("concepts/rl2", f"{share} % of the variance", f"off by {error:.2f} on average")
    # the stored weights are those of the agent whose regrets are stored
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


def test_what_the_pages_say_of_the_figure_of_regret(prints: Prints) -> None:
    module = inside("regret")
    for arms, pulls in itertools.product((2, 5), (10, 30)):
        last = {c: module.played("UCB1", arms, c)[:pulls].sum() for c in module.BONUSES}
        others = [module.played(rule, arms, 0.0)[:pulls].sum() for rule in ("greedy", "Thompson")]
        agents = module.trained(arms, pulls)[:, -1]
        assert last[1.0] > max(*others, *agents)
        floor = module.least(arms, pulls)
        if floor is None:
            assert (arms, pulls) == (5, 30)
        else:
            # what 4,000 bandits leave to chance can make a rule look better than possible
            assert floor < agents.min() + 0.02
            assert last[0.2] == pytest.approx(floor, rel=0.05)
        if pulls == 30:
            assert last[0.2] < agents.mean()
    prints("concepts/rl2", "highest regret of all", "With 30 pulls it is then below")
