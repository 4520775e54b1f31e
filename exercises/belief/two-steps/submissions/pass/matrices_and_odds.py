"""
# Vectorised: the ways as a matrix, the belief by its odds, the table by counting kinds of rounds.
"""

import numpy as np


def action_values(belief, common, good):
    ways = np.array([[common, 1 - common], [1 - common, common]])
    pays = np.array([[good, 1 - good], [1 - good, good]])
    return ways @ pays @ np.array([belief, 1 - belief])


def believe(belief, place, reward, good):
    speaks = 1 if place != reward else -1
    ratio = (good / (1 - good)) ** speaks
    return belief * ratio / (belief * ratio + 1 - belief)


def stay_table(actions, places, rewards):
    kind = (2 * rewards + (places ^ actions))[:-1]
    stayed = actions[1:] == actions[:-1]
    rounds = np.bincount(kind, minlength=4)
    return (np.bincount(kind, weights=stayed, minlength=4) / rounds).reshape(2, 2)
