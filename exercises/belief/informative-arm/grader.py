"""Checks of what a question is worth: one and two pulls by hand, then any problem of the kind."""

from grader import check, expect_close, probe, record


def expect_values(learner, j, n, prize, hint, sampling, best):
    """Both are recorded before one is judged: together they tell mistakes apart."""
    sampled, found = learner.sampling_value(j, n, prize), learner.best_value(j, n, prize, hint)
    record("both", [sampled, found])
    what = f"of {j} arm{'s' * (j > 1)} and {n} pull{'s' * (n != 1)}"
    expect_close(f"sampling value {what}", sampled, sampling)
    expect_close(f"best value {what}", found, best)


@check("A target that is known pays at every pull")
def known_target(learner, solution, rng):
    prize = float(rng.integers(2, 9))
    for n in (1, 3):
        expect_values(learner, 1, n, prize, 0.5, n * prize, n * prize)


@check("Without pulls there is nothing to earn")
def no_pulls(learner, solution, rng):
    expect_values(learner, int(rng.integers(2, 9)), 0, 5.0, 0.5, 0.0, 0.0)
    expect_values(learner, 1, 0, 5.0, 0.5, 0.0, 0.0)


@check("With one pull a guess is best: 1.4 of ten arms")
def one_pull(learner, solution, rng):
    expect_values(learner, 10, 1, 5.0, 0.55, 1.4, 1.4)
    expect_values(learner, 2, 1, 5.0, 0.55, 3.0, 3.0)


@check("With two pulls of ten arms, guessing is worth 3.2 and the question 5.55")
def two_pulls(learner, solution, rng):
    expect_values(learner, 10, 2, 5.0, 0.55, 3.2, 5.55)


@check("Of two arms, a guess tells as much as the question", after="one_pull")
def two_arms(learner, solution, rng):
    # By hand: half of 5n, and half of 1 + 5 (n - 1).
    for n in (2, 4):
        value = (5 * n + 1 + 5 * (n - 1)) / 2
        expect_values(learner, 2, n, 5.0, 0.55, value, value)


@check("Posterior sampling for any arms, pulls and prizes", after="two_pulls")
def any_sampling(learner, solution, rng):
    for _ in range(4):
        (j, n), prize = (int(size) for size in rng.integers(2, 10, size=2)), rng.uniform(1.5, 9.0)
        found = learner.sampling_value(j, n, float(prize))
        expected = solution.sampling_value(j, n, float(prize))
        expect_close(f"sampling value of {j} arms and {n} pulls", found, expected)


@check("The best policy for questions of any price", after="two_pulls")
def any_question(learner, solution, rng):
    for hint in (-20.0, -2.0, 0.0, 1.2):
        j, n = (int(size) for size in rng.integers(3, 10, size=2))
        prize = float(rng.uniform(1.5, 9.0))
        found = learner.best_value(j, n, prize, hint)
        expected = solution.best_value(j, n, prize, hint)
        expect_close(f"best value of {j} arms and {n} pulls", found, expected)


@check("Ten arms and five pulls: 20.55 for the best policy, and 11 for sampling")
def five_pulls(learner, solution, rng):
    found = [learner.sampling_value(10, n, 5.0) for n in range(1, 6)]
    expect_close("sampling values of one to five pulls", found, [1.4, 3.2, 5.4, 8.0, 11.0])
    found = [learner.best_value(10, n, 5.0, 0.55) for n in range(1, 6)]
    expect_close("best values of one to five pulls", found, [1.4, 5.55, 10.55, 15.55, 20.55])


@probe
def elsewhere(learner, solution, rng):
    for j, n, prize, hint in ((4, 3, 3.0, 0.25), (3, 6, 2.0, -4.0), (6, 2, 4.0, 1.5)):
        record("sampling", learner.sampling_value(j, n, prize))
        record("best", learner.best_value(j, n, prize, hint))
