"""Policy-gradient MAML on a two-armed bandit: exact sums beside estimates from samples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from metarl.evaluation import mean_interval
from metarl.maml.bandit_policy import (
    arm_probabilities,
    exact_meta_gradient,
    reward_gradient,
    reward_hessian,
    sampled_meta_gradient,
)
from metarl.networks.activations import sigmoid
from metarl.progress import OnProgress
from metarl.reproductions import Job, Reproduction, Row
from metarl.shapes import FloatArray

TASKS = np.array([[0.9, 0.1], [0.1, 0.9]])
BASELINE = 0.5


class Case(NamedTuple):
    """One line: what is measured, where, and after which kind of inner step."""

    quantity: str
    theta: float
    alpha: float

    @property
    def key(self) -> str:
        return f"{self.quantity} {self.theta:g} {self.alpha:g}"


RETURN, SECOND, FIRST = "return", "second-order gradient", "first-order gradient"
FULL, PATHWISE = "full gradient", "gradient without the score term"
CASES = (
    *(Case(RETURN, theta, 10) for theta in (0, 1, 2, 3)),
    Case(RETURN, 0, 20),
    *(Case(kind, 1, 10) for kind in (SECOND, FIRST)),
    *(Case(kind, *at) for at in ((0.5, 2), (1, 4), (2, 4)) for kind in (FULL, PATHWISE)),
)


def exact(case: Case) -> float:
    """The value as a sum over all that can happen."""
    theta = np.array([float(case.theta)])
    if case.quantity in (FULL, PATHWISE):
        score_term = case.quantity == FULL
        return sampled_meta_gradient(theta, TASKS, case.alpha, score_term, BASELINE)[1].item()
    value, gradient = exact_meta_gradient(theta, TASKS, case.alpha, case.quantity == FIRST)
    return value if case.quantity == RETURN else gradient.item()


def simulate(seed: int, pulls: int, *, on_progress: OnProgress) -> dict[str, float]:
    """The same values from so many pulls of each task, by what an agent sees of them."""
    estimates: dict[str, float] = {}
    for index, case in enumerate(CASES):
        on_progress(index / len(CASES))
        rng = np.random.default_rng([seed, index])
        estimate = after_samples if case.quantity in (FULL, PATHWISE) else after_exact
        estimates[case.key] = float(np.mean([estimate(case, task, pulls, rng) for task in TASKS]))
    return estimates


def after_exact(case: Case, means: FloatArray, pulls: int, rng: np.random.Generator) -> float:
    """Pulls after an exact inner step."""
    theta = np.array([float(case.theta)])
    adapted = theta + case.alpha * reward_gradient(theta, means)
    arm, reward = pull(np.full(pulls, adapted[0]), means, rng)
    if case.quantity == RETURN:
        return float(reward.mean())
    through = 1.0 if case.quantity == FIRST else 1 + case.alpha * reward_hessian(theta, means)[0, 0]
    chance = arm_probabilities(adapted)[0]
    return float(through * np.mean((reward - BASELINE) * ((arm == 0) - chance)))


def after_samples(case: Case, means: FloatArray, pulls: int, rng: np.random.Generator) -> float:
    """One pull, a step from it, and one pull more, over and over."""
    chance = arm_probabilities(np.array([float(case.theta)]))[0]
    arm, reward = pull(np.full(pulls, float(case.theta)), means, rng)
    rate, score = case.alpha * (reward - BASELINE), (arm == 0) - chance
    adapted = case.theta + rate * score
    arm, reward = pull(adapted, means, rng)
    later = (reward - BASELINE) * ((arm == 0) - sigmoid(adapted))
    gradient = later * (1 - rate * chance * (1 - chance))
    if case.quantity == FULL:
        gradient = gradient + (reward - BASELINE) * score
    return float(gradient.mean())


def pull(
    theta: FloatArray, means: FloatArray, rng: np.random.Generator
) -> tuple[NDArray[np.intp], FloatArray]:
    """An arm for each entry of theta, and its reward."""
    arm = (rng.random(len(theta)) >= sigmoid(theta)).astype(np.intp)
    return arm, (rng.random(len(theta)) < means[arm]).astype(np.float64)


def jobs(quick: bool) -> list[Job]:
    """One for each seed."""
    pulls = 20_000 if quick else 2_000_000
    return [Job(f"seed-{seed}", simulate, (seed, pulls)) for seed in range(3 if quick else 5)]


def rows(results: Mapping[str, Any]) -> list[Row]:
    """Each value by the sum and by samples."""
    return [row(case, [run[case.key] for run in results.values()]) for case in CASES]


def row(case: Case, estimates: list[float]) -> Row:
    """One line of the table."""
    mean, interval = mean_interval(estimates)
    step = "one pull" if case.quantity in (FULL, PATHWISE) else "the exact gradient"
    what = "Return" if case.quantity == RETURN else case.quantity.capitalize()
    return Row(
        what=f"{what} after a step on {step}, θ = {case.theta:g}, α = {case.alpha:g}",
        reference=exact(case),
        basis="exact",
        ours=mean,
        interval=interval,
        seeds=len(estimates),
        of="simulated pulls",
    )


REPRODUCTION = Reproduction(
    title="Policy gradients through a policy gradient",
    about=(
        "Two arms and two tasks, in which the arms pay with probability 0.9 and 0.1 or the other "
        "way round. The policy pulls the first arm with probability σ(θ). The reference sums over "
        "everything that can happen; *ours* is estimated from simulated pulls. When the inner "
        "step uses a pull of the policy itself, the meta-gradient has a term for how θ changes "
        "which arm is pulled. Backpropagation through the inner step alone misses it."
    ),
    unit="reward per pull, and its derivative with respect to θ",
    sources=("finn-2017-maml", "stadie-2018-emaml", "williams-1992-reinforce"),
    jobs=jobs,
    rows=rows,
    differences=(
        "No paper prints these numbers. Before adaptation the return is 0.5 whatever θ is; the "
        "best start, θ = 0, is the policy with the highest entropy.",
    ),
    digits=4,
)
