"""Checks of the gradients of a trunk and its heads: by hand, by differences, by symmetry."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_close,
    expect_gradient,
    expect_permutation_invariant,
    expect_several,
    expect_true,
    probe,
    record,
)


def gradients(learner, W, V, x, y, task):
    """The learner's two gradients for fresh copies, once it is sure that there are two."""
    floats = [np.array(values, dtype=float) for values in (W, V, x, y)]
    found = learner.multihead_grads(*floats, np.array(task, dtype=int))
    return expect_several(
        found, 2, "Return two arrays: the gradient of the trunk, then that of the heads."
    )


def expect_gradients(learner, what, batch, trunk, heads):
    """Both are recorded before one is judged: together they tell mistakes apart."""
    found = gradients(learner, *batch)
    record("gradients", list(found))
    expect_close(f"gradient of the trunk {what}", found[0], trunk)
    expect_close(f"gradient of the heads {what}", found[1], heads)


def random_batch(rng, tasks, task, inputs=2, hidden=3):
    """A network and examples of these tasks."""
    W, V = rng.normal(size=(inputs, hidden)), rng.normal(size=(tasks, hidden))
    return W, V, rng.normal(size=(len(task), inputs)), rng.normal(size=len(task)), np.array(task)


def loss(W, V, x, y, task):
    """Half the sum of the squared errors."""
    outputs = np.array([np.tanh(row @ W) @ V[i] for row, i in zip(x, task, strict=True)])
    return 0.5 * np.square(outputs - y).sum()


@check("One example: 1.5 for the trunk, 0.5 for its head, nothing for the other")
def example(learner, solution, rng):
    record("gradients of a batch", list(gradients(learner, *random_batch(rng, 3, [0, 2, 2, 1, 0]))))
    batch = np.arctanh([[0.5]]), [[2.0], [3.0]], [[1.0]], [0.0], [0]
    expect_gradients(learner, "on one example", batch, [[1.5]], [[0.5], [0.0]])


@check("The other task's example goes through the other head", after="example")
def other_head(learner, solution, rng):
    batch = np.arctanh([[0.5]]), [[2.0], [3.0]], [[-1.0]], [1.5], [1]
    # The feature is −0.5, the output −1.5, the error −3; 3 · (1 − 0.25) · −3 · −1 for the trunk.
    expect_gradients(learner, "on an example of task 1", batch, [[6.75]], [[0.0], [1.5]])


@check("Examples of one task add up", after="example")
def repeated(learner, solution, rng):
    batch = np.arctanh([[0.5]]), [[2.0], [3.0]], [[1.0]] * 3, [0.0] * 3, [0, 0, 0]
    expect_gradients(learner, "on three examples alike", batch, [[4.5]], [[1.5], [0.0]])


@check("The trunk's gradient is the slope of the loss", after="example")
def slope_of_trunk(learner, solution, rng):
    for tasks, task in ((3, [0, 2, 1, 2, 0, 0]), (1, [0, 0])):
        W, V, x, y, task = random_batch(rng, tasks, task)
        found = gradients(learner, W, V, x, y, task)
        name = f"gradient of the trunk of {tasks} tasks"
        expect_gradient(name, found[0], lambda W, b=(V, x, y, task): loss(W, *b), W)


@check("The heads' gradient is the slope of the loss", after="example")
def slope_of_heads(learner, solution, rng):
    for tasks, hidden, task in ((3, 4, [0, 2, 1, 2, 0, 0]), (2, 2, [1, 0, 1]), (1, 2, [0, 0])):
        W, V, x, y, task = random_batch(rng, tasks, task, hidden=hidden)
        found = gradients(learner, W, V, x, y, task)
        name = f"gradient of the heads of {tasks} tasks"
        expect_gradient(name, found[1], lambda V, a=W, b=(x, y, task): loss(a, V, *b), V)


@check("A head without examples learns nothing, exactly", after="example")
def absent_task(learner, solution, rng):
    W, V, x, y, task = random_batch(rng, 4, [3, 1, 3])
    heads = np.asarray(gradients(learner, W, V, x, y, task)[1])
    record("gradient of the heads", heads)
    expect_close("gradient of all heads", heads, solution.multihead_grads(W, V, x, y, task)[1])
    expect_true(
        "heads 0 and 2 have a gradient of exactly 0",
        not heads[[0, 2]].any(),
        "Heads 0 and 2 have no examples in this batch, and their gradients are not 0.",
    )


@check(
    "Other numbers for the tasks change the order of the heads, and nothing else", after="example"
)
def renumbered(learner, solution, rng):
    W, V, x, y, task = random_batch(rng, 3, [0, 1, 2, 2, 0])
    trunk, heads = solution.multihead_grads(W, V, x, y, task)
    # Task 0 becomes 2, 1 becomes 0, 2 becomes 1.
    batch = W, V[[1, 2, 0]], x, y, np.array([2, 0, 1])[task]
    expect_gradients(learner, "after renumbering", batch, trunk, heads[[1, 2, 0]])


@check("The order of the examples does not matter", after="example")
def any_order(learner, solution, rng):
    W, V, x, y, task = random_batch(rng, 3, [0, 1, 2, 2, 0])
    expect_permutation_invariant(
        "gradients", lambda *b: tuple(gradients(learner, W, V, *b)), [x, y, task], rng
    )


@check("Network and batch stay as they were")
def arguments_kept(learner, solution, rng):
    batch = random_batch(rng, 2, [0, 1, 1])
    expect_arguments_kept("network and batch", learner.multihead_grads, *batch)


@check("Two tasks pull at the trunk with (1, 0) and (−1, 1); together that is (0, 1)")
def disagreement(learner, solution, rng):
    # With W = 0 all features are 0 and have slope 1; with heads of 1 and errors of 1 the inputs
    # themselves are the gradients.
    W, V, x, y = np.zeros((2, 1)), np.ones((2, 1)), np.array([[1.0, 0.0], [-1.0, 1.0]]), -np.ones(2)
    for i, name in enumerate(("first", "second")):
        trunk = gradients(learner, W, V, x[[i]], y[[i]], [i])[0]
        expect_close(f"gradient of the trunk, {name} task alone", trunk, x[[i]].T)
    both = gradients(learner, W, V, x, y, [0, 1])
    expect_close("gradient of the trunk, both tasks", both[0], [[0.0], [1.0]])
    expect_close("gradient of the heads, both tasks", both[1], [[0.0], [0.0]])


@probe
def more_batches(learner, solution, rng):
    for tasks, task in ((2, [0, 1, 1]), (3, [2, 0, 2, 1])):
        record("gradients", list(gradients(learner, *random_batch(rng, tasks, task))))
