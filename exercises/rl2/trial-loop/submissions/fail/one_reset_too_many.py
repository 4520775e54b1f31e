"""
check = "one_task"
feedback = "You called env.reset() {found} times in a trial of 2 episodes. After the last episode nothing follows, and on a real robot each reset costs time."
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
    returns = [0.0] * n_episodes
    o = env.reset()
    episode = 0
    while episode < n_episodes:
        a, h = step_fn(meta_input(o, a, r, done, env.n_actions), h)
        o, r, done = env.step(a)
        returns[episode] += r
        if done:
            o = env.reset()
            episode += 1
    return returns
