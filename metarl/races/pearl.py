"""An update of PEARL's encoder and Q, for the race against PyTorch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from metarl.fast.pearl import FusedLearner, FusedUpdate
from metarl.networks.adam import Parameters
from metarl.networks.mlp import mlp_init
from metarl.pearl.buffers import Transitions
from metarl.pearl.q_learning import Batch, Networks
from metarl.races import DoSteps, Race

SIZES = TASKS, CONTEXT, BATCH = 16, 40, 32
ENCODER, Q = (5, 64, 64, 4), (4, 64, 64, 9)
DISCOUNT, KL_WEIGHT, LR, FOLLOW = 0.9, 0.001, 1e-3, 0.05
DTYPE = np.float32
CHECKED = 3
# transitions of each task to draw from
STORED = 400


def learner_from(encoder: Parameters, q: Parameters) -> tuple[FusedLearner, FusedUpdate]:
    """A learner that begins with these networks, and its arrays for the data of the race."""
    learner = FusedLearner(Networks(encoder, q, q), DTYPE)
    return learner, learner.update_of(SIZES)


def step(learner: FusedLearner, data: FusedUpdate) -> float:
    """One update; returns the critic's loss before it."""
    return learner.step(data, DISCOUNT, KL_WEIGHT, LR, FOLLOW)


def draw(rng: np.random.Generator) -> dict[str, Any]:
    """One batch, row by row as the other side wants it: random numbers of the right kinds."""
    return {
        "context": rng.normal(size=(TASKS, CONTEXT, ENCODER[0])),
        "s": rng.normal(size=(TASKS, BATCH, 2)),
        "a": rng.integers(Q[-1], size=(TASKS, BATCH)),
        "r": rng.normal(size=(TASKS, BATCH)),
        "s_next": rng.normal(size=(TASKS, BATCH, 2)),
        "noise": rng.normal(size=(TASKS, ENCODER[-1] // 2)),
    }


def batch_of(given: Mapping[str, Any]) -> Batch:
    """The same numbers as the readable update takes them."""
    array = {name: np.array(value) for name, value in given.items()}
    moves = Transitions(array["s"], array["a"], array["r"], array["s_next"])
    return Batch(array["context"], moves, array["noise"])


def ours() -> DoSteps:
    """The fused update, with data drawn from stored transitions as in training."""
    rng = np.random.default_rng(0)
    learner, fused = learner_from(mlp_init(ENCODER, rng), mlp_init(Q, rng))
    stored = rng.normal(size=(ENCODER[0], TASKS * STORED)).astype(DTYPE)
    moves = rng.normal(size=(5, TASKS * STORED)).astype(DTYPE)
    actions = rng.integers(Q[-1], size=TASKS * STORED)
    first = STORED * np.arange(TASKS)[:, None]

    def do(steps: int) -> None:
        for _ in range(steps):
            seen = (first + rng.integers(STORED, size=(TASKS, CONTEXT))).ravel()
            np.take(stored, seen, axis=1, out=fused.context, mode="clip")
            drawn = (first + rng.integers(STORED, size=(TASKS, BATCH))).ravel()
            values = np.take(moves, drawn, axis=1)
            fused.s[:], fused.s_next[:], fused.r[:] = values[:2], values[2:4], values[4]
            np.take(actions, drawn, out=fused.a, mode="clip")
            rng.standard_normal(out=fused.noise, dtype=DTYPE)
            step(learner, fused)

    return do


def inputs() -> dict[str, Any]:
    """Parameters, and the data of several updates."""
    rng = np.random.default_rng(1)
    return {
        "encoder": [array.tolist() for array in mlp_init(ENCODER, rng)],
        "q": [array.tolist() for array in mlp_init(Q, rng)],
        "batches": [
            {name: value.tolist() for name, value in draw(rng).items()} for _ in range(CHECKED)
        ],
    }


def check(given: Mapping[str, Any]) -> list[float]:
    """The critic's loss before each update, and every parameter after the last."""
    encoder, q = ([np.array(array) for array in given[name]] for name in ("encoder", "q"))
    learner, fused = learner_from(encoder, q)
    losses = []
    for batch in given["batches"]:
        fused.fill(batch_of(batch))
        losses.append(step(learner, fused))
    parameters = [*learner.networks.encoder, *learner.networks.q]
    return losses + [float(number) for array in parameters for number in array.flat]


RACE = Race(
    title=(
        "PEARL: one update of encoder and Q, 16 tasks, 40 context transitions and 32 to learn "
        "from, networks 5–64–64–4 and 4–64–64–9, float32"
    ),
    ours=ours,
    inputs=inputs,
    check=check,
    # float32 leaves seven digits, of which Adam's first steps lose some where a gradient is tiny
    tolerance=1e-3,
    browser=True,
)
