"""What solutions compute is what the reference methods compute."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from metarl import in_context, tasks
from metarl.tasks.sinusoid import AMPLITUDES
from tests.metarl.solutions.solution import solution_of


@pytest.mark.parametrize("seed", range(3))
def test_sine_tasks(seed: int) -> None:
    shown = solution_of("tasks/sine-tasks")
    ours, theirs = np.random.default_rng(seed), np.random.default_rng(seed)
    # Both draw in the same order, so the same stream gives the same points.
    waves = tasks.sine_tasks(1, ours)
    x = tasks.sine_inputs(1, 6, ours)
    task = shown["sample_task"](theirs)
    assert np.array(task) == pytest.approx(np.array(waves)[:, 0])
    found = shown["sample_points"](task, 6, theirs)
    assert found[0] == pytest.approx(x[0])
    assert found[1] == pytest.approx(tasks.sine_targets(waves, x)[0])


def test_best_blind_guess() -> None:
    error = solution_of("tasks/best-blind-guess")["blind_error"]
    assert error(*AMPLITUDES, np.pi) == pytest.approx(tasks.task_blind_error())
    assert error(*AMPLITUDES, 2 * np.pi) == pytest.approx(tasks.zero_predictor_error())


def by_least_squares(
    xs: NDArray[np.float64], ys: NDArray[np.float64], xq: NDArray[np.float64]
) -> NDArray[np.float64]:
    """One prompt for each query point, all with the same support set."""
    x, y = np.repeat(xs[None], len(xq), axis=0), np.repeat(ys[None, :, 0], len(xq), axis=0)
    return in_context.least_squares(x, y, xq)[:, None]


def test_least_squares_does_not_leak() -> None:
    xs, ys, xq = (np.random.default_rng(0).normal(size=shape) for shape in ((6, 3), (6, 1), (4, 3)))
    leaks = solution_of("tasks/leaking-batch")["leaks"]
    assert not leaks(by_least_squares, xs, ys, xq)
    assert leaks(lambda xs, ys, xq: by_least_squares(xs, ys, xq / xq.std()), xs, ys, xq[:2])
