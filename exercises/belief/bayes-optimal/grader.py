"""Checks of the Bayes-optimal value: small cases by hand, then pulls where greed falls short."""

from grader import check, expect_close, probe, record


def expect_value(learner, k, n, expected):
    """Each value is one number, whatever else comes back."""
    arms = "1 arm" if k == 1 else f"{k} arms"
    pulls = "1 pull" if n == 1 else f"{n} pulls"
    expect_close(f"value of {arms} and {pulls}", learner.bayes_optimal_value(k, n), expected)


@check("One arm pays half of the time on average, whatever is learned about it")
def one_arm(learner, solution, rng):
    record("value of four arms and three pulls", learner.bayes_optimal_value(4, 3))
    for n in (1, 2, 4):
        expect_value(learner, 1, n, n / 2)


@check("Without pulls there is nothing to win")
def no_pulls(learner, solution, rng):
    expect_value(learner, 1, 0, 0.0)
    expect_value(learner, int(rng.integers(2, 9)), 0, 0.0)


@check("Two arms and two pulls are worth 1.0833")
def two_pulls(learner, solution, rng):
    expect_value(learner, 2, 1, 0.5)
    expect_value(learner, 2, 2, 13 / 12)


@check("A third arm is worth something from the third pull on")
def third_arm(learner, solution, rng):
    expect_value(learner, 3, 2, 13 / 12)
    expect_value(learner, 2, 3, 5 / 3)
    expect_value(learner, 3, 3, 41 / 24)


@check("Any number of arms and pulls", after="two_pulls")
def any_size(learner, solution, rng):
    for _ in range(4):
        k, n = (int(size) for size in rng.integers((2, 4), (7, 8)))
        expect_value(learner, k, n, solution.bayes_optimal_value(k, n))


@check("With more pulls it pays to explore: 6.0218 for ten, 12.4313 for twenty", after="two_pulls")
def exploring(learner, solution, rng):
    # Greed that tries the less known of equal arms is just as good up to eight pulls.
    expect_value(learner, 2, 10, 6.0217857)
    expect_value(learner, 2, 20, 12.4312649)


@check("Ten pulls of ten arms are worth 6.7140, and so are ten pulls of fifty", after="third_arm")
def ten_pulls(learner, solution, rng):
    expect_value(learner, 10, 10, 6.7139512)
    expect_value(learner, 50, 10, 6.7139512)


@probe
def elsewhere(learner, solution, rng):
    for k, n in ((2, 4), (3, 5), (5, 4), (2, 7)):
        record("value", learner.bayes_optimal_value(k, n))
