"""Checks for bias and variance of shared weights: the table of the page, and a simulation."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_between,
    expect_close,
    expect_scaling,
    expect_true,
    probe,
    record,
)

DECISION = "Return True or False from transfer_helps: the answer to a comparison."


def pair(squared_distance, d=5):
    """Two weight vectors with this squared distance: neither is zero, and their lengths differ."""
    w1 = np.linspace(1.0, 2.0, d)
    w2 = w1.copy()
    w2[0] += np.sqrt(squared_distance)
    return w1, w2


def risk(learner, squared_distance, share, sigma=1.0, n=10, d=5):
    """The learner's risk for two tasks at a distance."""
    return learner.excess_risk(*pair(squared_distance, d), sigma, n, share)


def helps(learner, squared_distance, sigma=1.0, n=10, d=5):
    """The learner's decision, once it is sure that it is one."""
    found = learner.transfer_helps(*pair(squared_distance, d), sigma, n)
    expect_true("a decision", isinstance(found, (bool, np.bool_)), DECISION)
    return bool(found)


def expect_decision(label, decision, expected):
    """Expect a decision, of which some programs give Python's and others NumPy's kind."""
    words = f"{label}: expected {expected}, found {decision}."
    expect_true(label, decision == expected, words)


def break_even(learner, sigma, n):
    """The squared distance at which the learner's decision turns, by halving an interval."""
    low, high = 0.0, 64.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if learner.transfer_helps(*pair(middle), sigma, n) else (low, middle)
        )
    return high


@check("Alone, five weights from ten samples have a risk of 0.5")
def alone(learner, solution, rng):
    # Other weights, noise and samples tell apart mistakes that agree on these values.
    record("another risk alone", risk(learner, 2.0, False, sigma=1.5, n=3, d=2))
    record("risk shared", risk(learner, 2.0, True, sigma=1.5, n=3, d=2))
    expect_close("risk alone", risk(learner, 0.0, False), 0.5)
    expect_close("risk alone with four times the samples", risk(learner, 0.0, False, n=40), 0.125)
    expect_close("risk alone with twice the noise", risk(learner, 0.0, False, sigma=2.0), 2.0)
    expect_close("risk alone of a single weight", risk(learner, 0.0, False, d=1), 0.1)


@check("Alone, the other task does not matter", after="alone")
def other_task(learner, solution, rng):
    expect_close("risk alone beside a distant task", risk(learner, 9.0, False), 0.5)


@check("Between equal tasks, sharing halves the risk", after="alone")
def equal_tasks(learner, solution, rng):
    expect_close("shared risk of equal tasks", risk(learner, 0.0, True), 0.25)
    expect_close("the same with one sample each", risk(learner, 0.0, True, n=1), 2.5)


@check("Each task is off by half the distance", after="equal_tasks")
def half_the_distance(learner, solution, rng):
    expect_close("shared risk at squared distance 4", risk(learner, 4.0, True), 1.25)
    expect_close("shared risk at squared distance 1", risk(learner, 1.0, True), 0.5)


@check("Without noise only the distance is left", after="alone")
def no_noise(learner, solution, rng):
    expect_close("risk alone without noise", risk(learner, 4.0, False, sigma=0.0), 0.0)
    expect_close("shared risk without noise", risk(learner, 4.0, True, sigma=0.0), 1.0)
    expect_decision("sharing helps without noise", helps(learner, 4.0, sigma=0.0), False)
    expect_decision(
        "sharing helps equal tasks without noise", helps(learner, 0.0, sigma=0.0), False
    )


@check("In other units the risk is squared with them", after="half_the_distance")
def other_units(learner, solution, rng):
    numbers = np.append(rng.normal(size=6), 0.7)

    def shared(values):
        return learner.excess_risk(values[:3], values[3:6], float(values[6]), 4, True)

    expect_scaling("shared risk", shared, numbers, power=2.0)
    w1, w2 = numbers[:3], numbers[3:6]
    expected = solution.excess_risk(w1, w2, 0.7, 4, True)
    expect_close("shared risk of random tasks", shared(numbers), expected)


@check("The weights stay as they were")
def weights_kept(learner, solution, rng):
    for share in (False, True):
        expect_arguments_kept("weights", learner.excess_risk, *pair(2.0), 1.0, 10, share)
    expect_arguments_kept("weights", learner.transfer_helps, *pair(2.0), 1.0, 10)


@check("Near tasks help each other, distant ones do not")
def near_and_far(learner, solution, rng):
    # At n = 10 and n = 40: with more samples, the same distance is too much.
    squares = (0.1, 0.2, 0.4, 0.6, 0.9, 1.2, 3.0)
    record("decisions", [[helps(learner, at, n=n) for at in squares] for n in (1, 10, 40)])
    record("decisions with more noise", [helps(learner, at, sigma=3.0) for at in squares])
    expect_decision("sharing helps at squared distance 0.5", helps(learner, 0.5), True)
    expect_decision("sharing helps at squared distance 2", helps(learner, 2.0), False)


@check("A tie is no help", after="near_and_far")
def tie(learner, solution, rng):
    # 4 weights, 8 samples: alone 4/8; shared 1/4 + 4/16. All of these are exact in binary.
    w1, w2 = np.array([1.0, 2.0, 0.0, -1.0]), np.array([1.0, 1.0, 0.0, -1.0])
    expect_decision("sharing helps at a tie", bool(learner.transfer_helps(w1, w2, 1.0, 8)), False)


@check("A simulation of 20 000 fits agrees", after="half_the_distance")
def simulation(learner, solution, rng):
    w1, w2 = rng.normal(size=(2, 3))
    # With X'X = n I, least squares gives the truth plus noise of variance sigma²/n.
    fits = np.stack([w1, w2]) + rng.normal(0.0, 1.2 / np.sqrt(6), size=(20_000, 2, 3))
    for share in (False, True):
        fitted = fits.mean(axis=1) if share else fits[:, 0]
        errors = np.square(fitted - w1).sum(axis=1)
        room = 6 * errors.std() / np.sqrt(len(errors))
        name = f"risk {'shared' if share else 'alone'}, where fits give {errors.mean():.2f}"
        found = learner.excess_risk(w1.copy(), w2.copy(), 1.2, 6, share)
        expect_between(name, found, errors.mean() - room, errors.mean() + room)


@check("Sharing stops to help at the squared distance 1", after=("near_and_far", "tie"))
def turning_points(learner, solution, rng):
    # 2 d sigma²/n with d = 5.
    for sigma, n, expected in ((1.0, 10, 1.0), (1.5, 10, 2.25), (1.0, 40, 0.25)):
        label = f"break-even point with sigma = {sigma:g}, n = {n}"
        expect_close(label, break_even(learner, sigma, n), expected, rtol=1e-6)
    # Of one weight and one sample the risk is 1 alone, and a quarter of the square + 1/2 shared.
    for square, verdict in ((1.5, True), (2.5, False)):
        label = f"sharing helps one weight and one sample at squared distance {square}"
        expect_decision(label, helps(learner, square, n=1, d=1), verdict)


@probe
def random_tasks(learner, solution, rng):
    for _ in range(3):
        w1, w2 = rng.normal(size=(2, 4))
        record("risks", [learner.excess_risk(w1, w2, 0.8, 7, share) for share in (False, True)])
        record("decision", bool(learner.transfer_helps(w1, w2, 2.0, 7)))
