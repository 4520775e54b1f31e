"""Checks of FAMO's step: by hand, in other units, by differences, and where the weights settle."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_close,
    expect_scaling,
    expect_shift_invariant,
    probe,
    record,
)


def step(learner, w, old, new, lr):
    return learner.famo_step(*(np.array(part, dtype=float) for part in (w, old, new)), lr)


def losses(rng, count):
    """Losses before and after a step; some rise."""
    old = rng.uniform(0.2, 5.0, size=count)
    return old, old * np.exp(rng.normal(scale=0.4, size=count))


@check("The first of two tasks improves by 0.2: (−0.05, 0.05)")
def example(learner, solution, rng):
    # Other weights and losses tell apart mistakes that agree on equal ones.
    record("other logits", step(learner, [1.0, -0.5, 0.2], [2.0, 1.0, 3.0], [1.0, 1.5, 2.0], 0.5))
    found = step(learner, [0.0, 0.0], [1.0, 1.0], np.exp([-0.2, 0.0]), 1.0)
    expect_close("logits after a step", found, [-0.05, 0.05])


@check("A loss that rises: its task gains weight", after="example")
def rising(learner, solution, rng):
    found = step(learner, [0.0, 0.0], [1.0, 1.0], np.exp([0.4, 0.0]), 1.0)
    expect_close("logits where a loss rises", found, [0.1, -0.1])


@check("Losses that fall by the same part move their logits alike")
def same_part(learner, solution, rng):
    # Of three equal weights; two losses are halved, one stays.
    found = step(learner, [1.0, 1.0, 1.0], [100.0, 1.0, 8.0], [50.0, 0.5, 8.0], 2.0)
    moved = 2 / 9 * np.log(2.0)
    expect_close(
        "logits after two equal improvements", found, [1 - moved, 1 - moved, 1 + 2 * moved]
    )


@check("In another unit of one task's loss the step is the same")
def other_unit(learner, solution, rng):
    w, (old, new) = rng.normal(size=3), losses(rng, 3)

    def with_first(pair):
        before, after = np.append(pair[0], old[1:]), np.append(pair[1], new[1:])
        return learner.famo_step(w.copy(), before, after, 0.7)

    expect_scaling("logits", with_first, np.array([old[0], new[0]]), factors=(0.01, 100.0))


@check("Unequal weights: the step passes through the softmax", after="example")
def unequal(learner, solution, rng):
    # The weights are 3/4 and 1/4: their product times the difference of the improvements.
    w = np.log([3.0, 1.0])
    found = step(learner, w, [1.0, 1.0], np.exp([-0.4, 0.0]), 2.0)
    expect_close("logits of unequal weights", found, w + [-0.15, 0.15])


@check("Any number of tasks, any step size")
def any_number(learner, solution, rng):
    for count in (3, int(rng.integers(4, 9))):
        w, (old, new), lr = rng.normal(size=count), losses(rng, count), rng.uniform(0.1, 2.0)
        expected = solution.famo_step(w.copy(), old.copy(), new.copy(), lr)
        expect_close(f"logits of {count} tasks", step(learner, w, old, new, lr), expected)


@check("A single task keeps its logit")
def single(learner, solution, rng):
    expect_close("logit of one task", step(learner, [0.3], [2.0], [1.0], 5.0), [0.3])


@check("Only differences of logits count, however large they are")
def large_logits(learner, solution, rng):
    # One task has all the weight: there is nothing to take from the others.
    found = step(learner, [1000.0, 0.0], [2.0, 1.0], [1.0, 3.0], 1.0)
    expect_close("logits far apart", found, [1000.0, 0.0])
    old, new = losses(rng, 3)
    expect_shift_invariant(
        "logits",
        lambda w: learner.famo_step(w, old.copy(), new.copy(), 1.0),
        rng.normal(size=3),
        shifts=(-1000.0, 5.0, 1000.0),
        moves=True,
    )


@check("Logits and losses stay as they were")
def arguments_kept(learner, solution, rng):
    w, (old, new) = rng.normal(size=3), losses(rng, 3)
    expect_arguments_kept("famo_step", learner.famo_step, w, old, new, 0.5)


@check("A task that improves three times as fast settles at the weight 0.25", after="example")
def settled(learner, solution, rng):
    w, old = np.zeros(2), np.array([100.0, 1.0])
    for _ in range(60):
        weights = np.exp(w) / np.exp(w).sum()
        new = old * np.exp(-0.1 * np.array([3.0, 1.0]) * weights)
        expected = solution.famo_step(w.copy(), old.copy(), new.copy(), 20.0)
        found = learner.famo_step(w.copy(), old.copy(), new.copy(), 20.0)
        expect_close("logits on the way", found, expected)
        w = np.array(found, dtype=float)
    expect_close("weights at the end", np.exp(w) / np.exp(w).sum(), [0.25, 0.75], atol=1e-4)


@probe
def elsewhere(learner, solution, rng):
    for count in (2, 3, 5):
        w, (old, new) = rng.normal(size=count), losses(rng, count)
        record("logits", step(learner, w, old, new, 0.6))
