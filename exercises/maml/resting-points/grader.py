"""Checks of weights and resting points, on tasks whose answers are known by hand."""

import numpy as np

from grader import check, expect_arguments_kept, expect_close, expect_several, expect_true, record

# The page's two tasks.
CURVATURE, MINIMA = np.array([1.0, 4.0]), np.array([0.0, 1.0])
FOUR = "Return one array with four rows: joint training, FOMAML, MAML, Reptile."
PAIR = "Return two values: the point, and whether theta is pulled in there."
DECISION = "The second value answers a question: return True or False."
NO_POINT = "Where the weights add up to 0 there is no resting point: return nan in its place."


def rows(learner, a, alpha, k):
    """The learner's four rows of weights, once it is sure that there are four."""
    found = learner.pulls(np.array(a), alpha, k)
    four = isinstance(found, np.ndarray) and found.shape[:1] == (4,)
    expect_true("four rows", four, FOUR, found)
    return found


def rest(learner, weights, c):
    """The learner's point and whether it attracts, once it is sure that there are two results."""
    found = learner.resting_point(np.array(weights), np.array(c))
    found = expect_several(found, 2, PAIR)
    expect_true("a decision", isinstance(found[1], (bool, np.bool_)), DECISION)
    return found[0], bool(found[1])


def expect_pulled_in(by, decision, expected):
    """Expect the learner's decision on these weights."""
    words = f"Whether theta is pulled in by {by}: expected {expected}, found {decision}."
    expect_true(f"pulled in by {by}", decision == expected, words)


def end(learner, weights):
    """Where the learner's weights lead on the page's two tasks, by the learner's own rule."""
    return rest(learner, np.asarray(weights, dtype=float), MINIMA)


@check("Joint training pulls with the curvature")
def joint(learner, solution, rng):
    found = rows(learner, CURVATURE, 0.2, 5)
    expect_close("weights of joint training", found[0], [1.0, 4.0])


@check("FOMAML takes one factor, MAML two", after="joint")
def one_and_two_factors(learner, solution, rng):
    # Factors 0.8 and 0.2.
    found = rows(learner, CURVATURE, 0.2, 5)
    record("weights of MAML first", found[2])
    expect_close("weights of FOMAML", found[1], [0.8, 0.8])
    expect_close("weights of MAML", found[2], [0.64, 0.16])


@check("Reptile pulls with the way that its steps went", after="joint")
def reptile(learner, solution, rng):
    # 1 - 0.8^2 and 1 - 0.2^2; with one step it is alpha times joint training.
    found = rows(learner, CURVATURE, 0.2, 2)
    expect_close("weights of Reptile, 2 steps", found[3], [0.36, 0.96])
    found = rows(learner, CURVATURE, 0.2, 1)
    expect_close("weights of Reptile, 1 step", found[3], [0.2, 0.8])


@check("Steps that overshoot keep their signs", after=("one_and_two_factors", "reptile"))
def overshoot(learner, solution, rng):
    # Factors 0.7 and -0.2.
    found = rows(learner, CURVATURE, 0.3, 3)
    expect_close("weights of FOMAML where a step overshoots", found[1], [0.7, -0.8])
    expect_close("weights of MAML where a step overshoots", found[2], [0.49, 0.16])
    expect_close("weights of Reptile where a step overshoots", found[3], [0.657, 1.008])


@check("One task, and many", after=("one_and_two_factors", "reptile"))
def other_sizes(learner, solution, rng):
    found = rows(learner, np.array([2.5]), 0.4, 3)
    expect_close("all four weights of a single task", found, [[2.5], [0.0], [0.0], [1.0]])
    a = rng.uniform(0.5, 3.0, size=7)
    expected = solution.pulls(a.copy(), 0.15, 4)
    expect_close("all weights of seven tasks", rows(learner, a, 0.15, 4), expected)


@check("The resting point is the weighted mean of the minima")
def weighted_mean(learner, solution, rng):
    point, pulled_in = rest(learner, [0.64, 0.16], MINIMA)
    record("whether theta is pulled in at 0.2", pulled_in)
    expect_close("resting point", point, 0.2)
    point, _ = rest(learner, [1.0, 2.0, 1.0], [4.0, -1.0, 0.0])
    expect_close("resting point of three tasks", point, 0.5)
    point, _ = rest(learner, [0.3], [-7.0])
    expect_close("resting point of a single task", point, -7.0)


@check("Whether theta is pulled in there is decided by the sum", after="weighted_mean")
def pulled_in(learner, solution, rng):
    expect_pulled_in("(1, 2)", rest(learner, [1.0, 2.0], MINIMA)[1], True)
    expect_pulled_in("(1, -0.5)", rest(learner, [1.0, -0.5], MINIMA)[1], True)
    expect_pulled_in("(0.7, -0.8)", rest(learner, [0.7, -0.8], MINIMA)[1], False)
    expect_pulled_in("(-0.8, 0.7)", rest(learner, [-0.8, 0.7], MINIMA)[1], False)


@check("Weights that add up to 0 have no resting point", after="weighted_mean")
def no_point(learner, solution, rng):
    point, pulled_in = rest(learner, [0.5, -0.5], MINIMA)
    is_number = isinstance(point, (int, float, np.number))
    record("the point", point if is_number else None)
    expect_true("no point", is_number and bool(np.isnan(point)), NO_POINT)
    expect_pulled_in("weights that cancel", pulled_in, False)


@check("The arguments stay as they were")
def arguments_kept(learner, solution, rng):
    expect_arguments_kept("pulls", learner.pulls, CURVATURE.copy(), 0.3, 3)
    weights = np.array([0.7, 0.2])
    expect_arguments_kept("resting_point", learner.resting_point, weights, MINIMA.copy())


@check(
    "The page's table, and what a longer step makes of it",
    after=("overshoot", "weighted_mean", "pulled_in"),
)
def table(learner, solution, rng):
    found = rows(learner, CURVATURE, 0.2, 5)
    expect_close("where joint training ends", end(learner, found[0])[0], 0.8)
    expect_close("where FOMAML ends", end(learner, found[1])[0], 0.5)
    expect_close("where MAML ends", end(learner, found[2])[0], 0.2)
    expect_close("where Reptile ends", end(learner, found[3])[0], 0.597895, atol=1e-6)
    found = rows(learner, CURVATURE, 0.3, 5)
    point, attracted = end(learner, found[1])
    expect_close("resting point of FOMAML at alpha 0.3", point, 8.0)
    expect_pulled_in("FOMAML at alpha 0.3", attracted, False)
    point, attracted = end(learner, found[2])
    expect_close("resting point of MAML at alpha 0.3", point, 0.246154, atol=1e-6)
    expect_pulled_in("MAML at alpha 0.3", attracted, True)
