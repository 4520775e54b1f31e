"""Checks of a program that measures what inner steps gain, on tasks whose losses are known."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_close,
    expect_permutation_invariant,
    expect_true,
)

# One point each: x = sqrt(a), y = sqrt(a) c, so that the loss is a (theta - c)^2 / 2.
FLAT = np.array([[1.0]]), np.array([0.0])
STEEP = np.array([[2.0]]), np.array([2.0])


def page_tasks():
    """The two tasks of the page, with the same point in support and query."""
    return [tuple(array.copy() for array in (*one, *one)) for one in (FLAT, STEEP)]


def random_tasks(rng, count, size, points):
    """Linear tasks with noise, so that support and query disagree about the best weights."""
    tasks = []
    for _ in range(count):
        weights = rng.normal(size=size)
        xs, xq = rng.normal(size=(points, size)), rng.normal(size=(points + 2, size))
        ys, yq = xs @ weights + rng.normal(size=points), xq @ weights + rng.normal(size=points + 2)
        tasks.append((xs, ys, xq, yq))
    return tasks


def losses(learner, theta, tasks, alpha, steps):
    """The learner's two losses."""
    found = learner.query_losses(theta, tasks, alpha, steps)
    expect_true(
        "two results",
        isinstance(found, (tuple, list, np.ndarray)) and len(found) == 2,
        "Return two numbers, as the given program does: the loss before and the loss after.",
        found,
    )
    return found


@check("From MAML's start one step takes the loss from 0.65 to 0.032")
def one_step(learner, solution, rng):
    found = losses(learner, np.array([0.2]), page_tasks(), 0.2, 1)
    expect_close("loss before the step", found[0], 0.65)
    expect_close("loss after the step", found[1], 0.032)


@check("Without a step both losses are the same")
def no_step(learner, solution, rng):
    # 0.5 (0.9 - 0)^2 = 0.405 and 2 (0.9 - 1)^2 = 0.02
    found = losses(learner, np.array([0.9]), page_tasks(), 0.2, 0)
    expect_close("loss before, of no step", found[0], 0.2125)
    expect_close("loss after, of no step", found[1], 0.2125)
    found = losses(learner, np.array([0.9]), page_tasks(), 0.0, 2)
    expect_close("loss before, with steps of size 0", found[0], 0.2125)
    expect_close("loss after, with steps of size 0", found[1], 0.2125)


@check("Every further step counts, on a task with a single point", after="one_step")
def three_steps(learner, solution, rng):
    # The flat task alone, from 1: each step of size 0.5 halves the distance to the minimum at 0.
    for count, loss in ((2, 0.5 / 16), (3, 0.5 / 64)):
        found = losses(learner, np.array([1.0]), page_tasks()[:1], 0.5, count)
        expect_close("loss before some steps", found[0], 0.5)
        expect_close("loss after some steps", found[1], loss)


@check("The steps go by the support set, the losses by the query set", after="one_step")
def query_set(learner, solution, rng):
    # Support: y = 0 at x = 1. Query: y = 3 at x = 1. A step of size 1 leads from 2 to 0.
    task = np.array([[1.0]]), np.array([0.0]), np.array([[1.0]]), np.array([3.0])
    found = losses(learner, np.array([2.0]), [task], 1.0, 1)
    expect_close("query loss before the step", found[0], 0.5)
    expect_close("query loss after the step", found[1], 4.5)


@check("Each task starts from theta, whatever came before it")
def own_start(learner, solution, rng):
    tasks = random_tasks(rng, 3, 2, 4)

    def in_order(order):
        chosen = [tuple(np.array(part) for part in tasks[int(place)]) for place in order]
        return tuple(losses(learner, np.array([0.5, -0.5]), chosen, 0.1, 2))

    expect_permutation_invariant("losses of three tasks", in_order, [np.arange(3)], rng)


@check("Several weights, points and tasks match", after="one_step")
def sizes(learner, solution, rng):
    for count, size, points in ((1, 1, 1), (2, 3, 5), (4, 2, 3)):
        theta, tasks = rng.normal(size=size), random_tasks(rng, count, size, points)
        expected = solution.query_losses(theta.copy(), tasks, 0.1, 2)
        found = losses(learner, theta.copy(), tasks, 0.1, 2)
        expect_close("loss before two steps", found[0], expected[0])
        expect_close("loss after two steps", found[1], expected[1])


@check("The start and the tasks stay as they were")
def arguments_kept(learner, solution, rng):
    theta, tasks = rng.normal(size=2), random_tasks(rng, 2, 2, 3)
    listed = [list(task) for task in tasks]
    expect_arguments_kept("query_losses", learner.query_losses, theta, listed, 0.1, 2)


@check("The four starts of the page's table lose what the table says", after="no_step")
def page_table(learner, solution, rng):
    # Joint training, FOMAML, Reptile and MAML: 0.25 theta^2 + (theta - 1)^2 before the step;
    # after it, the distances are 0.8 and 0.2 of what they were.
    for start in (0.8, 0.5, 0.5979, 0.2):
        before = 0.25 * start**2 + (start - 1) ** 2
        after = 0.25 * (0.8 * start) ** 2 + (0.2 * (start - 1)) ** 2
        found = losses(learner, np.array([start]), page_tasks(), 0.2, 1)
        expect_close("loss of a start before the step", found[0], before)
        expect_close("loss of a start after the step", found[1], after)
