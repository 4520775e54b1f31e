"""Checks of ANIL's gradient: by hand on a bowl, by differences, and by what the body learns."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_close,
    expect_gradient,
    record,
)

BOWL = np.array([[2.0, 1.0], [1.0, 2.0]])
HEAD = np.array([0.0, 1.0])


class Twisted:
    """A smooth loss whose curvature differs from place to place: sum(sin(M x)) + |x|^2 / 2."""

    def __init__(self, matrix):
        self.matrix = matrix

    def loss(self, theta):
        return float(np.sin(self.matrix @ theta).sum() + theta @ theta / 2)

    def gradient(self, theta):
        return self.matrix.T @ np.cos(self.matrix @ theta) + theta

    def hvp(self, theta, v):
        return v - self.matrix.T @ (np.sin(self.matrix @ theta) * (self.matrix @ v))


class Scale:
    """The loss (u w - c)^2 of a body w and a head u on the task c; theta is (w, u)."""

    def __init__(self, c):
        self.c = c

    def loss(self, theta):
        return float((theta[0] * theta[1] - self.c) ** 2)

    def gradient(self, theta):
        return 2 * (theta[0] * theta[1] - self.c) * theta[::-1]

    def hvp(self, theta, v):
        change = theta[0] * v[1] + theta[1] * v[0]
        return 2 * (change * theta[::-1] + (theta[0] * theta[1] - self.c) * v[::-1])


def on_a_bowl(learner, mask, theta=(1.0, 1.0), alpha=0.5):
    """The learner's gradient for the curvature BOWL, judged by the loss |theta|^2 / 2."""
    return learner.anil_grad(
        np.array(theta),
        np.array(mask),
        lambda place: BOWL @ place,
        lambda place, v: BOWL @ v,
        lambda place: 1.0 * place,
        alpha,
    )


def through(learner, support, query, theta, mask, alpha=0.3):
    """The learner's gradient on two losses."""
    return learner.anil_grad(
        theta.copy(), mask.copy(), support.gradient, support.hvp, query.gradient, alpha
    )


def loss_after(support, query, mask):
    """The query loss after a masked step, as a function of the start."""
    return lambda theta: query.loss(theta - 0.3 * mask * support.gradient(theta))


@check("Body and head of a bowl, by hand")
def by_hand(learner, solution, rng):
    # The head goes from 1 to -0.5; the head's part of the query gradient is -0.5, and H turns
    # (0, -0.5) into (-0.5, -1).
    record("another start", on_a_bowl(learner, HEAD, (2.0, -3.0), 0.1))
    expect_close("gradient where the second adapts", on_a_bowl(learner, HEAD), [1.25, 0.0])
    expect_close("gradient where the first adapts", on_a_bowl(learner, [1.0, 0.0]), [0.0, 1.25])
    # MAML, and no adaptation at all.
    expect_close("gradient where both adapt", on_a_bowl(learner, [1.0, 1.0]), [0.25, 0.25])
    expect_close("gradient where none adapts", on_a_bowl(learner, [0.0, 0.0]), [1.0, 1.0])


@check("The inner step leaves the body where it was")
def body_stays(learner, solution, rng):
    asked = []

    def query_gradient(place):
        asked.append(np.array(place, dtype=float))
        return np.ones(3)

    learner.anil_grad(
        np.array([5.0, 6.0, 7.0]),
        np.array([0.0, 1.0, 1.0]),
        lambda place: np.array([1.0, 2.0, 3.0]),
        lambda place, v: 0.0 * v,
        query_gradient,
        0.5,
    )
    last = asked[-1] if asked else None
    expect_close("where the query gradient was asked for", last, [5.0, 5.0, 5.5])


@check("It is the slope of the query loss after the step", after="by_hand")
def slope(learner, solution, rng):
    support, query = Twisted(rng.normal(size=(5, 5))), Twisted(rng.normal(size=(5, 5)))
    theta, mask = rng.normal(size=5), np.array([0.0, 0.0, 0.0, 1.0, 1.0])
    found = through(learner, support, query, theta, mask)
    expect_gradient("gradient, two of five adapt", found, loss_after(support, query, mask), theta)
    support, query = Twisted(rng.normal(size=(1, 1))), Twisted(rng.normal(size=(1, 1)))
    theta, mask = rng.normal(size=1), np.ones(1)
    found = through(learner, support, query, theta, mask)
    expect_gradient("gradient of a single one", found, loss_after(support, query, mask), theta)


@check("Parameters and mask stay as they were")
def arguments_kept(learner, solution, rng):
    support, judge = Scale(1.0), np.array([1.0, 3.0])
    found = expect_arguments_kept(
        "anil_grad",
        learner.anil_grad,
        np.array([1.0, -2.0]),
        HEAD.copy(),
        support.gradient,
        support.hvp,
        lambda place: judge,
        0.25,
    )
    expect_close("gradient where the query gradient is (1, 3)", found, [8.5, 1.5])
    expect_close("the query gradient after the call", judge, [1.0, 3.0])


@check("The body learns to be 2, where one step of the head solves every task", after="by_hand")
def what_the_body_learns(learner, solution, rng):
    # From (w, u) the head goes to u - 2 alpha w (u w - c). So the product with w is c, whatever c
    # and u are, if 2 alpha w^2 = 1.
    tasks = Scale(1.0), Scale(-1.0)
    theta = np.array([0.5, 0.3])
    for _ in range(300):
        pulls = [np.asarray(through(learner, each, each, theta, HEAD, 0.125)) for each in tasks]
        theta = theta - 0.1 * sum(pulls)
    expect_close("the body after training", theta[0], 2.0, atol=1e-5)
