"""Checks for PEARL's belief: products of Gaussians with known answers, and the KL term."""

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


def belief(learner, mu, var):
    """The learner's mean and variance, once it is sure that there are two results."""
    found = learner.product_of_gaussians(np.array(mu), np.array(var))
    return expect_several(found, 2, "Return two arrays, the mean and the variance of the product.")


def expect_belief(learner, mu, var, mean, variance):
    """The variance comes first: it shows most clearly how the factors were combined."""
    found = belief(learner, mu, var)
    expect_close("variance of the product", found[1], variance, atol=0.0)
    expect_close("mean of the product", found[0], mean)


@check("Two factors, N(0, 1) and N(2, 4), give N(0.4, 0.8)")
def two_factors(learner, solution, rng):
    # The second dimension: N(1, 3) and N(1, 1.5). Precision 1/3 + 2/3 = 1.
    mu, var = [[0.0, 1.0], [2.0, 1.0]], [[1.0, 3.0], [4.0, 1.5]]
    found = belief(learner, mu, var)
    expect_close("variance of the product", found[1], [0.8, 1.0], atol=0.0)
    # One more result tells apart mistakes that agree on these numbers.
    record("mean of another product", belief(learner, [[3.0], [-1.0]], [[0.5], [2.0]])[0])
    expect_close("mean of the product", found[0], [0.4, 1.0])


@check("Four equal factors N(1, 2) give N(1, 0.5)", after="two_factors")
def four_equal_factors(learner, solution, rng):
    # In the second dimension N(1, 4), to give N(1, 1).
    expect_belief(learner, [[1.0, 1.0]] * 4, [[2.0, 4.0]] * 4, mean=[1.0, 1.0], variance=[0.5, 1.0])


@check("A single factor comes back as it is", after="two_factors")
def one_factor(learner, solution, rng):
    mu, var = [[3.0, -1.0, 0.5]], [[0.25, 9.0, 1.0]]
    expect_belief(learner, mu, var, mean=mu[0], variance=var[0])


@check("Variances below 1e-7 count as 1e-7", after="two_factors")
def smallest_variance(learner, solution, rng):
    # Both factors are raised to 1e-7: half of that remains, and the mean lies in the middle.
    found = belief(learner, [[3.0], [1.0]], [[0.0], [5e-8]])
    expect_close("mean of the product", found[0], [2.0])
    expect_close("variance of the product", found[1], [5e-8], atol=0.0)
    # Each variance counts for itself: in every row and column one is raised and the other stays.
    mu, var = [[3.0, 0.0], [1.0, 5.0]], [[0.0, 1.5e-7], [3e-7, 0.0]]
    expect_belief(learner, mu, var, mean=[2.5, 3.0], variance=[7.5e-8, 6e-8])


@check("The context stays as it was")
def context_unchanged(learner, solution, rng):
    mu, var = np.array([[0.0], [2.0]]), np.array([[0.0], [4.0]])
    expect_arguments_kept("context", learner.product_of_gaussians, mu, var)


@check("Many factors match in any order and in any grouping", after="four_equal_factors")
def many_factors(learner, solution, rng):
    mu, var = 5.0 * rng.normal(size=(6, 3)), rng.uniform(0.1, 60.0, size=(6, 3))
    mean, variance = solution.product_of_gaussians(mu, var)
    expect_belief(learner, mu, var, mean, variance)
    expect_permutation_invariant(
        "belief", lambda *args: tuple(belief(learner, *args)), [mu, var], rng
    )
    # The beliefs from two parts of the context are factors again.
    parts = (slice(2), slice(2, None))
    halves = [solution.product_of_gaussians(mu[part], var[part]) for part in parts]
    means, variances = zip(*halves, strict=True)
    expect_belief(learner, means, variances, mean, variance)


@probe
def extreme_variances(learner, solution, rng):
    """In units of the smallest and of a huge variance: traces take tiny numbers for equal."""
    for unit in (1e-7, 1e-16, 1e9):
        var = unit * rng.uniform(0.1, 0.9, size=(3, 2))
        mean, variance = belief(learner, rng.normal(size=(3, 2)), var)
        record(f"mean in units of {unit:g}", mean)
        record(f"variance in units of {unit:g}", np.asarray(variance, float) / unit)


@probe
def pairs_of_factors(learner, solution, rng):
    for _ in range(3):
        found = belief(learner, rng.normal(size=(2, 3)), rng.uniform(0.1, 3.0, size=(2, 3)))
        record("mean of a pair", found[0])
        record("variance of a pair", found[1])


@check("The prior is at distance 0 from itself")
def kl_of_prior(learner, solution, rng):
    # One more result tells apart mistakes that agree on the prior.
    record("KL of N(0.5, 2)", learner.kl_to_std_normal(np.array([0.5]), np.array([2.0])))
    found = learner.kl_to_std_normal(np.array([0.0]), np.array([1.0]))
    expect_close("KL of N(0, 1)", found, 0.0)


@check("The KL of N(0.4, 0.8) is 0.0916 nats", after="kl_of_prior")
def kl_of_belief(learner, solution, rng):
    found = learner.kl_to_std_normal(np.array([0.4]), np.array([0.8]))
    # 0.5 (0.16 + 0.8 - log 0.8 - 1)
    expect_close("KL of N(0.4, 0.8)", found, 0.09157177565710484)


@check("The KL adds up over the dimensions", after="kl_of_belief")
def kl_of_many_dimensions(learner, solution, rng):
    mu, var = rng.normal(size=4), rng.uniform(0.1, 3.0, size=4)
    found = learner.kl_to_std_normal(mu.copy(), var.copy())
    expect_close("KL in 4 dimensions", found, solution.kl_to_std_normal(mu, var))


@check("The belief stays as it was")
def belief_unchanged(learner, solution, rng):
    mu, var = np.array([0.5, -1.0]), np.array([2.0, 0.25])
    expect_arguments_kept("belief", learner.kl_to_std_normal, mu, var)
