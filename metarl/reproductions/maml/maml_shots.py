"""MAML, its relatives and its baselines on sine waves with 5, 10 and 20 shots."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from metarl.maml.adapt import HEAD
from metarl.networks.mlp import mlp_forward
from metarl.progress import OnProgress
from metarl.reproductions import Job, Reproduction, Row
from metarl.reproductions.maml._sine_rows import count, exact_rows, over_seeds
from metarl.reproductions.maml._sines import (
    REPTILE_ALPHA,
    SHOTS_AT_TEST,
    STEPS,
    Curve,
    Plan,
    curves,
    examples,
    mean_or_none,
    train_anil,
    train_joint,
    train_maml,
    train_reptile,
    tuned_curve,
)
from metarl.tasks.sinusoid import task_blind_error

SEEDS = 5
ALPHA = 0.01
ALPHAS = (0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02)
FULL, QUICK = Plan(20_000), Plan(600, tasks=5, lr=3e-3, last_lr=6e-4, judged=25)
REPTILE_FULL = Plan(30_000)
KINDS = {"maml": "second order", "fomaml": "first order", "same": "same points"}
NAMES = {
    "maml": "MAML",
    "fomaml": "FOMAML",
    "reptile": "Reptile",
    "anil": "ANIL",
    "head": "MAML, only the last layer adapts at test",
    "same": "MAML trained with the same points in both loops",
    "joint": "Joint training",
    "tuned": "Joint training, best step size",
}


def maml(
    kind: str, plan: Plan, seed: int, *, on_progress: OnProgress
) -> dict[str, dict[str, Curve]]:
    """Errors of a MAML run; of the proper one also with only the last layer adapting at test."""
    parameters = train_maml(plan, seed, ALPHA, KINDS[kind], on_progress=on_progress)
    by_kind = {kind: curves(parameters, ALPHA, plan, seed)}
    if kind == "maml":
        by_kind["head"] = curves(parameters, ALPHA, plan, seed, HEAD)
    return by_kind


def anil(plan: Plan, seed: int, *, on_progress: OnProgress) -> dict[str, dict[str, Curve]]:
    """Errors of a run in which only the last layer ever adapts."""
    parameters = train_anil(plan, seed, ALPHA, on_progress=on_progress)
    return {"anil": curves(parameters, ALPHA, plan, seed, HEAD)}


def joint(plan: Plan, seed: int, *, on_progress: OnProgress) -> dict[str, dict[str, Curve]]:
    """Errors of a network trained on all tasks, with MAML's step size and with the best."""
    parameters = train_joint(plan, seed, on_progress=on_progress)
    tuned = {
        str(shots): tuned_curve(parameters, shots, ALPHAS, plan, seed) for shots in SHOTS_AT_TEST
    }
    return {"joint": curves(parameters, ALPHA, plan, seed), "tuned": tuned}


def reptile(plan: Plan, seed: int, *, on_progress: OnProgress) -> dict[str, dict[str, Curve]]:
    """Errors of a Reptile run, with the step size of its training."""
    parameters = train_reptile(plan.iterations, seed, on_progress=on_progress)
    return {"reptile": curves(parameters, REPTILE_ALPHA, plan, seed)}


def task_as_input(plan: Plan, seed: int, *, on_progress: OnProgress) -> dict[str, float | None]:
    """Error of a network that is given amplitude and phase of its task."""
    parameters = train_joint(plan, seed, task_as_input=True, on_progress=on_progress)
    x, y = examples(plan.judged, 100, np.random.default_rng([seed, 1]), task_as_input=True)
    return {"told": mean_or_none(np.mean((mlp_forward(parameters, x)[0] - y) ** 2, axis=1))}


def jobs(quick: bool) -> list[Job]:
    """Every way of training, once for each seed."""
    plan = QUICK if quick else FULL
    listed: list[Job] = []
    for seed in range(2 if quick else SEEDS):
        listed += [Job(f"{kind}-{seed}", maml, (kind, plan, seed)) for kind in KINDS]
        for name, run in (("anil", anil), ("joint", joint), ("told", task_as_input)):
            listed.append(Job(f"{name}-{seed}", run, (plan, seed)))
        listed.append(Job(f"reptile-{seed}", reptile, (QUICK if quick else REPTILE_FULL, seed)))
    return listed


def rows(results: Mapping[str, Any]) -> list[Row]:
    """What is exact, then method by method: shots by steps."""
    gathered: dict[str, list[Any]] = {}
    for result in results.values():
        for name, value in result.items():
            gathered.setdefault(name, []).append(value)
    table = exact_rows()
    for name in NAMES:
        table += method(name, gathered[name])
    known = [(error, error) for error in gathered["told"]]
    table.append(over_seeds("Given amplitude and phase, no step", known))
    return table


def method(name: str, runs: list[dict[str, Curve]]) -> list[Row]:
    """Lines of one method: before any step, then after 1, 5 and 10 with each number of shots."""
    blind = task_blind_error()
    table = []
    if name not in ("head", "tuned"):  # the same networks as in other lines
        start = [run["10"][0] for run in runs]
        table.append(over_seeds(f"{NAMES[name]}, no step", start, reference=blind))
    for shots in SHOTS_AT_TEST:
        for at, steps in enumerate(STEPS[1:], start=1):
            what = f"{NAMES[name]}, {shots} shots, {count(steps)}"
            table.append(over_seeds(what, [run[str(shots)][at] for run in runs]))
    return table


REPRODUCTION = Reproduction(
    title="MAML and its relatives: 5, 10 and 20 shots",
    about=(
        "The sine waves, network and step sizes of the five-shot reproduction, with 20,000 "
        "iterations of 25 tasks for every method but Reptile, which has its own setting: 30,000 "
        "tasks one after another, five inner steps of 0.02 on ten of 50 points, and smaller "
        "weights at first. All are meta-trained with ten shots and judged on 600 new tasks in "
        "each run; intervals are over the runs. *Best step size* is the best of seven on other "
        "tasks, for each number of shots and steps. A run whose error exceeds 1000 counts as "
        "diverging."
    ),
    unit="mean squared error",
    sources=("finn-2017-maml", "nichol-2018-reptile", "raghu-2020-anil"),
    jobs=jobs,
    rows=rows,
    differences=(
        "The paper shows ten-shot results as curves only, so nothing is published for these lines.",
        "Reptile's setting is that of the script published with it, whose network has 64 units "
        "and tanh; here it is the network of the other methods.",
        "With five shots and more steps than in training, the mean of some methods is ruled by "
        "single tasks: nothing in training makes a second step safe.",
    ),
)
