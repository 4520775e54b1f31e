"""Checks of hypotheses beside states: how wide the belief is, and whose it is."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_close,
    probe,
    record,
)


def sure_by_4(context):
    """Factors about the entries of the transitions, all of variance 4."""
    return context, np.full(context.shape, 4.0)


def two_halves(context):
    """Factors whose means and variances stand in the transitions, one half each."""
    half = context.shape[1] // 2
    return context[:, :half], context[:, half:]


def random_contexts(rng, tasks, size):
    """Contexts for two_halves, of different lengths."""
    lengths = rng.integers(2, 7, size=tasks)
    return [
        np.hstack([4.0 * rng.normal(size=(n, size)), rng.uniform(0.5, 5.0, size=(n, size))])
        for n in lengths
    ]


def random_case(rng, batch=None):
    """Tasks of which some are drawn, in an order that is not their own."""
    tasks, size, rows, wide = (int(number) for number in rng.integers([4, 2, 2, 1], [7, 5, 4, 4]))
    if batch is None:
        batch = [tasks - 1, *(int(task) for task in rng.permutation(tasks - 1)[:2])]
    states, noise = rng.normal(size=(tasks, rows, wide)), rng.normal(size=(len(batch), size))
    return batch, random_contexts(rng, tasks, size), states, noise


def inputs(learner, batch, contexts, states, encode, noise):
    """What the learner gives for copies of the arguments."""
    contexts = [context.copy() for context in contexts]
    return learner.critic_inputs(list(batch), contexts, states.copy(), encode, noise.copy())


@check("The example by hand: z is 7 for the third task and 1 for the first")
def example(learner, solution, rng):
    contexts = [np.array([[1.0], [3.0], [1.0], [3.0]]), np.zeros((4, 1)), np.full((4, 1), 6.0)]
    states, noise = np.array([[[10.0]], [[20.0]], [[30.0]]]), np.array([[1.0], [-1.0]])
    # Recorded first: of a drawn case, which tells apart mistakes that agree in the example.
    batch, several, places, draws = random_case(rng)
    record("a drawn batch", inputs(learner, batch, several, places, two_halves, draws))
    found = inputs(learner, [2, 0], contexts, states, sure_by_4, noise)
    expect_close("inputs of the example", found, [[[30.0, 7.0]], [[10.0, 1.0]]])


@check("One transition in each context, and all tasks in their order")
def as_tested(learner, solution, rng):
    contexts = [np.array([[goal]]) for goal in (-3.0, -1.0, 1.0, 3.0)]
    states, noise = np.arange(4.0).reshape(4, 1, 1), np.array([[0.0], [0.5], [-0.5], [1.0]])
    found = inputs(learner, [0, 1, 2, 3], contexts, states, sure_by_4, noise)
    expected = [[[0.0, -3.0]], [[1.0, 0.0]], [[2.0, 0.0]], [[3.0, 5.0]]]
    expect_close("inputs of four tasks", found, expected)


@check("A single task, with more and more transitions")
def one_task(learner, solution, rng):
    for factor in (0.0, 1.0):
        _, contexts, states, noise = random_case(rng, [0])
        case = ([0], contexts[:1], states[:1], two_halves, factor * noise)
        found, expected = inputs(learner, *case), inputs(solution, *case)
        what = "with noise" if factor else "without noise"
        expect_close(f"inputs of one task, {what}", found, expected)


@check("Some of the tasks in any order, with one transition each")
def other_order(learner, solution, rng):
    batch, contexts, states, noise = random_case(rng)
    case = (batch, [context[:1] for context in contexts], states, two_halves, noise)
    expect_close("inputs of three tasks", inputs(learner, *case), inputs(solution, *case))


@check("Any tasks and any contexts, and a task that was drawn twice")
def any_batch(learner, solution, rng):
    for batch in (None, [2, 1, 2]):
        batch, contexts, states, noise = random_case(rng, batch)
        case = (batch, contexts, states, two_halves, noise)
        expect_close("inputs of three tasks", inputs(learner, *case), inputs(solution, *case))


@check("Contexts, states and noise stay as they were")
def arguments_kept(learner, solution, rng):
    batch, contexts, states, noise = random_case(rng)
    given = batch, contexts, states, two_halves, noise
    expect_arguments_kept("critic_inputs", learner.critic_inputs, *given)


@probe
def other_batches(learner, solution, rng):
    for batch in (None, [0, 1], [3]):
        batch, contexts, states, noise = random_case(rng, batch)
        record("inputs", inputs(learner, batch, contexts, states, two_halves, noise))


@check("With 1, 4 and 16 transitions z misses the goal of its task by 2, 1 and 0.5")
def test_repeated(learner, solution, rng):
    goals = [-3.0, -1.0, 1.0, 3.0]
    states = np.zeros((4, 1, 1))
    for count, miss in ((1, 2.0), (4, 1.0), (16, 0.5)):
        contexts = [np.full((count, 1), goal) for goal in goals]
        batch = [int(task) for task in rng.permutation(4)[:2]]
        signs = rng.permutation([1.0, -1.0])[:, None]
        found = inputs(learner, batch, contexts, states, sure_by_4, signs)
        pairs = zip(batch, signs, strict=True)
        expected = [[[0.0, goals[task] + miss * float(sign[0])]] for task, sign in pairs]
        expect_close(f"inputs after {count} transitions", found, expected)
