import numpy as np


def advantages(rewards):
    """Reward still to come, less its mean over the batch at the same step.

    Args:
        rewards: float[T, B], of step t in trial b.

    Returns:
        float[T, B].
    """
    returns = np.cumsum(rewards[::-1], axis=0)[::-1]
    return returns - returns.mean(axis=1, keepdims=True)


def train(theta, draw, play, gradient, update, iterations):
    """Train by REINFORCE, on new machines in every iteration.

    Args:
        theta: float[P], initial parameters.
        draw: of nothing; new machines, one for each trial.
        play: of (theta, machines); the trials, and their rewards float[T, B].
        gradient: of (theta, trials, advantages); float[P], uphill.
        update: of (theta, slope); theta after a step downhill along the slope.
        iterations: 0 or more.

    Returns:
        float[P], the parameters after the last iteration.
    """
    for _ in range(iterations):
        trials, rewards = play(theta, draw())
        theta = update(theta, -gradient(theta, trials, advantages(rewards)))
    return theta
