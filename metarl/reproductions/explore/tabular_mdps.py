"""Table 2 of the RL² paper: classical exploration of small random processes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from metarl.evaluation import mean_interval
from metarl.explore.psrl import (
    Planner,
    bonus_plan,
    greedy_plan,
    likeliest_plan,
    optimistic_psrl,
    play_episodes,
    psrl,
)
from metarl.explore.ucrl2 import ucrl2
from metarl.planning.tabular import finite_horizon_plan
from metarl.progress import OnProgress
from metarl.reproductions import Basis, Job, Reproduction, Row
from metarl.shapes import FloatArray
from metarl.tasks.tabular import TabularTasks, random_mdps

EPISODES = (10, 25, 50, 75, 100)
HORIZON = 10
# the paper's table: one number for each of EPISODES
PUBLISHED = {
    "random": (100.1, 250.2, 499.7, 749.9, 999.4),
    "PSRL": (138.1, 408.8, 904.4, 1417.1, 1939.5),
    "optimistic PSRL": (144.1, 425.2, 930.7, 1449.2, 1973.9),
    "UCRL2, tuned width": (146.6, 424.1, 918.9, 1427.6, 1942.1),
    "bonus for the unknown (BEB), tuned": (150.2, 427.8, 917.8, 1422.6, 1935.1),
    "ε-greedy, tuned ε": (132.8, 377.3, 823.3, 1293.9, 1778.2),
    "greedy": (134.8, 368.8, 769.3, 1172.9, 1578.5),
}
RL2 = (156.2, 445.7, 936.1, 1428.8, 1913.7)
ZERO = ", prior N(0, 1)"

Measured = dict[str, Any]
# A setting: the name of a planner, its parameter, the share of random actions, the prior's mean.
Setting = tuple[str, float, float, float]
FIXED: dict[str, Setting] = {
    "random": ("greedy", 0.0, 1.0, 1.0),
    "PSRL": ("psrl", 0.0, 0.0, 1.0),
    "PSRL" + ZERO: ("psrl", 0.0, 0.0, 0.0),
    "optimistic PSRL": ("optimistic", 5, 0.0, 1.0),
    "optimistic PSRL" + ZERO: ("optimistic", 5, 0.0, 0.0),
    "greedy": ("likeliest", 0.0, 0.0, 1.0),
    "greedy" + ZERO: ("likeliest", 0.0, 0.0, 0.0),
    "greedy on the mean process": ("greedy", 0.0, 0.0, 1.0),
}
TUNED: dict[str, tuple[Setting, ...]] = {
    "UCRL2, tuned width": tuple(("ucrl2", width, 0.0, 1.0) for width in (0.2, 0.5, 1.0)),
    "bonus for the unknown (BEB), tuned": tuple(
        ("bonus", beta, 0.0, 1.0) for beta in (0.5, 1.0, 2.0)
    ),
    "ε-greedy, tuned ε": tuple(("likeliest", 0.0, share, 1.0) for share in (0.02, 0.05, 0.1)),
}
TASKS = {False: 1000, True: 12}
# the share of a full run's processes on which a parameter is chosen
TUNING = 0.2


def planner_of(name: str, parameter: float) -> Planner:
    """The planner of a setting."""
    planners: dict[str, Planner] = {
        "greedy": greedy_plan,
        "likeliest": likeliest_plan,
        "psrl": psrl,
        "optimistic": partial(optimistic_psrl, samples=round(parameter)),
        "ucrl2": partial(ucrl2, scale=parameter),
        "bonus": partial(bonus_plan, beta=parameter),
    }
    return planners[name]


def sums(setting: Setting, tasks: TabularTasks, seed: int) -> FloatArray:
    """float[K, 5], the return of the first n episodes, for each n of the table."""
    name, parameter, share, prior_mean = setting
    returns = play_episodes(
        planner_of(name, parameter),
        tasks,
        EPISODES[-1],
        np.random.default_rng([seed, 1]),
        HORIZON,
        share,
        prior_mean,
    )
    total: FloatArray = returns.cumsum(axis=1)[:, [n - 1 for n in EPISODES]]
    return total


def fixed_job(name: str, count: int, on_progress: OnProgress) -> Measured:
    """A rule without a parameter: mean and interval for each n."""
    tasks = random_mdps(count, np.random.default_rng(0))
    totals = sums(FIXED[name], tasks, 0)
    on_progress(1.0)
    return summary(totals)


def tuned_job(name: str, count: int, on_progress: OnProgress) -> Measured:
    """A rule whose parameter is chosen on other processes, for each n on its own."""
    settings = TUNED[name]
    other = random_mdps(max(round(TUNING * count), 8), np.random.default_rng(1))
    trials = [sums(setting, other, 1).mean(axis=0) for setting in settings]
    chosen = np.argmax(trials, axis=0)
    on_progress(0.3)
    tasks = random_mdps(count, np.random.default_rng(0))
    played = {
        setting: sums(settings[setting], tasks, 0) for setting in sorted(set(chosen.tolist()))
    }
    best = np.stack(
        [played[setting][:, place] for place, setting in enumerate(chosen.tolist())], axis=1
    )
    parameters = [max(settings[setting][1], settings[setting][2]) for setting in chosen.tolist()]
    return summary(best) | {"parameters": parameters}


def oracle_job(count: int, on_progress: OnProgress) -> Measured:
    """The best policy of those who know the process: exact for each, averaged over them."""
    tasks = random_mdps(count, np.random.default_rng(0))
    value = finite_horizon_plan(*tasks, HORIZON)[1][:, 0]
    return summary(np.stack([n * value for n in EPISODES], axis=1))


def summary(totals: FloatArray) -> Measured:
    """Mean and both ends of its interval over the processes, for each n of the table."""
    cells = [[mean, *interval] for mean, interval in (mean_interval(column) for column in totals.T)]
    return {"cells": cells, "count": len(totals)}


def slug(name: str) -> str:
    """A name that a job may have."""
    plain = name.replace("ε", "epsilon").lower()
    return "-".join("".join(letter if letter.isalnum() else " " for letter in plain).split())


def jobs(quick: bool) -> list[Job]:
    """One job for each rule: a longer trial contains the shorter ones."""
    count = TASKS[quick]
    return [
        *(Job(slug(name), tuned_job, (name, count)) for name in TUNED),
        *(Job(slug(name), fixed_job, (name, count)) for name in FIXED),
        Job("oracle", oracle_job, (count,)),
    ]


def rows(results: Mapping[str, Any]) -> list[Row]:
    """The table, one block for each number of episodes."""
    names = [*PUBLISHED, *(name for name in FIXED if name not in PUBLISHED)]
    table = []
    for place, episodes in enumerate(EPISODES):
        head = f"n = {episodes}: "
        for name in names:
            published = PUBLISHED[name][place] if name in PUBLISHED else None
            table.append(row(head + name, results[slug(name)], place, published))
        oracle = results["oracle"]
        table.append(row(f"{head}known process", oracle, place, None))
        bound = oracle["cells"][place][0]
        table.append(Row(f"{head}RL²", RL2[place], bound, "bound"))
    return table


def row(what: str, measurement: Measured, place: int, published: float | None) -> Row:
    """One measured line."""
    mean, low, high = measurement["cells"][place]
    of = f"{measurement['count']:,} processes; the interval is over them"
    note = f"Chosen: {measurement['parameters'][place]:g}." if "parameters" in measurement else ""
    exactly = what.endswith("random")
    reference = EPISODES[place] * HORIZON * 1.0 if exactly else None
    basis: Basis = "exact" if exactly else ""
    return Row(what, published, reference, basis, mean, (low, high), 1, of, note)


REPRODUCTION = Reproduction(
    title="Small random processes: classical exploration",
    about=(
        "Ten states, five actions, ten steps in an episode, n episodes in a trial. Transitions "
        "are drawn from a flat Dirichlet distribution, mean rewards from N(1, 1), and a reward "
        "has variance 1 around its mean. The known process is an upper bound that the paper does "
        "not list: what the best policy earns when nothing has to be found out. The greedy rules "
        "plan in the likeliest process, with the observed shares of the transitions, or in the "
        "mean one."
    ),
    unit="sum of rewards of a trial",
    sources=(
        "duan-2016-rl2",
        "osband-2013-psrl",
        "osband-2017-why",
        "strens-2000-bayesian",
        "jaksch-2010-ucrl2",
        "kolter-2009-near-bayesian",
    ),
    jobs=jobs,
    rows=rows,
    differences=(
        "The paper's greedy and ε-greedy rules earn less than ours, and the more so the longer the "
        "trial. Ours believe in the distribution that the processes are drawn from; with a belief "
        "that expects a reward of 0 where it has seen none, they earn less than the paper's. The "
        "paper does not tell its belief, which may be the reason.",
        "Optimistic PSRL takes the best of five samples here; the paper does not tell how many. "
        "It, too, comes nearer to the paper with the prior N(0, 1).",
        "UCRL2 and the bonus for the unknown are tuned here for each n, on other processes, and "
        "earn as much as the paper's or more. From n = 50 on both earn more than the paper's RL².",
        "With 1000 processes a mean is known to ±1.6 for n = 10 and to ±14 for n = 100, in the "
        "paper as here.",
    ),
    digits=1,
)
