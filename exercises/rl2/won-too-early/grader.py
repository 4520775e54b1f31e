"""Checks of a trial loop on tables of rewards: what the policy sees, and when."""

from itertools import product

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_between,
    expect_close,
    expect_equal,
    expect_true,
    probe,
    record,
)


def win_stay(x, memory):
    """Stays with an arm that has paid, and goes on to the next from one that has not."""
    if not x[:-1].any():
        return 0, None
    arm = int(np.argmax(x[:-1]))
    return (arm if x[-1] > 0 else (arm + 1) % (len(x) - 1)), None


def counting(x, memory):
    """Pulls arms by a memory that takes in all inputs; it begins with None."""
    total = 1.0 if memory is None else 2.0 + memory[0]
    total += float(x @ np.arange(3.0, 3.0 + len(x)))
    return int(total) % (len(x) - 1), (total,)


class Listener:
    """Win-stay, lose-shift that writes down what it sees."""

    def __init__(self):
        self.inputs, self.empty = [], []

    def __call__(self, x, memory):
        self.inputs.append(np.array(x, dtype=float).tolist())
        self.empty.append(memory is None)
        return win_stay(x, memory)[0], "used"


def random_table(rng, paying=0.5):
    """A table of 0 and 1."""
    steps, arms = int(rng.integers(3, 9)), int(rng.integers(2, 5))
    return (rng.random((steps, arms)) < paying).astype(float)


@check("The example by hand: 1, 0, 1 and 0")
def example(learner, solution, rng):
    pay = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [1.0, 0.0]])
    expect_close("rewards of the example", learner.play(win_stay, pay), [1.0, 0.0, 1.0, 0.0])


@check("Each input holds the arm and the reward of the step before it")
def inputs(learner, solution, rng):
    listener = Listener()
    # From arm 0, which pays 5 and is kept, to 0 again, then to 1.
    pay = np.array([[5.0, 2.0], [0.0, 3.0], [7.0, 4.0]])
    learner.play(listener, pay)
    expect_equal("calls of the policy", len(listener.inputs), 3)
    for t, row in enumerate(([0.0, 0.0, 0.0], [1.0, 0.0, 5.0], [1.0, 0.0, 0.0])):
        expect_close(f"input of step {t}", listener.inputs[t], row)
    expect_equal("empty memories", listener.empty, [True, False, False])


@check("A single step, and none")
def shortest(learner, solution, rng):
    for pay in ([[1.0, 0.0]], [[0.0, 1.0, 1.0]]):
        expect_close("reward of one step", learner.play(win_stay, np.array(pay)), [pay[0][0]])
    expect_close("rewards of no step", learner.play(win_stay, np.zeros((0, 2))), np.zeros(0))


@check("Any rewards, any number of arms, any policy")
def any_trial(learner, solution, rng):
    for _ in range(6):
        pay = random_table(rng)
        found = learner.play(win_stay, pay.copy())
        expect_close("rewards of win-stay", found, solution.play(win_stay, pay))
        pay = rng.integers(-12, 13, size=pay.shape) / 4  # exact, so that all machines agree
        found = learner.play(counting, pay.copy())
        expect_close("rewards of a policy with a memory", found, solution.play(counting, pay))
    pay = np.array([[2.0], [0.0], [-1.0]])
    expect_close("rewards of a single arm", learner.play(counting, pay), [2.0, 0.0, -1.0])


@check("The table stays as it was")
def arguments_kept(learner, solution, rng):
    expect_arguments_kept("play", learner.play, win_stay, random_table(rng))


@check("Over all 64 tables of three steps, two fair coins pay 1.5, and 0.5 in each step")
def every_table(learner, solution, rng):
    tables = np.array(list(product((0.0, 1.0), repeat=6))).reshape(-1, 3, 2)
    total = np.zeros(3)
    for pay in tables:
        found = learner.play(win_stay, pay.copy())
        expect_true(
            "three rewards",
            type(found) in (np.ndarray, list, tuple) and len(found) == 3,
            "Return the rewards of all steps, as the given program does.",
            found,
        )
        for t in range(3):
            expect_between(f"reward of step {t}", found[t], 0.0, 1.0)
            total[t] += float(found[t]) / len(tables)
    expect_close("mean reward of each step", total, [0.5, 0.5, 0.5])


@probe
def other_trials(learner, solution, rng):
    for _ in range(3):
        record("rewards", learner.play(win_stay, random_table(rng)))
        record("rewards", learner.play(counting, random_table(rng, 0.2)))
