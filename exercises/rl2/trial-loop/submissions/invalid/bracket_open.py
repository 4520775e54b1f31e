"""
feedback = "Python cannot read line 12. The bracket ( after np.concatenate, in column 26, is never closed."
"""

import numpy as np


def meta_input(o, a_prev, r_prev, done_prev, n_actions):
    one_hot = np.zeros(n_actions)
    if a_prev is not None:
        one_hot[a_prev] = 1.0
    return np.concatenate([o, one_hot, [r_prev, float(done_prev)]]


def run_trial(step_fn, env, n_episodes):
    env.reset_task()
    h, a, r, done = None, None, 0.0, False
    returns = []
    for _ in range(n_episodes):
        o = env.reset()
        total = 0.0
        while True:
            x = meta_input(o, a, r, done, env.n_actions)
            a, h = step_fn(x, h)
            o, r, done = env.step(a)
            total += r
            if done:
                break
        returns.append(total)
    return returns
