"""How sure a result is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from metarl.shapes import FloatArray, float_array, require_shape

# 97.5 % points of Student's t for 1 to 30 degrees of freedom; the normal one beyond.
T_POINTS = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
    *(2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
)
NORMAL_POINT = 1.960


def mean_interval(values: FloatArray | Sequence[float]) -> tuple[float, tuple[float, float]]:
    """Mean and its 95 % interval:  mean ± t s / sqrt(N), with t for N - 1 degrees of freedom.

    Args:
        values: float[N], independent results, N >= 2.

    Returns:
        The mean, and the lower and upper end of the interval.

    Raises:
        ValueError: if there are fewer than two values.

    Source: student-1908-error.
    """
    results = float_array("values", np.asarray(values), ndim=1)
    n = len(results)
    if n < 2:
        raise ValueError(f"values: expected two or more, found {n}")
    point = T_POINTS[n - 2] if n - 2 < len(T_POINTS) else NORMAL_POINT
    half = float(point * results.std(ddof=1) / np.sqrt(n))
    mean = float(results.mean())
    return mean, (mean - half, mean + half)


def iqm(scores: FloatArray) -> float:
    """Interquartile mean, over all runs and tasks together:  mean of the middle half.

    A quarter of the scores, rounded down, is left out at either end.

    Args:
        scores: float[N, K], N runs on each of K tasks; float[N] for a single task.

    Returns:
        The mean of those that are left.

    Raises:
        ValueError: if there is no score.

    Source: agarwal-2021-rliable, section 4.3.
    """
    everything = np.sort(np.asarray(scores, dtype=np.float64), axis=None)
    if not len(everything):
        raise ValueError("scores: expected at least one, found none")
    cut = len(everything) // 4
    return float(everything[cut : len(everything) - cut].mean())


def median_of_tasks(scores: FloatArray) -> float:
    """The task in the middle:  median_k of mean_n scores[n, k].

    Args:
        scores: float[N, K], N runs on each of K tasks.

    Returns:
        The median.

    Raises:
        ValueError: if ``scores`` is not two-dimensional.

    Source: agarwal-2021-rliable, section 2.
    """
    return float(np.median(float_array("scores", scores, ndim=2).mean(axis=0)))


def optimality_gap(scores: FloatArray, target: float = 1.0) -> float:
    """How much is missing, on average, to a score worth reaching:  target - mean(min(s, target)).

    Args:
        scores: float[N, K], N runs on each of K tasks.
        target: what lies above it does not count.

    Returns:
        The gap, >= 0.

    Raises:
        ValueError: if ``scores`` is not two-dimensional.

    Source: agarwal-2021-rliable, section 4.3.
    """
    return target - float(np.minimum(float_array("scores", scores, ndim=2), target).mean())


def probability_of_improvement(ours: FloatArray, theirs: FloatArray) -> float:
    """How likely a run of ours beats one of theirs:  mean_k P(x_k > y_k), a tie counting half.

    Args:
        ours: float[N, K], N runs on each of K tasks.
        theirs: float[N', K], N' runs on each of the same tasks.

    Returns:
        A probability; 0.5 for two equal methods.

    Raises:
        ValueError: if the arrays are not two-dimensional or differ in their tasks.

    Source: agarwal-2021-rliable, section 4.3; mann-1947-test for the count of pairs.
    """
    x, y = float_array("ours", ours, ndim=2), float_array("theirs", theirs, ndim=2)
    require_shape("theirs", y, (len(y), x.shape[1]))
    pairs = x[:, None, :] - y[None, :, :]
    return float(((pairs > 0) + 0.5 * (pairs == 0)).mean())


def stratified_bootstrap(
    scores: FloatArray,
    statistic: Callable[[FloatArray], float],
    rng: np.random.Generator,
    repeats: int = 2000,
) -> tuple[float, float]:
    """95 % interval from runs drawn again, within each task:  percentiles 2.5 and 97.5.

    Args:
        scores: float[N, K], N runs on each of K tasks.
        statistic: what is to be judged, of float[N, K], such as ``iqm``.
        rng: source of the draws.
        repeats: how often all runs are drawn again, >= 1.

    Returns:
        The lower and upper end of the interval.

    Raises:
        ValueError: if ``scores`` is not two-dimensional.

    Source: agarwal-2021-rliable, section 4.1.
    """
    results = float_array("scores", scores, ndim=2)
    runs, tasks = results.shape
    statistics = np.empty(repeats)
    for repeat in range(repeats):
        rows = rng.integers(0, runs, size=(runs, tasks))
        statistics[repeat] = statistic(np.take_along_axis(results, rows, axis=0))
    low, high = np.percentile(statistics, [2.5, 97.5])
    return float(low), float(high)


def cumulative_regret(best: FloatArray, rewards: FloatArray) -> FloatArray:
    """What always pulling the best arm would have gained:  R_t = t mu* - sum_{s <= t} r_s.

    Args:
        best: float[K], the mean reward of the best arm of each bandit.
        rewards: float[K, T], what was gained, or the means of the arms that were pulled, which
            have the same expectation and scatter less.

    Returns:
        float[K, T], the regret after each pull.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: lattimore-2020-bandits, equation 4.1.
    """
    gained = float_array("rewards", rewards, ndim=2)
    best = float_array("best", best, ndim=1)
    require_shape("best", best, (len(gained),))
    return np.asarray(np.cumsum(best[:, None] - gained, axis=1))


def suffix_failures(arms: NDArray[np.intp], best: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether the best arm is never pulled in the second half of the trial.

    Args:
        arms: int[K, T], the arms pulled in each of K bandits, T >= 2.
        best: int[K], the best arm of each.

    Returns:
        bool[K].

    Raises:
        ValueError: if the shapes do not fit together.

    Source: krishnamurthy-2024-explore, section 3.
    """
    if arms.ndim != 2 or arms.shape[1] < 2 or best.shape != arms.shape[:1]:
        raise ValueError(f"arms, best: expected [K, T], [K], found {arms.shape}, {best.shape}")
    second_half = arms[:, arms.shape[1] // 2 :]
    return np.asarray((second_half != best[:, None]).all(axis=1))


def inversions(
    first: FloatArray | Sequence[float], second: FloatArray | Sequence[float], margin: float
) -> int:
    """Pairs of methods that change places:  #{(i, j): s_i - s_j > margin, then s_j - s_i > margin}.

    Args:
        first: float[M], one score for each method.
        second: float[M], other scores of the same methods.
        margin: a lead up to this counts as none, >= 0.

    Returns:
        Their number, from 0 to M (M - 1) / 2.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: mclean-2025-meta-world-plus has a table that needs it.
    """
    before = float_array("first", np.asarray(first), ndim=1)
    after = float_array("second", np.asarray(second), ndim=1)
    require_shape("second", after, before.shape)
    count = 0
    for i in range(len(before)):
        for j in range(i):
            leads = sorted([before[i] - before[j], after[i] - after[j]])
            count += leads[0] < -margin and leads[1] > margin
    return count
