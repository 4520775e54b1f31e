"""Checks of CAGrad on two gradients: directions by hand, and none in the ball is better."""

import numpy as np

from grader import check, expect_arguments_kept, expect_between, expect_close, probe, record

G1, G2 = np.array([1.0, 0.0]), np.array([-1.0, 1.0])
# A search over w to within 0.00001 may leave this much.
ROOM = 1e-4


def direction(learner, g1, g2, c):
    return learner.cagrad(np.array(g1, dtype=float), np.array(g2, dtype=float), c)


def expect_direction(label, found, expected):
    expect_close(label, found, expected, rtol=ROOM, atol=ROOM)


def best_of_many(g1, g2, c, rng):
    """What the worst off task gains from the best of 4000 directions on the edge of the ball."""
    g0 = (g1 + g2) / 2
    steps = rng.normal(size=(4000, len(g0)))
    steps *= c * np.linalg.norm(g0) / np.linalg.norm(steps, axis=1, keepdims=True)
    return np.minimum((g0 + steps) @ g1, (g0 + steps) @ g2).max()


def rounded(found):
    """A direction with the digits that a search can find, to be recorded."""
    plain = isinstance(found, np.ndarray) and found.dtype.kind == "f"
    return found.round(3) + 0.0 if plain else found


@check("The radius 0 leaves the mean")
def mean(learner, solution, rng):
    expect_direction("direction with c = 0", direction(learner, G1, G2, 0.0), [0.0, 0.5])
    found = direction(learner, [3.0, -1.0, 4.0], [1.0, 5.0, 9.0], 0.0)
    expect_direction("direction with c = 0 in three dimensions", found, [2.0, 2.0, 6.5])


@check("With c = 0.5 the worst off task alone decides: (0.25, 0.5)", after="mean")
def at_an_end(learner, solution, rng):
    # One more direction tells apart mistakes that agree on this one.
    record("another direction", rounded(direction(learner, [2.0, 1.0], [-1.0, 0.5], 0.7)))
    expect_direction("direction with c = 0.5", direction(learner, G1, G2, 0.5), [0.25, 0.5])
    found = direction(learner, G2, G1, 0.5)
    expect_direction("direction with the tasks swapped", found, [0.25, 0.5])
    # The shorter of two gradients that agree: the mean (2, 0.5), and the radius along (1, 0).
    expected = [2 + 0.5 * np.sqrt(4.25), 0.5]
    expect_direction(
        "direction of (1, 0) and (3, 1)", direction(learner, G1, [3, 1], 0.5), expected
    )
    expect_direction(
        "direction of (3, 1) and (1, 0)", direction(learner, [3, 1], G1, 0.5), expected
    )


@check("With c = 0.9 both are equally well off", after="mean")
def in_between(learner, solution, rng):
    # d · g1 = d · g2 on the edge of the ball: d is (a, 2a) with a² + (2a − 0.5)² = 0.45², so that
    # 5a² − 2a + 0.0475 = 0.
    a = (1 + np.sqrt(1 - 5 * 0.0475)) / 5
    expect_direction("direction with c = 0.9", direction(learner, G1, G2, 0.9), [a, 2 * a])


@check("Equal gradients are followed further, opposite ones not at all")
def special_pairs(learner, solution, rng):
    same, turned = [2.0, -1.0], [-2.0, 1.0]
    expect_direction(
        "direction of equal gradients", direction(learner, same, same, 0.5), [3.0, -1.5]
    )
    expect_direction(
        "direction of opposite gradients", direction(learner, same, turned, 0.5), [0.0, 0.0]
    )
    expect_direction(
        "direction of zeros", direction(learner, [0.0, 0.0], [0.0, 0.0], 0.5), [0.0, 0.0]
    )


@check("On a line, the ball's edge on the side of the worse off task", after="mean")
def on_a_line(learner, solution, rng):
    # The mean is −1; within 0.5 of it, −0.5 costs the first task least.
    expect_direction("direction of 1 and −3", direction(learner, [1.0], [-3.0], 0.5), [-0.5])


@check("In other units the direction is the same", after="at_an_end")
def other_units(learner, solution, rng):
    for unit in (1e-3, 100.0):
        found = direction(learner, unit * G1, unit * G2, 0.9)
        expected = unit * solution.cagrad(G1, G2, 0.9)
        expect_close(
            f"direction in units of {unit:g}", found, expected, rtol=ROOM, atol=ROOM * unit
        )


@check("In the ball nothing is better for the worst off task", after="mean")
def nothing_better(learner, solution, rng):
    for c in (0.3, 0.8):
        g1, g2 = rng.normal(size=3), rng.normal(size=3)
        best = best_of_many(g1, g2, c, rng)
        found = direction(learner, g1, g2, c)
        expect_direction(f"direction with c = {c:g}", found, solution.cagrad(g1, g2, c))
        d = np.asarray(found, dtype=float)
        gain = min(d @ g1, d @ g2)
        expect_between("gain of the worst off task", gain, best - ROOM, np.inf)


@check("The gradients stay as they were")
def gradients_kept(learner, solution, rng):
    expect_arguments_kept("gradients", learner.cagrad, G1.copy(), G2.copy(), 0.5)


@check("The worst off task gains 0, 0.25 and 0.3746 with c = 0, 0.5 and 0.9", after="mean")
def worst_gains(learner, solution, rng):
    for c, gain in ((0.0, 0.0), (0.5, 0.25), (0.9, 0.3746)):
        d = np.resize(np.asarray(direction(learner, G1, G2, c), dtype=float), 2)
        label = f"gain of the worst off task with c = {c:g}"
        expect_between(label, min(d @ G1, d @ G2), gain - ROOM, gain + ROOM)


@probe
def more_pairs(learner, solution, rng):
    for c in (0.4, 0.7):
        record("direction", rounded(direction(learner, *rng.normal(size=(2, 3)), c)))
