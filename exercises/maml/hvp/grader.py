"""Checks of the product with the Hessian: by hand, by differences, and by its rank."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_close,
    expect_equal,
    expect_gradient,
    expect_scaling,
    record,
)

# Errors of central differences end far below this, those of one-sided ones do not.
RTOL, ATOL = 1e-6, 1e-7


def one_unit(learner, v):
    """The product for a unit that stands at 0: slope 0, offset 0, weight 2, one point (3, 5)."""
    theta = np.array([[0.0], [0.0], [2.0]])
    return learner.hvp(theta, np.array([3.0]), np.array([5.0]), np.array(v))


def network(rng, units, examples):
    """Random parameters, inputs, targets and a direction."""
    theta, v = rng.normal(size=(2, 3, units))
    return theta, rng.uniform(-2.0, 2.0, size=examples), rng.normal(size=examples), v


def slope_along(theta, x, y, v):
    """The slope of the loss at theta along v, whose own gradient is the product with v."""
    w, b, u = theta
    h = np.tanh(np.outer(x, w) + b)
    dh = (1 - h**2) * (np.outer(x, v[0]) + v[1])
    return 2 * float((h @ u - y) @ (dh @ u + h @ v[2])) / len(x)


@check("One unit at 0, along its slope")
def slope_of_one_unit(learner, solution, rng):
    # f = 2 tanh(3 w + b): its slopes are 6, 2 and 0, and its error is -5.
    found = one_unit(learner, [[1.0], [0.0], [0.0]])
    record("along the offset", one_unit(learner, [[0.0], [1.0], [0.0]]))
    record("along the output weight", one_unit(learner, [[0.0], [0.0], [1.0]]))
    expect_close("H v along the slope", found, [[72.0], [24.0], [-30.0]], RTOL, ATOL)


@check("One unit at 0, along its offset and its output weight", after="slope_of_one_unit")
def rest_of_one_unit(learner, solution, rng):
    found = one_unit(learner, [[0.0], [1.0], [0.0]])
    expect_close("H v along the offset", found, [[24.0], [8.0], [-10.0]], RTOL, ATOL)
    found = one_unit(learner, [[0.0], [0.0], [1.0]])
    expect_close("H v along the output weight", found, [[-30.0], [-10.0], [0.0]], RTOL, ATOL)


@check("Where the output weights are 0, the network is linear in them")
def linear_part(learner, solution, rng):
    # With targets of 0 nothing else is curved: the loss is that of linear regression on h.
    theta, x, y, v = network(rng, 4, 6)
    theta[2], y[:] = 0.0, 0.0
    h = np.tanh(np.outer(x, theta[0]) + theta[1])
    expected = np.zeros((3, 4))
    expected[2] = 2 * h.T @ (h @ v[2]) / 6
    expect_close("H v", learner.hvp(theta, x, y, v.copy()), expected, RTOL, ATOL)


@check("It is the change of the gradient along v, for networks of several sizes")
def several_sizes(learner, solution, rng):
    for units, examples in ((3, 5), (1, 4), (6, 1)):
        theta, x, y, v = network(rng, units, examples)
        found = learner.hvp(theta.copy(), x.copy(), y.copy(), v.copy())

        def slope(place, x=x, y=y, v=v):
            return slope_along(place, x, y, v)

        expect_gradient(f"H v with {units} units, {examples} examples", found, slope, theta)
        expected = solution.hvp(theta, x, y, v)
        expect_close(f"H v to six digits, {units} units", found, expected, RTOL, ATOL)


@check("Twice the direction, twice the product; no direction, none", after="several_sizes")
def linear_in_v(learner, solution, rng):
    theta, x, y, v = network(rng, 3, 5)
    expect_close("H times 0", learner.hvp(theta, x, y, np.zeros((3, 3))), np.zeros((3, 3)))

    def product(direction):
        return learner.hvp(theta.copy(), x, y, direction)

    expect_scaling("H v", product, v, power=1.0, rtol=RTOL, atol=ATOL)


@check("The arguments stay as they were")
def arguments_kept(learner, solution, rng):
    expect_arguments_kept("hvp", learner.hvp, *network(rng, 2, 3))


@check("Five points that are fitted perfectly curve the loss in five directions")
def rank(learner, solution, rng):
    theta, x, _, _ = network(rng, 8, 5)
    x = np.linspace(-2.0, 2.0, 5)
    y = np.tanh(np.outer(x, theta[0]) + theta[1]) @ theta[2]
    columns = [learner.hvp(theta.copy(), x, y, v.reshape(3, 8)) for v in np.eye(24)]
    expected = [solution.hvp(theta, x, y, v.reshape(3, 8)) for v in np.eye(24)]
    expect_close("all 24 columns of H", columns, expected, RTOL, ATOL)
    curvatures = np.linalg.eigvalsh(np.reshape(columns, (24, 24)))
    expect_equal("curved directions", int((curvatures > 1e-6).sum()), 5)
