import numpy as np


def play(step_fn, pay):
    """Rewards of one trial with some arms. The input is [onehot(a_{t-1}), r_{t-1}].

    What each arm would pay at each step is in the table pay, a row for each step.
    """
    steps, arms = pay.shape
    action, memory = None, None
    rewards = np.zeros(steps)
    for t in range(steps):
        x = np.zeros(arms + 1)
        if action is not None:
            x[action] = 1.0
            x[arms] = pay[t - 1, action]
        action, memory = step_fn(x, memory)
        rewards[t] = pay[t, action]
    return rewards
