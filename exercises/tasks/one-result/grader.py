"""Checks of a program that splits a task many times: which splits occur, and how often."""

from itertools import combinations

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_between,
    expect_close,
    expect_frequencies,
    expect_mean,
    expect_no_global_random,
)


def possible_errors(x, y, n_support):
    """The error of every split, from the first to the last."""
    results = []
    for chosen in combinations(range(len(x)), n_support):
        support = np.array(chosen)
        query = np.setdiff1d(np.arange(len(x)), support)
        nearest = np.abs(x[query][:, None] - x[support]).argmin(axis=1)
        results.append(np.mean((y[support][nearest] - y[query]) ** 2))
    return np.array(results)


def possible_results(found, x, y, n_support):
    """For each error the one that is nearest to it, of those that a split can have."""
    possible = possible_errors(x, y, n_support)
    return possible[np.abs(np.asarray(found, dtype=float)[:, None] - possible).argmin(axis=1)]


@check("Of two points, one is the support point: the error is 9 either way")
def two_points(learner, solution, rng):
    x, y = np.array([0.0, 1.0]), np.array([0.0, 3.0])
    expect_close("errors with two points", learner.query_errors(x, y, 1, 4, rng), np.full(4, 9.0))
    found = learner.query_errors(x, y, 1, 0, rng)
    expect_close("errors of no split", found, np.zeros(0))


@check("Every point is the support point equally often")
def every_point(learner, solution, rng):
    # Each choice of a support point has an error of its own.
    x = np.array([0.0, 1.0, 3.0, 7.0])
    found = learner.query_errors(x.copy(), x.copy(), 1, 400, rng)
    errors = possible_errors(x, x, 1)
    expect_mean("errors with one support point", found, errors.mean(), 9.0, 34.0)
    samples = np.asarray(found, dtype=float)
    counts = [int(np.isclose(samples, error).sum()) for error in errors]
    expect_frequencies("how often each point is the support point", counts, [0.25] * 4)


@check("Every error is that of a split, with each target beside its input")
def real_splits(learner, solution, rng):
    for points, n_support in ((5, 2), (int(rng.integers(6, 8)), 3)):
        x, y = rng.normal(size=points), rng.normal(size=points)
        errors = possible_errors(x, y, n_support)
        low, high = errors.min() - 1e-9, errors.max() + 1e-9
        found = learner.query_errors(x.copy(), y.copy(), n_support, 60, rng)
        expect_mean("errors of splits", found, errors.mean(), low, high)
        expect_close("errors of splits", found, possible_results(found, x, y, n_support))


@check("All chance comes from rng")
def only_rng(learner, solution, rng):
    x, y, seed = rng.normal(size=30), rng.normal(size=30), int(rng.integers(1000))
    expect_no_global_random(
        "errors", lambda: learner.query_errors(x, y, 10, 5, np.random.default_rng(seed))
    )


@check("Inputs and targets stay as they were")
def arguments_kept(learner, solution, rng):
    x, y = rng.normal(size=8), rng.normal(size=8)
    expect_arguments_kept("query_errors", learner.query_errors, x, y, 3, 5, rng)


@check("Ten points on a line, five of them shown: the mean error is 2.00")
def on_a_line(learner, solution, rng):
    # All 252 errors lie between 1 and 11, with a deviation of 1.4. By Bernstein's inequality the
    # mean of 600 is off by 0.5 less than once in ten million runs.
    x = np.arange(10.0)
    found = learner.query_errors(x.copy(), x.copy(), 5, 600, rng)
    expect_mean("errors on a line", found, 1.9968, 1.0, 11.0)
    expect_between("mean error", float(np.mean(found)), 1.5, 2.5)
