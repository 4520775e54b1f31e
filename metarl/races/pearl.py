"""An update of PEARL's encoder and Q, for the race against PyTorch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from metarl.fast.pearl import Flat, FusedUpdate
from metarl.networks.adam import Adam
from metarl.networks.mlp import mlp_init
from metarl.races import DoSteps, Race

TASKS, CONTEXT, BATCH = 16, 40, 32
ENCODER, Q = (5, 64, 64, 4), (4, 64, 64, 9)
DISCOUNT, KL_WEIGHT, LR, FOLLOW = 0.9, 0.001, 1e-3, 0.05
DTYPE = np.float32
CHECKED = 3
# transitions of each task to draw from
STORED = 400


class Learner:
    """The fused update with its optimiser and its target network."""

    def __init__(self, encoder: list[Any], q: list[Any]) -> None:
        """Start from these layers, weights and biases in turn."""
        self.flat, self._target, self._gradient = (Flat(ENCODER, Q, DTYPE) for _ in range(3))
        networks = self.flat.networks(self._target.q)
        for mine, given in zip([*networks.encoder, *networks.q], [*encoder, *q], strict=True):
            mine[...] = given
        self._target.theta[:] = self.flat.theta
        self.fused = FusedUpdate(ENCODER, Q, (TASKS, CONTEXT, BATCH), DTYPE)
        self._adam = Adam(LR)

    def step(self) -> float:
        """One update from what ``fused`` is filled with; returns the critic's loss before it."""
        loss, _ = self.fused.gradients(
            self.flat, self._target.q, self._gradient, DISCOUNT, KL_WEIGHT
        )
        self._adam.step([self.flat.theta], [self._gradient.theta])
        self._target.shared += FOLLOW * (self.flat.shared - self._target.shared)
        return loss


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


def fill(fused: FusedUpdate, batch: Mapping[str, Any]) -> None:
    """Put a batch where the fused update reads it, task after task along the columns."""
    given = {name: np.array(value) for name, value in batch.items()}
    fused.context[:] = given["context"].reshape(-1, ENCODER[0]).T
    fused.s[:] = given["s"].reshape(-1, 2).T
    fused.s_next[:] = given["s_next"].reshape(-1, 2).T
    fused.a[:], fused.r[:] = given["a"].ravel(), given["r"].ravel()
    fused.noise[:] = given["noise"].T


def ours() -> DoSteps:
    """The fused update, with data drawn from stored transitions as in training."""
    rng = np.random.default_rng(0)
    learner = Learner(mlp_init(ENCODER, rng), mlp_init(Q, rng))
    fused = learner.fused
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
            learner.step()

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
    learner = Learner(given["encoder"], given["q"])
    losses = []
    for batch in given["batches"]:
        fill(learner.fused, batch)
        losses.append(learner.step())
    networks = learner.flat.networks([])
    parameters = [*networks.encoder, *networks.q]
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
