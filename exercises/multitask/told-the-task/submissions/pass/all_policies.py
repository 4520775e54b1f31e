# Compares the task's number with 0 … K − 1, and enumerates policies: one action for all, or one for each task.
import numpy as np


def with_task_id(obs, i, K):
    identity = np.broadcast_to(np.arange(K) == i, (len(obs), K))
    return np.column_stack([obs, identity.astype(float)])


def blind_and_told(p):
    blind_policies = [[a] * len(p) for a in range(p.shape[1])]
    best_of_each = [int(a) for a in p.argmax(axis=1)]

    def value(policy):
        return np.mean([row[a] for row, a in zip(p, policy)])

    return max(map(value, blind_policies)), value(best_of_each)
