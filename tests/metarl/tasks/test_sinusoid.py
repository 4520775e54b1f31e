"""The sine tasks are those of the paper, and their exact errors hold for draws of them."""

from __future__ import annotations

import numpy as np
import pytest

from metarl.tasks.sinusoid import (
    SineTasks,
    sine_inputs,
    sine_targets,
    sine_tasks,
    task_blind_error,
    zero_predictor_error,
)


def test_values_by_hand() -> None:
    tasks = SineTasks(np.array([2.0, 0.5]), np.array([0.0, np.pi / 2]))
    x = np.array([[[np.pi / 2], [0.0]], [[np.pi / 2], [0.0]]])
    assert sine_targets(tasks, x)[..., 0] == pytest.approx(np.array([[2, 0], [0, -0.5]]))


def test_exact_errors() -> None:
    # E[A^2] = (5^3 - 0.1^3) / (3 * 4.9) = 8.50333, and half of it; E[cos^2 x] = 0.47280.
    assert zero_predictor_error() == pytest.approx(4.25167, abs=5e-6)
    assert task_blind_error() == pytest.approx(3.00567, abs=5e-6)


def test_draws_have_the_exact_errors() -> None:
    rng = np.random.default_rng(0)
    tasks = sine_tasks(20_000, rng)
    x = sine_inputs(20_000, 10, rng)
    y = sine_targets(tasks, x)
    # One task's mean square has a standard deviation of about 4.2; 4 standard errors.
    tolerance = 4 * 4.2 / np.sqrt(20_000)
    assert np.mean(y**2) == pytest.approx(4.25167, abs=tolerance)
    assert np.mean((y + 1.62338 * np.cos(x)) ** 2) == pytest.approx(3.00567, abs=tolerance)
    assert tasks.amplitude.min() >= 0.1
    assert tasks.amplitude.max() <= 5
    assert (x.min(), x.max()) == pytest.approx((-5, 5), abs=1e-3)
    assert (tasks.phase.min(), tasks.phase.max()) == pytest.approx((0, np.pi), abs=1e-3)


def test_over_all_phases_the_mean_wave_is_zero() -> None:
    rng = np.random.default_rng(1)
    tasks = sine_tasks(20_000, rng, phases=2 * np.pi)
    wave = sine_targets(tasks, np.broadcast_to(np.linspace(-5, 5, 9)[:, None], (20_000, 9, 1)))
    # The standard deviation of a point is about 2.1; 5 standard errors for 9 of them.
    assert wave.mean(axis=0) == pytest.approx(0, abs=5 * 2.1 / np.sqrt(20_000))


def test_wrong_input_is_named() -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="count: expected 1 or more, found 0"):
        sine_tasks(0, rng)
    with pytest.raises(ValueError, match="count, n: expected 1 or more, found 2, 0"):
        sine_inputs(2, 0, rng)
    with pytest.raises(ValueError, match=r"x: expected shape \(2, 4, 1\), found \(3, 4, 1\)"):
        sine_targets(sine_tasks(2, rng), np.zeros((3, 4, 1)))
