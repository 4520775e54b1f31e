"""
check = "memory"
feedback = "Nothing is ever cleared: in the second trial the counts went on with {found}. That leaks the previous task into the new one; start every trial with an empty memory."
"""

import numpy as np

memory = {"h": None, "a": None, "r": 0.0, "done": False}


def meta_input(o, a_prev, r_prev, done_prev, n_actions):
    one_hot = np.zeros(n_actions)
    if a_prev is not None:
        one_hot[a_prev] = 1.0
    return np.concatenate([o, one_hot, [r_prev, float(done_prev)]])


def run_trial(step_fn, env, n_episodes):
    env.reset_task()
    returns = []
    for _ in range(n_episodes):
        o = env.reset()
        total = 0.0
        while True:
            x = meta_input(o, memory["a"], memory["r"], memory["done"], env.n_actions)
            memory["a"], memory["h"] = step_fn(x, memory["h"])
            o, memory["r"], memory["done"] = env.step(memory["a"])
            total += memory["r"]
            if memory["done"]:
                break
        returns.append(total)
    return returns
