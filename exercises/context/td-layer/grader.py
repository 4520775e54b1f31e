"""Checks of a layer by hand, and of TD(0): after every layer the tokens hold errors and value."""

import numpy as np

from grader import check, expect_arguments_kept, expect_close, expect_true, probe, record


def tokens(phi, later, last):
    """Columns (phi, gamma phi', r); the query is the last row of phi and of later."""
    return np.column_stack([phi, later, last]).T


def example():
    """The tokens and the matrix of the prompt."""
    Z = np.array([[1.0, 0.0, 2.0], [0.5, 1.0, 0.0], [1.0, 2.0, 0.0]])
    return Z, np.array([[1.0, 1.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 0.0]])


def random_transitions(rng, N, d):
    """Features, discounted next features and rewards; the query has neither of the latter."""
    phi, later = rng.normal(size=(2, N + 1, d))
    later[-1] = 0.0
    return phi, 0.9 * later, np.append(rng.normal(size=N), 0.0)


def after_steps(phi, later, rewards, C, steps):
    """The tokens that hold the errors, and minus the value, after some steps of TD(0)."""
    w, N = np.zeros(phi.shape[1]), len(phi) - 1
    for _ in range(steps):
        errors = rewards + (later - phi) @ w
        w = w + C @ (errors[:N] @ phi[:N]) / N
    return tokens(phi, later, rewards + (later - phi) @ w)


def matrix_of(learner, C):
    """The learner's matrix, once it has as many rows and columns as a token has entries."""
    found = learner.td_matrix(C.copy())
    D = 2 * len(C) + 1
    expect_true(
        "a square array",
        type(found) is np.ndarray and found.shape == (D, D),
        "Return from td_matrix an array with 2 d + 1 rows and as many columns.",
        found,
    )
    return found


def expect_steps(learner, phi, later, rewards, C, layers):
    """Expect each layer to be one step more; a layer begins from what should have come before."""
    Q = matrix_of(learner, C)
    for done in range(layers):
        Z = after_steps(phi, later, rewards, C, done)
        expected = after_steps(phi, later, rewards, C, done + 1)
        expect_close(f"tokens after layer {done + 1}", learner.layer(Z, Q.copy()), expected)


@check("The example: the last row becomes 3, 5 and 1")
def by_hand(learner, solution, rng):
    Z = tokens(*random_transitions(rng, 2, 1))
    record("other tokens", learner.layer(Z, rng.normal(size=(3, 3))))
    Z, Q = example()
    expected = [[1.0, 0.0, 2.0], [0.5, 1.0, 0.0], [3.0, 5.0, 1.0]]
    expect_close("tokens after the layer", learner.layer(Z, Q), expected)


@check("The query's last entry grows, and has no say", after="by_hand")
def query_silent(learner, solution, rng):
    Z, Q = example()
    Z[-1, -1] = -4.0
    expected = [[1.0, 0.0, 2.0], [0.5, 1.0, 0.0], [3.0, 5.0, -3.0]]
    expect_close("tokens with −4 in the query", learner.layer(Z, Q), expected)


@check("Any tokens and any matrix, a single transition among them", after="by_hand")
def any_layer(learner, solution, rng):
    for N in (1, *(int(count) for count in rng.integers(2, 7, size=2))):
        D = 2 * int(rng.integers(1, 4)) + 1
        Z, Q = rng.normal(size=(D, N + 1)), rng.normal(size=(D, D))
        expected = solution.layer(Z, Q)
        expect_close(f"tokens of {N} transitions", learner.layer(Z.copy(), Q.copy()), expected)


@check("Without transitions nothing changes")
def no_transitions(learner, solution, rng):
    found = learner.layer(np.array([[2.0], [0.0], [-4.0]]), example()[1])
    expect_close("a query alone", found, [[2.0], [0.0], [-4.0]])


@check("One transition and C = 0.1: the last row becomes 0.95 and −0.2", after="by_hand")
def step_by_hand(learner, solution, rng):
    record("matrix of two features", learner.td_matrix(np.array([[0.1, 0.3], [-0.2, 0.5]])))
    Q = matrix_of(learner, np.array([[0.1]]))
    found = learner.layer(np.array([[1.0, 2.0], [0.5, 0.0], [1.0, 0.0]]), Q)
    expect_close("tokens after the step", found, [[1.0, 2.0], [0.5, 0.0], [0.95, -0.2]])


@check("Four layers are four steps, with any number of features", after="step_by_hand")
def any_steps(learner, solution, rng):
    for d in (1, 2, 3):
        transitions = random_transitions(rng, int(rng.integers(1, 7)), d)
        expect_steps(learner, *transitions, 0.2 * np.eye(d), 4)


@check("The step matrix may mix features", after="any_steps")
def mixing(learner, solution, rng):
    transitions = random_transitions(rng, int(rng.integers(3, 7)), 3)
    expect_steps(learner, *transitions, 0.3 * rng.normal(size=(3, 3)), 3)


@check("Tokens and matrices stay as they were")
def arguments_kept(learner, solution, rng):
    Z, Q = rng.normal(size=(5, 4)), rng.normal(size=(5, 5))
    expect_arguments_kept("tokens and Q", learner.layer, Z, Q)
    expect_arguments_kept("C", learner.td_matrix, rng.normal(size=(2, 2)))


@check(
    "A corridor of random length: the reward reaches its first state with the last layer needed",
    after=("any_layer", "any_steps"),
)
def corridor(learner, solution, rng):
    # State i leads to state i + 1, the last one to the end with a reward of 1; all values are 1.
    n = int(rng.integers(3, 6))
    phi = np.vstack([np.eye(n), np.eye(n)[0]])
    later, rewards = np.zeros((n + 1, n)), np.zeros(n + 1)
    later[:n], rewards[n - 1] = np.eye(n, k=1), 1.0
    expect_steps(learner, phi, later, rewards, np.eye(n), n)
    Z, Q = tokens(phi, later, rewards), matrix_of(learner, np.eye(n))
    for _ in range(40 * n):
        Z = learner.layer(Z, Q)
    expect_close("tokens in the end", Z, tokens(phi, later, [0.0] * n + [-1.0]), atol=1e-6)


@probe
def elsewhere(learner, solution, rng):
    for N, d in ((2, 2), (3, 1), (1, 2)):
        Z = tokens(*random_transitions(rng, N, d))
        Z[-1, -1] = 2.0
        record("tokens", learner.layer(Z, rng.normal(size=(2 * d + 1, 2 * d + 1))))
        record("matrix", learner.td_matrix(rng.normal(size=(d, d))))
