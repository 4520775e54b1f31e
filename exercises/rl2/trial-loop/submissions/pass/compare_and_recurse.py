"""
# No loop: the steps and the episodes by recursion.
"""

import numpy as np


def meta_input(o, a_prev, r_prev, done_prev, n_actions):
    one_hot = np.equal(np.arange(n_actions), -1 if a_prev is None else a_prev)
    return np.r_[o, one_hot, r_prev, done_prev]


def play_on(step_fn, env, o, memory):
    h, last = memory
    action, h = step_fn(meta_input(o, *last, env.n_actions), h)
    o, reward, done = env.step(action)
    memory = (h, (action, reward, done))
    if done:
        return reward, memory
    rest, memory = play_on(step_fn, env, o, memory)
    return reward + rest, memory


def run_episodes(step_fn, env, n_episodes, memory):
    if n_episodes == 0:
        return []
    total, memory = play_on(step_fn, env, env.reset(), memory)
    return [total] + run_episodes(step_fn, env, n_episodes - 1, memory)


def run_trial(step_fn, env, n_episodes):
    env.reset_task()
    return run_episodes(step_fn, env, n_episodes, (None, (None, 0.0, False)))
