"""The least problem in which exploring pays: a known arm beside an unknown one, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from metarl.evaluation import mean_interval
from metarl.planning.known_unknown import (
    CHANCES,
    KNOWN,
    known_unknown_greedy_value,
    known_unknown_oracle_value,
    known_unknown_thompson_value,
    known_unknown_value,
)
from metarl.progress import OnProgress
from metarl.reproductions import Job, Reproduction, Row

PULLS = (1, 2, 3, 5, 10, 20, 50)
RUNS = {False: 20_000, True: 500}


def thompson_played(pulls: int, runs: int, on_progress: OnProgress) -> dict[str, Any]:
    """Sums of rewards of pulling the unknown arm with the chance that it is the better one."""
    rng = np.random.default_rng(pulls)
    low, high = CHANCES
    p = rng.choice(CHANCES, runs)
    odds, total = np.ones(runs), np.zeros(runs)
    for _ in range(pulls):
        tries = rng.random(runs) < odds / (1 + odds)
        rewards = (rng.random(runs) < np.where(tries, p, KNOWN)).astype(np.float64)
        total += rewards
        won = rewards == 1
        odds = np.where(tries, odds * np.where(won, high / low, (1 - high) / (1 - low)), odds)
    return {"summary": mean_interval(total), "runs": runs}


def jobs(quick: bool) -> list[Job]:
    """Thompson sampling played for each length; the rest is computed."""
    return [Job(f"pulls-{pulls}", thompson_played, (pulls, RUNS[quick])) for pulls in PULLS]


def rows(results: Mapping[str, Any]) -> list[Row]:
    """For each length: optimum, greedy, Thompson sampling, and what being told is worth."""
    table = []
    for pulls in PULLS:
        played = results[f"pulls-{pulls}"]
        mean, interval = played["summary"]
        of = f"{played['runs']:,} trials; the interval is over them"
        head = f"n = {pulls}: "
        table += [
            Row(f"{head}Bayes-optimal", None, known_unknown_value(pulls), "exact"),
            Row(f"{head}greedy", None, known_unknown_greedy_value(pulls), "exact"),
            Row(
                f"{head}Thompson sampling",
                None,
                known_unknown_thompson_value(pulls),
                "exact",
                mean,
                tuple(interval),
                1,
                of,
            ),
            Row(
                f"{head}told which arm is better", None, known_unknown_oracle_value(pulls), "exact"
            ),
        ]
    return table


REPRODUCTION = Reproduction(
    title="A known arm beside an unknown one",
    about=(
        "The known arm succeeds with 0.6. The unknown one succeeds with 0.2 or 0.9, each as likely "
        "as the other, so that its mean, 0.55, is the smaller. The greedy rule never tries it. "
        "Trying is optimal from two pulls on, and Thompson sampling, which tries from the first, "
        "does worse than the greedy rule in trials of one or two pulls."
    ),
    unit="sum of rewards of a trial",
    sources=("bellman-1956-sequential", "thompson-1933-likelihood"),
    jobs=jobs,
    rows=rows,
    differences=("No paper has this table: it is a small companion of the tasks above.",),
    digits=4,
)
