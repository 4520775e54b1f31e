"""Checks of CAGrad for two gradients: directions by hand, and where its steps lead."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_between,
    expect_close,
    expect_permutation_invariant,
    expect_scaling,
    probe,
    record,
)

# A search over 1,000 shares comes nearer than this.
TOLERANCE = 0.005


def direction(learner, g1, g2, c):
    return learner.cagrad(np.array(g1, dtype=float), np.array(g2, dtype=float), c)


def expect_direction(learner, what, g1, g2, c, expected):
    expect_close(f"direction {what}", direction(learner, g1, g2, c), expected, atol=TOLERANCE)


def random_pair(rng, parameters, degrees, shorter):
    """Two gradients at an angle, in random directions of space, with lengths 1 and shorter."""
    along, across = np.linalg.qr(rng.normal(size=(parameters, 2)))[0].T
    turn = np.radians(degrees)
    return along, shorter * (np.cos(turn) * along + np.sin(turn) * across)


@check("c = 0.5 in the example: (0.25, 0.5), from which both tasks gain")
def example(learner, solution, rng):
    # Other pairs tell apart mistakes that agree on this one.
    record("another direction", direction(learner, [3.0, 0.0], [-1.0, 2.0], 0.6))
    record("a direction near opposite", direction(learner, [1.0, 0.0], [-2.0, 0.5], 0.8))
    expect_direction(learner, "for c = 0.5", [1.0, 0.0], [-1.0, 1.0], 0.5, [0.25, 0.5])


@check("c = 0 is the mean")
def no_radius(learner, solution, rng):
    expect_direction(learner, "for c = 0", [1.0, 0.0], [-1.0, 1.0], 0.0, [0.0, 0.5])
    expect_direction(learner, "for c = 0", [4.0, -1.0, 2.0], [1.0, 3.0, 0.0], 0.0, [2.5, 1.0, 1.0])


@check("With c = 0.9 both tasks gain 0.375", after="example")
def large_radius(learner, solution, rng):
    # The mean is (0, 1/2). Both gain x from (x, 2x), and the edge of the ball is where
    # x^2 + (2x - 1/2)^2 = (0.9/2)^2.
    x = (1 + np.sqrt(1 - 5 * (0.25 - 0.2025))) / 5
    expect_direction(learner, "for c = 0.9", [1.0, 0.0], [-1.0, 1.0], 0.9, [x, 2 * x])


@check("Gradients that agree: the shorter one is helped first", after="no_radius")
def agreement(learner, solution, rng):
    # The task with the gradient (1, 0) gains less from any direction in the ball, so that the
    # direction goes as far its way as it may.
    edge = 2.0 + 0.5 * np.sqrt(4.25)
    expect_direction(learner, "at a small angle", [1.0, 0.0], [3.0, 1.0], 0.5, [edge, 0.5])
    expect_direction(learner, "of equal gradients", [2.0, 0.0], [2.0, 0.0], 0.25, [2.5, 0.0])


@check("Neither task is the first", after="example")
def swapped(learner, solution, rng):
    G = np.array(random_pair(rng, 3, 130.0, rng.uniform(0.4, 0.8)))
    expect_permutation_invariant(
        "direction", lambda G: direction(learner, *G, 0.4), [G], rng, atol=TOLERANCE
    )


@check("Gradients three times as long: a direction three times as long", after="example")
def other_units(learner, solution, rng):
    G = np.array(random_pair(rng, 2, 110.0, rng.uniform(0.4, 0.8)))
    expect_scaling("direction", lambda G: direction(learner, *G, 0.6), G, power=1.0, atol=TOLERANCE)


@check("Opposite gradients: the mean, shortened by the radius", after="no_radius")
def opposite(learner, solution, rng):
    # The mean is −1, which harms the first task: of the ball from −1.5 to −0.5 it takes the end.
    expect_direction(learner, "of opposite gradients", [1.0, 0.0], [-3.0, 0.0], 0.5, [-0.5, 0.0])
    expect_direction(learner, "of what cancels", [1.0, -2.0], [-1.0, 2.0], 0.5, [0.0, 0.0])


@check("Zero gradients give zero, and nothing undefined")
def zero(learner, solution, rng):
    expect_direction(learner, "of zero gradients", [0.0, 0.0], [0.0, 0.0], 0.5, [0.0, 0.0])
    # With one of them zero, nothing in the ball does harm. A search that ends near the zero
    # mixture, and not quite there, goes to the edge.
    for pair in (([2.0], [0.0]), ([0.0], [2.0])):
        found = direction(learner, *pair, 0.5)
        expect_close("direction beside a zero gradient", found, [1.25], atol=0.25 + TOLERANCE)


@check("Pairs at many angles, in more dimensions, match", after=("example", "no_radius"))
def random_pairs(learner, solution, rng):
    for degrees in (60.0, 95.0, 120.0, 145.0):
        parameters, c = int(rng.integers(2, 7)), rng.uniform(0.3, 0.8)
        g1, g2 = random_pair(rng, parameters, degrees, rng.uniform(0.3, 0.9))
        expected = solution.cagrad(g1.copy(), g2.copy(), c)
        expect_direction(learner, f"at {degrees:g} degrees", g1, g2, c, expected)
        expect_direction(learner, f"at {degrees:g} degrees", g2, g1, c, expected)


@check("The gradients stay as they were")
def gradients_kept(learner, solution, rng):
    g1, g2 = np.array([1.0, 0.0]), np.array([-1.0, 1.0])
    expect_arguments_kept("gradients", learner.cagrad, g1, g2, 0.5)


@check("Descent from −1, 0.5 and 2 ends at 0.8 each time, the minimum of the sum", after="example")
def where_it_rests(learner, solution, rng):
    for start in (-1.0, 0.5, 2.0):
        x = start
        for _ in range(12):
            # The slopes of x^2 / 2 and 2 (x - 1)^2.
            g1, g2 = np.array([x]), np.array([4.0 * (x - 1.0)])
            expected = solution.cagrad(g1.copy(), g2.copy(), 0.5)
            found = direction(learner, g1, g2, 0.5)
            expect_close("direction on the way", found, expected, atol=TOLERANCE)
            x -= 0.3 * np.asarray(found, dtype=float).item()
        expect_between(f"where descent from {start:g} ends", x, 0.79, 0.81)


@probe
def elsewhere(learner, solution, rng):
    for degrees in (40.0, 100.0, 150.0):
        g1, g2 = random_pair(rng, 3, degrees, rng.uniform(0.3, 0.9))
        record("direction", direction(learner, g1, g2, 0.5))
