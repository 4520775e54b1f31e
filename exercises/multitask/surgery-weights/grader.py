"""Checks that surgery is a weighting: weights by hand, and the surgery itself beside them."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_close,
    probe,
    record,
)

PAIR = np.array([[1.0, 0.0], [-1.0, 1.0]])
# Every two of these are in conflict.
TRIPLE = np.array([[1.0, 0.0], [-0.5, 1.0], [-0.5, -1.0]])
# Directions 0, 170 and 195 degrees: two projections turn task 0 against its own gradient.
TURNING = np.array([[np.cos(a), np.sin(a)] for a in np.radians([0.0, 170.0, 195.0])])


def weights(learner, G):
    return learner.surgery_weights(np.array(G, dtype=float))


def surgery(G):
    """PCGrad with the orders of the rows, without any account of weights."""
    total = np.zeros(G.shape[1])
    for i in range(len(G)):
        g = G[i]
        for j in range(len(G)):
            if j != i and g @ G[j] < 0:
                g = g - (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total = total + g
    return total


@check("Two gradients in conflict: the weights 2 and 1.5")
def pair(learner, solution, rng):
    # More gradients tell apart mistakes that agree on the pair.
    record("weights of other gradients", weights(learner, [[3.0, 0.0], [-1.0, 2.0]]))
    record("weights of three gradients", weights(learner, TRIPLE * [[2.0], [1.0], [1.0]]))
    expect_close("weights of the pair", weights(learner, PAIR), [2.0, 1.5])
    expect_close("weights of the pair turned round", weights(learner, PAIR[::-1]), [1.5, 2.0])


@check("Without conflict every weight is 1")
def no_conflict(learner, solution, rng):
    expect_close("weights at 45 degrees", weights(learner, [[1.0, 0.0], [1.0, 1.0]]), [1.0, 1.0])
    expect_close("weights at a right angle", weights(learner, [[2.0, 0.0], [0.0, 3.0]]), [1.0, 1.0])
    expect_close("weight of one task", weights(learner, [[0.5, -2.0, 1.0]]), [1.0])


@check("Lengths matter: the longer gradient gets the smaller weight")
def lengths(learner, solution, rng):
    # By hand: 1 + 10/1 and 1 + 10/200.
    found = weights(learner, PAIR * [[1.0], [10.0]])
    expect_close("weights with a gradient ten times as long", found, [11.0, 1.05])
    # The dot product is −22; the squared lengths are 18 and 38.
    found = weights(learner, [[-4.0, 1.0, 1.0], [6.0, 1.0, 1.0]])
    expect_close("weights in three dimensions", found, [1 + 22 / 18, 1 + 22 / 38])


@check("Three tasks: each projection starts from the one before", after="pair")
def three_tasks(learner, solution, rng):
    # By hand: task 0 takes 0.4 of task 1 and then 0.64 of task 2; task 1 takes 0.5 of task 0 and
    # 0.8 of task 2; task 2 takes 0.5 and 0.8 of the others.
    found = weights(learner, TRIPLE)
    expect_close("weights of three gradients", found, [2.0, 2.2, 2.44])
    expect_close("their weighted sum", np.asarray(found, dtype=float) @ TRIPLE, [-0.32, -0.24])


@check("A task never visits itself", after="three_tasks")
def others_only(learner, solution, rng):
    for G in (TURNING, TURNING[::-1]):
        expected = solution.surgery_weights(G.copy())
        expect_close("weights of a turning gradient", weights(learner, G), expected)


@check("Weighted with them, the gradients add up to what surgery gives", after="pair")
def sum_of_gradients(learner, solution, rng):
    for tasks, parameters in ((3, 4), (5, 2), (6, 3)):
        G = rng.normal(size=(tasks, parameters))
        G[1] -= 1.5 * G[0]
        found = weights(learner, G)
        expect_close(f"weights of {tasks} tasks", found, solution.surgery_weights(G))
        expect_close(f"sum for {tasks} tasks", np.asarray(found, float) @ G, surgery(G))


@check("The gradients stay as they were")
def gradients_kept(learner, solution, rng):
    expect_arguments_kept("gradients", learner.surgery_weights, PAIR.copy())


@check("Between a right angle and opposite gradients, weights rise from 1 to the bound")
def bound(learner, solution, rng):
    # Opposite gradients reach the bound 1 + |g_j| / |g_i|. Powers of two leave no rounding error:
    # else whoever projects on what is left of a task would divide by one.
    expect_close("weights at 180 degrees", weights(learner, [[1.0, 0.0], [-4.0, 0.0]]), [5.0, 1.25])
    expect_close("weights of single numbers", weights(learner, [[2.0], [-1.0]]), [1.5, 3.0])
    for angle in (150.0, 100.0, 90.0):
        first, second = rng.uniform(0.2, 5.0, size=2)
        turn = np.radians(angle)
        G = [[first, 0.0], [second * np.cos(turn), second * np.sin(turn)]]
        expected = [1 - np.cos(turn) * second / first, 1 - np.cos(turn) * first / second]
        expect_close(f"weights at {angle:.0f} degrees", weights(learner, G), expected)


@probe
def more_gradients(learner, solution, rng):
    for tasks in (2, 3, 4):
        record("weights", weights(learner, rng.normal(size=(tasks, 3)) - 0.5))
