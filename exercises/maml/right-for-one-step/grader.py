"""Checks of a meta-gradient on logistic regressions: by hand, by differences, and by training."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_close,
    expect_gradient,
    expect_permutation_invariant,
)


def one_point(x, y):
    """A task with one example, the same in both sets."""
    return np.array([[x]]), np.array([y]), np.array([[x]]), np.array([y])


def random_tasks(rng, count, size, points):
    """Logistic tasks whose support and query sets differ."""
    tasks = []
    for _ in range(count):
        xs, xq = rng.normal(size=(points, size)), rng.normal(size=(points + 1, size))
        ys, yq = (np.floor(2 * rng.random(number)) for number in (points, points + 1))
        tasks.append((1.5 * xs, ys, 1.5 * xq, yq))
    return tasks


def loss(w, x, y):
    return float(np.mean(np.log1p(np.exp(x @ w)) - y * (x @ w)))


def loss_after(theta, tasks, alpha, steps):
    """The mean query loss after the steps, without any derivative but the inner slope."""
    total = 0.0
    for xs, ys, xq, yq in tasks:
        w = theta
        for _ in range(steps):
            w = w - alpha * xs.T @ (1 / (1 + np.exp(-xs @ w)) - ys) / len(ys)
        total += loss(w, xq, yq)
    return total / len(tasks)


def expect_slope(learner, what, theta, tasks, alpha, steps):
    found = learner.meta_gradient(theta.copy(), tasks, alpha, steps)
    expect_gradient(
        f"gradient {what}", found, lambda place: loss_after(place, tasks, alpha, steps), theta
    )


@check("Through one step the gradient is 0.441871")
def one_step(learner, solution, rng):
    found = learner.meta_gradient(np.array([2.0]), [one_point(1.0, 0.0)], 2.0, 1)
    expect_close("gradient through 1 step", found, [0.441871], atol=1e-6)


@check("Without a step it is the slope on the query set")
def no_step(learner, solution, rng):
    theta, tasks = rng.normal(size=2), random_tasks(rng, 2, 2, 3)
    expect_slope(learner, "through no step", theta, tasks, 1.0, 0)


@check("Through two steps it is 0.117418", after="one_step")
def two_steps(learner, solution, rng):
    found = learner.meta_gradient(np.array([2.0]), [one_point(1.0, 0.0)], 2.0, 2)
    expect_close("gradient through 2 steps", found, [0.117418], atol=1e-6)


@check("Through one step of several weights it is the slope by differences")
def several_weights(learner, solution, rng):
    for count, size, points in ((1, 3, 4), (int(rng.integers(2, 5)), 2, 3)):
        theta, tasks = rng.normal(size=size), random_tasks(rng, count, size, points)
        expect_slope(learner, f"of {size} weights", theta, tasks, 1.5, 1)


@check("And so through more steps, where the order of the factors counts", after="two_steps")
def several_steps(learner, solution, rng):
    for size, steps in ((2, 2), (3, int(rng.integers(3, 6)))):
        theta, tasks = rng.normal(size=size), random_tasks(rng, 2, size, 4)
        expect_slope(learner, f"through {steps} steps", theta, tasks, 2.0, steps)


@check("Each task starts from theta, whatever came before it")
def own_start(learner, solution, rng):
    tasks = random_tasks(rng, 3, 2, 4)

    def in_order(order):
        chosen = [tuple(np.array(part) for part in tasks[int(place)]) for place in order]
        return learner.meta_gradient(np.array([0.5, -0.5]), chosen, 0.7, 1)

    expect_permutation_invariant("gradient of three tasks", in_order, [np.arange(3)], rng)


@check("The start and the tasks stay as they were")
def arguments_kept(learner, solution, rng):
    theta, tasks = rng.normal(size=2), random_tasks(rng, 2, 2, 3)
    listed = [list(task) for task in tasks]
    expect_arguments_kept("meta_gradient", learner.meta_gradient, theta, listed, 0.5, 2)


@check(
    "Trained for two steps, the start rests where the loss after them is 0.111", after="one_step"
)
def where_it_rests(learner, solution, rng):
    tasks = [one_point(1.0, 1.0), one_point(3.0, 0.0)]
    theta = np.array([1.0])
    for _ in range(20):
        found = learner.meta_gradient(theta.copy(), tasks, 0.5, 2)
        expected = solution.meta_gradient(theta.copy(), tasks, 0.5, 2)
        expect_close("gradient on the way", found, expected)
        theta = theta - 2.0 * np.asarray(found, dtype=float)
    expect_close("loss after two steps", loss_after(theta, tasks, 0.5, 2), 0.1107, atol=1e-4)
