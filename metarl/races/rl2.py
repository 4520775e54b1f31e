"""RL² on five arms: one training update, from drawing tasks to Adam."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from metarl.fast.rl2 import FusedStep
from metarl.networks.recurrent import TANH
from metarl.races import DoSteps, Race
from metarl.rl2.batches import Bandits
from metarl.rl2.policy import RecurrentPolicy, policy_init
from metarl.rl2.reinforce import Settings
from metarl.shapes import FloatArray
from metarl.tasks.bandits import independent_arms

ARMS, PULLS, BATCH, HIDDEN = 5, 10, 256, 48
LR, BONUS = 3e-3, 0.05
# how many updates the check does: the second one sees what Adam remembers of the first
CHECKED = 2


def draw(count: int, rng: np.random.Generator) -> FloatArray:
    return independent_arms(count, ARMS, rng)


def bandits() -> Bandits:
    return Bandits(draw, ARMS, PULLS)


def new_policy() -> RecurrentPolicy:
    return policy_init(TANH, 2 * ARMS, HIDDEN, ARMS, np.random.default_rng(0))


def ours() -> DoSteps:
    step = FusedStep(new_policy(), bandits(), Settings(1, BATCH), np.float32)
    rng = np.random.default_rng(1)

    def do(steps: int) -> None:
        for _ in range(steps):
            step.update(LR, BONUS, rng)

    return do


def inputs() -> dict[str, Any]:
    rng = np.random.default_rng(2)
    policy = new_policy()
    policy.parameters[-2][...] = rng.normal(0.0, 0.3, policy.parameters[-2].shape)
    return {
        "parameters": [array.tolist() for array in policy.parameters],
        "p": rng.random((CHECKED, BATCH, ARMS)).tolist(),
        "chance": rng.random((CHECKED, PULLS, 2, BATCH)).tolist(),
    }


def check(given: Mapping[str, Any]) -> list[float]:
    """Every parameter after the updates, in float64: in float32 a sum's rounding decides where
    Adam goes along a gradient of almost nothing."""
    policy = RecurrentPolicy(TANH, [np.array(array) for array in given["parameters"]])
    step = FusedStep(policy, bandits(), Settings(1, BATCH))
    for p, chance in zip(given["p"], given["chance"], strict=True):
        step.play(np.array(p).T, np.array(chance))
        step.climb(LR, BONUS)
    step.store()
    return [float(number) for array in policy.parameters for number in array.reshape(-1)]


RACE = Race(
    title="RL² training update: five arms, 10 pulls, batch 256, tanh-RNN with 48 units, float32",
    ours=ours,
    inputs=inputs,
    check=check,
    browser=True,
)
