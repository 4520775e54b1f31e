import numpy as np


def advantages(rewards):
    """Reward still to come, less its mean over the batch at the same step."""
    return np.array(rewards)


def train(theta, draw, play, gradient, update, iterations):
    """Train by REINFORCE, on new machines in every iteration."""
    for _ in range(iterations):
        trials, rewards = play(theta, draw())
        # Weigh the choices, ask for the gradient, and move theta.
    return theta
