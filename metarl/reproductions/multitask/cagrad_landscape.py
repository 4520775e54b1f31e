"""CAGrad's toy landscape: where five ways of combining two gradients end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from metarl.evaluation import mean_interval
from metarl.multitask.descent import Combine, Landscape, descend, mean_gradient
from metarl.multitask.landscapes import cagrad_landscape
from metarl.multitask.pairs import cagrad_pair, mgda_pair, pcgrad_pair
from metarl.multitask.weighting import Famo
from metarl.progress import OnProgress
from metarl.reproductions import Job, Reproduction, Row
from metarl.shapes import FloatArray

# by start and by lane
Places = list[list[list[float]]]
STARTS = ((-8.5, 7.5), (-8.5, -5.0), (9.0, 9.0))
FAMO_STARTS = ((-8.5, 7.5), (0.0, 0.0), (9.0, 9.0), (-7.5, -0.5), (9.0, -1.0))
# Steps jump back and forth across the valleys above, so that the last digits of a start can count:
# each one is taken several times, at most about a millionth apart.
LANES, APART = 8, 1e-6
RADIUS = 0.5
SCALE = 0.1
# what the authors take for the least values of the two losses
LOWEST = np.array([-21.0 * SCALE, -21.0])
METHODS = {
    "mean": "mean of the gradients",
    "pcgrad": "PCGrad",
    "mgda": "MGDA",
    "mgda-in-code": "MGDA with the divisor of the authors' code",
    "cagrad": "CAGrad",
}
SCALED = {"mean": "mean of the gradients", "famo": "FAMO", "decaying-famo": "FAMO, decay 0.01"}
# of the logits: none in the authors' landscape, 0.01 by default in their code
DECAY = {"famo": 0.0, "decaying-famo": 0.01}


def mgda_in_code(losses: FloatArray, G: FloatArray) -> FloatArray:
    """MGDA as in the authors' code, where a tiny number keeps the divisor from zero."""
    first, second = G[..., 0, :], G[..., 1, :]
    apart = first - second
    divisor = (apart * apart).sum(axis=-1, keepdims=True) + 1e-8
    gamma = -(apart * second).sum(axis=-1, keepdims=True) / divisor
    return np.asarray(second + np.clip(gamma, 0.0, 1.0) * apart)


COMBINE: dict[str, Combine] = {
    "mean": mean_gradient,
    "pcgrad": lambda losses, G: pcgrad_pair(G),
    "mgda": lambda losses, G: mgda_pair(G)[1],
    "mgda-in-code": mgda_in_code,
    # by what the authors' code divides it; Adam hardly notices
    "cagrad": lambda losses, G: cagrad_pair(G, RADIUS) / (1 + RADIUS),
}


def end(method: str, steps: int, lr: float, on_progress: OnProgress) -> Places:
    """Where the descents from the three starts end."""
    return in_parts(cagrad_landscape, lanes(STARTS), COMBINE[method], steps, lr, on_progress)


def scaled_end(method: str, steps: int, lr: float, on_progress: OnProgress) -> Places:
    """The same with the first loss times 0.1, from FAMO's five starts."""
    landscape = partial(cagrad_landscape, scale=SCALE)
    x = lanes(FAMO_STARTS)
    if method not in DECAY:
        return in_parts(landscape, x, COMBINE[method], steps, lr, on_progress)
    famo = Famo(np.zeros_like(x), lowest=LOWEST, decay=DECAY[method])
    before = np.zeros_like(x)

    def combine(losses: FloatArray, G: FloatArray) -> FloatArray:
        before[...] = losses
        return np.asarray((famo.weights(losses)[..., None] * G).sum(axis=-2))

    return in_parts(
        landscape,
        x,
        combine,
        steps,
        lr,
        on_progress,
        lambda x: famo.update(before, landscape(x)[0]),
    )


def lanes(starts: Sequence[tuple[float, float]]) -> FloatArray:
    """Each of N starts eight times (LANES), almost: float[N, 8, 2]."""
    drawn = np.random.default_rng(0).normal(size=(len(starts), LANES, 2))
    return np.array(starts)[:, None] + APART * drawn


def in_parts(
    landscape: Landscape,
    x: FloatArray,
    combine: Combine,
    steps: int,
    lr: float,
    on_progress: OnProgress,
    update: Callable[[FloatArray], None] | None = None,
) -> Places:
    """A descent that tells how far it has come."""
    count = 0

    def after(x: FloatArray) -> None:
        nonlocal count
        count += 1
        if update:
            update(x)
        if count % 1000 == 0:
            on_progress(count / steps)

    places: Places = descend(landscape, x, combine, steps, lr, after).tolist()
    return places


def best_mean(scale: float = 1.0) -> tuple[FloatArray, float]:
    """The lowest mean of the two losses: the best of a grid, then Newton's method on its slope."""
    axes = np.linspace(-12.0, 12.0, 481)
    places = np.stack(np.meshgrid(axes, axes), axis=-1).reshape(-1, 2)
    x = places[cagrad_landscape(places, scale)[0].mean(axis=1).argmin()]
    for _ in range(20):
        slope = cagrad_landscape(x, scale)[1].mean(axis=0)
        beside = np.stack([x + step for step in np.eye(2) * 1e-5])
        bent = (cagrad_landscape(beside, scale)[1].mean(axis=1) - slope) / 1e-5
        x = x - np.linalg.solve(bent, slope)
    return x, float(cagrad_landscape(x, scale)[0].mean())


def jobs(quick: bool) -> list[Job]:
    """One for each method; the quick ones take fewer and longer steps."""
    steps, lr = (300, 0.05) if quick else (100_000, 0.001)
    return [Job(method, end, (method, steps, lr)) for method in METHODS] + [
        Job(f"scaled-{method}", scaled_end, (method, steps if quick else 50_000, lr))
        for method in SCALED
    ]


def rows(results: Mapping[str, Any]) -> list[Row]:
    """The best mean, then one row for each method and start."""
    place, best = best_mean()
    table = [Row("lowest mean of the losses", None, best, "computed", note=at(place))]
    for method, name in METHODS.items():
        table += ends(name, STARTS, results[method], best, 1.0)
    _, best = best_mean(SCALE)
    for method, name in SCALED.items():
        table += ends(
            f"{name}, first loss times 0.1", FAMO_STARTS, results[f"scaled-{method}"], best, SCALE
        )
    return table


def ends(
    name: str, starts: Sequence[tuple[float, float]], descents: Places, best: float, scale: float
) -> list[Row]:
    """The mean of the losses where the descents of one method end."""
    table = []
    for (x, y), places in zip(starts, descents, strict=True):
        means = cagrad_landscape(np.array(places), scale)[0].mean(axis=-1)
        mean, interval = mean_interval(means)
        table.append(
            Row(
                what=f"{name}, from ({x:g}, {y:g})".replace("-", "−"),
                reference=best,
                basis="computed",
                ours=mean,
                interval=interval,
                of=f"{LANES} starts a millionth apart; the interval is over them",
                note=at(np.mean(places, axis=0)),
            )
        )
    return table


def at(place: Any) -> str:
    """A place, to two decimals."""
    x, y = (f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−") for value in place)
    return f"At ({x}, {y})."


REPRODUCTION = Reproduction(
    title="CAGrad's landscape",
    about=(
        "Two losses on a plane, from the code of CAGrad's authors: steep curved valleys above, "
        "two bowls below. Adam with a step size of 0.001 goes 100,000 steps from three starts, "
        "along the plain mean of the two gradients or along what PCGrad, MGDA or CAGrad (c = "
        "0.5) make of them. Between the bottoms of the bowls lies a line of Pareto-stationary "
        "places, where no direction lowers both losses, so a method may stop anywhere on it; "
        "the reference is the place with the lowest mean. The last rows are the variant of "
        "FAMO's authors: the first loss times 0.1, five starts, 50,000 steps. Each start is "
        "taken eight times, about a millionth apart, because steps jump back and forth across the "
        "valleys and the last digits can decide how far they get. A descent has no chance in it, "
        "so the intervals tell what the last digits do, and nothing about other starts."
    ),
    unit="mean of the two losses at the end",
    sources=("liu-2021-cagrad", "liu-2023-famo", "yu-2020-pcgrad", "sener-2018-mgda"),
    jobs=jobs,
    rows=rows,
    differences=(
        "Who stays above, in a valley, or how far PCGrad comes along the line below, depends on "
        "the last digits: single descents differ by more than 1, so the table has their mean. "
        "CAGrad ends at the lowest mean from all three starts.",
        "MGDA's places depend on a detail. The authors' code adds 0.00000001 to a divisor; "
        "without it the direction vanishes on the line. With it, a direction of about that size "
        "remains, always along the line, and Adam, which divides by the size, drifts.",
        "FAMO does not look for the lowest mean, it balances how fast the losses fall. It gets "
        "to the line from all five starts without decay, as its authors run it on this "
        "landscape; with the 0.01 that is the default of their code it stays above from two of "
        "them.",
    ),
    digits=3,
)
