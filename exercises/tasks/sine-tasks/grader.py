"""Checks for drawing sine tasks: a wave through the points, and the distributions of all draws."""

import numpy as np

from grader import (
    call_each,
    check,
    expect_between,
    expect_close,
    expect_distribution,
    expect_equal,
    expect_mean,
    expect_no_global_random,
    expect_several,
    expect_true,
    probe,
    record,
)

PAIR = "Return two numbers from sample_task, the amplitude and the phase; both are floats."
COLUMNS = "Return two arrays from sample_points, the inputs x and the targets y."
# The mean wave: E[A] = 2.55, and sin(x - phi) over a half turn of phases is -(2/pi) cos x.
BLIND_AMPLITUDE = 2 / np.pi * 2.55


def tasks_of(learner, rng, count):
    """Many of the learner's tasks, each as two floats."""
    return [two_floats(found) for found in call_each(learner.sample_task, [(rng,)] * count)]


def two_floats(found):
    """A task as two floats, once it is sure that it holds two numbers."""
    row = type(found) is np.ndarray and found.ndim == 1
    values = list(found) if isinstance(found, (tuple, list)) or row else []
    plain = [isinstance(value, (float, np.floating, np.integer)) for value in values]
    if plain != [True, True]:  # recorded only then: thousands of tasks would make long traces
        expect_true("a task of two numbers", False, PAIR, found)
    return float(values[0]), float(values[1])


def points_of(learner, task, K, rng):
    """The learner's inputs and targets, once it is sure that both are columns of numbers."""
    return two_columns(learner.sample_points(task, K, rng), K)


def two_columns(found, K):
    """Inputs and targets, once it is sure that both are columns of K numbers."""
    two = isinstance(found, (tuple, list)) and len(found) == 2
    if not (two and all(map(is_column, found, (K, K)))):
        expect_several(found, 2, COLUMNS)
        for name, column in zip("xy", found, strict=True):
            numbers = type(column) is np.ndarray and column.dtype.kind in "iuf"
            expect_true(f"{name} is an array of numbers", numbers, COLUMNS)
            expect_equal(f"shape of {name}", column.shape, (K, 1))
            finite = is_column(column, K)
            expect_true(f"{name} is finite", finite, f"{name} holds nan or infinity.")
    return found


def is_column(value, K):
    """Whether a value is an array of K finite numbers, one below the other."""
    numbers = type(value) is np.ndarray and value.dtype.kind in "iuf" and value.shape == (K, 1)
    return numbers and bool(np.isfinite(value).all())


def expect_range(name, values, low, high, span):
    """Expect the least and the greatest of 1000 values, rounded outwards to one decimal.

    Rounded, they are the same whatever the stream: none of 1000 draws lies in the outermost tenth
    with probability (1 - 0.1 / 4.9)^1000 = 1e-9.
    """
    least, most = np.floor(10 * values.min()) / 10, np.ceil(10 * values.max()) / 10
    words = f"In 1000 tasks the {name} lies between {least:.1f} and {most:.1f}; "
    words += f"it should fill {span}."
    expect_between(f"smallest {name}", least, low, low, words)
    expect_between(f"greatest {name}", most, high, high, words)


@check("Points of the task (2, 1.5) lie on the curve 2 sin(x − 1.5)")
def wave(learner, solution, rng):
    x, y = points_of(learner, (2.0, 1.5), 8, rng)
    words = "All your targets are 0: compute the value of the wave at each input."
    expect_true("a target other than 0", bool(y.any()), words)
    # A sin(x - phi) = a sin x + b cos x with a = A cos phi, b = -A sin phi.
    parts = np.hstack([np.sin(x), np.cos(x)])
    fit = np.linalg.lstsq(parts, y, rcond=None)[0]
    expect_true(
        "one wave through all points",
        bool(np.abs(y - parts @ fit).max() < 1e-6),
        "No wave A sin(x − φ) goes through all your points. Amplitude and phase belong to the "
        "task: they are the same for every point of the batch.",
    )
    a, b = fit[:, 0]
    expect_close("amplitude of the wave through your points", np.hypot(a, b), 2.0)
    expect_close("phase of the wave through your points", np.arctan2(-b, a), 1.5)


@check("A batch may be a single point")
def one_point(learner, solution, rng):
    amplitude, phase = rng.uniform(2.0, 4.0), rng.uniform(0.2, 1.0)
    x, y = points_of(learner, (amplitude, phase), 1, rng)
    curve = amplitude * np.sin(x - phase)
    expect_close("distance of the point from its curve", y - curve, [[0.0]])


@check("Every call draws a new task")
def new_task(learner, solution, rng):
    tasks = tasks_of(learner, rng, 8)
    for name, values in zip(("amplitude", "phase"), zip(*tasks, strict=True), strict=True):
        words = f"Eight tasks in a row have the same {name}. Draw it anew from rng in every call."
        expect_true(f"{name}s of eight tasks differ", len(set(values)) > 1, words)


@check("Inputs are new in every call, and uniform on [−5, 5]")
def inputs(learner, solution, rng):
    x, _ = points_of(learner, (1.0, 0.0), 1000, rng)
    again, _ = points_of(learner, (1.0, 0.0), 1000, rng)
    expect_true(
        "inputs of two batches differ",
        not np.array_equal(x, again),
        "Two batches of a task have the same inputs. Draw them from rng in every call: a learner "
        "that always sees the same places need not learn the curve between them.",
    )
    # Rounded, so that a mistake is the same whatever the stream.
    record("share of inputs below 0", round(float((x < 0).mean()), 1))
    record("spread of the inputs", round(float(x.std())))
    expect_distribution("inputs", x[:, 0], lambda at: min(max((at + 5) / 10, 0.0), 1.0))


@check("Amplitudes fill [0.1, 5], and phases fill [0, π]", after="new_task")
def task_ranges(learner, solution, rng):
    amplitudes, phases = np.array(tasks_of(learner, rng, 1000)).T
    expect_range("amplitude", amplitudes, 0.1, 5.0, "[0.1, 5]")
    expect_range("phase", phases, 0.0, 3.2, "[0, π]")
    expect_distribution("amplitudes", amplitudes, lambda at: (at - 0.1) / 4.9)
    expect_distribution("phases", phases, lambda at: at / np.pi)


@check("Amplitude and phase are independent", after="task_ranges")
def independent(learner, solution, rng):
    amplitudes, phases = np.array(tasks_of(learner, rng, 1000)).T
    # Both moved to -0.5 … 0.5. One draw behind both would give ±1/12; the tolerance is 0.046.
    products = ((amplitudes - 0.1) / 4.9 - 0.5) * (phases / np.pi - 0.5)
    words = "Amplitude and phase go up and down together, so they come from one draw. Draw twice: "
    words += "otherwise large waves are always shifted in the same way."
    expect_mean("product of both", np.clip(products, -0.25, 0.25), 0, -0.25, 0.25, words)


@check("All chance comes from rng")
def only_rng(learner, solution, rng):
    seed = int(rng.integers(1000))
    expect_no_global_random(
        "task", lambda: two_floats(learner.sample_task(np.random.default_rng(seed)))
    )
    expect_no_global_random(
        "points", lambda: tuple(points_of(learner, (1.0, 0.0), 3, np.random.default_rng(seed)))
    )


@check(
    "The best guess that ignores the task misses by 3.006", after=("wave", "one_point", "inputs")
)
def blind_guess(learner, solution, rng):
    tasks = tasks_of(learner, rng, 1000)
    found = call_each(learner.sample_points, [(task, 10, rng) for task in tasks])
    x, y = np.array([two_columns(points, 10) for points in found]).swapaxes(0, 1)
    error = np.square(y + BLIND_AMPLITUDE * np.cos(x)).mean()
    # 3.00567 = E[A²]/2 − BLIND_AMPLITUDE² E[cos² x], with E[A²] = 8.50333, E[cos² x] = 0.47280.
    # The error of one task has a standard deviation of 3.0, so 0.5 is more than five of the mean.
    expect_between("mean squared error of −1.623 cos x", error, 2.506, 3.506)


@probe
def kinds_of_waves(learner, solution, rng):
    """What tells apart the ways in which no single wave goes through the points."""
    x, y = points_of(learner, (2.0, 1.5), 40, rng)
    record("signs of the wave", bool((np.sign(y) == np.sign(np.sin(x - 1.5))).all()))
    record("phase as frequency", bool(np.allclose(y, 2 * np.sin(1.5 * x))))
