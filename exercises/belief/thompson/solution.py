import numpy as np


def choose(wins, losses, rng):
    """The arm that is best in one draw from the belief.

    Args:
        wins: int[A], of each arm so far.
        losses: int[A].
        rng: source of the draw.

    Returns:
        int, 0 … A-1.
    """
    theta = rng.beta(wins + 1, losses + 1)
    return int(theta.argmax())


def play(pull, k, n, rng):
    """Thompson sampling in a trial of n pulls.

    Args:
        pull: gives 1 or 0 for the number of an arm.
        k: number of arms A.
        n: number of pulls.
        rng: source of the draws.

    Returns:
        Wins and losses of each arm, int[A] each.
    """
    wins, losses = np.zeros(k, dtype=int), np.zeros(k, dtype=int)
    for _ in range(n):
        arm = choose(wins, losses, rng)
        reward = pull(arm)
        wins[arm] += reward
        losses[arm] += 1 - reward
    return wins, losses
