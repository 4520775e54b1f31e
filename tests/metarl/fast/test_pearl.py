"""The fast update of PEARL against the one to read, alone and in a training."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import DTypeLike

from metarl.fast.pearl import Flat, FusedUpdate, train_fused
from metarl.pearl.experience import Settings
from metarl.pearl.q_learning import Batch, gradients
from metarl.pearl.training import train
from metarl.tasks.robot import half_circle_goals
from tests.metarl.pearl.test_training import DISCOUNT, KL_WEIGHT, A, B, C, D, K, N, batch, d


def filled(
    encoder: tuple[int, ...],
    q: tuple[int, ...],
    sizes: tuple[int, int, int],
    data: Batch,
    dtype: DTypeLike,
) -> tuple[Flat, Flat, FusedUpdate]:
    """Both forms of one update: parameters, target, and the fused step with its data."""
    rng = np.random.default_rng(4)
    flat, target = Flat(encoder, q, dtype), Flat(encoder, q, dtype)
    for each in (flat, target):
        each.theta[:] = 0.4 * rng.normal(size=each.theta.size)
    fused = FusedUpdate(encoder, q, sizes, dtype)
    fused.fill(data)
    return flat, target, fused


@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float64, 1e-10), (np.float32, 1e-4)])
def test_fused_update_equals_the_readable_one(dtype: DTypeLike, tolerance: float) -> None:
    encoder, q = (C, 8, 7, 2 * d), (D + d, 9, 8, A)
    data = batch()
    flat, target, fused = filled(encoder, q, (K, N, B), data, dtype)
    out = Flat(encoder, q, dtype)
    for _ in range(2):  # nothing of the first call is left in the second
        losses = fused.gradients(flat, target.q, out, DISCOUNT, KL_WEIGHT)
    nets = flat.networks(target.q)
    expected, expected_losses = gradients(nets, data, DISCOUNT, KL_WEIGHT)
    slopes = out.networks(target.q)
    assert losses == pytest.approx(tuple(expected_losses), rel=tolerance)
    for ours, theirs in zip([*slopes.encoder, *slopes.q], expected, strict=True):
        assert ours == pytest.approx(theirs, abs=tolerance)


@pytest.mark.parametrize(
    ("dtype", "updates", "tolerance"), [(np.float64, 25, 1e-9), (np.float32, 8, 3e-4)]
)
def test_training_fast_leads_to_the_same_networks(
    dtype: DTypeLike, updates: int, tolerance: float
) -> None:
    settings = Settings(updates=updates, collect=5, warm_up=8, tasks=4, batch=8)
    goals = half_circle_goals(10)
    readable = train(goals, settings, np.random.default_rng(3))
    fast = train_fused(goals, settings, np.random.default_rng(3), dtype=dtype)
    start = train(goals, Settings(updates=0), np.random.default_rng(3))
    for name in ("encoder", "q", "target"):
        parts = (getattr(networks, name) for networks in (readable, fast, start))
        for ours, theirs, before in zip(*parts, strict=True):
            assert theirs == pytest.approx(ours, abs=tolerance)
            # they have moved, and by more than they differ
            assert np.abs(ours - before).max() > 5 * tolerance
