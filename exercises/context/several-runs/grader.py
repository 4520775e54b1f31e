"""Checks of the interquartile mean, and of intervals whose ends are known exactly."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_between,
    expect_close,
    expect_no_global_random,
    probe,
    record,
)


@check("One lucky run of eight")
def lucky_run(learner, solution, rng):
    scores = np.array([[0.0], [0.0], [0.0], [1.0], [1.0], [1.0], [1.0], [100.0]])
    record("of three numbers", learner.iqm(np.array([[0.0], [1.0], [5.0]])))
    expect_close("IQM of eight runs", learner.iqm(scores), 0.75)
    expect_close("IQM of 0 to 11", learner.iqm(np.arange(12.0).reshape(4, 3)), 5.5)


@check("A quarter is rounded down, so that few scores all count")
def rounded_down(learner, solution, rng):
    # Squares: two of ten are left out at either end, one of seven, none of three.
    for runs, expected in ((10, (4 + 9 + 16 + 25 + 36 + 49) / 6), (7, 55 / 5), (3, 5 / 3), (1, 0)):
        found = learner.iqm(np.arange(float(runs))[:, None] ** 2)
        expect_close(f"IQM of {runs} squares", found, expected)


@check("All runs on all tasks are put in one order")
def one_order(learner, solution, rng):
    for runs, tasks in ((4, 2), (3, 5), (5, int(rng.integers(2, 6)))):
        scores = rng.normal(size=(runs, tasks)) ** 3 + 2.0 * np.arange(tasks)
        expected = solution.iqm(scores.copy())
        expect_close("IQM of a table", learner.iqm(scores), expected)


@check("Where all runs agree the interval has no width, however different the tasks")
def runs_agree(learner, solution, rng):
    for runs, levels in ((2, [1.0, 5.0]), (3, rng.normal(size=4).tolist())):
        scores = np.tile(np.array(levels), (runs, 1))
        middle = solution.iqm(scores.copy())
        found = learner.bootstrap_interval(scores, 60, np.random.default_rng(runs))
        expect_close("interval of runs that agree", found, [middle, middle])


@check("A single run leaves no width either: it cannot tell")
def single_run(learner, solution, rng):
    scores = rng.normal(size=(1, 3))
    middle = solution.iqm(scores.copy())
    found = learner.bootstrap_interval(scores, 50, np.random.default_rng(1))
    expect_close("interval of one run", found, [middle, middle])


@check("Each task draws its own runs")
def own_runs(learner, solution, rng):
    # Whole rows would always have a one and a zero, and so an IQM of 0.5.
    scale = float(rng.uniform(1.0, 9.0))
    scores = scale * np.array([[0.0, 1.0], [1.0, 0.0]])
    found = learner.bootstrap_interval(scores, 100, np.random.default_rng(2))
    expect_close("interval of opposite tasks", found, [0.0, scale])


@check("The ends are the percentiles 2.5 and 97.5 of the IQMs of as many runs")
def ends(learner, solution, rng):
    # Seven of eleven runs are in the middle. Their sum is at most 2 in 4.2 % of the tables and less
    # in 1.3 %; of 4000 tables, 100 are below the lower end, which is 2/7, all but surely. The
    # upper end is the same seen from above.
    scale = float(rng.uniform(1.0, 9.0))
    runs = scale * rng.permutation(np.repeat([0.0, 1.0, 2.0], [4, 3, 4]))[:, None]
    found = learner.bootstrap_interval(runs, 4000, np.random.default_rng(3))
    expect_close("interval of eleven runs", found, [scale * 2 / 7, scale * 12 / 7])


@check("A single table gives both ends")
def one_repeat(learner, solution, rng):
    scores = rng.uniform(1.0, 2.0, size=(6, 4))
    found = learner.bootstrap_interval(scores, 1, np.random.default_rng(5))
    expect_close("interval of one repeat", found, [1.5, 1.5], rtol=0.0, atol=0.5)
    expect_close("width with one repeat", float(found[1]) - float(found[0]), 0.0)


@check("All chance comes from rng")
def own_generator(learner, solution, rng):
    scores = rng.normal(size=(5, 2))

    def again():
        return learner.bootstrap_interval(scores.copy(), 20, np.random.default_rng(6))

    expect_no_global_random("interval of five runs", again)


@check("The scores stay as they were")
def scores_kept(learner, solution, rng):
    scores = rng.normal(size=(4, 3))
    expect_arguments_kept("iqm", learner.iqm, scores)
    generator = np.random.default_rng(7)
    expect_arguments_kept("bootstrap_interval", learner.bootstrap_interval, scores, 3, generator)


@check("Sixteen times as many runs make the interval about a quarter as wide")
def more_runs(learner, solution, rng):
    runs = np.array([[0.0, 3.0, 4.0], [1.0, 5.0, 6.0], [2.0, 1.0, 8.0], [3.0, 2.0, 2.0]])
    few = learner.bootstrap_interval(runs, 400, np.random.default_rng(8))
    expect_close("few runs", few, [1.73, 3.84], rtol=0.0, atol=0.6)
    many = learner.bootstrap_interval(np.tile(runs, (16, 1)), 400, np.random.default_rng(9))
    expect_close("many runs", many, [2.4, 2.95], rtol=0.0, atol=0.13)
    ratio = (float(many[1]) - float(many[0])) / (float(few[1]) - float(few[0]))
    expect_between("width with more runs, over that with few", ratio, 0.15, 0.4)


@probe
def elsewhere(learner, solution, rng):
    record("IQM", learner.iqm(rng.normal(size=(6, 1))))
    for runs in (5, 9):  # a quarter of these is rounded up by some, and to the nearest by none
        record("IQM of squares", learner.iqm(np.arange(float(runs))[:, None] ** 2))
    scores = np.array([[0.0, 1.0], [0.0, 3.0]])
    record("interval", learner.bootstrap_interval(scores, 100, np.random.default_rng(10)))
