"""RL² trained here on small random MDPs: it improves from episode to episode of a trial."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from metarl.evaluation import mean_interval
from metarl.explore.psrl import greedy_plan, play_episodes, psrl
from metarl.networks.recurrent import GRU
from metarl.planning.tabular import finite_horizon_plan
from metarl.progress import OnProgress
from metarl.reproductions import Job, Reproduction, Row
from metarl.rl2.batches import TabularTrials
from metarl.rl2.policy import policy_init
from metarl.rl2.reinforce import Settings, roll_out, train
from metarl.tasks.tabular import TabularTasks, random_mdps

STATES, ACTIONS, STEPS, EPISODES = 3, 2, 5, 5
HIDDEN, REPEATS = 32, 8
PLANNERS = {"psrl": psrl, "greedy": greedy_plan}


def draw(count: int, rng: np.random.Generator) -> TabularTasks:
    return random_mdps(count, rng, STATES, ACTIONS)


def trials(repeats: int = 1) -> TabularTrials:
    return TabularTrials(draw, STATES, ACTIONS, STEPS, EPISODES, repeats)


def trained(seed: int, updates: int, tasks: int, on_progress: OnProgress) -> list[float]:
    """Mean return of each episode on new processes, of one agent trained from the beginning."""
    rng = np.random.default_rng(seed)
    settings = Settings(updates, gamma=0.95, lr=0.005, repeats=REPEATS)
    policy = policy_init(GRU, trials().inputs, HIDDEN, ACTIONS, rng)
    train(policy, trials(REPEATS), settings, rng, on_progress)
    rewards = roll_out(policy, trials(), tasks, rng, greedy=True).rewards
    returns: list[float] = rewards.reshape(EPISODES, -1).mean(axis=1).tolist()
    return [mean * STEPS for mean in returns]


def planned(
    planner: str, tasks: int, on_progress: OnProgress
) -> list[tuple[float, tuple[float, float]]]:
    """Returns of planning from the exact belief: first episode, last episode, whole trial."""
    rng = np.random.default_rng(0)
    returns = play_episodes(PLANNERS[planner], draw(tasks, rng), EPISODES, rng, STEPS)
    return [
        mean_interval(column) for column in (returns[:, 0], returns[:, -1], returns.sum(axis=1))
    ]


def oracle(tasks: int, on_progress: OnProgress) -> float:
    """Mean value of an episode for somebody who knows the process."""
    _, values = finite_horizon_plan(*draw(tasks, np.random.default_rng(0)), STEPS)
    return float(values[:, 0].mean())


def jobs(quick: bool) -> list[Job]:
    size = (10, 1000) if quick else (700, 20_000)
    listed = [Job(f"rl2-{seed}", trained, (seed, *size)) for seed in range(2 if quick else 5)]
    tasks = 2000 if quick else 20_000
    listed += [Job(name, planned, (name, tasks)) for name in PLANNERS]
    return [*listed, Job("oracle", oracle, (2000 if quick else 100_000,))]


def planner_row(what: str, measured: tuple[float, tuple[float, float]]) -> Row:
    mean, interval = measured
    return Row(what, ours=mean, interval=interval, of="tasks")


def rows(results: Mapping[str, Any]) -> list[Row]:
    runs = np.array([value for name, value in results.items() if name.startswith("rl2-")])
    parts = {
        "first episode": (0, STEPS, runs[:, 0]),
        f"episode {EPISODES}": (1, STEPS, runs[:, -1]),
        f"all {EPISODES} episodes": (2, STEPS * EPISODES, runs.sum(axis=1)),
    }
    table: list[Row] = []
    for what, (at, chance, ours) in parts.items():
        mean, interval = mean_interval(ours)
        best = results["oracle"] * chance / STEPS
        table += [
            Row(f"{what}: random", None, chance, "exact"),
            planner_row(f"{what}: posterior sampling (PSRL)", results["psrl"][at]),
            planner_row(f"{what}: best plan for the mean of the belief", results["greedy"][at]),
            Row(f"{what}: RL²", None, None, "", mean, interval, len(runs)),
            Row(f"{what}: told the process", None, best, "computed"),
        ]
    return table


REPRODUCTION = Reproduction(
    title="RL² on small random MDPs",
    about="""
The tasks are those of the paper's second experiment, made small enough to train on here:
processes with three states and two actions, rewards N(m, 1) with means m from N(1, 1),
transitions from a flat Dirichlet distribution, and trials of five episodes of five steps. The
agent is a GRU with 32 units, which sees the state, its last action and reward, and whether an
episode has just ended. It is trained by REINFORCE on 256 trials at a time, eight of each of 32
processes, whose mean is the baseline, for 700 updates with a discount of 0.95, and tested with
its most probable actions on 20,000 new processes. The two planners hold the exact belief over
processes, plan before each episode, and play as many. Somebody who is told the process plans
exactly.
""",
    unit="return",
    sources=["duan-2016-rl2", "osband-2013-psrl", "williams-1992-reinforce"],
    jobs=jobs,
    rows=rows,
    differences=[
        "The paper's processes have ten states, five actions and ten steps in an episode, and "
        "its agent is a GRU with 256 units trained by TRPO. Its numbers are for those.",
        "The planners use one plan for a whole episode. RL² learns within the first one and so "
        "earns more there, but less at the end, as in the paper, where posterior sampling has "
        "overtaken it after 100 episodes.",
        "Planning for the mean of the belief does better here than posterior sampling, probably "
        "because over so few episodes plans that try out what is unlikely do not pay back what "
        "they cost.",
    ],
    digits=2,
)
