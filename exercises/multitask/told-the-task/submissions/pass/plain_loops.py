# Loops over rows, tasks and actions, without NumPy's axes.
import numpy as np


def with_task_id(obs, i, K):
    rows = []
    for row in obs:
        identity = [0.0] * K
        identity[i] = 1.0
        rows.append([*row, *identity])
    return np.array(rows)


def blind_and_told(p):
    n_tasks, n_actions = p.shape
    blind = float("-inf")
    for a in range(n_actions):
        total = 0.0
        for i in range(n_tasks):
            total += p[i, a]
        blind = max(blind, total / n_tasks)
    told = 0.0
    for i in range(n_tasks):
        told += max(p[i]) / n_tasks
    return blind, told
