"""Checks of uncertainty weights: terms by hand, slopes by differences, and where they lead."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_close,
    expect_gradient,
    expect_several,
    probe,
    record,
)


def results(learner, L, s):
    """The learner's loss and gradient, once it is sure that there are two results."""
    found = learner.uncertainty_weighted(np.array(L, dtype=float), np.array(s, dtype=float))
    return expect_several(
        found, 2, "Return two values: the weighted loss, then its gradient with respect to s."
    )


def expect_results(learner, what, L, s, loss, gradient):
    """Both are recorded before one is judged: together they tell mistakes apart."""
    found = results(learner, L, s)
    record("loss and gradient", list(found))
    expect_close(f"loss {what}", found[0], loss)
    expect_close(f"gradient {what}", found[1], gradient)


@check("Where both variances are 1, each task counts half")
def unit_variances(learner, solution, rng):
    record("results elsewhere", list(results(learner, [1.0, 3.0], [0.5, -1.0])))
    expect_results(learner, "at s = (0, 0)", [2.0, 4.0], [0.0, 0.0], 3.0, [-0.5, -1.5])


@check("A variance of 4 makes a quarter of the loss, and costs log 4 / 2", after="unit_variances")
def other_variances(learner, solution, rng):
    # 8 / (2·4) + log(4) / 2 for the first task; 1 / (2·0.25) + log(0.25) / 2 for the second.
    s = np.log([4.0, 0.25])
    expect_results(learner, "at variances 4 and 0.25", [8.0, 1.0], s, 3.0, [-0.5, -1.5])
    # The two prices cancelled; alone they show.
    expect_results(learner, "at variance 4", [8.0], s[:1], 1.0 + np.log(2.0), [-0.5])
    expect_results(learner, "at variance 0.25", [1.0], s[1:], 2.0 - np.log(2.0), [-1.5])


@check("The gradient is the slope of the loss, for any number of tasks", after="unit_variances")
def slope(learner, solution, rng):
    for tasks in (1, 3, 6):
        L, s = rng.uniform(0.1, 5.0, size=tasks), rng.normal(size=tasks)
        found = results(learner, L, s)
        expect_close(f"loss of {tasks} tasks", found[0], solution.uncertainty_weighted(L, s)[0])
        expect_gradient(
            f"gradient of {tasks} tasks",
            found[1],
            lambda s, L=L: 0.5 * (np.exp(-s) * L + s).sum(),
            s,
        )


@check("A task without loss pulls its variance down at the same rate everywhere")
def no_loss(learner, solution, rng):
    expect_results(learner, "of a perfect task", [0.0], [-3.0], -1.5, [0.5])
    expect_results(learner, "of a perfect task", [0.0], [2.0], 1.0, [0.5])


@check("At s = log L nothing pulls", after="unit_variances")
def at_rest(learner, solution, rng):
    L = rng.uniform(0.01, 50.0, size=4)
    s = np.log(L)
    loss = 2.0 + s.sum() / 2
    expect_results(learner, "at s = log L", L, s, loss, np.zeros(4))


@check("Losses and variances stay as they were")
def arguments_kept(learner, solution, rng):
    L, s = np.array([2.0, 0.5]), np.array([1.0, -1.0])
    expect_arguments_kept("losses and s", learner.uncertainty_weighted, L, s)


@check("The losses 100 and 1 end with the weights 0.005 and 0.5", after="unit_variances")
def where_it_leads(learner, solution, rng):
    L, s = np.array([100.0, 1.0]), np.zeros(2)
    for _ in range(400):
        found = results(learner, L, s)[1]
        s = s - 0.1 * np.resize(np.asarray(found, dtype=float), 2)
    weights = np.exp(-s) / 2
    expect_close("weights at the end", weights, [0.005, 0.5], rtol=1e-5)
    expect_close("what the two tasks contribute", weights * L, [0.5, 0.5], rtol=1e-5)


@probe
def elsewhere(learner, solution, rng):
    for tasks in (2, 3):
        L, s = rng.uniform(0.1, 5.0, size=tasks), rng.normal(size=tasks)
        record("loss and gradient", list(results(learner, L, s)))
