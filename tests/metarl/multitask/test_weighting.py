"""Weights from uncertainty and from progress, on losses that fit on one line."""

from __future__ import annotations

import numpy as np
import pytest

from metarl.multitask import Famo, famo_gradient, famo_weights, uncertainty_weighted


def test_uncertain_tasks_by_hand() -> None:
    # 0.5 (1 * 2) + 0 and 0.5 (0.5 * 8) + 0.5 log 2
    loss, gradient = uncertainty_weighted(np.array([2.0, 8.0]), np.array([0.0, np.log(2.0)]))
    assert loss == pytest.approx(1.0 + 2.0 + 0.5 * np.log(2.0))
    assert gradient == pytest.approx([-0.5, -1.5])


def test_gradient_of_the_log_variances_is_that_of_the_loss() -> None:
    L, s = np.array([0.3, 5.0, 1.2]), np.array([0.4, -1.0, 2.0])
    _, gradient = uncertainty_weighted(L, s)
    for i, step in enumerate(np.eye(3) * 1e-6):
        higher, lower = (uncertainty_weighted(L, s + sign * step)[0] for sign in (1, -1))
        assert gradient[i] == pytest.approx((higher - lower) / 2e-6, rel=1e-7)


def test_best_log_variance_is_the_log_of_the_loss() -> None:
    L = np.array([0.25, 40.0])
    assert uncertainty_weighted(L, np.log(L))[1] == pytest.approx([0.0, 0.0])
    assert 0.5 * np.exp(-np.log(L)) == pytest.approx(0.5 / L)


def test_the_task_that_improved_more_loses_weight() -> None:
    # z = (1/2, 1/2), delta = (0.2, 0): z (delta - 0.1) = (0.05, -0.05)
    after = np.array([np.exp(-0.2), 1.0])
    assert famo_gradient(np.zeros(2), np.ones(2), after) == pytest.approx([0.05, -0.05])


def test_scale_of_a_loss_and_equal_progress_change_no_logit() -> None:
    w, before, after = np.array([0.3, -1.0]), np.array([2.0, 1.0]), np.array([1.5, 0.9])
    gradient = famo_gradient(w, before, after)
    scale = np.array([100.0, 1.0])
    assert famo_gradient(w, scale * before, scale * after) == pytest.approx(gradient, abs=1e-7)
    assert gradient.sum() == pytest.approx(0.0, abs=1e-12)
    assert famo_gradient(w, before, 0.7 * before) == pytest.approx([0.0, 0.0], abs=1e-7)


def test_weights_are_the_gradient_of_the_weighted_logarithms() -> None:
    # z / l = (0.25, 0.125), so 2/3 and 1/3; above a lowest loss of 1 and 3, (0.5, 0.5).
    losses = np.array([2.0, 4.0])
    assert famo_weights(np.zeros(2), losses) == pytest.approx([2 / 3, 1 / 3])
    assert famo_weights(np.zeros(2), losses, np.array([1.0, 3.0])) == pytest.approx([0.5, 0.5])


def test_weight_moves_to_the_task_that_lags() -> None:
    famo = Famo(np.zeros(2))
    for _ in range(20):
        famo.update(np.array([1.0, 1.0]), np.array([0.9, 1.0]))
    assert famo.logits[0] < -0.1
    assert famo.logits[1] > 0.1
    weights = famo.weights(np.ones(2))
    assert weights[1] > 0.55
    assert weights.sum() == pytest.approx(1.0)


def test_logits_return_to_zero_when_all_improve_alike() -> None:
    famo = Famo(np.array([1.0, -1.0]))
    for _ in range(100):
        famo.update(np.array([1.0, 2.0]), np.array([0.5, 1.0]))
    assert np.abs(famo.logits).max() < 0.2


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match=r"s: expected shape \(2,\), found \(3,\)"):
        uncertainty_weighted(np.ones(2), np.ones(3))
    with pytest.raises(ValueError, match=r"losses: expected shape \(2,\), found \(3,\)"):
        famo_weights(np.zeros(2), np.ones(3))
    with pytest.raises(ValueError, match=r"after: expected losses above 0\.0, found -1\.0"):
        famo_gradient(np.zeros(2), np.ones(2), np.array([1.0, -1.0]))
