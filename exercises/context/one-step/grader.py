"""Checks of linear attention: an example by hand, what it may not see, and the step it takes."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_between,
    expect_close,
    expect_permutation_invariant,
    expect_true,
    probe,
    record,
)


def prompt(x, y, query, own=0.0):
    """Rows (x_i, y_i), and below them the query with something in its last entry."""
    return np.vstack([np.column_stack([x, y]), np.append(query, own)])


def example(own=0.0):
    """The tokens of the prompt."""
    return prompt(np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([2.0, 1.0]), [3.0, 1.0], own)


def random_prompt(rng, examples, d):
    """Examples with targets of their own, and a query whose last entry is not empty."""
    x, y, query = rng.normal(size=(examples, d)), rng.normal(size=examples), rng.normal(size=d)
    return prompt(x, y, query, rng.normal())


def after_one_step(tokens, eta):
    """What w answers after one step down the mean of half the squared errors, from w = 0."""
    x, y = tokens[:-1, :-1], tokens[:-1, -1]
    slope = np.mean((x @ np.zeros(x.shape[1]) - y)[:, None] * x, axis=0)
    return -eta * slope @ tokens[-1, :-1]


def matrix_of(learner, d, eta):
    """The learner's matrix, once it is a table of d rows and d columns."""
    found = learner.step_matrix(d, eta)
    expect_true(
        "a square array",
        type(found) is np.ndarray and found.shape == (d, d),
        "Return from step_matrix an array with d rows and d columns.",
        found,
    )
    return found


@check("Two examples: 3.0 for the query (3, 1)")
def by_hand(learner, solution, rng):
    record("another answer", learner.attend(random_prompt(rng, 3, 2), rng.normal(size=(2, 2))))
    found = learner.attend(example(), np.array([[0.5, 1.0], [0.0, 0.5]]))
    expect_close("answer to (3, 1)", found, 3.0)


@check("Any number of examples, any dimension, any matrix", after="by_hand")
def any_size(learner, solution, rng):
    for examples in (1, *(int(count) for count in rng.integers(2, 8, size=3))):
        d = int(rng.integers(1, 6))
        tokens, M = random_prompt(rng, examples, d), rng.normal(size=(d, d))
        expected = solution.attend(tokens, M)
        expect_close(
            f"answer after {examples} examples of {d} entries",
            learner.attend(tokens.copy(), M.copy()),
            expected,
        )


@check("Whatever stands in the query's last entry, the answer stays", after="by_hand")
def own_target(learner, solution, rng):
    M = np.array([[0.5, 1.0], [0.0, 0.5]])
    for own in (9.0, -50.0, 1000.0):
        expect_close(f"answer with {own:g} in the last entry", learner.attend(example(own), M), 3.0)


@check("The order of the examples makes no difference")
def any_order(learner, solution, rng):
    query, M = rng.normal(size=3), rng.normal(size=(3, 3))
    expect_permutation_invariant(
        "answer",
        lambda x, y: learner.attend(prompt(x, y, query), M.copy()),
        [rng.normal(size=(6, 3)), rng.normal(size=6)],
        rng,
    )


@check("Without examples the answer is 0")
def no_examples(learner, solution, rng):
    found = learner.attend(np.array([[3.0, 1.0, 9.0]]), np.array([[0.5, 1.0], [0.0, 0.5]]))
    expect_close("answer without examples", found, 0.0)


@check("A step of size 0.5 on the two examples answers 2.0", after="by_hand")
def step_by_hand(learner, solution, rng):
    other = matrix_of(learner, 3, 0.25)
    record("matrix in three dimensions", other)
    M = matrix_of(learner, 2, 0.5)
    expect_close("answer with your matrix", learner.attend(example(), M), 2.0)


@check("The layer answers as the step does, whatever it has read", after="step_by_hand")
def any_step(learner, solution, rng):
    for d in rng.permutation(np.arange(1, 6))[:4]:
        tokens, eta = random_prompt(rng, int(rng.integers(1, 8)), int(d)), rng.uniform(0.1, 2.0)
        M = matrix_of(learner, int(d), float(eta))
        expected = after_one_step(tokens, eta)
        expect_close(f"answer in {d} dimensions", learner.attend(tokens, M), expected)


@check("Tokens and matrix stay as they were")
def arguments_kept(learner, solution, rng):
    tokens = random_prompt(rng, 4, 2)
    expect_arguments_kept("tokens and matrix", learner.attend, tokens, rng.normal(size=(2, 2)))


@check(
    "Ten examples in five dimensions: the best step leaves 0.375 of the error",
    after=("any_size", "own_target", "any_step"),
)
def best_step(learner, solution, rng):
    # Averaged over weights and queries, the error is that of the unit vectors: 25 answers a prompt.
    M = matrix_of(learner, 5, 0.625)
    unit, errors = np.eye(5), []
    for _ in range(50):
        x = rng.normal(size=(10, 5))
        for j in range(5):
            found = [learner.attend(prompt(x, x[:, j], query), M) for query in unit]
            expected = [after_one_step(prompt(x, x[:, j], query), 0.625) for query in unit]
            expect_close("answers to the unit vectors", found, expected)
            errors.append(np.sum((np.asarray(found, dtype=float) - unit[j]) ** 2))
    expect_between("error that is left", float(np.mean(errors)), 0.3, 0.45)


@probe
def elsewhere(learner, solution, rng):
    for examples, d in ((2, 2), (3, 1), (1, 3)):
        tokens, M = random_prompt(rng, examples, d), rng.normal(size=(d, d))
        record("answer", learner.attend(tokens, M))
        record("matrix", learner.step_matrix(d, 0.3 * examples))
