"""
# The likelihood of each goal as an array, and one update for all the cells of an episode.
"""

import numpy as np


def grid_belief(b, cell, reward):
    likelihood = np.full(len(b), float(reward <= 0))
    likelihood[cell] = float(reward > 0)
    joint = b * likelihood
    return joint / joint.sum()


def search(env, b, episodes, rng):
    returns = np.zeros(episodes)
    for episode in range(episodes):
        env.reset()
        guess = np.searchsorted(np.cumsum(b), rng.random() * b.sum(), side="right")
        steps = np.array(list(map(env.step, [int(guess)] * env.length)))
        cells, rewards = steps[:, 0].astype(int), steps[:, 1]
        returns[episode] = rewards.sum()
        likelihood = np.zeros(len(b))
        likelihood[cells] = rewards > 0
        if not likelihood.any():
            likelihood = np.ones(len(b))
            likelihood[cells] = 0.0
        b = b * likelihood / (b @ likelihood)
    return returns, b
