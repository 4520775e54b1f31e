"""Checks of training on prompts: the prompts themselves, descent by hand, and a layer at last."""

import math

import numpy as np

from grader import (
    Counted,
    InTurn,
    check,
    expect_arguments_kept,
    expect_close,
    expect_distribution,
    expect_equal,
    expect_no_global_random,
    expect_several,
    expect_true,
    record,
)

# Over 1000 seeds 0.381 of the error at most is left after training. Over 24 it is 0.466 at least
# with the same prompts throughout, and 0.87 with one task. Where the rate does not fall it is 0.381
# to 0.394: hence the checks that are exact.
ITERATIONS, BATCH, EXAMPLES, DIMENSIONS, RATE, LIMIT = 300, 100, 10, 5, 0.1, 0.4
NAMES = "inputs", "targets", "queries", "targets of the queries"
# What is drawn differs with the order of draws, so that only yes or no is kept of it.
OTHERS = "The target of a query is not what the weights of its own prompt give for it."
FOUR = "Return four arrays from draw_prompts: inputs, targets, queries and the queries' targets."


def prompts_of(learner, rng, B, N, d):
    """The learner's prompts, once it is sure that they are four arrays of the right shapes."""
    found = learner.draw_prompts(rng, B, N, d)
    found = expect_several(found, 4, FOUR)
    shapes = (B, N, d), (B, N), (B, d), (B,)
    for name, array, shape in zip(NAMES, found, shapes, strict=True):
        numbers = type(array) is np.ndarray and array.dtype.kind in "iuf"
        expect_true(f"{name} are an array of numbers", numbers, FOUR)
        expect_equal(f"shape of the {name}", array.shape, shape)
        words = f"The {name} hold nan or infinity."
        expect_true(f"{name} are finite", bool(np.isfinite(array).all()), words)
    return found


def weights_of(X, y):
    """Weights of each prompt, which must give all of its targets."""
    solved = [np.linalg.lstsq(x, t, rcond=None)[0] for x, t in zip(X, y, strict=True)]
    w = np.array(solved)
    fits = np.abs((X * w[:, None]).sum(axis=2) - y).max() < 1e-6
    expect_true(
        "one task in each prompt",
        bool(fits),
        "There is a prompt whose targets no weights can give: a prompt holds one task, so all of "
        "its examples share the same weights, and no noise is added.",
    )
    return w


def normal(x):
    """Chance that a standard normal number is at most x."""
    return (1 + math.erf(x / math.sqrt(2))) / 2


def sizes(rng):
    """Prompts with more examples than entries."""
    B, N, d = (int(size) for size in rng.integers([3, 5, 2], [7, 9, 5]))
    return B, N, d


def towards(places):
    """Prompts that are places to go to, another one with every call."""
    return InTurn((np.array(place, dtype=float), 1.0, 2.0, 3.0) for place in places)


def away(M, X, y, query, target):
    """A slope that leads to a place, if all four arrays come in their order."""
    return (y + query * target) / 7 * (M - X)


def trained(learner, M, places, iterations, rate):
    """The learner's matrix after training towards places."""
    return learner.train(np.array(M, dtype=float), towards(places), away, iterations, rate)


def random_places(rng):
    """A start and places for some iterations, all drawn."""
    size, iterations = int(rng.integers(1, 4)), int(rng.integers(3, 7))
    return rng.normal(size=(size, size)), rng.normal(size=(iterations, size, size)), iterations


@check("One task goes through all targets of a prompt, and through that of its query")
def one_task(learner, solution, rng):
    X, y, query, target = prompts_of(learner, rng, *sizes(rng))
    words = "All your targets are 0: a target is the product of the weights and an input."
    expect_true("a target other than 0", bool(y.any()), words)
    w = weights_of(X, y)
    record("the query is an example", bool((query[:, None] == X).all(axis=2).any()))
    expect_true("targets of the queries", np.allclose(target, (query * w).sum(axis=1)), OTHERS)


@check("A single prompt, a single example, a single entry")
def smallest(learner, solution, rng):
    X, y, query, target = prompts_of(learner, rng, 1, 1, 1)
    fits = np.allclose(target * X[0, 0], query[0] * y[0])
    expect_true("target of the only query", fits, OTHERS)


@check("Every prompt has weights of its own, from the normal distribution", after="one_task")
def new_weights(learner, solution, rng):
    X, y, _, _ = prompts_of(learner, rng, 600, 4, 2)
    w = weights_of(X, y)
    words = "Two prompts of a batch have the same weights. Draw new ones for each: with one task "
    words += "for all, the layer can remember it and has no reason to read the examples."
    expect_true("weights of two prompts differ", not np.allclose(w[0], w[1]), words)
    again = weights_of(*prompts_of(learner, rng, 4, 4, 2)[:2])
    words = "Two batches have the same weights. Draw them in every call, from rng."
    expect_true("weights of two batches differ", not np.allclose(w[:4], again), words)
    expect_distribution("weights", w.ravel(), normal)


@check("Inputs and queries are new and normal, too", after="one_task")
def new_inputs(learner, solution, rng):
    X, _, query, _ = prompts_of(learner, rng, 600, 3, 2)
    words = "Two prompts of a batch have the same inputs."
    expect_true("inputs of two prompts differ", not np.allclose(X[0], X[1]), words)
    again = prompts_of(learner, rng, 600, 3, 2)
    words = (
        "Two batches have the same inputs or the same queries. Draw them in every call, from rng."
    )
    new = not (np.allclose(X, again[0]) or np.allclose(query, again[2]))
    expect_true("inputs and queries of two batches differ", new, words)
    words = "The query is one of the examples. Then its target stands in the prompt, and the layer "
    words += "could look it up; learning is to answer for an input that was not shown."
    shown = (np.abs(query[:, None] - X).max(axis=2) == 0).any()
    expect_true("the query is new", not bool(shown), words)
    expect_distribution("first inputs of a prompt", X[:, 0].ravel(), normal)
    expect_distribution("queries", query.ravel(), normal)


@check("All chance comes from rng")
def only_rng(learner, solution, rng):
    seed, case = int(rng.integers(1000)), sizes(rng)
    expect_no_global_random(
        "prompts", lambda: tuple(prompts_of(learner, np.random.default_rng(seed), *case))
    )


@check("By hand: half of the way to one place, then a quarter of the way to another")
def by_hand(learner, solution, rng):
    record("towards two places", trained(learner, [[2.0]], [[[5.0]], [[1.0]]], 3, 0.3))
    found = trained(learner, [[1.0]], [[[5.0]]], 1, 0.5)
    expect_close("M after one iteration", found, [[3.0]])
    found = trained(learner, [[1.0]], [[[5.0]], [[1.0]]], 2, 0.5)
    expect_close("M after two iterations", found, [[2.5]])
    start = rng.normal(size=(2, 2))
    expect_close("M after no iteration", trained(learner, start, [[[0.0]]], 0, 0.5), start)


@check("Places that change, of any size", after="by_hand")
def changing(learner, solution, rng):
    for _ in range(2):
        start, places, iterations = random_places(rng)
        expected = trained(solution, start, places, iterations, 0.6)
        found = trained(learner, start, places, iterations, 0.6)
        expect_close(f"M after {iterations} iterations", found, expected)


@check("New prompts are drawn once in every iteration", after="by_hand")
def new_prompts(learner, solution, rng):
    start, places, iterations = random_places(rng)
    draw = towards(places)
    learner.train(start.copy(), draw, away, iterations, 0.1)
    expect_equal("calls of draw", draw.calls, iterations)


@check("The initial matrix stays as it was")
def start_kept(learner, solution, rng):
    start, places, iterations = random_places(rng)
    expect_arguments_kept("train", learner.train, start, towards(places), away, iterations, 0.1)


@check(
    "After 300 iterations less than 0.4 of the error is left, where 0.375 is the least",
    after=(
        *("one_task", "smallest", "new_weights", "new_inputs", "only_rng"),
        *("by_hand", "new_prompts", "start_kept"),
    ),
)
def layer(learner, solution, rng):
    # Training tells little of how it went wrong, and at the limit another thing on another machine.
    begin, places, iterations = random_places(rng)
    expected = trained(solution, begin, places, iterations, 0.6)
    found = trained(learner, begin, places, iterations, 0.6)
    expect_close(f"M after {iterations} iterations", found, expected)
    # Imported here, for the check is the only one that needs it.
    from metarl.in_context import head_gradient

    def draw():
        return learner.draw_prompts(rng, BATCH, EXAMPLES, DIMENSIONS)

    start = np.zeros((DIMENSIONS, DIMENSIONS))
    counted = Counted(draw, of=ITERATIONS)  # shown while it runs
    M = learner.train(start, counted, head_gradient, ITERATIONS, RATE)
    expect_true(
        "a finite matrix",
        isinstance(M, np.ndarray) and M.shape == start.shape and np.isfinite(M).all(),
        "Your matrix has become infinite, or holds no numbers at all.",
    )
    # Exact: E |M'h - w|² / d, with E hh' = (1 + (d + 1) / N) I and E hw' = I.
    spread = 1 + (DIMENSIONS + 1) / EXAMPLES
    left = 1 + (spread * np.sum(M**2) - 2 * np.trace(M)) / DIMENSIONS
    # Only the verdict is kept: rounding grows over 300 iterations, and is another one elsewhere.
    expect_true(
        "less than 0.4 of the error is left",
        float(left) < LIMIT,
        "After your training 0.4 of the error or more is left on new prompts. Answering 0 leaves "
        "all of it, and the best layer 0.375. Does every iteration go down the slope, and do the "
        "steps become shorter?",
    )
