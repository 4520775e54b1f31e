"""Checks of a critic over bins: weights by hand, slopes by differences, and two units."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_close,
    expect_gradient,
    expect_scaling,
    probe,
    record,
)

BINS = tuple(range(6))


def bins():
    return np.array(BINS, dtype=float)


def uneven(rng, count):
    """Increasing values at different distances, some below 0."""
    return np.cumsum(rng.uniform(0.3, 3.0, size=count)) - 2.0


def cross_entropy(logits, weights):
    return np.log(np.exp(logits).sum()) * weights.sum() - weights @ logits


@check("2.3 on bins 0 to 5: weights 0.7 and 0.3")
def example(learner, solution, rng):
    # Other bins tell apart mistakes that agree on these.
    record("weights on other bins", learner.two_hot(3.0, np.array([-1.0, 2.0, 6.0, 7.0])))
    found = learner.two_hot(2.3, bins())
    expect_close("weights for 2.3", found, [0.0, 0.0, 0.7, 0.3, 0.0, 0.0])


@check("A target on a bin gives it everything, at both ends too")
def on_a_bin(learner, solution, rng):
    for place in (0, 4, 5):
        found = learner.two_hot(float(place), bins())
        expect_close(f"weights for {place}", found, np.eye(6)[place])


@check("A target outside the bins counts as the nearest one", after="on_a_bin")
def outside(learner, solution, rng):
    expect_close("weights for −3", learner.two_hot(-3.0, bins()), np.eye(6)[0])
    expect_close("weights for 7.5", learner.two_hot(7.5, bins()), np.eye(6)[5])


@check("One bin alone has the weight 1")
def one_bin(learner, solution, rng):
    for v in (3.0, 1.0, 8.0):
        expect_close("weights of one bin", learner.two_hot(v, np.array([3.0])), [1.0])
    expect_close("prediction of one bin", learner.decode(np.array([2.0]), np.array([3.0])), 3.0)
    found = learner.logit_gradient(np.array([2.0]), 1.0, np.array([3.0]))
    expect_close("gradient of one logit", found, [0.0])


@check("Bins at uneven distances: the distance to the neighbour counts", after="example")
def uneven_bins(learner, solution, rng):
    for count in (2, int(rng.integers(4, 9)), 12):
        places = uneven(rng, count)
        v = rng.uniform(places[0], places[-1])
        found = learner.two_hot(v, places.copy())
        expect_close(f"weights of {count} uneven bins", found, solution.two_hot(v, places))


@check("The prediction is the mean of the bins, and not the likeliest one")
def prediction(learner, solution, rng):
    expect_close("prediction of equal logits", learner.decode(np.zeros(6), bins()), 2.5)
    # The probabilities are 0.7 and 0.3.
    found = learner.decode(np.log([7.0, 3.0]), np.array([10.0, 30.0]))
    expect_close("prediction of logits log 7 and log 3", found, 16.0)
    for count in (3, int(rng.integers(4, 9))):
        logits, places = 2 * rng.normal(size=count), uneven(rng, count)
        found = learner.decode(logits.copy(), places.copy())
        expect_close(f"prediction over {count} bins", found, solution.decode(logits, places))


@check("Logits of 1000 are as good as any", after="prediction")
def large_logits(learner, solution, rng):
    found = learner.decode(np.array([1000.0, 1000.0, -1000.0]), np.array([1.0, 2.0, 9.0]))
    expect_close("prediction of large logits", found, 1.5)
    found = learner.decode(np.array([-1000.0, -1000.0]), np.array([1.0, 2.0]))
    expect_close("prediction of very small logits", found, 1.5)
    found = learner.logit_gradient(np.array([1000.0, 1000.0]), 2.0, np.array([1.0, 2.0]))
    expect_close("gradient of large logits", found, [0.5, -0.5])


@check("The gradient is the slope of the cross-entropy", after="example")
def slope(learner, solution, rng):
    found = learner.logit_gradient(np.zeros(6), 2.3, bins())
    expect_close("gradient of equal logits", found, np.subtract(1 / 6, [0, 0, 0.7, 0.3, 0, 0]))
    for count in (2, 3, int(rng.integers(4, 9))):
        logits, places = rng.normal(size=count), uneven(rng, count)
        v = rng.uniform(places[0], places[-1])
        weights = solution.two_hot(v, places)
        found = learner.logit_gradient(logits.copy(), v, places.copy())
        expect_gradient(
            f"gradient of {count} logits", found, lambda z, q=weights: cross_entropy(z, q), logits
        )


@check("In another unit the gradient is the same")
def other_units(learner, solution, rng):
    logits = rng.normal(size=6)
    values = np.append(uneven(rng, 6), 1.3)
    expect_scaling(
        "gradient",
        lambda values: learner.logit_gradient(logits.copy(), float(values[-1]), values[:-1]),
        values,
        factors=(0.01, 100.0),
    )


@check("A critic that is sure and wrong has a gradient of length 1.414, in any unit")
def longest(learner, solution, rng):
    sure = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 40.0])
    for unit in (1.0, 1000.0):
        found = learner.logit_gradient(sure.copy(), 0.0, unit * bins())
        expect_close(f"gradient in the unit {unit:g}", found, [-1, 0, 0, 0, 0, 1], atol=1e-6)


@check("Logits and bins stay as they were")
def arguments_kept(learner, solution, rng):
    logits = rng.normal(size=6)
    expect_arguments_kept("two_hot", learner.two_hot, 2.3, bins())
    expect_arguments_kept("decode", learner.decode, logits.copy(), bins())
    expect_arguments_kept("logit_gradient", learner.logit_gradient, logits, 2.3, bins())


@check(
    "In equally many steps two critics learn 2.3, and 230 in another unit",
    after="prediction",
)
def two_critics(learner, solution, rng):
    for unit, mean in ((1.0, 2.3), (100.0, 230.0)):
        logits, places = np.zeros(6), unit * bins()
        for _ in range(30):
            total = np.zeros(6)
            for v in (0.3 * unit, 2.3 * unit, 4.3 * unit):
                found = learner.logit_gradient(logits.copy(), v, places.copy())
                expected = solution.logit_gradient(logits.copy(), v, places.copy())
                expect_close("gradient on the way", found, expected)
                total += np.asarray(found, dtype=float)
            logits = logits - 4.0 * total / 3
        found = learner.decode(logits.copy(), places.copy())
        expect_close(f"prediction for the mean {mean:g}", found, mean, rtol=1e-5)


@probe
def elsewhere(learner, solution, rng):
    for count in (3, 5):
        places, logits = uneven(rng, count), rng.normal(size=count)
        v = rng.uniform(places[0], places[-1])
        record("weights", learner.two_hot(v, places.copy()))
        record("prediction", learner.decode(logits.copy(), places.copy()))
        record("gradient", learner.logit_gradient(logits.copy(), v, places.copy()))
