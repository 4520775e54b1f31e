import numpy as np


def choose_arms(wins, losses, c):
    """The arm with the largest mean plus bonus, in each task.

    Args:
        wins: float[K, A], pulls that paid.
        losses: float[K, A], pulls that did not.
        c: width of the bonus, from 0 on; 0 is greedy.

    Returns:
        int[K].
    """
    n = wins + losses + 2
    bonus = np.sqrt(2 * np.log(n.sum(axis=1, keepdims=True)) / n)
    return ((wins + 1) / n + c * bonus).argmax(axis=1)


def two_scores(arms, means):
    """Mean reward of a pull, and share of the trials with a suffix failure.

    Args:
        arms: int[K, T], the arms pulled in one trial of each task.
        means: float[K, A], the chance of each arm to pay.

    Returns:
        Two floats.
    """
    earned = means[np.arange(len(arms))[:, None], arms]
    best = means.argmax(axis=1, keepdims=True)
    second_half = arms[:, arms.shape[1] // 2 :]
    failed = (second_half != best).all(axis=1)
    return earned.mean(), failed.mean()
