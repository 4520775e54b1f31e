"""Where joint training, MAML, FOMAML and Reptile come to rest on two quadratic tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import numpy as np

from metarl.maml.adapt import inner_adapt
from metarl.progress import OnProgress
from metarl.reproductions import Job, Reproduction, Row
from metarl.shapes import FloatArray
from metarl.tasks.quadratics import (
    Method,
    adapted_quadratic,
    fixed_point,
    mean_quadratic_loss,
    meta_weights,
    quadratic_gradient,
    quadratic_meta_gradient,
)

CURVATURES, CENTRES = np.array([1.0, 4.0]), np.array([0.0, 1.0])
ALPHAS = (0.1, 0.2, 0.25, 0.3)
METHODS: tuple[Method, ...] = get_args(Method)
INNER_STEPS = {"joint": 0, "maml": 1, "fomaml": 1, "reptile": 5}
NAMES = {"joint": "Joint training", "maml": "MAML", "fomaml": "FOMAML", "reptile": "Reptile"}
RATE, FAR = 0.1, 100.0


def descend(
    method: Method, alpha: float, iterations: int, *, on_progress: OnProgress
) -> float | None:
    """Follow the method's mean update from 0.5; None if it leaves for good."""
    on_progress(0.0)
    theta = np.array([0.5])
    tasks = [(np.array([[a]]), np.array([c])) for a, c in zip(CURVATURES, CENTRES, strict=True)]
    for _ in range(iterations):
        updates = [update(method, theta, *task, alpha) for task in tasks]
        theta = theta - RATE * np.mean(updates, axis=0)
        if abs(theta[0]) > FAR:
            return None
    return float(theta[0])


def update(
    method: Method, theta: FloatArray, curvature: FloatArray, centre: FloatArray, alpha: float
) -> FloatArray:
    """What the method subtracts for one task, before its step size."""
    steps = INNER_STEPS[method]
    if method == "reptile":

        def gradient(place: FloatArray) -> FloatArray:
            return quadratic_gradient(place, curvature, centre)

        return theta - inner_adapt(theta, gradient, alpha, steps)
    first_order = method == "fomaml"
    return quadratic_meta_gradient(theta, curvature, centre, alpha, steps, first_order)


def jobs(quick: bool) -> list[Job]:
    """One for each method and step size."""
    iterations = 1_000 if quick else 10_000
    return [
        Job(f"{method}-{index}", descend, (method, alpha, iterations))
        for method in METHODS
        for index, alpha in enumerate(ALPHAS)
    ]


def rows(results: Mapping[str, Any]) -> list[Row]:
    """Resting places at each step size, then the losses of those at 0.2."""
    table = [
        resting(method, alpha, results[f"{method}-{index}"])
        for index, alpha in enumerate(ALPHAS)
        for method in METHODS
    ]
    at = ALPHAS.index(0.2)
    for steps in (0, 1):
        table += [losses(method, results[f"{method}-{at}"], steps) for method in METHODS]
    return table


def resting(method: Method, alpha: float, place: float | None) -> Row:
    """The place that the formula gives, and where the updates ended."""
    weights = meta_weights(CURVATURES, alpha, method, INNER_STEPS[method])
    exact = fixed_point(weights, CENTRES)
    repels = weights.sum() < 0
    return Row(
        what=f"{NAMES[method]}, α = {alpha:g}: fixed point",
        reference=exact,
        basis="exact",
        ours=place,
        note="It repels: the updates leave for infinity." if repels else "",
    )


def losses(method: Method, start: float, steps: int) -> Row:
    """Mean loss at the fixed point, by formula and by walking from where the updates ended."""
    weights = meta_weights(CURVATURES, 0.2, method, INNER_STEPS[method])
    exact = mean_quadratic_loss(fixed_point(weights, CENTRES), CURVATURES, CENTRES, 0.2, steps)
    walked = []
    for a, c in zip(CURVATURES, CENTRES, strict=True):
        bowl, centre = np.array([[a]]), np.array([c])
        place = adapted_quadratic(np.array([start]), bowl, centre, 0.2, steps)
        walked.append(a * (place[0] - c) ** 2 / 2)
    when = "before" if steps == 0 else "after"
    return Row(
        what=f"{NAMES[method]}, α = 0.2: mean loss {when} one step",
        reference=exact,
        basis="exact",
        ours=float(np.mean(walked)),
    )


REPRODUCTION = Reproduction(
    title="Fixed points on two quadratics",
    about=(
        "Two tasks with the losses θ²/2 and 2 (θ − 1)², and one parameter θ. Each method rests "
        "where the pulls of the tasks cancel: a mean of the two minima, weighted by a for joint "
        "training, a (1 − αa)² for MAML, a (1 − αa) for FOMAML and 1 − (1 − αa)⁵ for Reptile with "
        "five steps, where a is the curvature, 1 or 4. *Ours* are the places at which the "
        "methods' own updates end, started at 0.5."
    ),
    unit="value of θ; loss where the line says so",
    sources=("finn-2017-maml", "nichol-2018-reptile"),
    jobs=jobs,
    rows=rows,
    differences=(
        "No paper prints these numbers; they follow from the update rules. FOMAML's weights have "
        "opposite signs once α exceeds 1/4, the inverse of the larger curvature, and at α = 0.3 "
        "their sum is negative, so the fixed point exists but nothing gets there.",
    ),
    digits=4,
)
