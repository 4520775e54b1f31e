"""
# The belief by its log odds, and the table by sorting the answers into a dictionary.
"""

import math

import numpy as np


def action_values(belief, common, good):
    lead = (belief - 0.5) * (2 * common - 1) * (2 * good - 1)
    return np.array([0.5 + lead, 0.5 - lead])


def believe(belief, place, reward, good):
    if belief in (0, 1):
        return belief
    strength = math.log(good / (1 - good))
    odds = math.log(belief / (1 - belief)) + (strength if place != reward else -strength)
    return 1 / (1 + math.exp(-odds))


def stay_table(actions, places, rewards):
    answers = {}
    for a, p, r, following in zip(actions, places, rewards, actions[1:]):
        answers.setdefault((int(r), int(a != p)), []).append(bool(a == following))
    return np.array([[np.mean(answers[r, o]) for o in (0, 1)] for r in (0, 1)])
