"""PCGrad's two curved valleys: who stays in the first one, and who gets out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from metarl.evaluation import mean_interval
from metarl.multitask.descent import Combine, descend, mean_gradient
from metarl.multitask.landscapes import FLOOR, HEIGHT, pcgrad_landscape
from metarl.multitask.pairs import cagrad_pair, mgda_pair, pcgrad_pair
from metarl.progress import OnProgress
from metarl.reproductions import Job, Reproduction, Row
from metarl.shapes import FloatArray

START = (0.5, -3.0)
# Steps jump back and forth across a valley, so the last digits of the start decide where exactly
# they are: what is reported is the mean over starts that are about a millionth apart.
LANES, APART = 16, 1e-6
METHODS = {"sum": "sum of the gradients", "pcgrad": "PCGrad", "mgda": "MGDA", "cagrad": "CAGrad"}
COMBINE: dict[str, Combine] = {
    "sum": mean_gradient,
    "pcgrad": lambda losses, G: pcgrad_pair(G),
    "mgda": lambda losses, G: mgda_pair(G)[1],
    "cagrad": lambda losses, G: cagrad_pair(G, 0.5),
}
# where a descent still moves after many steps, it gets more of them
EARLY, LATE = 20_000, {"sum": 500_000, "pcgrad": 500_000, "mgda": 100_000, "cagrad": 100_000}
# natural logarithms, and those to base 10 of the code in which these functions were found
BASES = {"natural": 1.0, "to base 10": 1.0 / np.log(10.0)}
FACTORS = np.array(list(BASES.values()))
# by base and by start
Places = list[list[list[float]]]


def both_bases(x: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The landscape in natural and in common logarithms, side by side, float[2, N, 2] places."""
    losses, gradients = pcgrad_landscape(x)
    return losses * FACTORS[:, None, None], gradients * FACTORS[:, None, None, None]


def ends(method: str, steps: int, early: int, lr: float, on_progress: OnProgress) -> list[Places]:
    """Where the descents are after ``early`` steps and after all of them, for both bases."""
    seen: list[Places] = []
    count = 0

    def after(x: FloatArray) -> None:
        nonlocal count
        count += 1
        if count in (early, steps):
            seen.append(x.tolist())
        if count % 1000 == 0:
            on_progress(count / steps)

    starts = np.array(START) + APART * np.random.default_rng(0).normal(size=(LANES, 2))
    descend(both_bases, np.stack([starts, starts]), COMBINE[method], steps, lr, after)
    return seen


def jobs(quick: bool) -> list[Job]:
    """One for each method; the quick ones take few and long steps."""
    return [
        Job(method, ends, (method, *((1000, 200, 0.01) if quick else (late, EARLY, 0.001))))
        for method, late in LATE.items()
    ]


def rows(results: Mapping[str, Any]) -> list[Row]:
    """The sum of the losses, early and late, beside the least that it can be."""
    floor = float(HEIGHT.sum() * np.log(FLOOR))
    table = []
    for base, (name, factor) in enumerate(BASES.items()):
        for late in (0, 1):
            for method, title in METHODS.items():
                when = f"after {LATE[method] if late else EARLY:,} steps"
                places = np.array(results[method][late][base])
                sums = factor * pcgrad_landscape(places)[0].sum(axis=-1)
                mean, interval = mean_interval(sums)
                x, y = (f"{value:.2f}".replace("-", "−") for value in places.mean(axis=0))
                table.append(
                    Row(
                        what=f"{title}, {when}, logarithms {name}",
                        reference=floor * factor,
                        basis="exact",
                        ours=mean,
                        interval=interval,
                        of=f"{LANES} starts a millionth apart; the interval is over them",
                        note=f"On average at ({x}, {y}).",
                    )
                )
    return table


REPRODUCTION = Reproduction(
    title="PCGrad's landscape",
    about=(
        "Two losses on a plane, each a logarithm with a steep curved valley, from a public "
        "re-implementation of PCGrad's didactic example. At the start (0.5, −3) the gradients "
        "of the tasks have a cosine of −0.9992. Adam with a step size of 0.001 follows their "
        "plain sum or what a method makes of them. Each descent is run from 16 starts that are "
        "about a millionth apart, because steps jump back and forth across a valley and the last "
        "digits decide on which side they are. A descent has no chance in it, so the intervals "
        "tell what the last digits do, and nothing about other starts. The reference is the floor "
        "of both valleys, where the logarithms are cut off: they meet near (−2, 6.5)."
    ),
    unit="sum of the two losses",
    sources=("yu-2020-pcgrad", "sener-2018-mgda", "liu-2021-cagrad"),
    jobs=jobs,
    rows=rows,
    differences=(
        "That code takes logarithms to base 10. Up to its unit the landscape is the same, and "
        "Adam hardly notices the scale of a loss.",
        "Inside a valley the losses change by tens from step to step, so only means over many "
        "descents can be compared. What can be told is roughly where they are: the plain sum does "
        "not leave the first valley in 500,000 steps, PCGrad creeps along it to the place where "
        "both meet, and CAGrad and above all MGDA get there sooner.",
    ),
    digits=1,
)
