"""A step of second-order MAML on sine waves, for the race against PyTorch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from metarl.fast.maml import FusedMaml
from metarl.maml.adapt import FewShot
from metarl.networks.mlp import mlp_init
from metarl.races import DoSteps, Race
from metarl.tasks.sinusoid import sine_inputs, sine_targets, sine_tasks

TASKS, SHOTS, ALPHA, LR = 25, 10, 0.01, 1e-3
SIZES = (1, 40, 40, 1)
CHECKED = 5


def draw(rng: np.random.Generator) -> FewShot:
    """Support and query examples of new sine tasks."""
    x = sine_inputs(TASKS, 2 * SHOTS, rng)
    y = sine_targets(sine_tasks(TASKS, rng), x)
    return FewShot(x[:, :SHOTS], y[:, :SHOTS], x[:, SHOTS:], y[:, SHOTS:])


def ours() -> DoSteps:
    """The fused step, set up with random parameters."""
    rng = np.random.default_rng(0)
    fused = FusedMaml(mlp_init(SIZES, rng), TASKS, SHOTS, ALPHA, LR)

    def do(steps: int) -> None:
        for _ in range(steps):
            fused.step(*draw(rng))

    return do


def inputs() -> dict[str, Any]:
    """Parameters, and the examples of several steps."""
    rng = np.random.default_rng(1)
    return {
        "parameters": [array.tolist() for array in mlp_init(SIZES, rng)],
        "batches": [[part.tolist() for part in draw(rng)] for _ in range(CHECKED)],
    }


def check(given: Mapping[str, Any]) -> list[float]:
    """The loss before each step, and the parameters after the last."""
    parameters = [np.array(array) for array in given["parameters"]]
    fused = FusedMaml(parameters, TASKS, SHOTS, ALPHA, LR)
    losses = [fused.step(*map(np.array, batch)) for batch in given["batches"]]
    return losses + [float(number) for array in fused.parameters for number in array.flat]


RACE = Race(
    title="Second-order MAML: one meta-step, 25 sine tasks, K = 10, network 1–40–40–1, float64",
    ours=ours,
    inputs=inputs,
    check=check,
    browser=True,
)
