"""Checks of a slope against differences, of where it is 0, and of training that goes there."""

import numpy as np

from grader import check, expect_arguments_kept, expect_close, expect_gradient, probe, record

VARIANCES = (2.0, 1.0, 0.5, 0.25)


def loss_of(X, y, query, target):
    """Half the mean squared error, as a function of M: one prompt after the other."""

    def loss(M):
        total = 0.0
        for inputs, targets, asked, truth in zip(X, y, query, target, strict=True):
            h = sum(value * x for value, x in zip(targets, inputs, strict=True)) / len(targets)
            total += 0.5 * (h @ M @ asked - truth) ** 2
        return total / len(target)

    return loss


def random_prompts(rng, B, N, d):
    """Examples, queries and targets that have nothing to do with one another."""
    shapes = ((B, N, d), (B, N), (B, d), (B,))
    return tuple(rng.normal(size=shape) for shape in shapes)


def new_prompts(rng, B, N, variances):
    """Prompts of linear tasks, with inputs of these variances."""
    scale, w = np.sqrt(variances), rng.normal(size=(B, len(variances)))
    X = scale * rng.normal(size=(B, N, len(variances)))
    query = scale * rng.normal(size=w.shape)
    return X, (X @ w[:, :, None])[:, :, 0], query, (query * w).sum(axis=1)


def covariance(rng, d):
    """A covariance with correlations."""
    root = rng.uniform(-0.5, 0.5, size=(d, d)) + np.eye(d)
    return root @ root.T


@check("One prompt: the slope is 6 and 2 in the first row, 0 in the second")
def slope_by_hand(learner, solution, rng):
    record("another slope", learner.slope(rng.normal(size=(2, 2)), *random_prompts(rng, 3, 2, 2)))
    X, y, query, target = [[[1.0, 0.0]]], [[2.0]], [[3.0, 1.0]], [5.0]
    arrays = [np.array(values) for values in (X, y, query, target)]
    expect_close(
        "slope at the identity", learner.slope(np.eye(2), *arrays), [[6.0, 2.0], [0.0, 0.0]]
    )


@check("Small differences of the loss say the same", after="slope_by_hand")
def differences(learner, solution, rng):
    drawn = (int(rng.integers(2, 6)), int(rng.integers(1, 5)), int(rng.integers(2, 4)))
    for B, N, d in ((1, 3, 2), drawn, (3, 2, 1)):
        M, prompts = rng.normal(size=(d, d)), random_prompts(rng, B, N, d)
        found = learner.slope(M.copy(), *(part.copy() for part in prompts))
        expect_gradient(f"slope over {B} prompts of {N}", found, loss_of(*prompts), M)


@check("Two uneven entries and four examples: 0.615 and 1")
def best_by_hand(learner, solution, rng):
    record("another matrix", learner.best_matrix(covariance(rng, 3), 5))
    # 1 / (1.25 * 1 + 1.5 / 4) and 1 / (1.25 * 0.5 + 1.5 / 4)
    found = learner.best_matrix(np.diag([1.0, 0.5]), 4)
    expect_close("matrix for variances 1 and 0.5", found, [[8 / 13, 0.0], [0.0, 1.0]])


@check("Any covariance, any number of examples, one among them", after="best_by_hand")
def any_matrix(learner, solution, rng):
    for N in (1, int(rng.integers(2, 30))):
        Lam = covariance(rng, int(rng.integers(2, 6)))
        expected = solution.best_matrix(Lam, N)
        expect_close(f"matrix for {N} examples", learner.best_matrix(Lam.copy(), N), expected)
    expect_close("matrix in one dimension", learner.best_matrix(np.array([[2.0]]), 1), [[1 / 6]])


@check("Endless examples: nothing but the covariance undone")
def endless(learner, solution, rng):
    Lam = covariance(rng, 3)
    found = learner.best_matrix(Lam.copy(), 10**9)
    expect_close("matrix for 10⁹ examples", found, np.linalg.inv(Lam), rtol=1e-5, atol=1e-7)


@check("Matrix, prompts and covariance stay as they were")
def arguments_kept(learner, solution, rng):
    M, prompts = rng.normal(size=(2, 2)), random_prompts(rng, 3, 4, 2)
    expect_arguments_kept("matrix and prompts", learner.slope, M, *prompts)
    expect_arguments_kept("covariance", learner.best_matrix, covariance(rng, 2), 3)


@check("Training on ever new prompts ends at your matrix")
def training(learner, solution, rng):
    # An entry of the mean has a deviation below 0.02 over seeds; the limit is six of them.
    M, kept = np.zeros((2, 2)), []
    for step in range(120):
        M = M - 0.5 * solution.slope(M, *new_prompts(rng, 300, 10, np.array([1.0, 0.5])))
        kept += [M] * (step >= 40)
    found = learner.best_matrix(np.diag([1.0, 0.5]), 10)
    expect_close("matrix for what was trained", found, np.mean(kept, axis=0), rtol=0.0, atol=0.12)


@check("Variances 2, 1, 0.5 and 0.25 and ten examples: 0.388, 0.678, 1.081 and 1.538")
def four_variances(learner, solution, rng):
    found = learner.best_matrix(np.diag(VARIANCES), 10)
    steps = [1 / 2.575, 1 / 1.475, 1 / 0.925, 1 / 0.65]
    expect_close("matrix for four variances", found, np.diag(steps))


@probe
def elsewhere(learner, solution, rng):
    for B, N, d in ((2, 3, 2), (3, 1, 1), (1, 2, 3)):
        record("slope", learner.slope(rng.normal(size=(d, d)), *random_prompts(rng, B, N, d)))
        record("matrix", learner.best_matrix(covariance(rng, d), N))
