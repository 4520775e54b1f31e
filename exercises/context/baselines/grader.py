"""Checks of two baselines by hand, and of their error curves, which are known exactly."""

import numpy as np

from grader import check, expect_arguments_kept, expect_close, expect_true, probe, record


def expect_fit(label, found, expected):
    """Expect an answer, and of one that is no number say what has no inverse here.

    Without a sign from the processor, as in a browser, NumPy inverts a singular matrix to nan.
    """
    number = not isinstance(found, float) or np.isfinite(found)
    words = (
        "Your fit is no finite number here. Are you inverting a matrix, or solving with one? "
        "With fewer examples than dimensions, or with an input twice, X.T @ X has no inverse."
    )
    expect_true(f"{label} is a number", bool(number), words)
    expect_close(label, found, expected)


def counting(X, y, query):
    """A rule that answers with the number of examples."""
    return float(len(y))


def by_place(X, y, query):
    """A rule that depends on all that it sees, and on the order of the examples."""
    return float(np.arange(1.0, len(y) + 1.0) @ y + X.sum() - 2.0 * query[0])


def random_prompts(rng, count, N, d):
    """Inputs, weights and a query of each."""
    return [(rng.normal(size=(N, d)), rng.normal(size=d), rng.normal(size=d)) for _ in range(count)]


def all_pairs(X):
    """The same inputs with every pair of unit vectors as weights and query, each sqrt(d) long.

    Their second moments are those of the standard normal distribution, and more is not needed.
    """
    units = np.sqrt(X.shape[1]) * np.eye(X.shape[1])
    return [(X.copy(), w.copy(), query.copy()) for w in units for query in units]


def well_spread(rng, k, d):
    """Inputs none of which is nearly a combination of others."""
    return rng.uniform(-0.3, 0.3, size=(k, d)) + 2.0 * np.eye(k, d)


@check("Averaging two examples: 4.0 for the query (3, 1)")
def average_by_hand(learner, solution, rng):
    record("another average", learner.averaging(np.eye(3), rng.normal(size=3), rng.normal(size=3)))
    X, y = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([2.0, 1.0])
    expect_close("average for (3, 1)", learner.averaging(X, y, np.array([3.0, 1.0])), 4.0)


@check("Averages of any number of examples, and of none", after="average_by_hand")
def any_average(learner, solution, rng):
    found = learner.averaging(np.zeros((0, 2)), np.zeros(0), np.array([3.0, 1.0]))
    expect_close("average of no example", found, 0.0)
    for k in (1, int(rng.integers(3, 8))):
        d = int(rng.integers(1, 6))
        X, y, query = rng.normal(size=(k, d)), rng.normal(size=k), rng.normal(size=d)
        expected = solution.averaging(X, y, query)
        expect_close(f"average of {k} examples", learner.averaging(X, y, query), expected)
    found = learner.averaging(np.array([[1.0], [-2.0]]), np.array([3.0, 0.5]), np.array([4.0]))
    expect_close("average in one dimension", found, 4.0)


@check("Least squares on one example: 2.8 for the query (1, 1)")
def fit_by_hand(learner, solution, rng):
    X, y = well_spread(rng, 2, 3), rng.normal(size=2)
    record("another fit", learner.least_squares(X, y, rng.normal(size=3)))
    X, y = np.array([[3.0, 4.0]]), np.array([10.0])
    expect_fit("fit for (1, 1)", learner.least_squares(X, y, np.array([1.0, 1.0])), 2.8)


@check("Fewer examples than dimensions, as many, and more with noise", after="fit_by_hand")
def any_fit(learner, solution, rng):
    for extra in (-2, -1, 0, 1, 4):
        d = int(rng.integers(3, 6))
        X, y = well_spread(rng, d + extra, d), rng.normal(size=d + extra)
        query = rng.normal(size=d)
        expected = solution.least_squares(X, y, query)
        found = learner.least_squares(X.copy(), y.copy(), query.copy())
        expect_close(f"fit of {d + extra} examples in {d} dimensions", found, expected)
    # The weight is (2 · 3 + 1 · 4) / (2² + 1²) = 2.
    found = learner.least_squares(np.array([[2.0], [1.0]]), np.array([3.0, 4.0]), np.array([-1.5]))
    expect_fit("fit in one dimension", found, -3.0)


@check("An input that occurs twice, and no examples at all", after="fit_by_hand")
def special_fits(learner, solution, rng):
    X, query = np.array([[3.0, 4.0], [3.0, 4.0]]), np.array([1.0, 1.0])
    for y in (np.array([10.0, 10.0]), np.array([4.0, 16.0])):
        expect_fit("fit of an input twice", learner.least_squares(X.copy(), y, query), 2.8)
    found = learner.least_squares(np.zeros((0, 2)), np.zeros(0), query)
    expect_close("fit of no example", found, 0.0)


@check("A rule that counts examples: 4.5, 2, 0.5 and 0")
def curve_by_hand(learner, solution, rng):
    other = random_prompts(rng, 2, 2, 3)
    record("another curve", learner.error_curve(by_place, other))
    prompts = [(rng.normal(size=(3, 2)), np.array([1.0, 2.0]), np.array([1.0, 1.0]))]
    expect_close("curve of counting", learner.error_curve(counting, prompts), [4.5, 2.0, 0.5, 0.0])


@check("Any rule, any number of prompts and examples", after="curve_by_hand")
def any_curve(learner, solution, rng):
    for count, N in ((1, 1), (int(rng.integers(2, 6)), int(rng.integers(2, 6))), (3, 0)):
        prompts = random_prompts(rng, count, N, int(rng.integers(1, 5)))
        expected = solution.error_curve(by_place, prompts)
        expect_close(
            f"curve over {count} prompts of {N}",
            learner.error_curve(by_place, [tuple(part.copy() for part in one) for one in prompts]),
            expected,
        )
    prompts = [(np.array([[2.0]]), np.array([-1.0]), np.array([3.0]))]
    expected = solution.error_curve(by_place, prompts)
    expect_close("curve in one dimension", learner.error_curve(by_place, prompts), expected)


@check("Examples, queries and prompts stay as they were")
def arguments_kept(learner, solution, rng):
    X, y, query = well_spread(rng, 3, 2), rng.normal(size=3), rng.normal(size=2)
    expect_arguments_kept("examples of averaging", learner.averaging, X, y, query)
    expect_arguments_kept("examples of least_squares", learner.least_squares, X, y, query)
    prompts = [list(one) for one in random_prompts(rng, 2, 3, 2)]
    expect_arguments_kept("prompts", learner.error_curve, by_place, prompts)


@check(
    "Least squares: each example takes away one part in d, until nothing is left",
    after=("any_fit", "any_curve"),
)
def curve_of_least_squares(learner, solution, rng):
    d = int(rng.integers(3, 6))
    prompts = all_pairs(well_spread(rng, d + 2, d))
    found = learner.error_curve(learner.least_squares, prompts)
    expect_close("curve of least squares", found, [max(0.0, 1 - k / d) for k in range(d + 3)])


@check(
    "Averaging in two dimensions: 1, then 3, 1.5 and 1, never better than saying nothing",
    after=("any_average", "any_curve"),
)
def curve_of_averaging(learner, solution, rng):
    # These four inputs, equally likely, share with the normal distribution all that counts here:
    # E x x' = I and E |x|^4 = d (d + 2). So three of them in every order give (d + 1) / k.
    inputs = np.array([[0.0, 0.0], [0.0, 0.0], [2.0, 0.0], [0.0, 2.0]])
    prompts = []
    for places in rng.permutation(64):
        X = inputs[[places % 4, places // 4 % 4, places // 16]]
        prompts += all_pairs(X)
    found = learner.error_curve(learner.averaging, prompts)
    expect_close("curve of averaging", found, [1.0, 3.0, 1.5, 1.0])


@probe
def elsewhere(learner, solution, rng):
    for k, d in ((2, 3), (3, 2), (1, 1)):
        X, y, query = well_spread(rng, k, d), rng.normal(size=k), rng.normal(size=d)
        record("average", learner.averaging(X, y, query))
        record("fit", learner.least_squares(X, y, query))
        record("curve", learner.error_curve(by_place, random_prompts(rng, 2, k, d)))
