"""Checks of MAML's gradients on two arms: by hand, by differences, and by where they lead."""

import numpy as np

from grader import (
    check,
    expect_arguments_kept,
    expect_close,
    expect_gradient,
    expect_several,
    probe,
    record,
)

MIRROR = ((0.9, 0.1), (0.1, 0.9))
# Only the first arm tells these tasks apart.
TELLING = ((0.9, 0.5), (0.1, 0.5))


def both(name, found):
    """The learner's return and derivative, once it is sure that there are two results."""
    if type(found) is np.ndarray and found.ndim == 1:
        found = found.tolist()
    words = f"Return two numbers from {name}: the return after the step, then its derivative."
    return expect_several(found, 2, words)


def exact(learner, theta, tasks, alpha):
    return both("exact_gradient", learner.exact_gradient(theta, np.array(tasks), alpha))


def sampled(learner, theta, tasks, alpha):
    return both("sampled_gradient", learner.sampled_gradient(theta, np.array(tasks), alpha))


def reward(theta, means):
    p = 1 / (1 + np.exp(-theta))
    return p * means[0] + (1 - p) * means[1]


def after_exact(theta, tasks, alpha):
    """The mean return after an exact step, whose slope comes from differences."""
    theta, total = float(theta), 0.0
    for means in np.array(tasks):
        slope = (reward(theta + 1e-4, means) - reward(theta - 1e-4, means)) / 2e-4
        total += reward(theta + alpha * slope, means)
    return total / len(tasks)


def after_sampled(theta, tasks, alpha):
    """The mean return after a step from one pull, over all four outcomes."""
    theta, total = float(theta), 0.0
    p = 1 / (1 + np.exp(-theta))
    for means in np.array(tasks):
        for pulled, paid, score in ((p, means[0], 1 - p), (1 - p, means[1], -p)):
            total += pulled * paid * reward(theta + alpha * 0.5 * score, means)
            total += pulled * (1 - paid) * reward(theta - alpha * 0.5 * score, means)
    return total / len(tasks)


def random_tasks(rng, count):
    return rng.uniform(0.05, 0.95, size=(count, 2))


def expect_example(learner, gradient, step, start, expected):
    """Expect return and derivative on mirrored tasks; lopsided ones tell more mistakes apart."""
    record("lopsided", list(gradient(learner, 0.5, [[0.8, 0.3], [0.2, 0.4], [0.5, 0.1]], 3.0)))
    theta, alpha = start
    found = gradient(learner, theta, MIRROR, alpha)
    record("return and derivative", list(found))
    expect_close(f"return after {step} step", found[0], expected[0], atol=1e-6)
    expect_close(f"derivative of {step} step", found[1], expected[1], atol=1e-6)


def expect_slope(learner, gradient, known, after, rng):
    """Expect the return of a known program, and a derivative that agrees with differences."""
    word = "return" if gradient is exact else "expected return"
    for count in (1, int(rng.integers(3, 7))):
        theta, tasks, alpha = rng.normal(), random_tasks(rng, count), rng.uniform(2.0, 6.0)
        found = gradient(learner, theta, tasks, alpha)
        expect_close(f"{word} in {count} tasks", found[0], known(theta, tasks.copy(), alpha)[0])
        expect_gradient(
            f"derivative in {count} tasks",
            found[1],
            lambda x, tasks=tasks, alpha=alpha: after(x, tasks, alpha),
            np.array(theta),
        )


@check("An exact step: 0.727411 and −0.152060 in the example")
def exact_example(learner, solution, rng):
    expect_example(learner, exact, "an exact", (1.0, 10.0), (0.727411, -0.152060))


@check("The undecided policy is best: 0.80464 after an exact step")
def undecided(learner, solution, rng):
    for theta, value in ((0.0, 0.80464), (2.0, 0.57338), (3.0, 0.51327)):
        found = exact(learner, theta, MIRROR, 10.0)
        record("return and derivative", list(found))
        expect_close(f"return from theta {theta:g}", found[0], value, atol=1e-5)
        expected = solution.exact_gradient(theta, np.array(MIRROR), 10.0)[1]
        expect_close(f"derivative at theta {theta:g}", found[1], expected)


@check("Its derivative is the slope of its return, for one task and more")
def exact_slope(learner, solution, rng):
    expect_slope(learner, exact, solution.exact_gradient, after_exact, rng)


@check("A sampled step: 0.569439 and −0.033257 in the example")
def sampled_example(learner, solution, rng):
    expect_example(learner, sampled, "a sampled", (0.5, 2.0), (0.569439, -0.033257))


@check("Its derivative is the slope of the expectation")
def sampled_slope(learner, solution, rng):
    expect_slope(learner, sampled, solution.sampled_gradient, after_sampled, rng)


@check("A step of size 0 leaves the policy gradient")
def no_step(learner, solution, rng):
    # At theta 0 the return is 0.6, and its slope 0.25 (0.8 - 0.4).
    for name, gradient in (("an exact", exact), ("a sampled", sampled)):
        found = gradient(learner, 0.0, [[0.8, 0.4]], 0.0)
        expect_close(f"return after {name} step of size 0", found[0], 0.6)
        expect_close(f"derivative of {name} step of size 0", found[1], 0.1)


@check("Where both arms pay alike there is nothing to climb")
def equal_arms(learner, solution, rng):
    for name, gradient in (("an exact", exact), ("a sampled", sampled)):
        found = gradient(learner, 0.7, [[0.3, 0.3]], 5.0)
        expect_close(f"return after {name} step, arms alike", found[0], 0.3)
        expect_close(f"derivative of {name} step, arms alike", found[1], 0.0)


@check("The tasks stay as they were")
def tasks_kept(learner, solution, rng):
    tasks = random_tasks(rng, 3)
    expect_arguments_kept("exact_gradient", learner.exact_gradient, 0.3, tasks, 2.0)
    expect_arguments_kept("sampled_gradient", learner.sampled_gradient, 0.3, tasks, 2.0)


@check("Ascent ends where the telling arm is pulled with probability 0.567", after="no_step")
def where_it_leads(learner, solution, rng):
    theta = 0.0
    for _ in range(15):
        found = sampled(learner, theta, TELLING, 8.0)
        slope = solution.sampled_gradient(theta, np.array(TELLING), 8.0)[1]
        expect_close("derivative on the way", found[1], slope)
        theta += 10.0 * float(slope)
    found = sampled(learner, theta, TELLING, 8.0)
    expect_close("return at the end", found[0], 0.56286, atol=1e-4)
    expect_close("probability of the telling arm", 1 / (1 + np.exp(-theta)), 0.567, atol=1e-3)


@probe
def elsewhere(learner, solution, rng):
    for count in (1, 2, 4):
        theta, tasks, alpha = rng.normal(), random_tasks(rng, count), rng.uniform(1.0, 5.0)
        record("exact", list(exact(learner, theta, tasks, alpha)))
        record("sampled", list(sampled(learner, theta, tasks, alpha)))
