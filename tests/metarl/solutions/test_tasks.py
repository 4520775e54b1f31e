"""What solutions compute is what the reference methods compute."""

from __future__ import annotations

import numpy as np
import pytest

from metarl import tasks
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
