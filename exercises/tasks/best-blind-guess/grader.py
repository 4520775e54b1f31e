"""Checks for the best guess without the task: other intervals, and the settings of two papers."""

import numpy as np

from grader import check, expect_close, expect_scaling, expect_unchanged, probe, record

PLACES = np.array([0.0, -4.0, -1.0, 0.5, np.pi / 2, 3.0])


def guess(learner, low, high, phases):
    return learner.best_guess(PLACES.copy(), low, high, phases)


def expect_guess(learner, label, low, high, phases):
    """The mean over a fine grid of phases, the slow and obvious way; the middle of each cell."""
    phi = (np.arange(20_000) + 0.5) / 20_000 * phases
    expected = (low + high) / 2 * np.array([np.sin(x - phi).mean() for x in PLACES])
    expected = expected.round(9)  # a learner reads 0, not what rounding has left of it
    expect_close(label, guess(learner, low, high, phases), expected, rtol=0.0, atol=1e-3)


@check("At amplitude 1 and phases up to π, the best guess at 0 is −0.637")
def half_turn(learner, solution, rng):
    # Other intervals tell apart mistakes that agree on this one.
    record("guess for other tasks", guess(learner, 1.0, 4.0, 2.0))
    expect_guess(learner, "guess", 1.0, 1.0, np.pi)


@check("Over a whole turn of phases, waves cancel out", after="half_turn")
def whole_turn(learner, solution, rng):
    expect_guess(learner, "guess for phases up to 2π", 1.0, 1.0, 2 * np.pi)


@check("Phases may fill any stretch", after="half_turn")
def any_stretch(learner, solution, rng):
    for phases in (0.1, 1.0, 4.0):
        expect_guess(learner, f"guess for phases up to {phases:g}", 1.0, 1.0, phases)


@check("The mean amplitude scales the guess", after="half_turn")
def amplitudes(learner, solution, rng):
    expect_guess(learner, "guess for amplitudes from 1 to 5", 1.0, 5.0, np.pi)
    expect_guess(learner, "guess for amplitudes from 0.1 to 5", 0.1, 5.0, np.pi)
    low, high = np.sort(rng.uniform(0.5, 6.0, size=2)).tolist()
    expect_guess(learner, "guess for other amplitudes", low, high, np.pi)


@check("One place is enough, and places stay as they were", after="half_turn")
def one_place(learner, solution, rng):
    x = np.array([0.0])
    expect_close(
        "guess at one place", learner.best_guess(x, 1.0, 1.0, np.pi), [-2 / np.pi], atol=1e-3
    )
    expect_unchanged("x after the call", x, np.array([0.0]))


@check("Equal amplitudes: the error is 0.308 for π, and one half for 2π")
def equal_amplitudes(learner, solution, rng):
    record("error for other tasks", learner.blind_error(1.0, 4.0, np.pi))
    # 1/2 − (2/π)² (1/2 + sin(10)/20)
    expect_close("error for π", learner.blind_error(1.0, 1.0, np.pi), 0.308382, atol=0.001)
    expect_close("error for 2π", learner.blind_error(1.0, 1.0, 2 * np.pi), 0.5, atol=0.001)


@check("Twice the amplitude, four times the error", after="equal_amplitudes")
def other_units(learner, solution, rng):
    low, high = np.sort(rng.uniform(0.5, 3.0, size=2))

    def error(ends):
        return learner.blind_error(float(ends[0]), float(ends[1]), np.pi)

    expect_scaling("error", error, np.array([low, high]), power=2.0, atol=0.005)


@check("The best guess misses by 3.006 in MAML's setting, and by 4.252 in Reptile's")
def papers(learner, solution, rng):
    # E[A²] = (5³ − 0.1³)/(3 · 4.9) = 8.50333, halved; minus (2/π · 2.55)² (1/2 + sin(10)/20).
    found = learner.blind_error(0.1, 5.0, np.pi), learner.blind_error(0.1, 5.0, 2 * np.pi)
    record("both errors", list(found))
    expect_close("error for MAML's waves", found[0], 3.00567, rtol=0.0, atol=0.002)
    expect_close("error for Reptile's waves", found[1], 4.25167, rtol=0.0, atol=0.002)


@probe
def other_tasks(learner, solution, rng):
    for _ in range(2):
        low, high = np.sort(rng.uniform(0.1, 6.0, size=2))
        record("guess", guess(learner, low, high, float(rng.uniform(0.5, 6.0))))
        record("error", learner.blind_error(low, high, 2 * np.pi))
