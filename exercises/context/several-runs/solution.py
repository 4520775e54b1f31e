import numpy as np


def iqm(scores):
    """Mean of the middle half of all scores.

    Args:
        scores: float[N, K], N runs on each of K tasks.

    Returns:
        float.
    """
    ordered = np.sort(scores, axis=None)
    cut = ordered.size // 4
    return ordered[cut : ordered.size - cut].mean()


def bootstrap_interval(scores, repeats, rng):
    """95 % interval of the IQM, from runs drawn again within each task.

    Args:
        scores: float[N, K].
        repeats: how often all runs are drawn again, from 1 on.
        rng: a NumPy generator.

    Returns:
        float[2], the lower and the upper end.
    """
    values = []
    for _ in range(repeats):
        runs = rng.integers(len(scores), size=scores.shape)
        values.append(iqm(np.take_along_axis(scores, runs, axis=0)))
    return np.percentile(values, [2.5, 97.5])
