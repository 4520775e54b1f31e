"""Recipe: what summaries and intervals say, and what a published table can tell apart."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from metarl.evaluation import (
    NORMAL_POINT,
    iqm,
    mean_interval,
    median_of_tasks,
    stratified_bootstrap,
)
from metarl.explore.arms import play_arms
from metarl.explore.greedy import greedy
from metarl.explore.ucb import ucb1
from metarl.progress import OnProgress
from metarl.reproductions import Job, Reproduction, Row
from metarl.shapes import FloatArray
from metarl.tasks.bandits import independent_arms

# Bandits behind each cell of the paper's Table 1, and its pulls, arms, RL² and Gittins columns.
CELL = 1000
TABLE: tuple[tuple[int, int, float, float], ...] = (
    (10, 5, 6.7, 6.6),
    (10, 10, 6.7, 6.6),
    (10, 50, 6.8, 6.5),
    (100, 5, 78.7, 78.3),
    (100, 10, 83.5, 82.8),
    (100, 50, 84.9, 85.2),
    (500, 5, 401.6, 405.8),
    (500, 10, 432.5, 437.8),
    (500, 50, 438.9, 463.7),
)
# Widths of the bounds that do well with so many pulls.
WIDTHS = {10: 0.1, 100: 0.2, 500: 0.2}

RUNS, TASKS = 5, 10
OUTLIER = (0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 100.0)
COVERAGE = {
    "student": f"mean of {RUNS} runs, interval with Student's t",
    "normal": f"mean of {RUNS} runs, interval with 1.96",
    "mean": f"mean of {RUNS} runs × {TASKS} tasks, stratified bootstrap",
    "iqm": f"IQM of {RUNS} runs × {TASKS} tasks, stratified bootstrap",
}


def spreads(bandits: int, seed: int, *, on_progress: OnProgress) -> dict[str, list[float]]:
    """For each cell, the standard deviation of a trial's reward: greedy's, and a tuned UCB1's."""
    deviations: dict[str, list[float]] = {"greedy": [], "ucb1": []}
    for done, (pulls, arms, _, _) in enumerate(TABLE):
        rng = np.random.default_rng([seed, pulls, arms])
        p = independent_arms(bandits, arms, rng)
        for kind, rule in (("greedy", greedy), ("ucb1", partial(ucb1, c=WIDTHS[pulls]))):
            deviations[kind].append(float(play_arms(rule, p, pulls, rng).std(ddof=1)))
        on_progress((done + 1) / len(TABLE))
    return deviations


def coverage(
    means: int, experiments: int, repeats: int, seed: int, *, on_progress: OnProgress
) -> dict[str, float]:
    """How often each interval holds the true value, which is 0, when scores are normal."""
    rng = np.random.default_rng(seed)
    held = dict.fromkeys(COVERAGE, 0.0)
    for _ in range(means):
        runs = rng.normal(size=RUNS)
        mean, (low, high) = mean_interval(runs)
        half = NORMAL_POINT * float(runs.std(ddof=1)) / np.sqrt(RUNS)
        held["student"] += (low <= 0 <= high) / means
        held["normal"] += (abs(mean) <= half) / means
    for done in range(experiments):
        scores = rng.normal(size=(RUNS, TASKS))
        for kind, statistic in (("mean", mean_of_all), ("iqm", iqm)):
            low, high = stratified_bootstrap(scores, statistic, rng, repeats)
            held[kind] += (low <= 0 <= high) / experiments
        on_progress((done + 1) / experiments)
    return held


def mean_of_all(scores: FloatArray) -> float:
    """Mean over runs and tasks."""
    return float(scores.mean())


def coverage_with_normal_point() -> float:
    """P(|t| <= 1.96) for Student's t with 4 degrees of freedom, whose distribution is closed."""
    square = NORMAL_POINT**2
    stretched = 1.0 + square / 4.0
    slope = 0.75 * NORMAL_POINT / float(np.sqrt(stretched))
    return slope * (1.0 - square / (12.0 * stretched))


def jobs(quick: bool) -> list[Job]:
    """Every cell and every coverage, with five seeds; two and few repeats in the quick variant."""
    work = []
    for seed in range(2 if quick else 5):
        work.append(Job(f"cells-{seed}", spreads, (200 if quick else CELL, seed)))
        sizes = (500, 30, 100) if quick else (20_000, 200, 400)
        work.append(Job(f"coverage-{seed}", coverage, (*sizes, seed)))
    return work


def summary_rows() -> list[Row]:
    """Summaries of lists of scores that can be worked out by hand."""
    outlier = np.array([OUTLIER])
    exact: list[tuple[str, float, float]] = [
        ("IQM of 0, 1, …, 11", 5.5, iqm(np.arange(12.0))),
        (
            "IQM of 0, 1, …, 9: a quarter is 2.5, so two are cut at either end",
            4.5,
            iqm(np.arange(10.0)),
        ),
        ("mean of 0, 0, 0, 1, 1, 1, 1, 100", 13.0, mean_of_all(outlier)),
        ("median of 0, 0, 0, 1, 1, 1, 1, 100", 1.0, median_of_tasks(outlier)),
        ("IQM of 0, 0, 0, 1, 1, 1, 1, 100", 0.75, iqm(outlier)),
    ]
    return [Row(what, None, by_hand, "exact", computed) for what, by_hand, computed in exact]


def coverage_rows(results: Mapping[str, Any]) -> list[Row]:
    """How often 95 % intervals hold the true value."""
    references = {"student": 0.95, "normal": coverage_with_normal_point()}
    runs = [coverage for name, coverage in results.items() if name.startswith("coverage-")]
    table = []
    for kind, what in COVERAGE.items():
        mean, interval = mean_interval([run[kind] for run in runs])
        known = references.get(kind)
        note = "" if kind in references else "It should be 0.95: five runs are few to draw from."
        table.append(
            Row(
                f"share that holds the true value: {what}",
                None,
                known,
                "" if known is None else "exact",
                mean,
                interval,
                len(runs),
                "simulated experiments",
                note,
            )
        )
    return table


def cell_rows(results: Mapping[str, Any]) -> list[Row]:
    """The difference of two published cells beside what chance alone does to it."""
    runs = [cells for name, cells in results.items() if name.startswith("cells-")]
    table = []
    for at, (pulls, arms, learned, gittins) in enumerate(TABLE):
        widest, narrow = (
            [NORMAL_POINT * run[kind][at] / np.sqrt(CELL) for run in runs]
            for kind in ("greedy", "ucb1")
        )
        mean, interval = mean_interval([np.sqrt(2.0) * half for half in widest])
        difference = round(learned - gittins, 1)
        chance = "may be chance" if abs(difference) <= mean else "is hardly chance"
        single = (
            f"± {np.mean(widest):.2f} with greedy's scatter, ± {np.mean(narrow):.2f} with UCB1's"
        )
        table.append(
            Row(
                f"RL² less Gittins, n = {pulls}, k = {arms}, beside what chance alone does",
                difference,
                ours=mean,
                interval=interval,
                seeds=len(runs),
                of=f"{CELL:,} bandits",
                note=f"The difference {chance}. One cell: {single}.",
            )
        )
    return table


def rows(results: Mapping[str, Any]) -> list[Row]:
    """Summaries, coverages, and what the table's cells can tell apart."""
    return summary_rows() + coverage_rows(results) + cell_rows(results)


REPRODUCTION = Reproduction(
    title="Summaries, intervals, and what a table can tell apart",
    about=(
        "Three questions about reported numbers. What does a summary make of an outlier? What "
        "share of 95 % intervals holds the true value when there are only five runs? And which "
        "differences in a published table are larger than chance? Table 1 of RL² gives the mean "
        "reward of 1,000 random bandits for each method, and no scatter, so we measure that of two "
        "other methods. Its rows hold two different things: *published* is a difference of two "
        "cells, and *ours* is no repetition of it but the distance within which two cells of "
        "equally good methods lie in 95 of 100 cases."
    ),
    unit="as each row says: scores, shares of experiments, summed rewards",
    sources=("agarwal-2021-rliable", "duan-2016-rl2", "student-1908-error"),
    jobs=jobs,
    rows=rows,
    differences=(
        "With five runs, 1.96 standard errors hold the true mean in 88 of 100 cases, not in 95. "
        "Tables in this workbook use Student's t.",
        "How much the rewards of bandits scatter depends on the method: most for greedy, which "
        "stays with whatever it met first, less for UCB1 of a tuned width. RL²'s own scatter is "
        "not known; *ours* takes greedy's, so that no difference is called real too early.",
        "At n = 10 the published RL² with 50 arms, 6.8, lies above the Bayes-optimal 6.714, which "
        "no policy can beat on average: the difference is within the half-width of one cell.",
    ),
)
