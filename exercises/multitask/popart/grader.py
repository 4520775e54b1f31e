"""Checks of PopArt: running statistics by hand, and predictions that must not move."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_between,
    expect_close,
    expect_several,
    probe,
    record,
)


def tracked(learner, mu, nu, i, target, beta):
    """The learner's means, mean squares and deviations, once there are three results."""
    found = learner.track(np.array(mu, dtype=float), np.array(nu, dtype=float), i, target, beta)
    return expect_several(found, 3, "Return three arrays from track: the new mu, nu and sigma.")


def expect_tracked(learner, what, arguments, mu, nu, sigma):
    """All are recorded before one is judged: together they tell mistakes apart."""
    found = tracked(learner, *arguments)
    record("statistics", list(found))
    expect_close(f"mu {what}", found[0], mu)
    expect_close(f"nu {what}", found[1], nu)
    expect_close(f"sigma {what}", found[2], sigma)


def rescaled(learner, W, b, old, new):
    """The learner's new heads, once there are two results."""
    pairs = [tuple(np.array(values, dtype=float) for values in pair) for pair in (old, new)]
    found = learner.rescale(np.array(W, dtype=float), np.array(b, dtype=float), *pairs)
    return expect_several(found, 2, "Return two arrays from rescale: the new W, then the new b.")


def expect_heads(learner, what, arguments, W, b):
    """Both are recorded before one is judged: together they tell mistakes apart."""
    found = rescaled(learner, *arguments)
    record("heads", list(found))
    expect_close(f"W {what}", found[0], W)
    expect_close(f"b {what}", found[1], b)


def random_heads(rng, tasks, hidden):
    """Heads with old and new statistics, all of them different."""
    old, new = ((rng.normal(size=tasks) * 9, rng.uniform(0.2, 5.0, size=tasks)) for _ in range(2))
    return rng.normal(size=(tasks, hidden)), rng.normal(size=tasks), old, new


@check("A return of 8 moves the statistics of its task halfway")
def example_statistics(learner, solution, rng):
    other = [1.0, -2.0, 5.0], [3.0, 6.0, 30.0], 0, -1.0, 0.25
    record("statistics of three tasks", list(tracked(learner, *other)))
    arguments = [3.0, 0.0], [10.0, 18.0], 1, 8.0, 0.5
    expect_tracked(learner, "after 8", arguments, [3.0, 4.0], [10.0, 41.0], [1.0, 5.0])


@check("Beta is the share of the new return", after="example_statistics")
def beta(learner, solution, rng):
    # A quarter of the way from 4 to 8, and from 25 to 64.
    found = [5.0], [34.75], [np.sqrt(9.75)]
    expect_tracked(learner, "with beta 0.25", ([4.0], [25.0], 0, 8.0, 0.25), *found)
    expect_tracked(learner, "with beta 0", ([4.0], [25.0], 0, 8.0, 0.0), [4.0], [25.0], [3.0])


@check("Any task, and a negative return", after="example_statistics")
def any_task(learner, solution, rng):
    for i in range(3):
        arguments = [2.0, -7.0, 0.5], [5.0, 60.0, 9.0], i, -3.0, 0.1
        expected = solution.track(*(np.array(x) for x in arguments[:2]), *arguments[2:])
        expect_tracked(learner, f"after −3 in task {i}", arguments, *expected)


@check("A task that always pays the same has a deviation of 0.0001")
def constant_returns(learner, solution, rng):
    arguments = [5.0, 0.0], [25.0, 4.0], 0, 5.0, 0.5
    expect_tracked(learner, "of equal returns", arguments, [5.0, 0.0], [25.0, 4.0], [1e-4, 2.0])
    # In floating point, 0.1² taken from itself may leave less than nothing.
    mu, nu = np.zeros(1), np.zeros(1)
    for _ in range(300):
        mu, nu, sigma = (np.asarray(x, float) for x in tracked(learner, mu, nu, 0, 0.1, 0.1))
    expect_close("sigma after 300 returns of 0.1", sigma, [1e-4])
    for target in (0.7, 1.1):  # which leave less for each usual way to write the update
        mu, nu, all_of_them = np.zeros(1), np.zeros(1), []
        for _ in range(100):
            new = tracked(learner, mu, nu, 0, target, 0.5)
            mu, nu, sigma = (np.asarray(x, float) for x in new)
            all_of_them.append(sigma.sum())
        # from the thirtieth on the deviation is below the limit
        expect_close(f"sigma in returns of {target}", all_of_them[30:], np.full(70, 1e-4))


@check("A small deviation above that stays as it is", after="example_statistics")
def small_unit(learner, solution, rng):
    arguments = [0.0], [1e-6], 0, 0.0, 0.0
    expect_tracked(learner, "of returns in thousandths", arguments, [0.0], [1e-6], [1e-3])


@check("From the unit 1 to mean 50 and deviation 20: 0.1 and −2.45")
def example_heads(learner, solution, rng):
    other = [[2.0, -1.0]], [3.0], ([4.0], [2.0]), ([-1.0], [0.5])
    record("other heads", list(rescaled(learner, *other)))
    arguments = [[2.0]], [1.0], ([0.0], [1.0]), ([50.0], [20.0])
    expect_heads(learner, "in the new unit", arguments, [[0.1]], [-2.45])


@check("From any unit to any other", after="example_heads")
def other_units(learner, solution, rng):
    arguments = [[4.0, -2.0]], [3.0], ([10.0], [2.0]), ([6.0], [4.0])
    expect_heads(learner, "from (10, 2) to (6, 4)", arguments, [[2.0, -1.0]], [2.5])


@check("The same unit leaves the heads alone", after="example_heads")
def same_unit(learner, solution, rng):
    W, b, old, _ = random_heads(rng, 2, 3)
    expect_heads(learner, "in the same unit", (W, b, old, old), W, b)


@check("Every head has its own unit, and no prediction moves", after="example_heads")
def predictions(learner, solution, rng):
    for tasks, hidden in ((3, 2), (2, 2), (1, 4)):
        W, b, old, new = random_heads(rng, tasks, hidden)
        expect_heads(
            learner,
            f"of {tasks} heads of {hidden}",
            (W, b, old, new),
            *solution.rescale(W, b, old, new),
        )


@check("The arguments stay as they were")
def arguments_kept(learner, solution, rng):
    mu, nu = np.array([3.0, 0.0]), np.array([10.0, 18.0])
    expect_arguments_kept("track", learner.track, mu, nu, 1, 8.0, 0.5)
    W, b, old, new = random_heads(rng, 2, 3)
    expect_arguments_kept("rescale", learner.rescale, W, b, old, new)
    for name, pair, seed in (("old", old, 0), ("new", new, 1)):
        kept = [values.copy() for values in pair]
        learner.rescale(W.copy(), b.copy(), *((pair, new), (old, pair))[seed])
        expect_close(f"statistics {name}", list(pair), kept)


@check(
    "2000 returns of 30 and 70 lead to mean 50 and deviation 20, and the prediction stays 7",
    after=("example_statistics", "constant_returns", "example_heads"),
)
def all_the_way(learner, solution, rng):
    W, b, h = np.array([[2.0]]), np.array([1.0]), np.array([3.0])
    mu, nu, sigma = np.zeros(1), np.ones(1), np.ones(1)
    for n in range(2000):
        new = tracked(learner, mu, nu, 0, 30.0 + 40.0 * (n % 2), 0.01)
        new_mu, new_nu, new_sigma = (np.asarray(values, dtype=float) for values in new)
        heads = rescaled(learner, W, b, (mu, sigma), (new_mu, new_sigma))
        W, b = (np.asarray(values, dtype=float) for values in heads)
        mu, nu, sigma = new_mu, new_nu, new_sigma
    expect_between("mean at the end", mu.sum(), 49.5, 50.5)
    expect_between("deviation at the end", sigma.sum(), 19.5, 20.5)
    expect_close("prediction at the end", sigma * (W @ h + b) + mu, [7.0])


@probe
def elsewhere(learner, solution, rng):
    for tasks in (2, 3):
        W, b, old, new = random_heads(rng, tasks, tasks)
        record("heads", list(rescaled(learner, W, b, old, new)))
        record("statistics", list(tracked(learner, old[0], 99 + b**2, 1, 4.0, 0.3)))
