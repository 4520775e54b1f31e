"""Pursuit: a point moves on a plane, and each task is to be near a target.

The point sees all targets through mixed-up sensors. Where all tasks pursue the same target, they
need the same two numbers of what it sees; where each has its own, they need different ones. The
wheels of the point are mounted at another angle in each task, so that no two tasks have the same
best policy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metarl.shapes import FloatArray, require_shape

# Moves float[K, B, 2], one for each episode of each task, from observations float[K, B, D].
Act = Callable[[FloatArray], FloatArray]


@dataclass(frozen=True)
class Pursuit:
    """Tasks with the same dynamics and sensors.

    Attributes:
        sensors: float[D, D], orthogonal; an observation is what is there, mixed by it.
        wheels: float[K, 2, 2], the rotation of each task's moves.
        target: int[K], which target each task pursues.
        pay: float[K], what each task's rewards are multiplied by, > 0.
        steps: moves in an episode, >= 1.
    """

    sensors: FloatArray
    wheels: FloatArray
    target: NDArray[np.intp]
    pay: FloatArray
    steps: int = 5


class Episodes(NamedTuple):
    """What happened in B episodes of L moves of each of K tasks.

    Attributes:
        observations: float[K, B, L, D], before each move.
        actions: float[K, B, L, 2].
        rewards: float[K, B, L].
    """

    observations: FloatArray
    actions: FloatArray
    rewards: FloatArray


def pursuit(
    own_targets: bool, pay: tuple[float, ...], size: int, rng: np.random.Generator
) -> Pursuit:
    """Tasks whose wheels are turned by  2 pi i / K  and whose sensors are drawn at random.

    Args:
        own_targets: whether task i pursues target i; all pursue target 0 otherwise.
        pay: what each task's rewards are multiplied by; it has K entries.
        size: numbers D in an observation, >= 2 K: two for each target, the others mean nothing.
        rng: source of the sensors.

    Returns:
        The tasks.

    Raises:
        ValueError: if there is no task, or the observation is too small for the targets.
    """
    tasks = len(pay)
    if not tasks or size < 2 * tasks:
        raise ValueError(f"size: expected {2 * max(tasks, 1)} or more, found {size}")
    angles = 2.0 * np.pi * np.arange(tasks) / tasks
    turned = np.array([[np.cos(angles), -np.sin(angles)], [np.sin(angles), np.cos(angles)]])
    return Pursuit(
        sensors=np.linalg.qr(rng.normal(size=(size, size)))[0],
        wheels=turned.transpose(2, 0, 1),
        target=np.arange(tasks) if own_targets else np.zeros(tasks, dtype=np.intp),
        pay=np.array(pay),
    )


def pursue(tasks: Pursuit, act: Act, episodes: int, rng: np.random.Generator) -> Episodes:
    """Play all tasks side by side:  r_l = -pay_i |target_i - place_{l+1}|^2.

    The targets lie at N(0, 1) from the start in both directions, new ones in each episode. One
    who never moves gets -2 at each step, times what the task pays; the best return is 0.

    Args:
        tasks: which.
        act: the policy of all tasks, called once per step.
        episodes: number B for each task, >= 1.
        rng: source of the targets, and of sensors' numbers that mean nothing.

    Returns:
        All that was seen, done and earned.

    Raises:
        ValueError: if the policy's answer has another shape.
    """
    count, size = len(tasks.pay), len(tasks.sensors)
    there = rng.normal(size=(count, episodes, size))
    seen, done, earned = [], [], []
    which = np.arange(count)
    for _ in range(tasks.steps):
        seen.append(there @ tasks.sensors)
        action = act(seen[-1])
        require_shape("act(observations)", action, (count, episodes, 2))
        # moving towards a target brings it nearer by the same vector, and all others too
        targets = there[..., : 2 * count].reshape(count, episodes, count, 2)
        targets = targets - (action @ tasks.wheels)[:, :, None]
        there[..., : 2 * count] = targets.reshape(count, episodes, 2 * count)
        left = targets[which, :, tasks.target]
        done.append(action)
        earned.append(-(left * left).sum(axis=-1) * tasks.pay[:, None])
    return Episodes(np.stack(seen, 2), np.stack(done, 2), np.stack(earned, 2))
