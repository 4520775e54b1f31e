import numpy as np


def choose_arms(wins, losses, c):
    """The arm with the largest mean plus bonus, in each task."""
    # So far the first arm, whatever it paid.
    return np.zeros(len(wins), dtype=int)


def two_scores(arms, means):
    """Mean reward of a pull, and share of the trials with a suffix failure."""
    reward, failures = 0.0, 0.0
    return reward, failures
