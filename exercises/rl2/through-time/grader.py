"""Checks of backpropagation through time: by hand, by differences, and over nine steps."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_close,
    expect_gradient,
    expect_scaling,
    expect_several,
    probe,
    record,
)


def objective(W, U, V, xs, actions, adv):
    """Sum over the steps of advantage times log probability."""
    h, total = np.zeros(len(U)), 0.0
    for x, action, weight in zip(xs, actions, adv, strict=True):
        h = np.tanh(x @ W + h @ U)
        logits = h @ V
        total += weight * (logits[action] - np.log(np.exp(logits).sum()))
    return total


def random_trial(rng, T, D, H, A):
    """Weights, inputs, actions and advantages of these sizes."""
    weights = [rng.normal(size=shape) * 0.7 for shape in ((D, H), (H, H), (H, A))]
    return [*weights, rng.normal(size=(T, D)), rng.integers(A, size=T), rng.normal(size=T)]


def some_sizes(rng):
    """Numbers of steps, inputs, units and actions, all different."""
    return [int(size) for size in rng.permutation([2, 3, 4, 5])]


def gradients(learner, trial):
    """The learner's gradients, once it is sure that there are three."""
    found = learner.trial_gradient(*[np.array(part) for part in trial])
    found = expect_several(
        found, 3, "Return three arrays: the gradients with respect to W, U and V."
    )
    record("gradients", list(found))
    return found


def expect_gradients(learner, what, trial, expected):
    found = gradients(learner, trial)
    for name, gradient, goal in zip("WUV", found, expected, strict=True):
        expect_close(f"gradient of {name} {what}", gradient, goal)


def one_unit(U, xs, adv):
    """A memory that stays at 0, and two actions whose logits have the slopes 2 and 0."""
    steps = len(xs)
    parts = [[0.0]], [[U]], [[2.0, 0.0]], [[x] for x in xs]
    return [np.array(part) for part in parts] + [np.zeros(steps, dtype=int), np.array(adv)]


@check("In one step nothing goes back: U has no part in it")
def one_step(learner, solution, rng):
    # Recorded first: what two steps give tells apart mistakes that agree in one.
    gradients(learner, random_trial(rng, 2, 3, 2, 4))
    found = gradients(learner, one_unit(3.0, [1.0], [1.0]))
    expect_close("gradient of W in one step", found[0], [[1.0]])
    expect_close("gradient of U in one step", found[1], [[0.0]])
    trial = random_trial(rng, 1, 3, 2, 4)
    expect_gradients(learner, "in one step", trial, solution.trial_gradient(*trial))


@check("The choice of step 2 credits the input of step 1: 3")
def example(learner, solution, rng):
    trial = one_unit(3.0, [1.0, 0.0], [0.0, 1.0])
    expect_gradients(learner, "of the example", trial, ([[3.0]], [[0.0]], [[0.0, 0.0]]))


@check("The slopes are those of the objective, for any sizes", after="one_step")
def slopes(learner, solution, rng):
    for _ in range(2):
        trial = random_trial(rng, *some_sizes(rng))
        found = gradients(learner, trial)
        for place, name in ((2, "V"), (0, "W"), (1, "U")):

            def value(weights, place=place, trial=trial):
                return objective(*trial[:place], weights, *trial[place + 1 :])

            expect_gradient(f"gradient of {name}", found[place], value, trial[place])


@check("A choice is credited to nothing that comes after it", after="one_step")
def no_later_step(learner, solution, rng):
    T, *sizes = some_sizes(rng)
    trial = random_trial(rng, T + 1, *sizes)
    trial[5][1:] = 0.0
    first = trial[:3] + [part[:1] for part in trial[3:]]
    expect_gradients(learner, "of the first choice", trial, solution.trial_gradient(*first))


@check("Without an advantage nothing is learned, and without an alternative neither")
def nothing(learner, solution, rng):
    T, *sizes = some_sizes(rng)
    trial = random_trial(rng, T, *sizes)
    trial[5][:] = 0.0
    expect_gradients(learner, "without advantages", trial, [0.0 * part for part in trial[:3]])
    trial = random_trial(rng, T, *sizes[:2], 1)
    expect_gradients(learner, "of one action", trial, [0.0 * part for part in trial[:3]])


@check("Twice the advantages, twice the gradients")
def scale(learner, solution, rng):
    trial = random_trial(rng, *some_sizes(rng))

    def by_advantage(adv):
        return tuple(gradients(learner, [*trial[:5], adv]))

    expect_scaling("gradients", by_advantage, trial[5], power=1.0)


@check("Weights, inputs, actions and advantages stay as they were")
def arguments_kept(learner, solution, rng):
    expect_arguments_kept(
        "trial_gradient", learner.trial_gradient, *random_trial(rng, *some_sizes(rng))
    )


@check("Over nine steps, 0.5 leaves 0.002 of the credit and 1.5 makes 38.4 of it", after="example")
def nine_steps(learner, solution, rng):
    for U in (0.5, 1.0, 1.5, -1.0):
        trial = one_unit(U, [1.0] + [0.0] * 9, [0.0] * 9 + [1.0])
        found = gradients(learner, trial)[0]
        expect_close(f"gradient of W at recurrent weight {U:g}", found, [[U**9]])


@probe
def other_trials(learner, solution, rng):
    for _ in range(3):
        gradients(learner, random_trial(rng, *some_sizes(rng)))
