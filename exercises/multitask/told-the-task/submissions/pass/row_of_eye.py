# A one-hot vector is a row of the identity matrix; actions are chosen first, with argmax, and looked up.
import numpy as np


def with_task_id(obs, i, K):
    return np.hstack([obs, np.tile(np.eye(K)[i], (len(obs), 1))])


def blind_and_told(p):
    tasks = np.arange(len(p))
    blind_action = np.argmax(p.sum(axis=0))
    told_actions = np.argmax(p, axis=1)
    return p[:, blind_action].mean(), p[tasks, told_actions].mean()
