"""
check = "first_step"
feedback = "The hidden state is new in the second trial, but the first input still carries the last action, reward and flag of the trial before. Clear these three as well."
"""

import numpy as np

last = {"a": None, "r": 0.0, "done": False}


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
        total = 0.0
        while True:
            x = meta_input(o, last["a"], last["r"], last["done"], env.n_actions)
            last["a"], h = step_fn(x, h)
            o, last["r"], last["done"] = env.step(last["a"])
            total += last["r"]
            if last["done"]:
                break
        returns.append(total)
    return returns
