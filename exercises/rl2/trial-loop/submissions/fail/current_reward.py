"""
check = "first_step"
feedback = "The very first input already holds the action and reward of its own step. The reward of step t is not known at step t: take the step after asking the policy, and feed its reward with the next input."
"""

import numpy as np


def meta_input(o, a_prev, r_prev, done_prev, n_actions):
    one_hot = np.zeros(n_actions)
    if a_prev is not None:
        one_hot[a_prev] = 1.0
    return np.concatenate([o, one_hot, [r_prev, float(done_prev)]])


def run_trial(step_fn, env, n_episodes):
    env.reset_task()
    h = None
    returns = []
    for _ in range(n_episodes):
        o = env.reset()
        a, total, done = 0, 0.0, False
        while not done:
            o_next, r, done = env.step(a)
            a, h = step_fn(meta_input(o, a, r, done, env.n_actions), h)
            o = o_next
            total += r
        returns.append(total)
    return returns
