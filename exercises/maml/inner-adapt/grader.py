"""Checks for the inner loop of MAML, most of them on a loss whose answer is known by hand."""

import numpy as np

from grader import check, expect_close, expect_equal, expect_unchanged, record

# The loss 0.5 (theta_1^2 + 10 theta_2^2): every step multiplies theta by (1 - 0.05, 1 - 0.5).
CURVATURE = np.array([1.0, 10.0])
ALPHA = 0.05


def adapt_on_bowl(learner, steps):
    """The learner's parameters after some steps from (1, 1)."""
    return learner.inner_adapt(np.array([1.0, 1.0]), lambda theta: CURVATURE * theta, ALPHA, steps)


@check("Zero steps give back the initial parameters")
def zero_steps(learner, solution, rng):
    expect_close("theta after 0 steps", adapt_on_bowl(learner, 0), [1.0, 1.0])


@check("One step moves by alpha times the gradient, downhill")
def one_step(learner, solution, rng):
    expect_close("theta after 1 step", adapt_on_bowl(learner, 1), [0.95, 0.5])


@check("Three steps follow the slope as it changes", after="one_step")
def three_steps(learner, solution, rng):
    expect_close("theta after 3 steps", adapt_on_bowl(learner, 3), [0.857375, 0.125])


@check("The gradient is asked for once per step, at the newest parameters", after="three_steps")
def gradient_calls(learner, solution, rng):
    places = []

    def grad_fn(theta):
        places.append(np.array(theta, dtype=float).tolist())
        return CURVATURE * theta

    learner.inner_adapt(np.array([1.0, 1.0]), grad_fn, ALPHA, 3)
    record("every place where grad_fn was called", places)
    expect_equal("calls of grad_fn in 3 steps", len(places), 3)
    expect_close("the three places", places, [[1.0, 1.0], [0.95, 0.5], [0.9025, 0.25]])


@check("A step is taken even where the gradient is small or zero", after="gradient_calls")
def small_gradients(learner, solution, rng):
    calls = []

    def grad_fn(theta):
        calls.append(theta)
        return CURVATURE * theta

    learner.inner_adapt(np.array([1e-9, 0.0]), grad_fn, ALPHA, 4)
    expect_equal("calls of grad_fn in 4 steps beside the minimum", len(calls), 4)
    calls.clear()
    learner.inner_adapt(np.array([0.0, 0.0]), grad_fn, ALPHA, 4)
    expect_equal("calls of grad_fn in 4 steps at the minimum", len(calls), 4)


@check("The initial parameters stay as they were")
def initial_unchanged(learner, solution, rng):
    theta = np.array([1.0, 1.0])
    learner.inner_adapt(theta, lambda place: CURVATURE * place, ALPHA, 2)
    expect_unchanged("theta after the call", theta, np.array([1.0, 1.0]))


@check("The arrays that grad_fn returns stay as they were")
def gradient_unchanged(learner, solution, rng):
    # A linear loss has one gradient everywhere, so its function may return one array every time.
    slope = np.array([2.0, -1.0])
    learner.inner_adapt(np.array([1.0, 1.0]), lambda place: slope, 0.1, 2)
    expect_unchanged("the gradient after the call", slope, np.array([2.0, -1.0]))


@check(
    "Steep, tilted bowls in three dimensions match, and one in a single dimension",
    after="three_steps",
)
def tilted_bowl(learner, solution, rng):
    factor = rng.normal(size=(3, 3))
    curvature = np.eye(3) + factor @ factor.T
    centre = rng.normal(size=3)
    # At least 30 away in a bowl of curvature 1 or more, the gradient is longer than 30.
    direction = rng.normal(size=3)
    theta = centre + 30.0 * direction / np.sqrt(direction @ direction)
    alpha = 0.5 / np.trace(curvature)
    args = (lambda place: curvature @ (place - centre), alpha, 5)
    found = learner.inner_adapt(theta.copy(), *args)
    expect_close("theta after 5 steps", found, solution.inner_adapt(theta.copy(), *args))
    # A single parameter, which each step halves.
    found = learner.inner_adapt(np.array([8.0]), lambda place: 5.0 * place, 0.1, 3)
    expect_close("a single theta after 3 steps", found, [1.0])
