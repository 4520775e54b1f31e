"""Checks of places and of pairs that change them, and at last a published table."""

import numpy as np

from grader import check, expect_arguments_kept, expect_close, probe, record


def expect_places(learner, label, scores, margin, places):
    found = learner.ranking(np.array(scores, dtype=float), margin)
    expect_close(f"places {label}", found, places)


def expect_inversions(learner, label, first, second, margin, count):
    columns = [np.array(column, dtype=float) for column in (first, second)]
    expect_close(f"pairs {label}", learner.inversions(*columns, margin), count)


def random_columns(rng, methods):
    """Whole numbers, so that leads equal to the margin happen, and are equal to it exactly."""
    return rng.integers(0, 12, size=(2, methods)).astype(float)


def meta_world(tasks):
    """Reported, V1 and V2 of SM, PaCo and MOORE."""
    if tasks == 10:
        return [71.8, 85.4, 88.7], [71.4, 26.2, 61.4], [84.9, 73.6, 83.2]
    return [61.0, 57.3, 72.9], [60.6, 18.6, 61.2], [65.8, 58.4, 72.0]


@check("Four methods get the places 4, 1, 3 and 1")
def example_places(learner, solution, rng):
    record("other places", learner.ranking(np.array([3.0, 9.0, 9.0, 1.0, 9.0, 4.0]), 1.0))
    expect_places(learner, "of the example", [50, 80, 65, 80], 0.0, [4, 1, 3, 1])


@check("A lead counts if it is larger than the margin")
def lead(learner, solution, rng):
    expect_places(learner, "with a lead of 2 and margin 2", [70, 72, 75], 2.0, [2, 2, 1])
    expect_places(learner, "with a lead of 2 and margin 1", [70, 72, 75], 1.0, [3, 2, 1])


@check("Places of other numbers of methods match", after="example_places")
def other_places(learner, solution, rng):
    for methods in (1, 2, 5, int(rng.integers(6, 15))):
        scores = random_columns(rng, methods)[0]
        for margin in (0.0, 1.0, float(rng.integers(2, 5))):
            expected = solution.ranking(scores.copy(), margin)
            expect_places(learner, f"of {methods} methods", scores, margin, expected)


@check("Of three pairs, two change places")
def example_pairs(learner, solution, rng):
    columns = np.array([4.0, 1.0, 3.0, 2.0, 9.0]), np.array([1.0, 2.0, 3.0, 4.0, 0.0])
    record("other pairs", learner.inversions(*columns, 0.0))
    expect_inversions(learner, "of the example", [10, 20, 30], [40, 10, 20], 0.0, 2)


@check("One method, the same order, and the order turned round", after="example_pairs")
def known_counts(learner, solution, rng):
    expect_inversions(learner, "of one method", [5], [9], 0.0, 0)
    methods = int(rng.integers(4, 9))
    scores = rng.permutation(methods).astype(float)
    expect_inversions(learner, "of the same order", scores, 2 * scores + 1, 0.0, 0)
    pairs = methods * (methods - 1) / 2
    expect_inversions(learner, f"of {methods} methods turned round", scores, -scores, 0.0, pairs)


@check("Methods that are level do not change places", after="example_pairs")
def level(learner, solution, rng):
    expect_inversions(learner, "of two level at first", [4, 4], [1, 7], 0.0, 0)
    expect_inversions(learner, "of two level afterwards", [1, 7], [4, 4], 0.0, 0)
    expect_inversions(learner, "of four", [1, 1, 5, 8], [3, 6, 6, 2], 0.0, 3)


@check("Both leads have to be larger than the margin", after="example_pairs")
def both_leads(learner, solution, rng):
    expect_inversions(learner, "with a first lead of 2", [6, 4], [1, 9], 2.0, 0)
    expect_inversions(learner, "with a second lead of 2", [1, 9], [6, 4], 2.0, 0)
    expect_inversions(learner, "with leads of 3 and 8", [1, 9], [6, 3], 2.0, 1)


@check("Methods in different places may be level", after="both_leads")
def level_in_two_places(learner, solution, rng):
    # At first 0 and 2 are level, and yet in the places 2 and 1, because 4 is ahead of 0 only.
    expect_inversions(learner, "of three", [0, 2, 4], [9, 1, 1], 3.0, 1)


@check("Pairs of other columns match", after="example_pairs")
def other_pairs(learner, solution, rng):
    for methods in (2, 3, 6, int(rng.integers(7, 15))):
        first, second = random_columns(rng, methods)
        for margin in (0.0, 1.0, float(rng.integers(2, 5))):
            expected = solution.inversions(first.copy(), second.copy(), margin)
            label = f"of {methods} methods"
            expect_inversions(learner, label, first, second, margin, expected)


@check("The arguments stay as they were")
def arguments_kept(learner, solution, rng):
    first, second = np.array([3.0, 9.0, 1.0, 7.0, 5.0]), np.array([4.0, 2.0, 8.0, 6.0, 0.0])
    expect_arguments_kept("ranking", learner.ranking, first.copy(), 1.0)
    expect_arguments_kept("inversions", learner.inversions, first, second, 1.0)


@check(
    "The published table: who is where, and which order survives",
    after=("example_places", "lead", "example_pairs", "level", "both_leads"),
)
def published(learner, solution, rng):
    for tasks, places in ((10, ([3, 2, 1], [1, 3, 2], [1, 3, 2])), (50, ([2, 3, 1],) * 3)):
        columns = meta_world(tasks)
        for name, column, expected in zip(("reported", "V1", "V2"), columns, places, strict=True):
            expect_places(learner, f"on MT{tasks}, {name}", column, 0.0, expected)
        reported, v1, v2 = columns
        moved = 2 if tasks == 10 else 0
        expect_inversions(learner, f"on MT{tasks}, reported and V1", reported, v1, 0.0, moved)
        expect_inversions(learner, f"on MT{tasks}, reported and V2", reported, v2, 0.0, moved)
        expect_inversions(learner, f"on MT{tasks}, V1 and V2", v1, v2, 0.0, 0)
    reported, _, v2 = meta_world(10)
    expect_inversions(learner, "on MT10, with a margin of 2", reported, v2, 2.0, 1)


@probe
def elsewhere(learner, solution, rng):
    for methods in (4, 9):
        first, second = random_columns(rng, methods)
        for margin in (0.0, 2.0):
            record("places", learner.ranking(first.copy(), margin))
            record("pairs", learner.inversions(first.copy(), second.copy(), margin))
