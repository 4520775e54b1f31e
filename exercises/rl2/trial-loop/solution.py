import numpy as np


def meta_input(o, a_prev, r_prev, done_prev, n_actions):
    """Input of the recurrent policy:  x_t = [o_t, onehot(a_{t-1}), r_{t-1}, d_{t-1}].

    Args:
        o: float[D], observation of this step.
        a_prev: action of the step before, 0 … A-1, or None at the first step of a trial.
        r_prev: reward of the step before.
        done_prev: whether the step before ended an episode.
        n_actions: number of actions A.

    Returns:
        float[D + A + 2].
    """
    one_hot = np.zeros(n_actions)
    if a_prev is not None:
        one_hot[a_prev] = 1.0
    return np.concatenate([o, one_hot, [r_prev, float(done_prev)]])


def run_trial(step_fn, env, n_episodes):
    """Play the episodes of one task with one memory:  a_t, h_t = step_fn(x_t, h_{t-1}).

    Args:
        step_fn: maps (input, hidden state) to (action, new hidden state).
        env: environment with reset_task(), reset(), step(action) and n_actions.
        n_episodes: number of episodes in the trial.

    Returns:
        list with the return of each episode.
    """
    env.reset_task()
    # Local to the trial: empty now, and kept over the ends of episodes below.
    h, a, r, done = None, None, 0.0, False
    returns = []
    for _ in range(n_episodes):
        o = env.reset()
        total = 0.0
        while True:
            x = meta_input(o, a, r, done, env.n_actions)
            a, h = step_fn(x, h)
            o, r, done = env.step(a)
            total += r
            if done:
                break
        returns.append(total)
    return returns
