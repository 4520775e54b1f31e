"""
check = "one_task"
feedback = "You called env.reset() once, so the trial ends with its first episode. The point of the trial is that the next ones profit: play all n_episodes."
"""

import numpy as np


def meta_input(o, a_prev, r_prev, done_prev, n_actions):
    one_hot = np.zeros(n_actions)
    if a_prev is not None:
        one_hot[a_prev] = 1.0
    return np.concatenate([o, one_hot, [r_prev, float(done_prev)]])


def run_trial(step_fn, env, n_episodes):
    env.reset_task()
    h, a, r, done = None, None, 0.0, False
    total = 0.0
    o = env.reset()
    while not done:
        a, h = step_fn(meta_input(o, a, r, done, env.n_actions), h)
        o, r, done = env.step(a)
        total += r
    return [total]
