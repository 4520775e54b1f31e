import numpy as np


def action_values(belief, common, good):
    """Expected reward of either first action, two numbers."""
    # As if each action led to a place of its own and nowhere else.
    return np.array([good, 1 - good])


def believe(belief, place, reward, good):
    """The chance that place 0 is the good one, after a reward of 0 or 1 at a place."""
    return belief


def stay_table(actions, places, rewards):
    """How often a first action is repeated: rows by reward, columns usual and other place."""
    return np.zeros((2, 2))
