"""When two linear tasks should share their weights: the formulas, and fits to drawn data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from metarl.evaluation import mean_interval
from metarl.multitask.transfer import excess_risk, transfer_helps
from metarl.progress import OnProgress
from metarl.reproductions import Job, Reproduction, Row
from metarl.shapes import FloatArray

WIDTH, SIGMA, EXAMPLES = 5, 1.0, 10
DISTANCES = (0.0, 0.5, 1.0, 2.0, 4.0)
CHUNK = 1000


def draws(
    squared: float, chunks: int, seed: int, on_progress: OnProgress
) -> dict[str, list[float]]:
    """Fit pairs of drawn tasks alone and together; mean risks of each chunk of 1000 pairs."""
    rng = np.random.default_rng(seed)
    risks: dict[str, list[float]] = {"alone": [], "shared": []}
    for chunk in range(chunks):
        alone, shared = fitted_risks(squared, CHUNK, rng)
        risks["alone"].append(float(alone.mean()))
        risks["shared"].append(float(shared.mean()))
        on_progress((chunk + 1) / chunks)
    return risks


def fitted_risks(
    squared: float, pairs: int, rng: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    """Excess risks of least squares, alone and with both tasks' examples: float[N], of N pairs.

    Both tasks get new weights at the squared distance asked for, new orthonormal inputs and new
    noise. The risk is the mean over the two.
    """
    ways = rng.normal(size=(pairs, WIDTH))
    ways *= np.sqrt(squared) / np.linalg.norm(ways, axis=1, keepdims=True)
    first = rng.normal(size=(pairs, WIDTH))
    truth = np.stack([first, first + ways], axis=1)
    drawn = rng.normal(size=(pairs, 2, EXAMPLES, WIDTH))
    x = np.linalg.qr(drawn)[0] * np.sqrt(EXAMPLES)
    noise = SIGMA * rng.normal(size=(pairs, 2, EXAMPLES))
    y = (x @ truth[..., None])[..., 0] + noise
    alone = least_squares(x, y) - truth
    pooled = least_squares(x.reshape(pairs, 2 * EXAMPLES, WIDTH), y.reshape(pairs, 2 * EXAMPLES))
    shared = pooled[:, None] - truth
    return (alone**2).sum(axis=-1).mean(axis=1), (shared**2).sum(axis=-1).mean(axis=1)


def least_squares(x: FloatArray, y: FloatArray) -> FloatArray:
    """Weights by the normal equations: float[..., d] from float[..., N, d] and float[..., N]."""
    across = x.swapaxes(-1, -2)
    return np.asarray(np.linalg.solve(across @ x, across @ y[..., None])[..., 0])


def jobs(quick: bool) -> list[Job]:
    """One for each distance."""
    chunks = 3 if quick else 100
    return [
        Job(f"distance-{squared:g}".replace(".", "-"), draws, (squared, chunks, seed))
        for seed, squared in enumerate(DISTANCES)
    ]


def rows(results: Mapping[str, Any]) -> list[Row]:
    """Alone and shared at each distance."""
    table = []
    for squared in DISTANCES:
        risks = results[f"distance-{squared:g}".replace(".", "-")]
        w1, w2 = np.zeros(WIDTH), np.zeros(WIDTH)
        w2[0] = np.sqrt(squared)
        helps = transfer_helps(w1, w2, SIGMA, EXAMPLES)
        alone = excess_risk(w1, w2, SIGMA, EXAMPLES, share=False)
        for share, name in ((False, "alone"), (True, "shared")):
            exact = excess_risk(w1, w2, SIGMA, EXAMPLES, share=share)
            mean, interval = mean_interval(risks[name])
            verdict = "no difference" if exact == alone else "helps" if helps else "hurts"
            table.append(
                Row(
                    what=f"squared distance {squared:g}, {name}",
                    reference=exact,
                    basis="exact",
                    ours=mean,
                    interval=interval,
                    of=f"{CHUNK * len(risks[name]):,} pairs of tasks",
                    note=f"Sharing: {verdict}." if share else "",
                )
            )
    return table


REPRODUCTION = Reproduction(
    title="When does sharing help? Two linear tasks",
    about=(
        "Two linear regression tasks in 5 dimensions, each with 10 examples, noise of variance "
        "1 and orthonormal inputs. Each is fitted alone, or both with the same weights. Sharing "
        "halves the variance and costs a quarter of the squared distance of the true weights, "
        "so it helps below a squared distance of 2 · 5 · 1/10 = 1. The reference is that "
        "formula; ours are fits by least squares to drawn tasks, with intervals over chunks of "
        "1,000 pairs."
    ),
    unit="excess risk, the squared distance of the fitted weights from the true ones",
    sources=("caruana-1997-multitask",),
    jobs=jobs,
    rows=rows,
    digits=4,
)
