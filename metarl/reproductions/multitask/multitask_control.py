"""Four control tasks at once: where sharing helps, where it hurts, and what remedies change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from metarl.evaluation import mean_interval
from metarl.multitask.control import Settings, returns, train
from metarl.multitask.shared import Sharing
from metarl.progress import OnProgress
from metarl.reproductions import Job, Reproduction, Row
from metarl.tasks.control import pursuit

SIZE, EPISODES = 16, 2000
# whether each task has its own target, and what the tasks pay
PROBLEMS = {
    "one target": (False, (1.0, 1.0, 1.0, 1.0)),
    "four targets": (True, (1.0, 1.0, 1.0, 1.0)),
    "four targets, the first pays tenfold": (True, (10.0, 1.0, 1.0, 1.0)),
}
APART = "a network for each task"
PATIENT = "all shared, 16 units, identity as input, ten times the updates of 16 episodes"
METHODS: dict[str, tuple[Sharing, str, int]] = {
    APART: ("nothing", "sum", 4),
    "shared trunk, sum": ("heads", "sum", 4),
    "shared trunk, uncertainty weighting": ("heads", "uncertainty", 4),
    "shared trunk, FAMO": ("heads", "famo", 4),
    "shared trunk, PCGrad": ("heads", "pcgrad", 4),
    "shared trunk, MGDA": ("heads", "mgda", 4),
    "shared trunk, CAGrad": ("heads", "cagrad", 4),
    "shared trunk of 16 units, sum": ("heads", "sum", 16),
    "all shared, 16 units, identity as input": ("input", "sum", 16),
    PATIENT: ("input", "sum", 16),
}
# how many times the updates, and of how many episodes, where it is not once and four
PATIENCE = {PATIENT: (10, 16)}


def run(
    problem: str, method: str, updates: int, seeds: int, episodes: int, on_progress: OnProgress
) -> list[list[float]]:
    """Each seed's returns by task; a seed has the same sensors for every method."""
    own_targets, pay = PROBLEMS[problem]
    sharing, remedy, width = METHODS[method]
    times, batch = PATIENCE.get(method, (1, Settings.episodes))
    by_seed = []
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        tasks = pursuit(own_targets, pay, SIZE, rng)
        settings = Settings(sharing, remedy, width, times * updates, batch)
        policy = train(tasks, settings, rng)
        by_seed.append(returns(tasks, policy, episodes, rng).tolist())
        on_progress((seed + 1) / seeds)
    return by_seed


def everything(updates: int, seeds: int, episodes: int, on_progress: OnProgress) -> dict[str, Any]:
    """All methods on all problems in one job, for when each of them is short."""
    by_job = {}
    for problem in PROBLEMS:
        for method in METHODS:
            name = job_name(problem, method)
            by_job[name] = run(problem, method, updates, seeds, episodes, lambda share: None)
            on_progress(len(by_job) / (len(PROBLEMS) * len(METHODS)))
    return by_job


def job_name(problem: str, method: str) -> str:
    """By their places in the lists above."""
    return f"problem-{list(PROBLEMS).index(problem)}-method-{list(METHODS).index(method)}"


def jobs(quick: bool) -> list[Job]:
    """One for each problem and method; the quick ones would hardly be worth a process each."""
    if quick:
        return [Job("everything", everything, (20, 2, 200))]
    return [
        Job(job_name(problem, method), run, (problem, method, 300, 20, EPISODES))
        for problem in PROBLEMS
        for method in METHODS
    ]


def rows(results: Mapping[str, Any]) -> list[Row]:
    """The mean over the tasks of each method, beside that of separate networks."""
    done = results.get("everything", results)
    table = []
    for problem in PROBLEMS:
        apart = np.array(done[job_name(problem, APART)])
        for method in METHODS:
            by_seed = np.array(done[job_name(problem, method)])
            mean, interval = mean_interval(by_seed.mean(axis=1))
            by_task = ", ".join(signed(value) for value in by_seed.mean(axis=0))
            note = f"By task: {by_task}."
            if method != APART:
                gain, (low, high) = mean_interval((by_seed - apart).mean(axis=1))
                note += f" Transfer {signed(gain)} ({signed(low)} to {signed(high)})."
            table.append(
                Row(
                    what=f"{problem}: {method}",
                    ours=mean,
                    interval=interval,
                    seeds=len(by_seed),
                    of=f"{EPISODES:,} episodes of each task",
                    note=note,
                )
            )
    return table


def signed(value: float) -> str:
    """Two decimals and a real minus sign."""
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")


REPRODUCTION = Reproduction(
    title="Four control tasks: when sharing helps, and what remedies change",
    about=(
        "A point on a plane makes five moves towards a target, which it sees, among three other "
        "targets and eight meaningless numbers, through sensors that mix all 16. Its wheels "
        "stand at another angle in each of the four tasks. With *one target* all tasks pursue "
        "the same one, so they need the same two features; with *four targets* each pursues its "
        "own, and a trunk of four tanh units cannot pass on the eight features that this takes. "
        "All methods get 300 updates of four episodes for each task (REINFORCE, Adam), except in "
        "the last line of each problem, which has 40 times as much experience. A point that never "
        "moves gets −2; the best possible is 0. Transfer is the difference from the first line of "
        "the problem, a network of four units for each task, paired by seed."
    ),
    unit="mean reward per step, the negative squared distance from the target",
    sources=(
        *("yu-2020-pcgrad", "sener-2018-mgda", "liu-2021-cagrad", "kendall-2018-uncertainty"),
        *("liu-2023-famo", "kurin-2022-unitary", "williams-1992-reinforce"),
    ),
    jobs=jobs,
    rows=rows,
    differences=(
        "The papers report gains on larger problems, such as Meta-World; there is no published "
        "number for this one. Here no remedy makes up for features that do not fit into the "
        "trunk: each only decides which tasks pay for it. With a task that pays tenfold, the "
        "sum and PCGrad serve that one, FAMO serves all alike, and MGDA gives it up. What helps "
        "is a wider trunk, or networks of their own.",
        "With tasks that agree, uncertainty weighting does somewhat better than the plain sum, "
        "and the other remedies about as well as the sum. Kurin and colleagues find on larger "
        "problems that a sum with the usual regularisation is hard to beat.",
        "An identity as input fails in 300 updates, but not for want of room. With weights set by "
        "hand the very same network does as well as can be, with one target and with four: each "
        "task switches off the units that are not its own. To learn this takes more experience, "
        "as the last lines show.",
    ),
    digits=2,
)
