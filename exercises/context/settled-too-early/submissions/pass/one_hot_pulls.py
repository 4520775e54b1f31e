"""
# Pulls as a table of ones and zeros, from which shares and failures are counted; ties go to the last arm.
"""

import numpy as np


def choose_arms(wins, losses, c):
    pulls = 2.0 + wins + losses
    total = pulls.sum(axis=1)[:, np.newaxis]
    value = (1 + wins) / pulls + c * np.sqrt(2 * np.log(total)) / np.sqrt(pulls)
    return value.shape[1] - 1 - value[:, ::-1].argmax(axis=1)


def two_scores(arms, means):
    pulled = arms[:, :, None] == np.arange(means.shape[1])
    shares = pulled.mean(axis=1)
    late = pulled[:, arms.shape[1] // 2 :].sum(axis=1)
    of_the_best = late[np.arange(len(arms)), means.argmax(axis=1)]
    return float((shares * means).sum(axis=1).mean()), float((of_the_best == 0).mean())
