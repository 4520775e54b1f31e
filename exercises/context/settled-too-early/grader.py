"""Checks of a bandit rule with a bonus, and of two scores that rank rules the other way round."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_between,
    expect_close,
    expect_several,
    expect_true,
    probe,
    record,
)


def both(learner, arms, means):
    """The learner's two scores, once there are two results."""
    found = learner.two_scores(np.array(arms), np.array(means, dtype=float))
    found = expect_several(found, 2, "Return two numbers: mean reward, then share of failures.")
    record("scores", list(found))
    return found


def expect_scores(learner, label, arms, means, reward, failures):
    """Both are recorded before one is judged: together they tell mistakes apart."""
    found = both(learner, arms, means)
    expect_close(f"mean reward {label}", found[0], reward)
    expect_close(f"share of failures {label}", found[1], failures)


def random_trials(rng, tasks, pulls, arms):
    """Trials that pull few arms, so that some fail, and tasks with one best arm each."""
    few = rng.integers(arms, size=(tasks, 2))
    chosen = np.take_along_axis(few, rng.integers(2, size=(tasks, pulls)), axis=1)
    return chosen, rng.random((tasks, arms))


def tasks_of_five(rng, count):
    """Five arms, the best of them at a random place."""
    means = np.full((count, 5), 0.4)
    means[np.arange(count), rng.integers(5, size=count)] = 0.6
    return means


def chosen(rule, wins, losses, option):
    """Arms as an array, once there is one for each task."""
    found = rule(wins, losses, option)
    if type(found) is list and all(type(arm) in (int, np.int64) for arm in found):
        found = np.array(found)
    whole = type(found) is np.ndarray and found.shape == (len(wins),) and found.dtype.kind in "iu"
    words = "Return the number of an arm for each task: K whole numbers from 0 to A - 1."
    right = whole and bool(((found >= 0) & (found < 5)).all())
    expect_true("arms", right, words, *(() if whole else (found,)))
    return found


def played(rule, means, pulls, option, rng):
    """Arms that a rule pulls, int[K, T]."""
    row, arms = np.arange(len(means)), []
    wins, losses = np.zeros_like(means), np.zeros_like(means)
    for _ in range(pulls):
        arms.append(chosen(rule, wins.copy(), losses.copy(), option))
        paid = rng.random(len(means)) < means[row, arms[-1]]
        wins[row, arms[-1]] += paid
        losses[row, arms[-1]] += ~paid
    return np.array(arms).T


def likeliest(wins, losses, rng):
    """The arm with the largest mean."""
    return ((wins + 1) / (wins + losses + 2)).argmax(axis=1)


def thompson(wins, losses, rng):
    """The arm that is best in a world drawn from the belief."""
    return rng.beta(wins + 1, losses + 1).argmax(axis=1)


def finished_trials(rng, count, explores):
    """Trials of 100 pulls, and the means of their arms."""
    means = tasks_of_five(rng, count)
    return played(thompson if explores else likeliest, means, 100, rng, rng), means


@check("Two trials of four pulls earn 0.475, and the second fails")
def example_scores(learner, solution, rng):
    means = [[0.6, 0.4], [0.4, 0.6]]
    record("other scores", list(both(learner, [[0, 1, 1, 1, 1]], [[0.9, 0.2]])))
    expect_scores(learner, "of two trials", [[1, 0, 0, 1], [1, 0, 0, 0]], means, 0.475, 0.5)


@check("The second half begins at pull T // 2, for any T")
def where_it_begins(learner, solution, rng):
    for pulls in (1, 2, 5, 8, int(rng.integers(9, 30))):
        half = pulls // 2
        for place in {max(half - 1, 0), half, pulls - 1}:
            arms = np.ones((1, pulls), dtype=int)
            arms[0, place] = 0
            reward = (0.75 + 0.25 * (pulls - 1)) / pulls
            label = f"with the best arm at pull {place} of {pulls}"
            expect_scores(learner, label, arms, [[0.75, 0.25]], reward, float(place < half))


@check("A task with a single arm cannot fail")
def single_arm(learner, solution, rng):
    expect_scores(learner, "with one arm", [[0, 0, 0], [0, 0, 0]], [[0.5], [0.25]], 0.375, 0.0)


@check("Each task has a best arm of its own, and other trials match")
def other_trials(learner, solution, rng):
    for tasks, pulls, arms in ((1, 4, 3), (6, 5, 2), (9, 12, 4), (int(rng.integers(10, 30)), 6, 5)):
        trials, means = random_trials(rng, tasks, pulls, arms)
        expected = solution.two_scores(trials, means)
        expect_scores(learner, "of random trials", trials, means, *expected)


@check("With c = 0.5 the example stays with the better arm, with c = 1 it tries the other")
def example_choice(learner, solution, rng):
    wins, losses = [[6.0, 0.0]], [[2.0, 1.0]]
    for c, arm in ((0.5, 0), (1.0, 1)):
        found = learner.choose_arms(np.array(wins), np.array(losses), c)
        expect_close(f"arm with c = {c}", found, [arm])


@check("Without a bonus the largest mean is chosen, in each task")
def greedy(learner, solution, rng):
    # Means: 4/7 and 2/3; 3/5 and 1/2; and 1/4 and 1/3. Shares of what paid: 3/5, 1; 1, none; 0, 0.
    wins, losses = [[3.0, 1.0], [2.0, 0.0], [0.0, 0.0]], [[2.0, 0.0], [1.0, 0.0], [2.0, 1.0]]
    found = learner.choose_arms(np.array(wins), np.array(losses), 0.0)
    expect_close("greedy arms", found, [1, 0, 1])


@check("Other counts, tasks and widths match")
def other_counts(learner, solution, rng):
    for tasks, arms in ((1, 1), (40, 2), (30, 5), (25, int(rng.integers(3, 8)))):
        # Fractions of pulls, so that no two arms have the same value.
        wins, losses = rng.uniform(0, 30, size=(2, tasks, arms)) * rng.random((tasks, arms)) ** 2
        for c in (0.0, 0.3, 1.0, 3.0):
            expected = solution.choose_arms(wins.copy(), losses.copy(), c)
            found = learner.choose_arms(wins.copy(), losses.copy(), c)
            expect_close("arms of random counts", found, expected)


@check("The arguments stay as they were")
def arguments_kept(learner, solution, rng):
    counts = rng.integers(1, 9, size=(2, 3, 4)).astype(float)
    expect_arguments_kept("choose_arms", learner.choose_arms, *counts, 0.5)
    expect_arguments_kept("two_scores", learner.two_scores, *random_trials(rng, 3, 6, 4))


@check("Your rule with c = 0 and with c = 0.5, by your scores")
def settles(learner, solution, rng):
    # 100 trials: about 37 failures and none. Chance goes beyond these less than once in a million.
    means = tasks_of_five(rng, 100)
    early = both(learner, played(learner.choose_arms, means, 100, 0.0, rng), means)
    late = both(learner, played(learner.choose_arms, means, 100, 0.5, rng), means)
    expect_between("share of failures with c = 0", early[1], 0.12, 0.62)
    expect_between("share of failures with c = 0.5", late[1], 0.0, 0.03)
    expect_between("mean reward with c = 0", early[0], 0.44, 0.56)
    expect_between("mean reward with c = 0.5", late[0], 0.44, 0.56)


@check("Three hundred trials each of greedy and of Thompson sampling")
def two_rankings(learner, solution, rng):
    arms, means = finished_trials(rng, 300, False)
    expected = solution.two_scores(arms, means)
    expect_scores(learner, "of greedy", arms, means, *expected)
    arms, means = finished_trials(rng, 300, True)
    expected = solution.two_scores(arms, means)
    expect_scores(learner, "of Thompson sampling", arms, means, *expected)


@probe
def elsewhere(learner, solution, rng):
    wins, losses = rng.uniform(0, 9, size=(2, 12, 3))
    record("arms", learner.choose_arms(wins.copy(), losses.copy(), 0.7))
    both(learner, *random_trials(rng, 7, 9, 3))
