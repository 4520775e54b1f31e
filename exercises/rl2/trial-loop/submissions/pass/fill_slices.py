"""
# The parts are written into slices of one array.
"""

import numpy as np


def meta_input(o, a_prev, r_prev, done_prev, n_actions):
    n_observed = len(o)
    x = np.zeros(n_observed + n_actions + 2)
    x[:n_observed] = o
    x[-2:] = r_prev, done_prev
    if a_prev is not None:
        x[n_observed + a_prev] = 1
    return x


def run_trial(step_fn, env, n_episodes):
    env.reset_task()
    returns = np.zeros(n_episodes)
    hidden, last = None, (None, 0.0, False)
    for episode in range(n_episodes):
        observation, done = env.reset(), False
        while not done:
            action, hidden = step_fn(meta_input(observation, *last, env.n_actions), hidden)
            observation, reward, done = env.step(action)
            last = (action, reward, done)
            returns[episode] += reward
    return returns
