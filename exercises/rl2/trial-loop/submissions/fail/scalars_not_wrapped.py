"""
check = "input_parts"
feedback = "np.concatenate joins arrays and lists, and the reward and the flag are single numbers: put the two into a list."
forms = [
  ["r_prev, done_prev]", "r_prev, float(done_prev)]"],
]
"""

import numpy as np


def meta_input(o, a_prev, r_prev, done_prev, n_actions):
    one_hot = np.zeros(n_actions)
    if a_prev is not None:
        one_hot[a_prev] = 1.0
    return np.concatenate([o, one_hot, r_prev, done_prev])


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
