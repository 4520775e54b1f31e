"""Checks of Thompson sampling: exact shares of choices, and trials whose rewards are certain."""

from math import exp, lgamma

import numpy as np

from grader import (
    call_each,
    check,
    expect_arguments_kept,
    expect_between,
    expect_close,
    expect_equal,
    expect_frequencies,
    expect_no_global_random,
    expect_several,
    expect_sums_to,
    expect_true,
    probe,
    record,
)


def always(arm):
    return int(arm >= 0)  # arms are counted from 0, and nothing else is one


def never(arm):
    return 0


def only_first(arm):
    return int(arm == 0)


def choices(learner, wins, losses, calls, rng):
    """How often each arm is chosen, once it is sure that every choice is the number of an arm."""
    counts = [0] * len(wins)
    rows = ((np.array(wins), np.array(losses), rng) for _ in range(calls))
    for found in call_each(learner.choose, rows):
        if type(found) not in (int, np.int64, np.int32) or not 0 <= found < len(wins):
            record("choice", found)
            words = "Return the number of an arm from choose, a whole number from 0 to "
            expect_true("choice is an arm", False, f"{words}{len(wins) - 1}.")
        counts[found] += 1
    return counts


def counts_of(learner, pull, k, n, rng):
    """The learner's wins and losses, once there are two results."""
    found = learner.play(pull, k, n, rng)
    return expect_several(
        found, 2, "Return two arrays from play: the wins of each arm, then its losses."
    )


def expect_total(label, found, k, total):
    """Expect counts of k arms, none below 0, that add up to the total."""
    expect_sums_to(label, found, total)
    expect_equal(f"shape of the {label}", np.shape(found), (k,))


def larger(a, b, c, d):
    """P(Beta(a, b) > Beta(c, d)) for whole numbers, a finite sum."""

    def log_beta(x, y):
        return lgamma(x) + lgamma(y) - lgamma(x + y)

    logs = [log_beta(c + i, b + d) - log_beta(1 + i, b) - log_beta(c, d) for i in range(a)]
    return sum(exp(term) / (b + i) for i, term in enumerate(logs))


@check("One arm leaves no choice")
def one_arm(learner, solution, rng):
    for wins, losses in ((0, 0), (3, 1)):
        found = learner.choose(np.array([wins]), np.array([losses]), rng)
        expect_equal("choice of one arm", found, 0)


@check("Where nothing is known, every arm is chosen equally often")
def nothing_known(learner, solution, rng):
    for k in (2, 3):
        counts = choices(learner, [0] * k, [0] * k, 300, rng)
        expect_frequencies(f"choices of {k} arms", counts, [1 / k] * k)


@check("Where nothing is in doubt, the better arm is chosen")
def no_doubt(learner, solution, rng):
    # A draw is out of order less than once in 10^50.
    for best in (0, 1, 2):
        wins, losses = np.full(3, 1), np.full(3, 300)
        wins[best], losses[best] = 300, 1
        found = learner.choose(wins, losses, rng)
        expect_equal("choice of three arms", found, best)


@check("After one win, an arm is chosen in two of three cases", after="nothing_known")
def one_win(learner, solution, rng):
    # So many tell the belief from normal draws of the same mean, with which it is 0.573.
    counts = choices(learner, [1, 0], [0, 0], 1500, rng)
    expect_frequencies("choices after a win", counts, [2 / 3, 1 / 3])


@check("Beside an arm that pays half of the time, an unknown one is chosen in half of all cases")
def unknown_arm(learner, solution, rng):
    wins = int(rng.integers(20, 30))
    counts = choices(learner, [0, wins], [0, wins], 600, rng)
    expect_frequencies("choices of the unknown arm and of the other", counts, [0.5, 0.5])


@check("Any counts: each arm as often as it is believed to be the best", after="nothing_known")
def any_counts(learner, solution, rng):
    for most in (4, 8):
        wins, losses = (rng.integers(0, most, size=2).tolist() for _ in range(2))
        counts = choices(learner, wins, losses, 400, rng)
        first = larger(wins[0] + 1, losses[0] + 1, wins[1] + 1, losses[1] + 1)
        shown = f"choices after wins {wins} and losses {losses}"
        expect_frequencies(shown, counts, [first, 1 - first])


@check("The counts stay as they were, and all chance comes from rng")
def nothing_else(learner, solution, rng):
    wins, losses = rng.integers(1, 5, size=(2, 3))
    expect_arguments_kept("wins and losses", learner.choose, wins, losses, rng)
    expect_no_global_random(
        "trial with generators alike", lambda: learner.play(never, 5, 20, np.random.default_rng(3))
    )


@check("Every pull is a win or a loss of the arm that was pulled")
def bookkeeping(learner, solution, rng):
    k, n = (int(size) for size in rng.integers((2, 5), (5, 12)))
    wins, losses = counts_of(learner, always, k, n, rng)
    expect_close(f"losses where {n} pulls win", losses, np.zeros(k))
    expect_total(f"wins where {n} pulls win", wins, k, n)
    wins, losses = counts_of(learner, never, k, n, rng)
    expect_close(f"wins where {n} pulls lose", wins, np.zeros(k))
    expect_total(f"losses where {n} pulls lose", losses, k, n)
    wins, losses = counts_of(learner, always, 1, n, rng)
    expect_close(f"wins of one arm in {n} pulls", wins, [n])


@check("n pulls are n calls of pull, each counted once", after="bookkeeping")
def each_call_counts(learner, solution, rng):
    k, n = (int(size) for size in rng.integers((2, 6), (5, 12)))
    rewards, counts = rng.integers(2, size=4 * n), np.zeros((2, k), dtype=int)

    def pull(arm):
        reward = int(rewards[counts.sum()])
        counts[1 - reward, arm] += 1
        return reward

    wins, losses = counts_of(learner, pull, k, n, rng)
    expect_equal(f"calls of pull in {n} pulls", int(counts.sum()), n)
    expect_close("wins", wins, counts[0])
    expect_close("losses", losses, counts[1])


@check("A trial without pulls leaves zeros")
def no_pulls(learner, solution, rng):
    wins, losses = counts_of(learner, always, 3, 0, rng)
    expect_close("wins without pulls", wins, np.zeros(3))
    expect_close("losses without pulls", losses, np.zeros(3))


@check("A trial draws anew before every pull", after="bookkeeping")
def anew(learner, solution, rng):
    # With 30 losses, one arm is never pulled with probability 2 / 31!.
    _, losses = counts_of(learner, never, 2, 30, rng)
    expect_total("losses", losses, 2, 30)
    expect_between("pulls of the arm that was pulled less", np.min(losses), 1, 15)
    first = np.zeros(3)
    for _ in range(150):
        wins, _ = counts_of(learner, always, 3, 1, rng)
        expect_total("wins of one pull", wins, 3, 1)
        first = first + wins
    expect_frequencies("first pulls of 150 trials", first, [1 / 3] * 3)


@check("A trial learns: of 100 pulls, at least 88 are of the arm that pays", after="anew")
def learns(learner, solution, rng):
    # The other arm is pulled 1.6 times on average, and more than 12 times once in 10^10.
    wins, losses = counts_of(learner, only_first, 2, 100, rng)
    expect_total("wins", wins, 2, wins[0])
    expect_total("losses", losses, 2, losses[1])
    expect_between("wins of the arm that pays", wins[0], 88, 100)
    expect_close("pulls", wins[0] + losses[1], 100)


@check("Of fifty arms, a winner is pulled again in only 4 % of cases", after="nothing_known")
def fifty_arms(learner, solution, rng):
    place = int(rng.integers(50))
    counts = choices(learner, np.eye(50, dtype=int)[place], [0] * 50, 400, rng)
    both = [counts[place], 400 - counts[place]]
    expect_frequencies("choices of the winner and of others", both, [2 / 51, 49 / 51])


@probe
def elsewhere(learner, solution, rng):
    for wins, losses in (([4, 1], [1, 4]), ([0, 0, 2], [1, 0, 2])):
        record("choices", choices(learner, wins, losses, 200, rng))
