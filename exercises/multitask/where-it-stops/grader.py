"""Checks of descents by a rule: small bowls by hand, then CAGrad's landscape."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_close,
    expect_permutation_invariant,
    expect_scaling,
    expect_true,
    probe,
    record,
)


def one_bowl(x):
    """Gradient of |x|²/2 alone, float[1, P]."""
    return np.array([x], dtype=float)


def two_bowls(x):
    """Gradients of |x|²/2 and 2 |x − 1|², float[2, P]."""
    return np.array([x, 4.0 * (np.asarray(x) - 1.0)], dtype=float)


def same_bowl_twice(x):
    """Two tasks that always agree, float[2, P]."""
    return np.array([x, x], dtype=float)


def opposite_slopes(x):
    """Two tasks that always cancel, float[2, P]."""
    return np.array([1.0 + np.asarray(x) ** 2, -1.0 - np.asarray(x) ** 2], dtype=float)


def landscape(x):
    """Gradients of CAGrad's two losses where the second parameter is below 0, float[2, 2]."""
    gate = np.tanh(-x[1] / 2)
    rows = []
    for middle in (7.0, -7.0):
        height = ((x[0] - middle) ** 2 + 0.1 * (x[1] + 8.0) ** 2) / 10 - 20
        down = (x[1] + 8.0) / 50 * gate - height * (1 - gate**2) / 2
        rows.append([(x[0] - middle) / 5 * gate, down])
    return np.array(rows)


def mean(G):
    """What all tasks ask for on average."""
    return G.mean(axis=0)


def first_task(G):
    """A rule that hears nobody but the first."""
    return G[0]


def least_entries(G):
    """A rule that is no weighted mean: each entry as the task with the least asks."""
    return G.min(axis=0)


def pcgrad(G):
    """PCGrad for two tasks, half of its sum."""
    dot = min(G[0] @ G[1], 0.0)
    if dot == 0:
        return (G[0] + G[1]) / 2
    return ((1 - dot / (G[0] @ G[0])) * G[0] + (1 - dot / (G[1] @ G[1])) * G[1]) / 2


def mgda(G):
    """The shortest mixture of two."""
    across = G[1] - G[0]
    square = across @ across
    share = min(max(across @ G[1] / square, 0.0), 1.0) if square > 0 else 0.5
    return share * G[0] + (1 - share) * G[1]


def cagrad(G):
    """CAGrad for two tasks with c = 0.5; the share by thirds of what is left of the line."""
    middle = (G[0] + G[1]) / 2
    radius = 0.5 * np.sqrt(middle @ middle)
    a, b, c = float(G[0] @ G[0]), float(G[0] @ G[1]), float(G[1] @ G[1])
    low, high = 0.0, 1.0
    for _ in range(40):
        third = (high - low) / 3
        if mixed(low + third, a, b, c, radius) < mixed(high - third, a, b, c, radius):
            high -= third
        else:
            low += third
    mixture = low * G[0] + (1 - low) * G[1]
    length = np.sqrt(mixture @ mixture)
    return middle + radius / length * mixture if length > 0 else middle


def mixed(w, a, b, c, radius):
    """CAGrad's F of the share w, from the products of the two gradients."""
    square = w * w * a + 2 * w * (1 - w) * b + (1 - w) * (1 - w) * c
    return (w * (a + b) + (1 - w) * (b + c)) / 2 + radius * max(square, 0.0) ** 0.5


def mean_by(rule, rng):
    """A function pcgrad(G, rng), half of its sum; where it returns the mean, that itself."""
    share = 1 / np.sum(rule(np.eye(2), rng))
    return lambda G: share * rule(G, rng)


@check("pcgrad is that of the exercise before")
def surgery_given(learner, solution, rng):
    words = "Your pcgrad is not the one of the exercise before. Take the import of the starter, or "
    words += "code that has passed there."
    G = np.array([[1.0, 0.0], [-1.0, 1.0]])
    found = learner.pcgrad(G.copy(), rng)
    # That exercise accepts the mean as well.
    is_numbers = isinstance(found, np.ndarray) and found.dtype.kind in "iuf"
    is_mean = is_numbers and found.shape == (2,) and found[1] < 1.0
    expected = np.array([0.25, 0.75]) if is_mean else np.array([0.5, 1.5])
    expect_close("direction of (1, 0) and (−1, 1)", found, expected, feedback=words)
    found = learner.pcgrad(np.array([[1.0, 0.0], [1.0, 1.0]]), rng)
    expected = np.array([1.0, 0.5]) if is_mean else np.array([2.0, 1.0])
    expect_close("direction of (1, 0) and (1, 1)", found, expected, feedback=words)


@check("(1, 0) and (0, 3) have an equal say: (1, 1)")
def say_example(learner, solution, rng):
    # Others tell apart mistakes that agree on the example.
    record("another direction", learner.equal_say(np.array([[3.0, 4.0], [0.0, -1.0], [2.0, 0.0]])))
    found = learner.equal_say(np.array([[1.0, 0.0], [0.0, 3.0]]))
    expect_close("direction of (1, 0) and (0, 3)", found, [1.0, 1.0])


@check("Opposite gradients cancel, equal ones stay, and one task gets its way")
def say_simple(learner, solution, rng):
    opposite = np.array([[1.0, 0.0], [-3.0, 0.0]])
    expect_close("direction of opposites", learner.equal_say(opposite), [0.0, 0.0])
    equal = np.array([[0.5, -2.0, 1.0], [0.5, -2.0, 1.0]])
    expect_close("direction of equals", learner.equal_say(equal), [0.5, -2.0, 1.0])
    alone = np.array([[-6.0, 8.0]])
    expect_close("direction of one task", learner.equal_say(alone), [-6.0, 8.0])


@check("A zero gradient counts, and has no direction", after="say_example")
def say_zero(learner, solution, rng):
    # The lengths are 0, 5 and 5, and the directions (0, 0), (0.6, 0.8) and (0, 1).
    solved = np.array([[0.0, 0.0], [3.0, 4.0], [0.0, 5.0]])
    expect_close("direction beside a zero gradient", learner.equal_say(solved), [2 / 3, 2.0])
    nothing = np.zeros((2, 3))
    expect_close("direction of zero gradients", learner.equal_say(nothing), [0.0, 0.0, 0.0])


@check("Any number of tasks and parameters, in any order and unit", after="say_example")
def say_others(learner, solution, rng):
    for _ in range(3):
        tasks, parameters = (int(n) for n in rng.integers(2, 6, size=2))
        G = rng.normal(size=(tasks, parameters)) * rng.uniform(0.2, 5.0, size=(tasks, 1))
        expect_close("direction", learner.equal_say(G.copy()), solution.equal_say(G))
    # Lengths of 3 on average; two of three point up.
    found = learner.equal_say(np.array([[2.0], [4.0], [-3.0]]))
    expect_close("direction of single numbers", found, [1.0])
    expect_permutation_invariant("direction", learner.equal_say, [G], rng)
    expect_scaling("direction", learner.equal_say, G, power=1.0)


@check("Two steps against the mean: from 2 to 1.1")
def two_steps(learner, solution, rng):
    longer = learner.descend(np.array([3.0, -1.0]), two_bowls, least_entries, 0.1, 4)
    record("another end", longer)
    found = learner.descend(np.array([2.0]), two_bowls, mean, 0.2, 2)
    expect_close("place after 2 steps", found, [1.1])


@check("No step: the start comes back")
def no_step(learner, solution, rng):
    found = learner.descend(np.array([2.0, -3.0]), two_bowls, mean, 0.2, 0)
    expect_close("place after 0 steps", found, [2.0, -3.0])


@check("Any start, rate and number of steps", after=("two_steps", "no_step"))
def other_descents(learner, solution, rng):
    # On one bowl, each step leaves the share 1 − rate of the way.
    for size in rng.permutation([1, 2, 4]):
        start, rate, steps = rng.normal(size=size), rng.uniform(0.1, 0.4), int(rng.integers(1, 8))
        found = learner.descend(start.copy(), one_bowl, mean, rate, steps)
        expect_close(f"place after {steps} steps", found, (1 - rate) ** steps * start)


@check("The rule decides, for equal and opposite gradients as well", after="two_steps")
def other_rules(learner, solution, rng):
    for rule in (first_task, least_entries, mgda):
        start, rate = rng.uniform(3.0, 5.0, size=3), rng.uniform(0.05, 0.2)
        expected = solution.descend(start.copy(), two_bowls, rule, rate, 3)
        found = learner.descend(start.copy(), two_bowls, rule, rate, 3)
        expect_close("place after 3 steps by another rule", found, expected)
    for rule in (mean, pcgrad, cagrad):
        found = learner.descend(start.copy(), opposite_slopes, rule, 0.3, 3)
        expect_close("place with opposite gradients", found, start)
    for rule in (mean, pcgrad, mgda):
        found = learner.descend(start.copy(), same_bowl_twice, rule, 0.5, 3)
        expect_close("place with equal gradients", found, start / 8)


@check("The start and the gradients stay as they were")
def arguments_kept(learner, solution, rng):
    expect_arguments_kept("descend", learner.descend, np.array([2.0, 0.5]), two_bowls, mean, 0.2, 2)
    expect_arguments_kept("equal_say", learner.equal_say, np.array([[1.0, 0.0], [0.0, 3.0]]))


def expect_end(what, found, place):
    """Only whether it is near: what diverges differs from machine to machine in its digits."""
    values = found.tolist() if isinstance(found, np.ndarray) else found
    near = isinstance(values, (list, tuple)) and len(values) == len(place)
    near = near and all(
        isinstance(value, float) and abs(value - goal) < 0.005
        for value, goal in zip(values, place, strict=True)
    )
    expect_true(
        f"end by {what}",
        near,
        f"By {what}, the descent does not end where it should. The short descents are right, so "
        "see where a long one stops, and after how many steps.",
    )


# The ends lie more than a tenth apart, and rounding does not grow on the way of a right descent.
@check(
    "Five rules on CAGrad's landscape, and two of them once more in longer steps",
    after=(
        *("surgery_given", "other_descents", "other_rules", "no_step"),
        *("say_simple", "say_zero", "say_others"),
    ),
)
def where_they_stop(learner, solution, rng):
    start = np.array([-8.5, -5.0])
    by_mean = learner.descend(start.copy(), landscape, mean, 0.5, 500)
    expect_end("the mean", by_mean, [0.0, -8.353])
    by_cagrad = learner.descend(start.copy(), landscape, cagrad, 0.5, 500)
    expect_end("CAGrad", by_cagrad, [0.0, -8.354])
    half = mean_by(learner.pcgrad, rng)
    by_pcgrad = learner.descend(start.copy(), landscape, half, 0.5, 500)
    expect_end("PCGrad", by_pcgrad, [-5.144, -8.399])
    by_mgda = learner.descend(start.copy(), landscape, mgda, 0.5, 500)
    expect_end("MGDA", by_mgda, [-6.998, -8.433])
    own = learner.descend(start.copy(), landscape, learner.equal_say, 0.5, 500)
    expect_end("equal_say", own, [-6.178, -8.418])
    by_mean = learner.descend(start.copy(), landscape, mean, 2.0, 200)
    expect_end("the mean at the rate 2", by_mean, [0.0, -8.355])
    by_pcgrad = learner.descend(start.copy(), landscape, half, 2.0, 200)
    expect_end("PCGrad at the rate 2", by_pcgrad, [-4.295, -8.386])


@probe
def elsewhere(learner, solution, rng):
    record("direction", learner.equal_say(rng.normal(size=(3, 4)) * 2.0))
    start = rng.uniform(1.5, 4.0, size=3)
    record("place", learner.descend(start, two_bowls, least_entries, 0.15, 6))
