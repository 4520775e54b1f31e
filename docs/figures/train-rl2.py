"""RL² on two arms, trained while readers watch, beside the exact optimum."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from metarl.fast.rl2 import FusedStep
from metarl.networks.recurrent import TANH
from metarl.planning.bandit_values import index_rule_value, posterior_mean, two_arm_value
from metarl.rl2 import Bandits, exact_rewards, policy_init
from metarl.rl2.reinforce import Settings, schedule
from metarl.tasks.bandits import independent_arms
from tools.figures import REFERENCE, Axis, Choice, Line, Number, Panel, Rule, State, Table

TITLE = "A recurrent network learns to learn, here and now"
HINT = "Choose the pulls in a trial and a seed, and press “Train”: it takes some seconds."
CAPTION = r"""
Each task has two arms whose chances are drawn from \(U[0, 1]\). A tanh-RNN with {{ 16 = HIDDEN }}
units is trained by REINFORCE on {{ 128 trials in each of 600 = [BATCH, UPDATES] }} updates. First,
the expected reward of a trial, worked out exactly over all that the agent may see, and between the
most that any agent can expect and what guessing gives. Then each pull of the trial: the line at 2/3
is for whoever knows the better arm.
"""
PRINTED = CAPTION
SOURCES = ("duan-2016-rl2", "bellman-1956-sequential")
CONTROLS = (
    Number("pulls", "Pulls in a trial", (3, 5, 10), 10),
    Choice("seed", "Seed", {str(seed): str(seed) for seed in range(4)}, "0"),
)
HIDDEN, UPDATES, BATCH, RATE = 16, 600, 128, 1e-2
# often at first, when most is learned
CHECKPOINTS = (0, 5, 10, 15, 20, 30, 40, 50, 75, *range(100, UPDATES + 1, 50))
INFORMED = 2 / 3


class Result(NamedTuple):
    """Updates so far at each checkpoint, and the worth of each pull there, float[T]."""

    updates: list[int]
    worths: list[np.ndarray]


def train(state: State, progress: Callable[[float], None]) -> Iterator[Result]:
    """Train; a result at every checkpoint."""
    rng = np.random.default_rng([int(state.seed), 2])
    bandits = Bandits(lambda count, draw: independent_arms(count, 2, draw), 2, state.pulls)
    policy = policy_init(TANH, bandits.inputs, HIDDEN, bandits.actions, rng)
    settings = Settings(UPDATES, batch=BATCH, lr=RATE)
    step = FusedStep(policy, bandits, settings, np.float32)
    updates: list[int] = []
    worths: list[np.ndarray] = []
    for update in range(UPDATES + 1):
        if update in CHECKPOINTS:
            step.store()
            progress(update / UPDATES)
            updates.append(update)
            worths.append(exact_rewards(policy, bandits))
            yield Result(updates, worths)
        step.update(*schedule(settings, min(update, UPDATES - 1)), rng)


def frame(state: State, result: Result) -> list[Panel]:
    """The worth of a trial so far, and of each pull at first and now."""
    pulls = state.pulls
    totals = [float(worth.sum()) for worth in result.worths]
    places = np.arange(1, pulls + 1)
    return [
        Panel(
            title="Worth of a trial",
            x=Axis("updates", 0, UPDATES),
            y=Axis("expected reward of a trial", 0.45 * pulls, INFORMED * pulls),
            marks=[
                Rule(y=two_arm_value(pulls), series=3, label="best of all agents, exact"),
                Rule(y=pulls / 2, series=REFERENCE, label="guessing"),
                Line.through(result.updates, totals, "RL²", 0),
            ],
        ),
        Panel(
            title="Worth of each pull",
            x=Axis("pull", 1, pulls, ticks=[float(place) for place in places]),
            y=Axis("expected reward", 0.45, 0.7),
            marks=[
                Rule(y=INFORMED, series=4, label="knowing the better arm"),
                Line.through(places, result.worths[0], "untrained", 1),
                Line.through(places, result.worths[-1], "RL²", 0),
            ],
        ),
    ]


def say(state: State, result: Result) -> str:
    """How near it is to the optimum."""
    total, best = float(result.worths[-1].sum()), two_arm_value(state.pulls)
    return (
        f"With {state.pulls} pulls and seed {state.seed}, after {result.updates[-1]} updates, a "
        f"trial of the agent is worth {total:.3f}; {best:.3f} is the most that any agent can "
        f"expect, and guessing gives {state.pulls / 2:g}."
    )


def table(state: State, result: Result) -> Table:
    """The worth of a trial at some checkpoints, and what it is compared with."""
    pulls = state.pulls
    rows: list[tuple[str | float, ...]] = [
        (f"RL² after {updates} updates", f"{worth.sum():.3f}")
        for updates, worth in zip(result.updates, result.worths, strict=True)
        if updates in (0, 10, 20, 50, 100, 300, UPDATES)
    ]
    greedy = index_rule_value(2, pulls, posterior_mean)
    rows.append(("always the arm with the higher posterior mean, exact", f"{greedy:.3f}"))
    rows.append(("best of all agents, exact", f"{two_arm_value(pulls):.3f}"))
    return Table(("", "expected reward of a trial"), rows)
