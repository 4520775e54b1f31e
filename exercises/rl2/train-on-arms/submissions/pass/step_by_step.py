"""
# One step and one trial after the other, from the last step to the first.
"""

import numpy as np


def advantages(rewards):
    steps, batch = rewards.shape
    to_come = [0.0] * batch
    rows = []
    for t in range(steps - 1, -1, -1):
        for b in range(batch):
            to_come[b] += float(rewards[t, b])
        baseline = sum(to_come) / batch
        rows.insert(0, [value - baseline for value in to_come])
    return np.array(rows)


def train(theta, draw, play, gradient, update, iterations):
    done = 0
    while done < iterations:
        machines = draw()
        trials, rewards = play(theta, machines)
        uphill = gradient(theta, trials, advantages(rewards))
        theta = update(theta, -1.0 * uphill)
        done += 1
    return theta
