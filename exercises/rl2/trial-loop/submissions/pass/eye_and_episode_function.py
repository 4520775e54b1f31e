"""
# A function per episode; the memory is handed over as one tuple.
"""

import numpy as np


def meta_input(o, a_prev, r_prev, done_prev, n_actions):
    if a_prev is None:
        action = np.zeros(n_actions)
    else:
        action = np.eye(n_actions)[a_prev]
    return np.hstack((o, action, r_prev, done_prev)).astype(float)


def run_episode(step_fn, env, memory):
    o, done, total = env.reset(), False, 0.0
    while not done:
        h, a_prev, r_prev, done_prev = memory
        a, h = step_fn(meta_input(o, a_prev, r_prev, done_prev, env.n_actions), h)
        o, r, done = env.step(a)
        memory = (h, a, r, done)
        total += r
    return total, memory


def run_trial(step_fn, env, n_episodes):
    env.reset_task()
    memory = (None, None, 0.0, False)
    returns = []
    for _ in range(n_episodes):
        total, memory = run_episode(step_fn, env, memory)
        returns.append(total)
    return returns
