import numpy as np


def grid_belief(b, cell, reward):
    """Belief over the goal after one reward:  b'(g) proportional to b(g) P(r | cell, g).

    Args:
        b: float[S], probability that each cell is the goal.
        cell: where the reward was given.
        reward: 1 on the goal, -0.1 elsewhere.

    Returns:
        float[S], sums to 1.
    """
    here = np.arange(len(b)) == cell
    after = np.where(here == (reward > 0), b, 0.0)
    return after / after.sum()


def search(env, b, episodes, rng):
    """Posterior sampling in one grid:  g ~ b  at the start of an episode, then towards g.

    Args:
        env: grid with reset(), step(guess) and length.
        b: float[S], the belief at first.
        episodes: number of episodes M.
        rng: source of the guesses.

    Returns:
        The M returns, and the belief at the end, float[S].
    """
    returns = []
    for _ in range(episodes):
        env.reset()
        guess = rng.choice(len(b), p=b)
        total = 0.0
        for _ in range(env.length):
            cell, reward = env.step(guess)
            b = grid_belief(b, cell, reward)
            total += reward
        returns.append(total)
    return returns, b
