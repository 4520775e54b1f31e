"""Checks of the three gradients on losses whose answers are known by hand."""

import numpy as np

from grader import (
    call_each,
    check,
    expect_arguments_kept,
    expect_close,
    expect_gradient,
    expect_true,
)

ALPHA = 0.05
# Factors 1 - 0.05 a are 0.95 and 0.5; the gradients are a, a (1 - 0.05 a) and a (1 - 0.05 a)^2.
CURVATURE = np.diag([1.0, 10.0])
# The two tasks of the page: curvatures 1 and 4, minima at 0 and 1.
TASKS = (1.0, 0.0), (4.0, 1.0)


def gradients(learner, theta, A, c, alpha):
    """The learner's three gradients, each a float[P]."""
    return three(learner.meta_gradients(theta, A, c, alpha))


def three(found):
    """What comes back, once it is sure that it holds three results."""
    expect_true(
        "three results",
        isinstance(found, (tuple, list, np.ndarray)) and len(found) == 3,
        "Return three arrays: the joint, the first-order and the full gradient.",
        found,
    )
    return found


def tilted(rng, size=3):
    """A symmetric curvature that mixes all directions, a minimiser and a point, all random."""
    factor = rng.normal(size=(size, size))
    return np.eye(size) + factor @ factor.T, rng.normal(size=size), rng.normal(size=size)


def on_both_tasks(learner, starts):
    """The three gradients of each of the page's tasks, at each of these starts."""
    tasks = [(np.array([[a]]), np.array([c])) for a, c in TASKS]
    rows = [(theta.copy(), A, c, 0.2) for theta in starts for A, c in tasks]
    found = [three(gradients) for gradients in call_each(learner.meta_gradients, rows)]
    return zip(found[::2], found[1::2], strict=True)


@check("Before the step: the slope where theta is")
def joint(learner, solution, rng):
    found = gradients(learner, np.ones(2), CURVATURE, np.zeros(2), ALPHA)
    expect_close("joint gradient at (1, 1)", found[0], [1.0, 10.0])


@check("After the step: the slope where the step leads", after="joint")
def first_order(learner, solution, rng):
    found = gradients(learner, np.ones(2), CURVATURE, np.zeros(2), ALPHA)
    expect_close("first-order gradient at (1, 1)", found[1], [0.95, 5.0])


@check("Through the step: the chain rule's factor is there, once", after="first_order")
def full(learner, solution, rng):
    found = gradients(learner, np.ones(2), CURVATURE, np.zeros(2), ALPHA)
    expect_close("full gradient at (1, 1)", found[2], [0.9025, 2.5])


@check("The minimum need not be at 0", after="joint")
def centre(learner, solution, rng):
    # The same loss, moved by (2, -3): nothing changes but where it lies.
    c = np.array([2.0, -3.0])
    found = gradients(learner, c + 1.0, CURVATURE, c, ALPHA)
    expect_close("joint gradient, 1 from the minimum", found[0], [1.0, 10.0])
    expect_close("first-order gradient, 1 from the minimum", found[1], [0.95, 5.0])
    expect_close("full gradient, 1 from the minimum", found[2], [0.9025, 2.5])


@check("A step of size 0 makes all three the same", after="joint")
def no_step(learner, solution, rng):
    found = gradients(learner, np.array([2.0, -1.0]), CURVATURE, np.zeros(2), 0.0)
    expect_close("first-order gradient without a step", found[1], [2.0, -10.0])
    expect_close("full gradient without a step", found[2], [2.0, -10.0])


@check("A step too far turns the first-order gradient round, and not the full one", after="full")
def overshoot(learner, solution, rng):
    # alpha a = 1.2 in the steep direction: its factor is -0.2.
    found = gradients(learner, np.ones(2), np.diag([1.0, 4.0]), np.zeros(2), 0.3)
    expect_close("first-order gradient where alpha a is 1.2", found[1], [0.7, -0.8])
    expect_close("full gradient where alpha a is 1.2", found[2], [0.49, 0.16])


@check("On a tilted bowl the full gradient is the slope of the loss after the step", after="full")
def slope_after_step(learner, solution, rng):
    A, c, theta = tilted(rng)
    alpha = 0.3 / np.trace(A)

    def loss_after_step(start):
        offset = start - alpha * (A @ (start - c)) - c
        return 0.5 * offset @ A @ offset

    found = gradients(learner, theta.copy(), A.copy(), c.copy(), alpha)
    expected = solution.meta_gradients(theta, A, c, alpha)
    expect_close("joint gradient on a tilted bowl", found[0], expected[0])
    expect_close("first-order gradient on a tilted bowl", found[1], expected[1])
    expect_gradient("full gradient on a tilted bowl", found[2], loss_after_step, theta)


@check("The arguments stay as they were")
def arguments_kept(learner, solution, rng):
    A, c, theta = tilted(rng, 2)
    expect_arguments_kept("meta_gradients", learner.meta_gradients, theta, A, c, 0.1)


@check("Descent with your gradients ends where the page's table says", after="full")
def where_they_lead(learner, solution, rng):
    # Of curvature 4, at -0.1 from the minimum: the factor 1 - 0.2 * 4 is 0.2.
    found = gradients(learner, np.array([0.9]), np.array([[4.0]]), np.array([1.0]), 0.2)
    slopes = [[-0.4], [-0.08], [-0.016]]
    for name, gradient, slope in zip(("joint", "first-order", "full"), found, slopes, strict=True):
        expect_close(f"{name} gradient of one parameter", gradient, slope)
    # Weighted means of the minima, with weights a, a (1 - 0.2 a) and a (1 - 0.2 a)^2.
    thetas = [np.array([0.9])] * 3
    for _ in range(120):
        for place, both in enumerate(on_both_tasks(learner, thetas)):
            pull = sum(np.asarray(gradients[place]) for gradients in both)
            thetas[place] = thetas[place] - 0.2 * pull
    ends = zip(("joint", "first-order", "full"), thetas, (0.8, 0.5, 0.2), strict=True)
    for name, theta, end in ends:
        expect_close(f"where the {name} gradient leads", theta, [end])
