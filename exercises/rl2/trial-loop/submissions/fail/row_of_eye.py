"""
check = "no_action"
feedback = "With a_prev = None your code stops with an error: None is no index, and np.eye(n)[None], for one, is the whole matrix. Treat the missing action as a case of its own and leave its block at zero."
"""

import numpy as np


def meta_input(o, a_prev, r_prev, done_prev, n_actions):
    one_hot = np.eye(n_actions)[a_prev]
    return np.concatenate([o, one_hot, [r_prev, float(done_prev)]])


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
