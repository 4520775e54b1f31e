"""Checks of a test for leaks: models whose predictions depend on the other query points or not."""

import numpy as np

from grader import check, expect_arguments_kept, expect_close, expect_true, probe, record

LIMIT = 1e-6
VERDICT = "Return True or False from leaks: one query point tells about another, or none does."


def plain(xs, ys, xq):
    """A linear model with one row of output for each row of xq; a single row is not enough."""
    if getattr(xq, "ndim", 0) != 2:
        raise ValueError("xq: the model wants a table of query points, float[N, D]")
    return xq @ (xs.T @ ys) / len(xs) + ys.mean(axis=0)


def normalised(xs, ys, xq, *batch):
    """The same model, on inputs in units of a batch, which may come in several parts."""
    plain(xs, ys, xq)
    batch = np.concatenate(batch)
    mean, deviation = batch.mean(axis=0), np.sqrt(batch.var(axis=0) + 1e-5)
    return plain((xs - mean) / deviation, ys, (xq - mean) / deviation)


def over_query(xs, ys, xq):
    return normalised(xs, ys, xq, xq)


def over_support(xs, ys, xq):
    return normalised(xs, ys, xq, xs)


def over_both(xs, ys, xq):
    return normalised(xs, ys, xq, xs, xq)


def over_old_tasks(xs, ys, xq):
    """Running statistics, which stand still during a test."""
    return normalised(xs, ys, xq, np.array([[-1.0], [0.0], [2.5]]))


def in_turn(xs, ys, xq):
    """Each point is normalised with those that came before it, so that the first is not touched."""
    return np.concatenate([over_both(xs, ys, xq[: i + 1])[i:] for i in range(len(xq))])


def in_reverse(xs, ys, xq):
    return in_turn(xs, ys, xq[::-1])[::-1]


def centred(xs, ys, xq):
    return plain(xs, ys, xq) - plain(xs, ys, xq).mean(axis=0)


def shifted(xs, ys, xq, size):
    """All predictions move by one amount as soon as there is company."""
    return 0 * plain(xs, ys, xq) + size * (len(xq) > 1)


def lower(xs, ys, xq):
    return shifted(xs, ys, xq, -0.5)


def higher(xs, ys, xq):
    return shifted(xs, ys, xq, 0.5)


def at_the_limit(xs, ys, xq):
    return shifted(xs, ys, xq, LIMIT)


def rounded(xs, ys, xq):
    return plain(xs, ys, xq) + shifted(xs, ys, xq, 1e-9)


def just_beyond(xs, ys, xq):
    return shifted(xs, ys, xq, 2 * LIMIT)


def one_entry(xs, ys, xq):
    """A single entry leaks, so little that the mean of all differences stays below the limit."""
    found = plain(xs, ys, xq)
    found[-1, 0] += 2 * LIMIT * (len(xq) > 1)
    return found


def large_numbers(xs, ys, xq):
    return 1000.0 + shifted(xs, ys, xq, 0.001)


def last_output(xs, ys, xq):
    """Only the last entry of each prediction leaks."""
    found = plain(xs, ys, xq)
    found[:, -1] += 0.3 * len(xq)
    return found


def undefined(xs, ys, xq):
    """A single point has no variance, if that is divided by N - 1."""
    found = plain(xs, ys, xq)
    return found if len(xq) > 1 else np.full(found.shape, np.nan)


def task(rng, points=None):
    """A support set, and query inputs of different sizes, far from each other."""
    K, D, C = rng.integers(2, 6), rng.integers(1, 5), rng.integers(2, 4)
    N = points or int(rng.integers(3, 9))
    return rng.normal(size=(K, D)), rng.normal(size=(K, C)), 2 * rng.normal(size=(N, D)) + 1


def copies(data):
    """The tables of a task, for the learner to keep."""
    return tuple(table.copy() for table in data)


def expect_verdict(learner, label, model, data, verdict):
    """Expect a verdict, of which some programs give Python's and others NumPy's kind."""
    found = learner.leaks(model, *copies(data))
    expect_true("a verdict", isinstance(found, (bool, np.bool_)), VERDICT)
    words = f"{label}: expected {verdict}, found {found}."
    expect_true(label, bool(found) == verdict, words)


def expect_leak(learner, words, model, data):
    expect_verdict(learner, f"leak {words}", model, data, True)


def expect_none(learner, words, model, data):
    expect_verdict(learner, f"leak {words}", model, data, False)


@check("Three points that are centred together are 2, 2 and 2 alone")
def example_alone(learner, solution, rng):
    record("alone elsewhere", learner.predict_alone(over_both, *task(rng)))
    xs, ys = np.array([[-1.0], [1.0]]), np.array([[1.0], [3.0]])
    xq = np.array([[1.0], [3.0], [5.0]])
    found = learner.predict_alone(over_query, xs, ys, xq)
    expect_close("predictions alone", found, [[2.0], [2.0], [2.0]])


@check("Predictions alone match, for any model and any number of points", after="example_alone")
def other_alone(learner, solution, rng):
    for model in (plain, over_both, in_turn, higher):
        for points in (1, 2, None):
            data = task(rng, points)
            expected = solution.predict_alone(model, *data)
            found = learner.predict_alone(model, *copies(data))
            expect_close(f"{len(data[2])} predictions alone", found, expected)
    one = np.array([[2.0]]), np.array([[3.0]]), np.array([[0.5], [1.0]])
    found = learner.predict_alone(plain, *one)
    expect_close("predictions from one support point", found, [[6.0], [9.0]])


@check("Statistics of the query set leak, those of the support set do not")
def batch_statistics(learner, solution, rng):
    data = task(rng)
    expect_leak(learner, "of statistics of the query set", over_query, data)
    expect_none(learner, "of statistics of the support set", over_support, data)
    expect_leak(learner, "of statistics of both", over_both, data)
    expect_none(learner, "of statistics of old tasks", over_old_tasks, data)
    expect_none(learner, "with one query point", over_query, task(rng, 1))


@check("One point that is touched is enough", after="batch_statistics")
def some_points(learner, solution, rng):
    for points in (2, 5):
        data = task(rng, points)
        expect_leak(learner, "to all but the first", in_turn, data)
        expect_leak(learner, "to all but the last", in_reverse, data)
        expect_leak(learner, "to the last output", last_output, data)
    one = np.array([[2.0]]), np.array([[3.0]]), np.array([[0.5], [1.0]])
    expect_leak(learner, "to the only output, from one support point", last_output, one)
    expect_none(learner, "to the only output, from one support point", plain, one)


@check("Predictions may rise, fall, or cancel out", after="batch_statistics")
def either_sign(learner, solution, rng):
    data = task(rng)
    expect_leak(learner, "that lowers", lower, data)
    expect_leak(learner, "that raises", higher, data)
    expect_leak(learner, "that leaves the mean", centred, data)


@check("A difference up to 0.000001 is rounding, a larger one is not", after="batch_statistics")
def rounding(learner, solution, rng):
    data = task(rng)
    expect_none(learner, "of a billionth", rounded, data)
    expect_none(learner, "of a millionth", at_the_limit, data)
    expect_leak(learner, "of two millionths", just_beyond, data)
    expect_leak(learner, "of a thousandth, in 1000", large_numbers, data)
    expect_leak(learner, "of two millionths in a single entry", one_entry, data)


@check("A prediction that is no number counts as a leak", after="batch_statistics")
def no_number(learner, solution, rng):
    expect_leak(learner, "to NaN", undefined, task(rng))


@check("The arguments stay as they were")
def arguments_kept(learner, solution, rng):
    data = task(rng)
    expect_arguments_kept("predict_alone", learner.predict_alone, plain, *data)
    expect_arguments_kept("leaks", learner.leaks, plain, *data)


@probe
def elsewhere(learner, solution, rng):
    for model in (plain, over_query, in_turn, lower, higher, centred, last_output, just_beyond):
        record("verdict", learner.leaks(model, *task(rng)))
