"""Summaries of scores against numbers that can be worked out by hand, and intervals that cover."""

from __future__ import annotations

import numpy as np
import pytest

from metarl.evaluation import (
    cumulative_regret,
    inversions,
    iqm,
    mean_interval,
    median_of_tasks,
    optimality_gap,
    probability_of_improvement,
    stratified_bootstrap,
    suffix_failures,
)

WITH_AN_OUTLIER = np.array([[0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 100.0]])


def test_the_middle_half() -> None:
    assert iqm(np.arange(12.0)) == 5.5
    # a quarter of ten is 2.5: two are left out at either end
    assert iqm(np.arange(10.0)) == 4.5
    # pooled over tasks, not task by task
    assert iqm(np.array([[0.0, 4.0], [1.0, 100.0]])) == 2.5


def test_one_outlier_moves_the_mean_only() -> None:
    assert WITH_AN_OUTLIER.mean() == 13.0
    assert median_of_tasks(WITH_AN_OUTLIER) == 1.0
    assert iqm(WITH_AN_OUTLIER) == 0.75


def test_gap_and_improvement() -> None:
    assert optimality_gap(np.array([[0.5, 2.0], [1.0, 0.0]])) == pytest.approx(0.375)
    ours, theirs = np.array([[1.0], [3.0]]), np.array([[2.0], [1.0], [0.0]])
    # of six pairs four are won (1 > 0, and 3 three times) and one is a tie
    assert probability_of_improvement(ours, theirs) == pytest.approx(4.5 / 6)
    assert probability_of_improvement(theirs, ours) == pytest.approx(1.5 / 6)


def test_regret() -> None:
    regret = cumulative_regret(np.array([0.9, 0.5]), np.array([[1.0, 0.0], [0.5, 0.5]]))
    assert regret == pytest.approx(np.array([[-0.1, 0.8], [0.0, 0.0]]))


def test_student_interval() -> None:
    # mean 2, deviation 1, t = 4.303 for two degrees of freedom
    mean, (low, high) = mean_interval([1.0, 2.0, 3.0])
    assert mean == 2.0
    assert high - mean == pytest.approx(4.303 / np.sqrt(3))
    assert mean - low == pytest.approx(high - mean)


def test_bootstrap_draws_runs_within_their_task() -> None:
    # the two runs of each task agree, so whatever is drawn, the statistic is the same
    scores = np.array([[1.0, 5.0, 9.0], [1.0, 5.0, 9.0]])
    interval = stratified_bootstrap(scores, np.mean, np.random.default_rng(0), repeats=50)
    assert interval == pytest.approx((5.0, 5.0))


def test_bootstrap_of_a_mean_is_about_the_normal_interval() -> None:
    rng = np.random.default_rng(0)
    scores = rng.normal(size=(100, 4))
    low, high = stratified_bootstrap(scores, np.mean, rng, repeats=1000)
    half = 1.96 * np.sqrt(scores.var(axis=0).sum()) / (4 * 10)
    # percentiles of 1000 repeats scatter by about 5 % of the half width
    assert (high - low) / 2 == pytest.approx(half, rel=0.15)
    assert low < scores.mean() < high


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="scores: expected at least one, found none"):
        iqm(np.zeros(0))
    with pytest.raises(ValueError, match=r"theirs: expected shape \(3, 2\), found \(3, 1\)"):
        probability_of_improvement(np.ones((2, 2)), np.ones((3, 1)))
    with pytest.raises(ValueError, match=r"best: expected shape \(2,\), found \(3,\)"):
        cumulative_regret(np.ones(3), np.ones((2, 4)))
    with pytest.raises(ValueError, match="values: expected two or more, found 1"):
        mean_interval([1.0])


def test_a_suffix_failure_is_a_second_half_without_the_best_arm() -> None:
    arms = np.array([[0, 0, 1, 1], [1, 1, 0, 1], [1, 1, 1, 1], [2, 2, 2, 2]])
    assert suffix_failures(arms, np.array([0, 0, 0, 2])).tolist() == [True, False, True, False]
    # of five pulls, the second half begins with the third
    assert not suffix_failures(np.array([[1, 1, 0, 1, 1]]), np.array([0]))[0]
    for shapes in (((2, 1), (2,)), ((2, 4), (3,)), ((4,), (4,))):
        with pytest.raises(ValueError, match="expected"):
            suffix_failures(np.zeros(shapes[0], int), np.zeros(shapes[1], int))


def test_pairs_that_change_places() -> None:
    reported, v1, v2 = [71.8, 85.4, 88.7], [71.4, 26.2, 61.4], [84.9, 73.6, 83.2]
    assert [inversions(reported, again, 0.0) for again in (reported, v1, v2)] == [0, 2, 2]
    assert inversions(v1, v2, 0.0) == 0
    # under V2 the first is ahead of the last by 1.7
    assert inversions(reported, v2, 2.0) == 1
    assert inversions(list(range(5)), list(range(5))[::-1], 1.0) == 6
    with pytest.raises(ValueError, match="second"):
        inversions([1.0], [1.0, 2.0], 0.0)
