"""Checks of Pareto-stationary places on parabolas, whose resting points are known by hand."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_between,
    expect_close,
    expect_permutation_invariant,
    expect_several,
    expect_true,
    probe,
    record,
)

# The losses of the page: x²/2 and 2 (x - 1)².
A, C = np.array([1.0, 4.0]), np.array([0.0, 1.0])
# Mistakes that agree on the slopes of a check differ on one of these.
TELLING = [-1, 1], [2, -2, 1], [1, -3, 2], [0, 0], [0, 3], [-3, 0], [1e-4, 2], [1e-8, 2]
DECISION = "Return True or False from stationary: there are such weights, or there are none."


def decide(learner, slopes):
    """The learner's decision, once it is sure that it is one."""
    found = learner.stationary(np.array(slopes, dtype=float))
    expect_true("a decision", isinstance(found, (bool, np.bool_)), DECISION)
    return bool(found)


def expect_decision(learner, slopes, expected):
    """Expect a decision, of which some programs give Python's and others NumPy's kind."""
    found = decide(learner, slopes)
    words = f"slopes {slopes} are stationary: expected {expected}, found {found}."
    expect_true(f"slopes {slopes} are stationary", found == expected, words)


def ends(learner, a, c, start):
    """The learner's two resting points, once it is sure that there are two."""
    found = learner.resting_points(np.array(a, dtype=float), np.array(c, dtype=float), start)
    return expect_several(
        found, 2, "Return two places from resting_points: the end by the sum, then the end by MGDA."
    )


def expect_ends(learner, a, c, start, by_sum, by_mgda):
    """Both are recorded before one is judged: together they tell mistakes apart."""
    found = ends(learner, a, c, start)
    record("both ends", list(found))
    expect_close("end by the sum", found[0], by_sum)
    expect_close("end by MGDA", found[1], by_mgda)


def shortest(slopes):
    """The weighted mean of numbers that is nearest to 0."""
    return max(slopes.min(), 0.0) + min(slopes.max(), 0.0)


def walk(a, c, start, rule):
    """Where small steps against a combination of the slopes end."""
    x = start
    for _ in range(400):
        x -= 0.1 * rule(a * (x - c))
    return x


@check("Slopes with one sign leave a step that helps all, slopes of both signs none")
def signs(learner, solution, rng):
    record("several decisions", [decide(learner, slopes) for slopes in TELLING])
    expect_decision(learner, [-1.0, -8.0], False)
    expect_decision(learner, [3.0, 1.0], False)
    expect_decision(learner, [0.5, -2.0], True)
    expect_decision(learner, [-2.0, 0.5], True)


@check("A task with slope 0 can have all the weight", after="signs")
def own_minimum(learner, solution, rng):
    expect_decision(learner, [0.0, 3.0], True)
    expect_decision(learner, [-3.0, 0.0], True)
    expect_decision(learner, [0.0, 0.0], True)


@check("One task is stationary at its minimum only", after="signs")
def one_task(learner, solution, rng):
    expect_decision(learner, [0.5], False)
    expect_decision(learner, [-0.5], False)
    expect_decision(learner, [0.0], True)


@check("Among many tasks one that disagrees is enough", after="signs")
def many_tasks(learner, solution, rng):
    expect_decision(learner, [1.0, 2.0, -0.1, 5.0], True)
    expect_decision(learner, [-1.0, -2.0, -3.0], False)
    expect_decision(learner, [2.0, -1.0, -1.5], True)
    expect_decision(learner, [0.2, 0.3, 4.0, 1.0, 2.0], False)


@check("From −1 the sum ends at 0.8 and MGDA at 0")
def from_the_left(learner, solution, rng):
    record("ends with three tasks", list(ends(learner, [2.0, 1.0, 1.0], [1.0, -1.0, 4.0], 7.0)))
    record("ends from the middle", list(ends(learner, A, C, 0.4)))
    expect_ends(learner, A, C, -1.0, 0.8, 0.0)


@check("From 2 MGDA ends on the other side, the sum does not", after="from_the_left")
def from_the_right(learner, solution, rng):
    expect_ends(learner, A, C, 2.0, 0.8, 1.0)


@check("A start between the minima is never left by MGDA", after="from_the_left")
def in_between(learner, solution, rng):
    expect_ends(learner, A, C, 0.3, 0.8, 0.3)
    expect_ends(learner, A, C, 1.0, 0.8, 1.0)


@check("Three tasks, in any order", after=("from_the_right", "in_between"))
def three_tasks(learner, solution, rng):
    # By hand: (2·1 − 1 + 4) / 4.
    for start, end in ((-3.0, -1.0), (2.5, 2.5), (7.0, 4.0)):
        expect_ends(learner, [2.0, 1.0, 1.0], [1.0, -1.0, 4.0], start, 1.25, end)
    a, c = rng.uniform(0.5, 3.0, size=6), rng.normal(size=6)
    for start in (-5.0, 5.0):
        expect_permutation_invariant(
            "ends", lambda a, c, start=start: tuple(ends(learner, a, c, start)), [a, c], rng
        )


@check("With one task both rules end at its minimum", after="from_the_left")
def single(learner, solution, rng):
    expect_ends(learner, [3.0], [-2.0], 1.0, -2.0, -2.0)


@check("400 small steps end there, too", after="from_the_left")
def simulation(learner, solution, rng):
    a, c = rng.uniform(0.5, 3.0, size=4), rng.normal(size=4)
    for start in (-4.0, float(c.mean()), 4.0):
        found = ends(learner, a, c, start)
        for place, name, rule in ((0, "the sum", np.sum), (1, "MGDA", shortest)):
            end = walk(a, c, start, rule)
            label = f"end by {name}, where steps end at {end:.3f}"
            expect_between(label, found[place], end - 1e-6, end + 1e-6)


@check("Curvatures, minima and slopes stay as they were")
def arguments_kept(learner, solution, rng):
    expect_arguments_kept("slopes", learner.stationary, np.array([2.0, -1.0, 0.5]))
    c = np.array([1.0, -1.0, 4.0])
    expect_arguments_kept("resting_points", learner.resting_points, np.ones(3), c, 7.0)


@check("The losses add up to 0.4 where the sum rests, and to 2 where MGDA does", after="signs")
def price(learner, solution, rng):
    for place, name, total in ((0, "the sum", 0.4), (1, "MGDA", 2.0)):
        x = np.asarray(ends(learner, A, C, -1.0)[place])
        losses = A / 2 * (x - C) ** 2
        expect_close(f"losses where {name} rests, added up", losses.sum(), total)
        expect_decision(learner, (A * (x - C)).round(9).tolist(), True)


@probe
def more_places(learner, solution, rng):
    for _ in range(4):
        a, c = rng.uniform(0.5, 3.0, size=3), rng.normal(size=3)
        record("ends", list(ends(learner, a, c, float(2 * rng.normal()))))
        record("decision", decide(learner, rng.normal(size=2) + 0.5))
