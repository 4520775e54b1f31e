"""Checks of gradient shares and normalised returns: small batches by hand, and their units."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_close,
    expect_scaling,
    expect_shift_invariant,
    expect_sums_to,
    probe,
    record,
)

# Tasks 0, 2 and 5 in turn; their means are 2, 20 and −3, their deviations 1, 10 and 4.
RETURNS = np.array([1.0, 10.0, 3.0, 1.0, 30.0, -7.0, 3.0, 1.0])
TASK = np.array([0, 2, 0, 5, 2, 5, 0, 0])
EXPECTED = np.array([-1.0, -1.0, 1.0, 1.0, 1.0, -1.0, 1.0, -1.0])


def shares(learner, G):
    return learner.gradient_shares(np.array(G, dtype=float))


def normalised(learner, returns, task):
    """The learner's result for fresh copies."""
    return learner.normalise(np.array(returns, dtype=float), np.array(task, dtype=int))


@check("A gradient twice as long has four times the share")
def example_shares(learner, solution, rng):
    record("shares of three tasks", shares(learner, [[1.0, -2.0], [0.5, 0.0], [-1.0, 3.0]]))
    expect_close("shares of lengths 1 and 2", shares(learner, [[1.0, 0.0], [0.0, 2.0]]), [0.2, 0.8])


@check("Signs and the number of parameters do not matter", after="example_shares")
def any_gradients(learner, solution, rng):
    found = shares(learner, [[1.0, -1.0, 0.0], [0.0, 0.0, -1.0]])
    expect_close("shares of (1, −1, 0) and (0, 0, −1)", found, [2 / 3, 1 / 3])
    expect_close("share of one task", shares(learner, [[0.3, -7.0]]), [1.0])
    expect_close("shares of 1 and −3", shares(learner, [[1.0], [-3.0]]), [0.1, 0.9])
    G = rng.normal(size=(5, 4))
    expect_close("shares of five tasks", shares(learner, G), solution.gradient_shares(G))
    expect_sums_to("shares of five tasks", shares(learner, G))


@check("Shares do not depend on the unit of all", after="example_shares")
def unit_of_all(learner, solution, rng):
    G = rng.normal(size=(3, 2))
    expect_scaling("shares", lambda G: shares(learner, G), G, factors=(1e-5, 1e4))


@check("A zero gradient has no share, and no gradient at all none to give")
def zero_gradients(learner, solution, rng):
    found = shares(learner, [[0.0, 0.0], [3.0, 4.0], [0.0, 0.0]])
    expect_close("shares beside zeros", found, [0.0, 1.0, 0.0])
    expect_close("shares of zeros", shares(learner, [[0.0, 0.0], [0.0, 0.0]]), [0.0, 0.0])


@check("Two tasks in different units come out alike")
def example_returns(learner, solution, rng):
    record("normalised returns of three tasks", normalised(learner, RETURNS, TASK))
    uneven = normalised(learner, [1.0, 2.0, 6.0, 5.0, 5.0, 5.0, 5.0, 9.0], [0, 0, 0, 1, 1, 1, 1, 1])
    record("normalised uneven returns", uneven)
    found = normalised(learner, [1.0, 300.0, 100.0, 3.0], [0, 1, 1, 0])
    expect_close("normalised returns", found, [-1.0, 1.0, -1.0, 1.0])


@check("Any number of tasks and episodes, in any order", after="example_returns")
def any_batch(learner, solution, rng):
    expect_close("returns of tasks 0, 2 and 5", normalised(learner, RETURNS, TASK), EXPECTED)
    # Mean 2, mean squared distance (1 + 1 + 0 + 0) / 4.
    found = normalised(learner, [1.0, 3.0, 2.0, 2.0], [4, 4, 4, 4])
    expect_close("returns of a single task", found, np.sqrt(2.0) * np.array([-1, 1, 0, 0]))
    returns, task = rng.normal(size=30), rng.integers(4, size=30)
    expected = solution.normalise(returns, task)
    expect_close("returns of 30 episodes", normalised(learner, returns, task), expected)


@check("Equal returns, or a single one, become 0")
def nothing_to_prefer(learner, solution, rng):
    found = normalised(learner, [2.0, 5.0, 2.0, 7.0, 2.0], [0, 1, 0, 1, 0])
    expect_close("returns where task 0 always pays 2", found, [0.0, -1.0, 0.0, 1.0, 0.0])
    expect_close("return of one episode", normalised(learner, [-3.0], [1]), [0.0])


@check("A task's unit and its zero point make no difference", after="example_returns")
def units(learner, solution, rng):
    returns, task = rng.normal(size=9), np.array([0, 1, 2] * 3)

    def with_task_1(values):
        changed = returns.copy()
        changed[task == 1] = values
        return normalised(learner, changed, task)

    own = returns[task == 1]
    expect_scaling("normalised returns", with_task_1, own, factors=(1e-5, 1e4))
    expect_shift_invariant("normalised returns", with_task_1, own)


@check("Gradients, returns and tasks stay as they were")
def arguments_kept(learner, solution, rng):
    expect_arguments_kept("gradients", learner.gradient_shares, rng.normal(size=(3, 2)))
    expect_arguments_kept("returns and tasks", learner.normalise, RETURNS.copy(), TASK.copy())


@check(
    "A policy gradient: 0.9999 for the richer of two tasks before, 0.5 after",
    after=("example_shares", "example_returns"),
)
def policy_gradient(learner, solution, rng):
    # Both tasks played the same six episodes; the second pays a hundred times as much for each.
    score, played = rng.normal(size=(6, 3)), rng.normal(size=6)
    returns, task = np.concatenate([played, 100 * played]), np.repeat([0, 1], 6)

    def gradients(R):
        return np.stack([R[:6] @ score, R[6:] @ score])

    before = shares(learner, gradients(returns))
    expect_close("shares before", before, [1 / 10001, 10000 / 10001])
    advantages = normalised(learner, returns, task)
    expect_close("returns after", advantages, solution.normalise(returns, task))
    after = shares(learner, gradients(np.asarray(advantages, dtype=float)))
    expect_close("shares after", after, [0.5, 0.5])


@probe
def more_batches(learner, solution, rng):
    for _ in range(2):
        record("shares", shares(learner, rng.normal(size=(3, 2))))
        record("returns", normalised(learner, 5 * rng.normal(size=7) + 2, [0, 1, 1, 0, 2, 1, 2]))
