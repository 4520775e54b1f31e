"""
check = "memory"
feedback = "You clear the last action, reward and flag for a new trial, but keep the hidden state, which is the memory itself: the counts went on with {found}. Begin each trial with h = None."
"""

import numpy as np

memory = {"h": None}


def meta_input(o, a_prev, r_prev, done_prev, n_actions):
    one_hot = np.zeros(n_actions)
    if a_prev is not None:
        one_hot[a_prev] = 1.0
    return np.concatenate([o, one_hot, [r_prev, float(done_prev)]])


def run_trial(step_fn, env, n_episodes):
    env.reset_task()
    a, r, done = None, 0.0, False
    returns = []
    for _ in range(n_episodes):
        o = env.reset()
        total = 0.0
        while True:
            x = meta_input(o, a, r, done, env.n_actions)
            a, memory["h"] = step_fn(x, memory["h"])
            o, r, done = env.step(a)
            total += r
            if done:
                break
        returns.append(total)
    return returns
