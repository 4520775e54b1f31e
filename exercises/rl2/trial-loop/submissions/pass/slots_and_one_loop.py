"""
# One flat loop over steps; an episode begins when there is no observation.
"""

import numpy as np


def meta_input(o, a_prev, r_prev, done_prev, n_actions):
    x = []
    for value in o:
        x.append(float(value))
    for action in range(n_actions):
        x.append(1.0 if action == a_prev else 0.0)
    x.append(float(r_prev))
    x.append(1.0 if done_prev else 0.0)
    return np.array(x)


def run_trial(step_fn, env, n_episodes):
    env.reset_task()
    returns = []
    h, a, r, done = None, None, 0.0, False
    o = None
    while True:
        if o is None:
            if len(returns) == n_episodes:
                return returns
            o = env.reset()
            returns.append(0.0)
        a, h = step_fn(meta_input(o, a, r, done, env.n_actions), h)
        o, r, done = env.step(a)
        returns[-1] += r
        if done:
            o = None
