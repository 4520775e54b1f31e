"""Walking to a goal in the plane: what can be said exactly about the returns of MAML's 2-D task.

Each episode starts in the middle of the square of goals and has 100 steps. An action changes each
coordinate by at most 0.1; the reward is minus the distance to the goal afterwards. An episode ends
once both coordinates are within 0.01 of the goal's, which only ever saves rewards near zero.
"""

from __future__ import annotations

import numpy as np

from metarl.shapes import FloatArray, float_array

HALF_WIDTH = 0.5
STEP = 0.1
HORIZON = 100
NEAR = 0.01
# mean distance from the corner of a unit square to a point in it, times 3
CORNER = float(np.sqrt(2.0) + np.arcsinh(1.0))


def navigation_goals(count: int, rng: np.random.Generator) -> FloatArray:
    """Draw goals:  g ~ U[-0.5, 0.5]^2.

    Args:
        count: number of tasks K, >= 1.
        rng: source of the draws.

    Returns:
        float[K, 2].

    Raises:
        ValueError: if ``count`` is below 1.

    Source: finn-2017-maml, section 5.3.
    """
    if count < 1:
        raise ValueError(f"count: expected 1 or more, found {count}")
    return rng.uniform(-HALF_WIDTH, HALF_WIDTH, (count, 2))


def published_test_goals() -> FloatArray:
    """The goals of the published curves:  40 draws from U[-0.5, 0.5]^2 with the seed 1.

    Returns:
        float[40, 2].

    Source: finn-2017-maml, released code (maml_rl, test of the point agent).
    """
    # the old generator, because the released code used it; it is a local one
    return np.random.RandomState(1).uniform(-HALF_WIDTH, HALF_WIDTH, (40, 2))


def staying_returns(goals: FloatArray, squared: bool = False) -> FloatArray:
    """Return of never moving:  -100 ||g||,  or  -100 ||g||^2.

    Args:
        goals: float[K, 2].
        squared: whether the reward is minus the squared distance.

    Returns:
        float[K].

    Raises:
        ValueError: if the goals are not two-dimensional.

    Source: finn-2017-maml, section 5.3.
    """
    squares = (float_array("goals", goals, ndim=2) ** 2).sum(axis=1)
    away: FloatArray = squares if squared else np.sqrt(squares)
    return np.asarray(-HORIZON * away)


def staying_mean(squared: bool = False) -> float:
    """Its mean over all goals:  -100 (sqrt 2 + asinh 1) / 6,  or  -100 / 6.

    Args:
        squared: whether the reward is minus the squared distance.

    Returns:
        The expected return.

    Source: finn-2017-maml, section 5.3, integrated over its distribution.
    """
    return -HORIZON * (1.0 if squared else CORNER) / 6.0


def best_returns(goals: FloatArray) -> FloatArray:
    """Return of the best policy:  -sum_t ||max(|g| - 0.1 t, 0)||,  each coordinate at full speed.

    No policy can have either coordinate nearer to the goal's at any time.

    Args:
        goals: float[K, 2].

    Returns:
        float[K].

    Raises:
        ValueError: if the goals are not two-dimensional.

    Source: finn-2017-maml, section 5.3; the policy is ours.
    """
    away = np.abs(float_array("goals", goals, ndim=2))[:, None, :]
    times = np.arange(1, HORIZON + 1)[:, None]
    left = np.maximum(away - STEP * times, 0.0)
    # an episode that has reached the goal is over
    playing = (np.maximum(away - STEP * (times - 1), 0.0) >= NEAR).any(axis=-1)
    rewards: FloatArray = -np.sqrt((left**2).sum(axis=-1)) * playing
    return np.asarray(rewards.sum(axis=1))


def best_mean() -> float:
    """Its mean over all goals:  -4 sum_t (L^3 c / 3 + 0.1 t L^2),  L = 0.5 - 0.1 t,  t = 1 … 4.

    c = sqrt 2 + asinh 1. The first part is of goals with both coordinates still away, the second of
    those with one. Stopping within 0.01 of the goal is left out; it saves less than 0.001.

    Returns:
        The expected return.

    Source: finn-2017-maml, section 5.3, integrated over its distribution.
    """
    times = np.arange(1, 5)
    left = HALF_WIDTH - STEP * times
    return -4.0 * float(np.sum(left**3 * CORNER / 3.0 + STEP * times * left**2))


def navigate(goals: FloatArray, speed: float) -> FloatArray:
    """Returns by simulation:  x <- x + clip(g - x, -speed, speed),  r = -||x - g||.

    Args:
        goals: float[K, 2].
        speed: largest change of a coordinate in a step, in [0, 0.1]; 0 stays.

    Returns:
        float[K].

    Raises:
        ValueError: if the goals are not two-dimensional or the speed is not allowed.

    Source: finn-2017-maml, section 5.3.
    """
    places = float_array("goals", goals, ndim=2)
    if not 0.0 <= speed <= STEP:
        raise ValueError(f"speed: expected 0 to {STEP}, found {speed}")
    x, returns = np.zeros_like(places), np.zeros(len(places))
    playing = np.ones(len(places), dtype=bool)
    for _ in range(HORIZON):
        x += np.clip(places - x, -speed, speed)
        gap = places - x
        returns -= np.sqrt((gap**2).sum(axis=1)) * playing
        playing &= ~(np.abs(gap) < NEAR).all(axis=1)
    return returns
