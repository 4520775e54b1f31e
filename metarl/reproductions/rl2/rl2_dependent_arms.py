"""RL² trained here on two arms with chances p and 1 - p, and taken to other bandits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from metarl.evaluation import mean_interval
from metarl.explore.thompson import thompson
from metarl.fast.rl2 import train_fused
from metarl.networks.recurrent import TANH
from metarl.planning.bandit_values import oracle_value, two_arm_value
from metarl.planning.dependent_arms import (
    bayes_optimal_regret,
    independent_thompson_regret,
    thompson_regret,
)
from metarl.progress import OnProgress
from metarl.reproductions import Basis, Job, Reproduction, Row
from metarl.rl2.batches import Bandits
from metarl.rl2.evaluation import expected_regrets
from metarl.rl2.policy import policy_init
from metarl.rl2.reinforce import Settings
from metarl.shapes import FloatArray
from metarl.tasks.bandits import dependent_arms, independent_arms, pull

PULLS = 30
PAIRS = {"0.9 and 0.1": 0.9, "0.75 and 0.25": 0.75, "0.6 and 0.4": 0.6}


def independent(count: int, rng: np.random.Generator) -> FloatArray:
    return independent_arms(count, 2, rng)


def better_half(count: int, rng: np.random.Generator) -> FloatArray:
    return independent_arms(count, 2, rng, low=0.5)


def known(better: float) -> Callable[[int, np.random.Generator], FloatArray]:
    return lambda count, rng: dependent_arms(count, rng, better)


# what the trained agent is tested on
TESTS = {
    "uniform": dependent_arms,
    **{name: known(better) for name, better in PAIRS.items()},
    "independent": independent,
    "better half": better_half,
}


def trained(seed: int, updates: int, tasks: int, on_progress: OnProgress) -> dict[str, float]:
    """Mean regrets of one agent, trained on p ~ U[0, 1], on all the tests."""
    rng = np.random.default_rng(seed)
    bandits = Bandits(dependent_arms, 2, PULLS)
    policy = policy_init(TANH, bandits.inputs, 32, 2, rng)
    train_fused(policy, bandits, Settings(updates, gamma=0.9), rng, on_progress, np.float32)
    return {
        name: float(expected_regrets(policy, Bandits(draw, 2, PULLS), tasks, rng).mean())
        for name, draw in TESTS.items()
    }


def thompson_abroad(tasks: int, on_progress: OnProgress) -> tuple[float, tuple[float, float]]:
    """Regret of Thompson sampling on two good arms, with the interval over tasks."""
    rng = np.random.default_rng(0)
    p = better_half(tasks, rng)
    seen = np.zeros((2, tasks, 2))
    row, regret = np.arange(tasks), np.zeros(tasks)
    for left in range(PULLS, 0, -1):
        arms = thompson(seen[0], seen[1], left, rng)
        lost = 1 - pull(p, arms, rng).astype(np.intp)
        seen[lost, row, arms] += 1
        regret += p.max(axis=1) - p[row, arms]
    return mean_interval(regret)


def jobs(quick: bool) -> list[Job]:
    size = (120, 1000) if quick else (1000, 20_000)
    listed = [Job(f"rl2-{seed}", trained, (seed, *size)) for seed in range(2 if quick else 5)]
    tasks = 2000 if quick else 100_000
    return [*listed, Job("thompson-better-half", thompson_abroad, (tasks,))]


def rows(results: Mapping[str, Any]) -> list[Row]:
    runs = [value for name, value in results.items() if name.startswith("rl2-")]

    def ours(what: str, test: str, reference: float | None = None, basis: Basis = "") -> Row:
        mean, interval = mean_interval([run[test] for run in runs])
        return Row(what, None, reference, basis, mean, interval, len(runs))

    best, least = bayes_optimal_regret, oracle_value(2, PULLS) - two_arm_value(PULLS)
    unaware = independent_thompson_regret(PULLS)
    mean, interval = results["thompson-better-half"]
    return [
        Row("p and 1 − p: random", None, PULLS / 4, "exact"),
        Row("p and 1 − p: Thompson, U[0, 1] each", None, unaware, "exact"),
        Row("p and 1 − p: Thompson, told of 1 − p", None, thompson_regret(PULLS), "exact"),
        ours("p and 1 − p: RL², trained on these", "uniform", best(PULLS), "exact"),
        *(
            ours(f"{name} pair: the same agents", name, best(PULLS, better), "bound")
            for name, better in PAIRS.items()
        ),
        ours("independent arms: the same agents", "independent", least, "bound"),
        ours("independent arms in [0.5, 1]: the same agents", "better half"),
        Row(
            "independent arms in [0.5, 1]: Thompson, U[0, 1] each",
            ours=mean,
            interval=interval,
            of="tasks",
        ),
    ]


REPRODUCTION = Reproduction(
    title="RL² on two arms that depend on each other",
    about="""
The chances of two Bernoulli arms are p and 1 − p with p drawn from U[0, 1], so that every pull
tells of both arms, and a trial is 30 pulls. The agent is a tanh-RNN with 32 units, trained by
REINFORCE as for ten pulls, for 1,000 updates of 256 trials and with a discount of 0.9, and tested
with its most probable arm on 20,000 new tasks. The reference is the regret of the best policy for
these tasks. The same agents are then tested, without further training, on pairs with the chances
0.9 and 0.1 and the like in either order, and on arms that do not depend on each other. There, a
bound belongs to a policy that was made for just those tasks. Thompson sampling on two good arms is
played on 100,000 tasks.
""",
    unit="regret after 30 pulls, in successes",
    sources=["wang-2016-learning-to-rl", "williams-1992-reinforce", "thompson-1933-likelihood"],
    jobs=jobs,
    rows=rows,
    differences=[
        "The paper trains an LSTM by advantage actor-critic for 100 pulls and shows its "
        "regrets in figures only, so there is no published number to put beside ours.",
        "An agent that has only met arms of this kind takes a failure of one arm for a "
        "success of the other: on arms that are both good, that costs it more than Thompson "
        "sampling pays for exploring.",
    ],
)
