"""The bandit with an informative arm of Wang et al., played and solved exactly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from metarl.evaluation import mean_interval
from metarl.planning import informative_arm as exact
from metarl.progress import OnProgress
from metarl.reproductions import Job, Reproduction, Row
from metarl.shapes import FloatArray
from metarl.tasks.bandits import TARGET_REWARD, informative_rewards

PULLS = (1, 2, 3, 4, 5)
RUNS = {False: 20_000, True: 500}


def ask_first(rewards: FloatArray, pulls: int) -> FloatArray:
    """float[N], sums of rewards of pulling the last arm, reading its reward, and using that."""
    clues = rewards[:, -1]
    named = np.rint(clues * exact.ARMS).astype(np.intp) - 1
    return clues + (pulls - 1) * rewards[np.arange(len(rewards)), named]


def guess(rewards: FloatArray, pulls: int, rng: np.random.Generator) -> FloatArray:
    """float[N], sums of rewards of trying ordinary arms until the target is found."""
    order = rng.permuted(np.tile(np.arange(exact.ARMS), (len(rewards), 1)), axis=1)
    tried = np.take_along_axis(rewards, order[:, :pulls], axis=1)
    best = np.maximum.accumulate(tried, axis=1)
    total: FloatArray = best.sum(axis=1)
    return total


def played(pulls: int, runs: int, on_progress: OnProgress) -> dict[str, Any]:
    """Both policies on the same bandits."""
    rng = np.random.default_rng(pulls)
    rewards = informative_rewards(rng.integers(1, exact.ARMS + 1, runs))
    return {
        "ask": mean_interval(ask_first(rewards, pulls)),
        "guess": mean_interval(guess(rewards, pulls, rng)),
        "runs": runs,
    }


def jobs(quick: bool) -> list[Job]:
    """One job for each length of a trial."""
    return [Job(f"pulls-{pulls}", played, (pulls, RUNS[quick])) for pulls in PULLS]


def rows(results: Mapping[str, Any]) -> list[Row]:
    """For each length: the optimum, asking first, and posterior sampling."""
    table = []
    for pulls in PULLS:
        played = results[f"pulls-{pulls}"]
        of = f"{played['runs']:,} bandits; the interval is over them"
        optimum = exact.informative_arm_value(pulls)
        head = f"T = {pulls}: "
        table.append(Row(f"{head}Bayes-optimal", reference=optimum, basis="exact"))
        for what, name, value in (
            ("asking first", "ask", exact.informed_first_value(pulls)),
            ("posterior sampling", "guess", exact.informative_arm_sampling_value(pulls)),
        ):
            mean, interval = played[name]
            table.append(Row(head + what, None, value, "exact", mean, tuple(interval), 1, of))
    oracle = PULLS[-1] * TARGET_REWARD
    return [*table, Row(f"T = {PULLS[-1]}: told the target", reference=oracle, basis="exact")]


REPRODUCTION = Reproduction(
    title="The arm that pays least and tells most",
    about=(
        "Nine arms pay 1, one pays 5, and an eleventh pays a tenth of the number of the arm that "
        "pays 5. Asking it is optimal from two pulls on. Posterior sampling never asks, because "
        "the eleventh arm is the best arm of no task. The paper has no table of this task; its "
        "trials have five pulls."
    ),
    unit="sum of rewards of a trial",
    sources=("wang-2016-learning-to-rl", "thompson-1933-likelihood"),
    jobs=jobs,
    rows=rows,
)
