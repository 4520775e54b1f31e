"""
feedback = "Your code was still running after 5 s and was stopped, in the loop that begins on line 23. Look for what should end this loop and never does, or for far too many rounds."
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
    returns = []
    for _ in range(n_episodes):
        o = env.reset()
        total = 0.0
        over = False
        while not over:
            if done:
                continue
            x = meta_input(o, a, r, done, env.n_actions)
            a, h = step_fn(x, h)
            o, r, done = env.step(a)
            total += r
        returns.append(total)
    return returns
