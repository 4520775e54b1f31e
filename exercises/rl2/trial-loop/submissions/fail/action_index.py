"""
check = "input_parts"
feedback = "You put the action's number into the input. The numbers are only names: action 3 is not three times action 1. Use one entry per action, with a 1 at the one taken."
"""

import numpy as np


def meta_input(o, a_prev, r_prev, done_prev, n_actions):
    action = 0 if a_prev is None else a_prev
    return np.concatenate([o, [action, r_prev, float(done_prev)]])


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
