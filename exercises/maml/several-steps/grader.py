"""Checks of the gradient through k steps: by hand, by differences, and by where it leads."""

import numpy as np

from grader import (
    Counted,
    check,
    expect_arguments_kept,
    expect_close,
    expect_gradient,
    expect_growth,
    record,
)

# The page's two tasks: curvatures 1 and 4, minima at 0 and 1.
TASKS = (1.0, 0.0), (4.0, 1.0)


class Cubic:
    """A loss sum(x^3) / 3, whose curvature 2 x changes with every step."""

    def loss(self, theta):
        return float((theta**3).sum() / 3)

    def gradient(self, theta):
        return theta**2

    def hvp(self, theta, v):
        return 2 * theta * v


class Twisted:
    """A smooth loss whose Hessians at two places do not commute: sum(sin(M x)) + |x|^2 / 2."""

    def __init__(self, matrix):
        self.matrix = matrix

    def loss(self, theta):
        return float(np.sin(self.matrix @ theta).sum() + theta @ theta / 2)

    def gradient(self, theta):
        return self.matrix.T @ np.cos(self.matrix @ theta) + theta

    def hvp(self, theta, v):
        return v - self.matrix.T @ (np.sin(self.matrix @ theta) * (self.matrix @ v))


def on_the_cubic(learner, start, k, alpha=0.5):
    """The learner's gradient, where the query loss is the parameter itself."""
    cubic = Cubic()
    return learner.maml_grad_ksteps(
        np.array([start]), cubic.gradient, cubic.hvp, np.ones_like, alpha, k
    )


def on_a_bowl(learner, theta, curvature, centre, k, alpha=0.2):
    """The learner's gradient, where support and query loss are the same bowl."""
    return learner.maml_grad_ksteps(
        theta,
        lambda place: curvature * (place - centre),
        lambda place, v: curvature * v,
        lambda place: curvature * (place - centre),
        alpha,
        k,
    )


def twisted(rng, size):
    """Support and query loss, and a start."""
    support, query = rng.normal(size=(2, size, size))
    return Twisted(support), Twisted(query), rng.normal(size=size)


def through_twisted(learner, support, query, theta, k):
    """The learner's gradient on such a pair of losses."""
    return learner.maml_grad_ksteps(
        theta.copy(), support.gradient, support.hvp, query.gradient, 0.3, k
    )


def loss_after(support, query, k):
    """The query loss after k steps, as a function of the start."""

    def loss(theta):
        for _ in range(k):
            theta = theta - 0.3 * support.gradient(theta)
        return query.loss(theta)

    return loss


@check("Without steps it is the query gradient")
def no_steps(learner, solution, rng):
    found = on_a_bowl(learner, np.array([3.0]), 4.0, 1.0, 0)
    expect_close("gradient through 0 steps", found, [8.0])


@check("One step, as before")
def one_step(learner, solution, rng):
    # The factor is 1 - 0.5 * 2 * 0.4.
    expect_close("gradient through 1 step", on_the_cubic(learner, 0.4, 1), [0.6])
    # From 3 to 1.4, where the slope is 1.6; the factor is 0.2.
    found = on_a_bowl(learner, np.array([3.0]), 4.0, 1.0, 1)
    expect_close("gradient through 1 step of a bowl", found, [0.32])


@check("Two steps: each has the factor of its own place", after="one_step")
def two_steps(learner, solution, rng):
    # From 0.4 to 0.32: the factors are 0.6 and 0.68.
    record("through three steps", on_the_cubic(learner, 0.9, 3))
    record("through three steps of a bowl", on_a_bowl(learner, np.array([3.0]), 1.0, 1.0, 3))
    expect_close("gradient through 2 steps", on_the_cubic(learner, 0.4, 2), [0.408])
    # From 3 over 2.6 to 2.28, where the slope is 1.28; both factors are 0.8.
    found = on_a_bowl(learner, np.array([3.0]), 1.0, 1.0, 2)
    expect_close("gradient through 2 steps of a bowl", found, [0.8192])


@check("The last step is the first on the way back", after="two_steps")
def order(learner, solution, rng):
    support, query, theta = twisted(rng, 2)
    found = through_twisted(learner, support, query, theta, 2)
    expect_gradient("gradient through 2 steps", found, loss_after(support, query, 2), theta)
    support, query, theta = twisted(rng, 3)
    found = through_twisted(learner, support, query, theta, 4)
    expect_gradient("gradient through 4 steps", found, loss_after(support, query, 4), theta)
    support, query, theta = twisted(rng, 1)
    found = through_twisted(learner, support, query, theta, 5)
    expect_gradient("gradient through 5 steps", found, loss_after(support, query, 5), theta)


@check("A tenth step costs no more than the first", after="two_steps")
def cost(learner, solution, rng):
    products, gradients = {}, {}
    for k in (1, 4, 16):
        support, query, theta = twisted(rng, 6)
        gradient, hvp = Counted(support.gradient), Counted(support.hvp)
        learner.maml_grad_ksteps(theta, gradient, hvp, query.gradient, 0.05, k)
        products[k], gradients[k] = hvp.calls, gradient.calls
    record("gradients", [gradients[k] for k in (1, 4, 16)])
    expect_growth("calls of hvp, by inner steps", products, power=1.0)


@check("The start and the gradients stay as they were")
def arguments_kept(learner, solution, rng):
    theta, slope, judge = np.array([1.0, -2.0]), np.array([0.5, 0.5]), np.array([1.0, 3.0])
    found = expect_arguments_kept(
        "maml_grad_ksteps",
        learner.maml_grad_ksteps,
        theta,
        lambda place: slope,
        lambda place, v: v,
        lambda place: judge,
        0.5,
        2,
    )
    expect_close("gradient through 2 steps with Hessian 1", found, [0.25, 0.75])
    expect_close("the support gradient after the call", slope, [0.5, 0.5])
    expect_close("the query gradient after the call", judge, [1.0, 3.0])


@check("MAML rests at 0.8, 0.2 or 1/65, by the number of its steps", after="two_steps")
def where_it_rests(learner, solution, rng):
    # Weighted means of the minima 0 and 1 with weights a (1 - 0.2 a)^2k.
    def rest(k):
        theta = np.array([0.9])
        for _ in range(250):
            pulls = [np.asarray(on_a_bowl(learner, theta.copy(), *task, k)) for task in TASKS]
            theta = theta - 0.3 * sum(pulls)
        return theta

    expect_close("rest after training without steps", rest(0), [0.8])
    expect_close("rest after training for one step", rest(1), [0.2])
    expect_close("rest after training for two steps", rest(2), [1 / 65])
