"""Checks of learning histories as data: examples, a table that imitates them, and how it plays."""

from itertools import permutations

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_close,
    expect_equal,
    expect_sums_to,
    expect_true,
    probe,
    record,
)


def search(order, paying, trials):
    """The history of a learner that tries arms in some order until one pays, and stays with it."""
    found = list(order).index(paying)
    return [(int(order[min(t, found)]), int(t >= found)) for t in range(trials)]


def expert(paying, trials):
    """The history of somebody who knows the arm that pays."""
    return [(paying, 1)] * trials


def random_histories(rng, lengths, arms):
    """Histories of pulls at random, with rewards at random."""
    return [
        list(
            zip(rng.integers(arms, size=n).tolist(), rng.integers(2, size=n).tolist(), strict=True)
        )
        for n in lengths
    ]


def table_of(learner, examples, arms):
    """The learner's table, once it is a dictionary."""
    found = learner.clone_table(examples, arms)
    words = "Return a dictionary from clone_table."
    expect_true("a dictionary", type(found) is dict, words, found)
    return found


def expect_table(label, found, expected):
    """Expect the same contexts, and under each of them the same chances."""
    for context, shares in expected.items():
        if context not in found:
            words = f"Your table has no entry for the context {context}."
            expect_true(f"{label}, an entry for {context}", False, words)
        expect_close(f"{label}, chances in {context}", found.get(context), shares)
    words = "There are contexts in the table that no example has."
    expect_true(f"{label}, contexts", len(found) == len(expected), words)


def success_curve(table, paying, arms, trials, window):
    """A clone's chance to be paid in each trial: all that it may have in view, with its chance.

    In a context that the table lacks it guesses, and from then on as well.
    """
    reached, curve = {(): 1.0}, []
    for _ in range(trials):
        following, known, paid = {}, 0.0, 0.0
        for context, chance in reached.items():
            if context not in table:
                continue
            expect_sums_to("chances of the clone", table[context])
            known += chance
            for arm, share in enumerate(np.ravel(table[context])[:arms].tolist()):
                paid += chance * share * (arm == paying)
                view = (*context, (arm, int(arm == paying)))
                view = view[max(len(view) - window, 0) :]
                if share:
                    following[view] = following.get(view, 0.0) + chance * share
        curve.append(paid + max(1.0 - known, 0.0) / arms)
        reached = following
    return curve


@check("A search of three pulls becomes three examples")
def example_pairs(learner, solution, rng):
    expected = [((), 2), (((2, 0),), 0), (((2, 0), (0, 1)), 0)]
    found = learner.ad_examples([[(2, 0), (0, 1), (0, 1)]], 2)
    expect_equal("examples of a search", found, expected)


@check("The window holds the last pulls", after="example_pairs")
def last_pulls(learner, solution, rng):
    history = [(3, 0), (1, 0), (2, 1), (2, 1)]
    for window in (1, 2):
        expected = solution.ad_examples([list(history)], window)
        found = learner.ad_examples([list(history)], window)
        expect_equal(f"examples with a window of {window}", found, expected)


@check("No context reaches into another history", after="example_pairs")
def own_history(learner, solution, rng):
    found = learner.ad_examples([[(0, 1)], [(1, 0), (0, 0)], [(1, 1)]], 5)
    expected = [((), 0), ((), 1), (((1, 0),), 0), ((), 1)]
    expect_equal("examples of three histories", found, expected)


@check("A window of 0 leaves every context empty")
def empty_window(learner, solution, rng):
    found = learner.ad_examples([[(1, 0), (0, 1), (0, 1)]], 0)
    expect_equal("examples with a window of 0", found, [((), 1), ((), 0), ((), 0)])


@check("Without pulls there are no examples", after="example_pairs")
def no_pulls(learner, solution, rng):
    found = learner.ad_examples([[], [(0, 1)], []], 2)
    expect_equal("examples of one pull", found, [((), 0)])


@check("Histories of any length match", after="example_pairs")
def any_histories(learner, solution, rng):
    for window in (1, 3, int(rng.integers(4, 20))):
        histories = random_histories(rng, rng.integers(2, 8, size=3).tolist(), 4)
        expected = solution.ad_examples([list(one) for one in histories], window)
        found = learner.ad_examples(histories, window)
        expect_equal("examples of random histories", found, expected)


@check("The table holds the shares of what followed")
def example_shares(learner, solution, rng):
    found = table_of(learner, [((), 2), ((), 0), ((), 2), ((), 2)], 3)
    expect_table("four examples", found, {(): [0.25, 0.0, 0.75]})


@check("Contexts differ in their pulls, in the order of these and in their rewards")
def each_context(learner, solution, rng):
    examples = [((), 1), (((0, 0),), 2), (((0, 1),), 0), (((1, 0), (0, 0)), 2)]
    examples += [(((0, 0), (1, 0)), 1), (((0, 0),), 2), (((0, 0),), 1), (((1, 1), (0, 0)), 0)]
    expected = solution.clone_table(examples, 4)
    expect_table("eight examples", table_of(learner, examples, 4), expected)


@check("Without examples the table is empty")
def no_examples(learner, solution, rng):
    expect_table("no examples", table_of(learner, [], 3), {})


@check("Other examples match", after="example_shares")
def any_examples(learner, solution, rng):
    for arms in (2, int(rng.integers(3, 7))):
        examples = solution.ad_examples(random_histories(rng, [6] * 8, arms), 1)
        expected = solution.clone_table(examples, arms)
        expect_table("random examples", table_of(learner, examples, arms), expected)
    expected = {(): [1.0], ((0, 1),): [1.0]}
    found = table_of(learner, [((), 0), (((0, 1),), 0), ((), 0)], 1)
    expect_table("examples with a single arm", found, expected)


@check("The arguments stay as they were")
def arguments_kept(learner, solution, rng):
    histories = random_histories(rng, [4, 5], 3)
    expect_arguments_kept("ad_examples", learner.ad_examples, histories, 2)
    examples = [((), 2), ((), 0), (((0, 1),), 0)]
    expect_arguments_kept("clone_table", learner.clone_table, examples, 3)


@check("With a view of one pull, the clone forgets which of three arms it has tried")
def short_view(learner, solution, rng):
    histories = [search(order, arm, 5) for order in permutations(range(3)) for arm in range(3)]
    table = table_of(learner, learner.ad_examples(histories, 1), 3)
    found = success_curve(table, 1, 3, 4, 1)
    # It never pulls the same arm twice in a row, so that it finds the right one with 1/2.
    expect_close("chance to be paid in each trial", found, [1 / 3, 2 / 3, 5 / 6, 11 / 12])


@check("Ten arms: the clone of learners is paid with 0.775 on average, that of experts with 0.19")
def two_clones(learner, solution, rng):
    start, paying = int(rng.integers(10)), int(rng.integers(10))
    orders = [np.roll(np.arange(10), start + shift).tolist() for shift in range(10)]
    learners = [search(order, arm, 20) for order in orders for arm in range(10)]
    experts = [expert(arm, 20) for arm in range(10)]
    tables = [table_of(learner, learner.ad_examples(one, 20), 10) for one in (learners, experts)]
    curves = [success_curve(table, paying, 10, 20, 20) for table in tables]
    expect_close("clone of learners", curves[0], np.minimum(np.arange(1, 21) / 10, 1))
    expect_close("clone of experts", curves[1], [0.1] + [0.19] * 19)


@probe
def elsewhere(learner, solution, rng):
    record("examples", learner.ad_examples(random_histories(rng, [3, 4], 3), 2))
    found = learner.clone_table([((), 1), ((), 0), (((1, 0),), 0)], 2)
    # As a list, so that it does not tell an array from a list.
    chances = found.get(()) if type(found) is dict else None
    record("chances", chances.tolist() if type(chances) is np.ndarray else chances)
