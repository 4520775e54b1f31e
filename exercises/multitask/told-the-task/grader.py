"""Checks for the task's identity as an input, and for what it is worth: small tables by hand."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_close,
    expect_permutation_invariant,
    expect_several,
    probe,
    record,
)

# In each task another action is best, and the compromise is best nowhere:
# means 0.4, 0.5, 0.2 and maxima 0.6, 0.6, 0.6.
COMPROMISE = np.array([[0.6, 0.5, 0.0], [0.6, 0.5, 0.0], [0.0, 0.5, 0.6]])


def values(learner, p):
    """The learner's two values, once it is sure that there are two results."""
    found = learner.blind_and_told(np.array(p, dtype=float))
    return expect_several(
        found, 2, "Return two numbers from blind_and_told: the blind value, then the informed one."
    )


def expect_values(learner, p, blind, told):
    """Both are recorded before one is judged: together they tell mistakes apart."""
    found = values(learner, p)
    record("both values", list(found))
    expect_close("blind value", found[0], blind)
    expect_close("value when told", found[1], told)


@check("Task 1 of 3 is marked in the second of three new columns")
def example_id(learner, solution, rng):
    obs = np.array([[0.5, -1.0], [2.0, 0.25]])
    found = learner.with_task_id(obs, 1, 3)
    expect_close("input", found, [[0.5, -1.0, 0, 1, 0], [2.0, 0.25, 0, 1, 0]])


@check("Every task has a place of its own, and all are alike", after="example_id")
def every_task(learner, solution, rng):
    for i in range(5):
        obs = rng.normal(size=(3, 2))
        expected = solution.with_task_id(obs.copy(), i, 5)
        expect_close(f"input of task {i} of 5", learner.with_task_id(obs, i, 5), expected)


@check("One observation, one number, one task")
def smallest_input(learner, solution, rng):
    expect_close("input of the only task", learner.with_task_id(np.array([[7.0]]), 0, 1), [[7, 1]])


@check("The observations stay as they were")
def observations_kept(learner, solution, rng):
    obs = np.array([[0.5, -1.0], [2.0, 0.25]])
    expect_arguments_kept("observations", learner.with_task_id, obs, 0, 2)


@check("Two tasks that want opposite actions: 0.5 blind, 0.9 told")
def opposite_tasks(learner, solution, rng):
    # One more table tells apart mistakes that agree on this one.
    record("values of another table", list(values(learner, [[0.2, 0.5, 0.4], [0.1, 0.0, 0.8]])))
    expect_values(learner, [[0.9, 0.1], [0.1, 0.9]], 0.5, 0.9)


@check("The best compromise may be the best action nowhere", after="opposite_tasks")
def compromise(learner, solution, rng):
    expect_values(learner, COMPROMISE, 0.5, 0.6)


@check("With one task, or one action, there is nothing to be told", after="opposite_tasks")
def nothing_to_tell(learner, solution, rng):
    expect_values(learner, [[0.3, 0.8, 0.1]], 0.8, 0.8)
    expect_values(learner, [[0.3], [0.8], [0.1]], 0.4, 0.4)


@check("Tables of other sizes and signs match, in any order of the tasks", after="opposite_tasks")
def other_tables(learner, solution, rng):
    for shape in ((2, 6), (7, 3)):
        p = rng.normal(size=shape) - 1.0
        expect_values(learner, p, *solution.blind_and_told(p.copy()))
        expect_permutation_invariant("values", lambda p: tuple(values(learner, p)), [p], rng)


@check("The table stays as it was")
def table_kept(learner, solution, rng):
    expect_arguments_kept("table", learner.blind_and_told, COMPROMISE.copy())


@check("A safe machine or a gamble: 0.6 blind, 0.75 told", after="opposite_tasks")
def slot_machines(learner, solution, rng):
    # The first machine pays 0.6; the second is bad (0.2) in one task and good (0.9) in the other.
    expect_values(learner, [[0.6, 0.2], [0.6, 0.9]], 0.6, 0.75)


@probe
def more_tables(learner, solution, rng):
    for _ in range(3):
        record("values of a random table", list(values(learner, rng.normal(size=(4, 3)))))
