"""Checks of two ways to answer a prompt: by the tasks that one knows, and by the examples alone."""

import numpy as np

from grader import check, expect_arguments_kept, expect_between, expect_close, probe, record


def prompt_of(rng, w, examples, variance):
    """Inputs, and targets with noise."""
    X = rng.normal(size=(examples, len(w)))
    return X, X @ w + np.sqrt(variance) * rng.normal(size=examples)


def prompts_of(rng, tasks):
    """Prompts of 16 examples, one for each of the given tasks, with noise of variance 0.25."""
    return [prompt_of(rng, w, 16, 0.25) for w in tasks]


def by_memory(functions, prompts, tasks):
    """Guesses of one of the ways for many prompts."""
    return [functions.remembered(X.copy(), y.copy(), tasks.copy(), 0.25) for X, y in prompts]


def by_learning(functions, prompts):
    """Guesses of the other way."""
    return [functions.learned(X.copy(), y.copy(), 0.25) for X, y in prompts]


@check("Of the tasks 1 and 3, the target 1.5 speaks for 1")
def two_tasks(learner, solution, rng):
    X, y, tasks = np.array([[1.0]]), np.array([1.5]), np.array([[1.0], [3.0]])
    other = np.ones((2, 1)), np.array([1.5, 2.2])
    record("with two examples", learner.remembered(*other, tasks, 1.0))
    share = np.exp(-4.0) / (1 + np.exp(-4.0))
    expect_close("guess from two tasks", learner.remembered(X, y, tasks, 0.25), [1 + 2 * share])


@check("The more noise, the less an example says")
def more_noise(learner, solution, rng):
    for variance in (2.0, 5.0, float(rng.uniform(3.0, 9.0))):
        X, y, tasks = np.array([[1.0], [2.0]]), np.array([1.5, 3.0]), np.array([[1.0], [3.0]])
        # Misfits: 0.25 + 1 and 2.25 + 9.
        share = 1 / (1 + np.exp(10.0 / (2 * variance)))
        found = learner.remembered(X, y, tasks, variance)
        expect_close(f"guess with a variance of {variance:.3g}", found, [1 + 2 * share])


@check("An empty prompt leaves the mean of all tasks, and zeros")
def empty_prompt(learner, solution, rng):
    tasks = rng.normal(size=(5, 3))
    found = learner.remembered(np.zeros((0, 3)), np.zeros(0), tasks.copy(), 0.5)
    expect_close("remembered from no example", found, tasks.sum(axis=0) / 5)
    # A single weight: of several, a mistake may make a matrix that has no inverse, and only
    # natively would that be an exception.
    found = learner.learned(np.zeros((0, 1)), np.zeros(0), 0.5)
    expect_close("learned from no example", found, np.zeros(1))


@check("Whoever knows one task answers with it")
def single_task(learner, solution, rng):
    X, y = rng.normal(size=(4, 2)), rng.normal(size=4)
    tasks = rng.normal(size=(1, 2))
    found = learner.remembered(X, y, tasks.copy(), 0.25)
    expect_close("guess from one task", found, tasks.sum(axis=0))


@check("Examples that fit no task still choose the one that fits best")
def nothing_fits(learner, solution, rng):
    for place in (0, 2):
        tasks = np.array([[300.0, 0.0], [0.0, -400.0], [200.0, 200.0]])
        X = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
        y = X @ tasks[place] + np.array([20.0, -30.0, 10.0])
        found = learner.remembered(X, y, tasks.copy(), 0.25)
        expect_close("guess where nothing fits", found, tasks[place])


@check("Other prompts match what memory says")
def other_memories(learner, solution, rng):
    for examples, d, count in ((3, 3, 5), (1, 4, 2), (2, 1, 7), (int(rng.integers(3, 6)), 2, 30)):
        tasks = rng.normal(size=(count, d))
        X, y = prompt_of(rng, rng.normal(size=d), examples, 1.0)
        expected = solution.remembered(X, y, tasks, 1.5)
        found = learner.remembered(X, y, tasks, 1.5)
        expect_close("guess from memory", found, expected)


@check("Ridge regression holds 1.5 back to 1.2")
def one_example(learner, solution, rng):
    record("of two examples", learner.learned(np.array([[2.0], [1.0]]), np.array([1.0, 3.0]), 0.5))
    found = learner.learned(np.array([[1.0]]), np.array([1.5]), 0.25)
    expect_close("guess by ridge regression", found, [1.2])


@check("Other prompts match what ridge regression says")
def other_ridges(learner, solution, rng):
    for examples, d in ((3, 3), (2, 5), (9, 2), (int(rng.integers(4, 9)), 3)):
        X, y = prompt_of(rng, rng.normal(size=d), examples, 1.0)
        variance = float(rng.uniform(0.2, 3.0))
        expected = solution.learned(X, y, variance)
        expect_close("guess by ridge regression", learner.learned(X, y, variance), expected)


@check("In one dimension 4,000 tasks are as good as all: memory answers like ridge regression")
def dense_tasks(learner, solution, rng):
    tasks = rng.normal(size=(4000, 1))
    X, y = np.ones((4, 1)), np.full(4, float(rng.uniform(-1.0, 1.0)))
    # The belief is 0.24 wide and holds hundreds of the tasks, so that 0.1 is six deviations.
    expected = solution.learned(X, y, 0.25)
    found = learner.remembered(X, y, tasks, 0.25)
    expect_close("guess from 4,000 tasks", found, expected, rtol=0.0, atol=0.1)


@check("The arguments stay as they were")
def arguments_kept(learner, solution, rng):
    X, y, tasks = rng.normal(size=(4, 2)), rng.normal(size=4), rng.normal(size=(3, 2))
    expect_arguments_kept("remembered", learner.remembered, X, y, tasks, 0.5)
    expect_arguments_kept("learned", learner.learned, X, y, 0.5)


@check(
    "The errors on 64 tasks that memory holds, and on 64 new ones",
    after=("two_tasks", "more_noise", "nothing_fits", "other_memories", "other_ridges"),
)
def known_and_new(learner, solution, rng):
    tasks, new = rng.normal(size=(64, 8)), rng.normal(size=(64, 8))
    known_prompts, new_prompts = prompts_of(rng, tasks), prompts_of(rng, new)
    expected = by_memory(solution, known_prompts, tasks)
    found = by_memory(learner, known_prompts, tasks)
    expect_close("memory on known tasks", found, expected)
    error = float(np.square(np.array(found, dtype=float) - tasks).mean())
    expect_between("error of memory on known tasks", error, 0.0, 0.1)
    expected = by_memory(solution, new_prompts, tasks)
    found = by_memory(learner, new_prompts, tasks)
    expect_close("memory on new tasks", found, expected)
    error = float(np.square(np.array(found, dtype=float) - new).mean())
    expect_between("error of memory on new tasks", error, 0.35, 1.1)
    expected = by_learning(solution, new_prompts)
    found = by_learning(learner, new_prompts)
    expect_close("ridge regression on new tasks", found, expected)
    error = float(np.square(np.array(found, dtype=float) - new).mean())
    expect_between("error of ridge regression on new tasks", error, 0.01, 0.1)


@probe
def elsewhere(learner, solution, rng):
    tasks = rng.normal(size=(4, 2))
    X, y = prompt_of(rng, tasks[1], 3, 1.0)
    record("memory", learner.remembered(X, y, tasks, 1.0))
    record("ridge", learner.learned(X, y, 1.0))
