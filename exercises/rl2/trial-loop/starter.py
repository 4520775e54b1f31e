import numpy as np


def meta_input(o, a_prev, r_prev, done_prev, n_actions):
    """Input of the policy: observation, one-hot action, reward, end-of-episode flag."""
    one_hot = np.zeros(n_actions)
    # Mark the previous action, then add the two entries that are still missing.
    return np.concatenate([o, one_hot])


def run_trial(step_fn, env, n_episodes):
    """Play n_episodes episodes of one task and return the return of each."""
    returns = []
    env.reset_task()
    for _ in range(n_episodes):
        o = env.reset()
        # Play this episode to its end: meta_input, then step_fn, then env.step.
        returns.append(0.0)
    return returns
