"""Checks of the label distribution of two Bernoulli arms, by hand, by sum and by drawing tasks."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_close,
    expect_permutation_invariant,
    probe,
    record,
)


def context(pulls):
    """Arms and rewards of pulls such as (0, 1), (1, 0)."""
    table = np.array(pulls, dtype=int).reshape(-1, 2)
    return table[:, 0].copy(), table[:, 1].copy()


def as_list(found):
    """An answer as a list, so that what is recorded does not tell an array from a list."""
    return found.tolist() if type(found) is np.ndarray else found


def random_context(rng, pulls, share=0.5):
    """Pulls of two arms that pay with chances of their own."""
    arms = (rng.random(pulls) < share).astype(int)
    return arms, (rng.random(pulls) < rng.uniform(0.1, 0.9, size=2)[arms]).astype(int)


def labels_of_drawn_tasks(rng, draws):
    """The better arms of those drawn tasks where arm 0 paid 3 of 4 times and arm 1 paid 1 of 3."""
    chances = rng.random((draws, 2))
    paid = rng.binomial([4, 3], chances)
    return chances[(paid == [3, 1]).all(axis=1)].argmax(axis=1)


@check("Beta(2, 1) beats Beta(1, 1) with 2/3, and loses to it with 1/3")
def by_hand(learner, solution, rng):
    found = [learner.chance_of_best(*counts) for counts in ((2, 1, 1, 1), (1, 1, 2, 1))]
    record("both chances", found)
    expect_close("chance of Beta(2, 1)", found[0], 2 / 3)
    expect_close("chance of Beta(1, 1)", found[1], 1 / 3)


@check("Equal beliefs give 1/2 each", after="by_hand")
def equal_beliefs(learner, solution, rng):
    for a, b in ((1, 1), (1, 4), (3, 5)):
        expect_close(f"chance of Beta({a}, {b})", learner.chance_of_best(a, b, a, b), 0.5)


@check("Other beliefs match", after="by_hand")
def other_beliefs(learner, solution, rng):
    expect_close("chance of Beta(4, 2)", learner.chance_of_best(4, 2, 2, 3), 5 / 6)
    for counts in rng.integers(1, 12, size=(6, 4)).tolist():
        expected = solution.chance_of_best(*counts)
        expect_close("chance of a belief", learner.chance_of_best(*counts), expected)


@check("Hundreds of pulls do not overflow", after="by_hand")
def many_pulls(learner, solution, rng):
    for a, c in rng.integers(300, 340, size=(2, 2)).tolist():
        expected = solution.chance_of_best(a, 500, c, 480)
        found = learner.chance_of_best(a, 500, c, 480)
        expect_close("chance after hundreds of pulls", found, expected, rtol=1e-5)


@check("The context of the example makes arm 0 the label in five of six tasks")
def example_context(learner, solution, rng):
    # One pull of arm 0 that paid: recorded first, since it tells many mistakes apart.
    record("answer after one pull", as_list(learner.dpt_target(*context([(0, 1)]))))
    pulls = [(0, 1), (1, 0), (0, 1), (0, 0), (1, 1), (0, 1), (1, 0)]
    expect_close("chances of the labels", learner.dpt_target(*context(pulls)), [5 / 6, 1 / 6])


@check("Without any pull either arm is as likely")
def empty_context(learner, solution, rng):
    found = learner.dpt_target(*context([]))
    expect_close("chances of an empty context", found, [0.5, 0.5])


@check("An arm that was never pulled may still be the best", after="example_context")
def never_pulled(learner, solution, rng):
    # The chance that a uniform draw is above Beta(1 + s, 1 + f) is one less its mean.
    for arm in (0, 1):
        for paid, wins in (([1, 1, 1], 3), ([0, 0], 0), ([1, 0], 1)):
            mean = (1 + wins) / (2 + len(paid))
            found = learner.dpt_target(*context([(arm, one) for one in paid]))
            wanted = [mean, 1 - mean] if arm == 0 else [1 - mean, mean]
            expect_close("chances with one arm pulled", found, wanted)


@check("Contexts of any length match", after="example_context")
def random_contexts(learner, solution, rng):
    many = int(rng.integers(40, 60))
    for pulls, share in ((1, 0.5), (5, 0.5), (12, 0.2), (30, 0.7), (many, 0.5)):
        arms, rewards = random_context(rng, pulls, share)
        expected = solution.dpt_target(arms.copy(), rewards.copy())
        found = learner.dpt_target(arms, rewards)
        expect_close("chances of a context", found, expected)


@check("The order of the pulls tells nothing")
def any_order(learner, solution, rng):
    # The last pull and the first differ in arm and reward.
    arms, rewards = context([(0, 1), (0, 0), (1, 1), (0, 1), (1, 0), (1, 0)])
    expect_permutation_invariant("chances", learner.dpt_target, [arms, rewards], rng)


@check("The context stays as it was")
def context_kept(learner, solution, rng):
    expect_arguments_kept("dpt_target", learner.dpt_target, *random_context(rng, 6))


@check("Among 20,000 drawn tasks, those with this context have the labels that you say")
def drawn_tasks(learner, solution, rng):
    labels = labels_of_drawn_tasks(rng, 20_000)
    share = float((labels == 0).mean())
    # Hoeffding: about 1000 labels are within 0.1 but once in a hundred million runs.
    slack = float(np.sqrt(np.log(2e8) / (2 * len(labels))))
    pulls = [(1, 0), (1, 1), (1, 0), (0, 1), (0, 1), (0, 0), (0, 1)]
    found = learner.dpt_target(*context(pulls))
    expect_close("share of each label", found, [share, 1 - share], rtol=0.0, atol=slack)


@probe
def elsewhere(learner, solution, rng):
    for pulls in (2, 7):
        record("chances", as_list(learner.dpt_target(*random_context(rng, pulls))))
    record("chance", learner.chance_of_best(3, 2, 2, 5))
