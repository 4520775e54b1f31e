"""Checks of the shortest mixture of two gradients, on pairs whose answers are known by hand."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_close,
    expect_scaling,
    expect_several,
    record,
)

# Two tasks with one parameter: curvatures 1 and 4, minima at 0 and 1.
CURVATURE, MINIMA = np.array([1.0, 4.0]), np.array([0.0, 1.0])


def mixture(learner, g1, g2):
    """The learner's share and mixture, once it is sure that there are two results."""
    found = learner.mgda(np.array(g1, dtype=float), np.array(g2, dtype=float))
    return expect_several(
        found, 2, "Return two values: the share of the first gradient, then the mixture."
    )


def expect_mixture(learner, g1, g2, gamma, d):
    """Both are recorded before one is judged: together they tell mistakes apart."""
    found = mixture(learner, g1, g2)
    record("share and mixture", list(found))
    expect_close(f"share of {g1} beside {g2}", found[0], gamma)
    expect_close(f"mixture of {g1} and {g2}", found[1], d)


@check("(1, 0) and (−1, 1): the share is 0.6, and the mixture (0.2, 0.4)")
def example(learner, solution, rng):
    expect_mixture(learner, [1.0, 0.0], [-1.0, 1.0], 0.6, [0.2, 0.4])


@check("The other way round: 0.4, and the same mixture", after="example")
def swapped(learner, solution, rng):
    expect_mixture(learner, [-1.0, 1.0], [1.0, 0.0], 0.4, [0.2, 0.4])


@check("Where one gradient is shorter than any mixture, it is taken alone", after="example")
def limits(learner, solution, rng):
    expect_mixture(learner, [1.0, 0.0], [3.0, 1.0], 1.0, [1.0, 0.0])
    expect_mixture(learner, [2.0, 5.0], [0.0, 1.0], 0.0, [0.0, 1.0])


@check("Opposite gradients cancel", after="example")
def opposite(learner, solution, rng):
    expect_mixture(learner, [1.0, -2.0], [-1.0, 2.0], 0.5, [0.0, 0.0])
    expect_mixture(learner, [-3.0, 0.0], [1.0, 0.0], 0.25, [0.0, 0.0])
    expect_mixture(learner, [-3.0], [1.0], 0.25, [0.0])


@check("Equal gradients, and zero ones, are mixed half and half")
def equal(learner, solution, rng):
    expect_mixture(learner, [2.0, -1.0], [2.0, -1.0], 0.5, [2.0, -1.0])
    expect_mixture(learner, [0.0, 0.0], [0.0, 0.0], 0.5, [0.0, 0.0])


@check("One gradient is zero: so is the mixture", after="example")
def one_zero(learner, solution, rng):
    expect_mixture(learner, [0.0, 0.0], [4.0, 3.0], 1.0, [0.0, 0.0])


@check("In other units the share is the same", after=("swapped", "limits"))
def other_units(learner, solution, rng):
    pair = np.array([[3.0, -1.0, 2.0], [-1.0, 1.0, 0.5]])
    factors = (0.001, 50.0)
    expect_scaling("share", lambda G: mixture(learner, *G)[0], pair, factors=factors)


@check("Pairs of any length and direction in five dimensions match", after="swapped")
def random_pairs(learner, solution, rng):
    for scale in (1.0, 0.2, 4.0):
        g1, g2 = rng.normal(size=5), scale * rng.normal(size=5)
        gamma, d = solution.mgda(g1.copy(), g2.copy())
        found = mixture(learner, g1, g2)
        record("share and mixture", list(found))
        expect_close("share in five dimensions", found[0], gamma)
        expect_close("mixture in five dimensions", found[1], d)


@check("The gradients stay as they were")
def gradients_kept(learner, solution, rng):
    expect_arguments_kept("gradients", learner.mgda, np.array([1.0, 0.0]), np.array([-1.0, 1.0]))


@check("Descent from −1, 0.5 and 2 ends at 0, 0.5 and 1", after="example")
def where_it_rests(learner, solution, rng):
    # Between the minima the gradients are opposite and the mixture is 0; from outside, the first
    # minimum on the way is the end. What is left of the way shrinks to 0.8 of it in a step.
    for start, end in ((-1.0, 0.0), (0.5, 0.5), (2.0, 1.0)):
        theta = np.array([start])
        for _ in range(60):
            slopes = CURVATURE * (theta - MINIMA)
            theta = theta - 0.2 * np.asarray(mixture(learner, *slopes[:, None])[1], dtype=float)
        expect_close(f"where descent from {start:g} ends", theta, [end], atol=1e-5)
