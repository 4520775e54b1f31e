"""Checks for the split of a task: points that can be told apart, over many splits."""

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
    expect_true,
    record,
)

FOUR = (
    "Return four arrays: inputs and targets of the support set, then inputs and targets of the "
    "query set."
)
NAMES = ("support inputs", "support targets", "query inputs", "query targets")


def task(N, rng):
    """Points in no particular order, of which each can be told by its input: y = 10 x + 1."""
    x = rng.permutation(N)[:, None].astype(float)
    return x, 10.0 * x + 1.0


def split(learner, x, y, K, rng):
    """The learner's four arrays, once it is sure that their shapes are right."""
    return splits(learner, x, y, K, rng, 1)[0]


def splits(learner, x, y, K, rng, count):
    """As ``split``, so many times."""
    rows = ((x.copy(), y.copy(), K, rng) for _ in range(count))
    return [four_arrays(found, x, K) for found in call_each(learner.support_query_split, rows)]


def four_arrays(found, x, K):
    """A result, once it is sure that it holds four arrays of the right shapes."""
    rest = len(x) - K
    shapes = [(K, *x.shape[1:]), (K, 1), (rest, *x.shape[1:]), (rest, 1)]
    four = isinstance(found, (tuple, list)) and len(found) == 4
    # Recorded only where something is wrong: thousands of splits would make long traces.
    if not (four and all(map(fits, found, shapes))):
        expect_several(found, 4, FOUR)
        for name, array, shape in zip(NAMES, found, shapes, strict=True):
            numbers = type(array) is np.ndarray and array.dtype.kind in "iuf"
            expect_true(f"{name} are an array of numbers", numbers, FOUR)
            words = f"The {name} have the shape {array.shape}. With K = {K} of N = {len(x)} "
            words += f"points, each in one of the sets, it should be {shape}."
            expect_equal(f"shape of the {name}", array.shape, shape, words)
    return found


def fits(array, shape):
    """Whether a value is an array of numbers with this shape."""
    return type(array) is np.ndarray and array.dtype.kind in "iuf" and array.shape == shape


def points(array):
    """The points of a set, by their inputs."""
    return set(array[:, 0].round(6).tolist())


def sets(learner, x, y, K, rng, count):
    """Support and query points of many splits of one task."""
    return [(points(xs), points(xq)) for xs, _, xq, _ in splits(learner, x, y, K, rng, count)]


@check("Of eight points, three are support points and five are query points")
def sizes(learner, solution, rng):
    split(learner, *task(8, rng), 3, rng)


@check("Every target stays with its input", after="sizes")
def pairs(learner, solution, rng):
    xs, ys, xq, yq = split(learner, *task(12, rng), 5, rng)
    for name, x, y in (("support", xs, ys), ("query", xq, yq)):
        expect_true(
            f"targets of the {name} set belong to its inputs",
            bool(np.allclose(y, 10.0 * x + 1.0)),
            f"In the {name} set, targets stand beside inputs of other points. The curve through "
            "such points is not that of the task. Pick rows of x and y by the same places.",
        )


@check("No point is in both sets", after="sizes")
def disjoint(learner, solution, rng):
    shared = [len(support & query) for support, query in sets(learner, *task(8, rng), 3, rng, 60)]
    most = max(shared)
    words = f"Of 8 points, {most} are in both sets. On points that it has seen, a learner can "
    words += "look good by heart: the query set is for the others."
    expect_equal("points in both sets, at most", most, 0, words)


@check("No point is drawn twice, and none is left out", after="sizes")
def complete(learner, solution, rng):
    # With replacement, three of eight are different with probability 0.66: in 60 splits, 1e-11.
    results = sets(learner, *task(8, rng), 3, rng, 60)
    fewest = min(len(support) for support, _ in results)
    words = f"Among 3 support points there are only {fewest} different ones."
    expect_equal("different support points, at least", fewest, 3, words)
    missing = max(8 - len(support | query) for support, query in results)
    words = f"Of 8 points, {missing} are in neither set. Data are scarce: use all of them."
    expect_equal("points in neither set, at most", missing, 0, words)


@check("One point in a set is enough", after="sizes")
def single_points(learner, solution, rng):
    for N, K in ((2, 1), (5, 4), (5, 1)):
        found = split(learner, *task(N, rng), K, rng)
        both = sorted(np.concatenate([found[0], found[2]])[:, 0].tolist())
        expect_close(f"all inputs with N = {N}, K = {K}", both, list(range(N)))


@check("Inputs may have several columns", after="pairs")
def several_inputs(learner, solution, rng):
    x, y = rng.normal(size=(6, 3)), rng.normal(size=(6, 1))
    xs, ys, xq, yq = split(learner, x, y, 2, rng)
    rows = np.hstack([np.vstack([xs, xq]), np.vstack([ys, yq])])
    given = np.hstack([x, y])
    # Sorted by the first input, so that the order within the sets does not matter.
    found, expected = rows[rows[:, 0].argsort()], given[given[:, 0].argsort()]
    expect_close("rows of x and y, put together again", found, expected)


@check("The arrays stay as they were")
def arrays_kept(learner, solution, rng):
    x, y = task(8, rng)
    expect_arguments_kept("task", learner.support_query_split, x, y, 3, rng)


@check("All 20 choices of three out of six come up", after=("complete", "disjoint"))
def every_choice(learner, solution, rng):
    # One of 20 is missing after 400 splits with probability 20 · 0.95^400 = 2.5e-8.
    x, y = task(6, rng)
    before = rng.bit_generator.state
    results = sets(learner, x, y, 3, rng, 400)
    record("rng was used", rng.bit_generator.state != before)
    different = len({frozenset(support) for support, _ in results})
    words = f"In 400 splits of one task there are {different} different support sets, out of 20 "
    words += "possible ones. Every choice of points should be as likely as any other."
    expect_equal("different support sets", different, 20, words)


@check("Every point is a support point equally often", after="every_choice")
def equal_chances(learner, solution, rng):
    x, y = task(8, rng)
    drawn = [support for support, _ in sets(learner, x, y, 2, rng, 800)]
    counts = np.array([sum(point in support for support in drawn) for point in x[:, 0].tolist()])
    # A point is drawn at most once in a split, so counts vary less than the bound assumes.
    expect_frequencies("how often each point is drawn", counts, [1 / 8] * 8)


@check("All chance comes from rng", after="sizes")
def only_rng(learner, solution, rng):
    x, y = task(30, rng)
    seed = int(rng.integers(1000))
    expect_no_global_random(
        "split", lambda: tuple(split(learner, x, y, 10, np.random.default_rng(seed)))
    )


@check("A mean of five support points looks 1.5 times as good on them", after="every_choice")
def seen_and_unseen(learner, solution, rng):
    # Ten targets of variance S² = Σ(y − mean)²/9 = 1. The mean of K = 5 of them, drawn without
    # replacement, misses these by S²(1 − 1/K) = 0.8 and the others by S²(1 + 1/K) = 1.2.
    y = np.sqrt(0.9) * np.array([[1.0], [-1.0]] * 5)
    x = np.arange(10.0)[:, None]
    found = splits(learner, x, y, 5, rng, 1000)
    ys, yq = (np.array([arrays[place] for arrays in found]) for place in (1, 3))
    mean = ys.mean(axis=1, keepdims=True)
    seen, unseen = np.square(ys - mean).mean(), np.square(yq - mean).mean()
    # By enumeration of the 252 sets their standard deviations are 0.135 and 0.406: the limits are
    # seven and six standard errors away.
    record("ratio of the errors", round(float(unseen / seen), 1))
    expect_between("mean squared error on the support set", seen, 0.77, 0.83)
    expect_between("mean squared error on the query set", unseen, 1.12, 1.28)
