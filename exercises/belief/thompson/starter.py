import numpy as np


def choose(wins, losses, rng):
    """The arm that is best in one draw from the belief."""
    return 0


def play(pull, k, n, rng):
    """Thompson sampling in a trial of n pulls: wins and losses of each arm."""
    wins, losses = np.zeros(k, dtype=int), np.zeros(k, dtype=int)
    return wins, losses
