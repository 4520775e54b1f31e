"""Checks of a step of Reptile, on bowls whose steps can be followed by hand."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_close,
    expect_equal,
    expect_permutation_invariant,
    record,
)

# The page's two tasks: curvatures 1 and 4, minima at 0 and 1.
FLAT, STEEP = (1.0, 0.0), (4.0, 1.0)


def bowl(curvature, centre):
    """Gradient of a loss whose curvature is the same along all axes, or given for each."""
    return lambda theta: curvature * (theta - centre)


def step(learner, theta, tasks, k, epsilon=1.0, alpha=0.2):
    """The learner's new start for tasks (curvature, centre)."""
    return learner.reptile_step(np.array(theta), [bowl(*task) for task in tasks], alpha, k, epsilon)


def rest(learner, k):
    """Where repeated steps on the page's two tasks lead."""
    theta = np.array([0.1])
    for _ in range(60):
        theta = np.asarray(step(learner, theta, (FLAT, STEEP), k))
    return theta


@check("One task, all of the way: the end of its steps")
def one_task(learner, solution, rng):
    # From 2 every step leaves 0.8 of the distance to 0.
    record("half of the way", step(learner, [2.0], [FLAT], 2, 0.5))
    expect_close("new start after 1 inner step", step(learner, [2.0], [FLAT], 1), [1.6])
    expect_close("new start after 3 inner steps", step(learner, [2.0], [FLAT], 3), [1.024])


@check("A share of the way", after="one_task")
def share(learner, solution, rng):
    expect_close("a quarter of the way", step(learner, [2.0], [FLAT], 2, 0.25), [1.82])
    expect_close("none of the way", step(learner, [2.0], [FLAT], 2, 0.0), [2.0])


@check("No inner step, no move")
def no_inner_step(learner, solution, rng):
    found = step(learner, [2.0, -1.0], [FLAT, STEEP], 0, 0.5)
    expect_close("new start without inner steps", found, [2.0, -1.0])


@check("Two tasks: the mean of their ways, each from the same start", after="one_task")
def two_tasks(learner, solution, rng):
    # After two steps from 0 the flat task is at 0, the steep one at 1 - 0.2^2.
    record("a share of the way", step(learner, [0.5], [FLAT, STEEP], 2, 0.3))
    expect_close("new start, 1 inner step", step(learner, [0.0], [FLAT, STEEP], 1), [0.4])
    expect_close("new start, 2 inner steps", step(learner, [0.0], [FLAT, STEEP], 2), [0.48])
    found = step(learner, [0.0], [STEEP, FLAT], 2)
    expect_close("new start, the steep task first", found, [0.48])


@check("Every task is asked k times, first at theta", after="two_tasks")
def places(learner, solution, rng):
    asked = []

    def task(theta):
        asked.append(np.array(theta, dtype=float).tolist())
        return np.array([1.0, -2.0])

    learner.reptile_step(np.array([3.0, 5.0]), [task] * 3, 0.5, 2, 0.7)
    expect_equal("gradients of 3 tasks with 2 inner steps", len(asked), 6)
    first_two = [[3.0, 5.0], [2.5, 6.0]]
    expect_close("the places, in order of size", sorted(asked), sorted(first_two * 3))


@check("Any number of tasks and parameters, in any order", after="two_tasks")
def any_order(learner, solution, rng):
    curvatures, centres = rng.uniform(0.2, 2.0, size=(5, 3)), rng.normal(size=(5, 3))
    theta = rng.normal(size=3)

    def moved(a, c):
        return step(learner, theta.copy(), list(zip(a, c, strict=True)), 3, 0.4)

    expected = step(solution, theta, list(zip(curvatures, centres, strict=True)), 3, 0.4)
    expect_close("new start for five tasks", moved(curvatures, centres), expected)
    expect_permutation_invariant("new start", moved, (curvatures, centres), rng)


@check("The start and the gradients stay as they were")
def arguments_kept(learner, solution, rng):
    slope = np.array([1.0, -2.0])
    tasks = [lambda theta: slope, lambda theta: slope]
    found = expect_arguments_kept("start", learner.reptile_step, np.zeros(2), tasks, 0.1, 2, 0.5)
    expect_close("new start where the slope is the same everywhere", found, [-0.1, 0.2])
    expect_close("the slope after the call", slope, [1.0, -2.0])


@check("Repeated, it comes to rest at 0.8, at 0.5979 and at 0.5", after=("two_tasks", "any_order"))
def where_it_rests(learner, solution, rng):
    expect_close("where 1 inner step leads", rest(learner, 1), [0.8], atol=1e-6)
    expect_close("where 5 inner steps lead", rest(learner, 5), [0.597895], atol=1e-6)
    expect_close("where 40 inner steps lead", rest(learner, 40), [0.5], atol=1e-4)
