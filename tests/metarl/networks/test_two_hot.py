"""Values as weights of bins: neighbours by hand, slopes by differences, and units."""

from __future__ import annotations

import numpy as np
import pytest

from metarl.networks.two_hot import bin_mean, two_hot, two_hot_loss

BINS = np.arange(6.0)


def test_weights_of_the_neighbours() -> None:
    values = np.array([2.3, 0.0, 4.0, 5.0, -3.0, 9.0])
    expected = np.zeros((6, 6))
    expected[0, 2:4] = 0.7, 0.3
    expected[np.arange(1, 6), [0, 4, 5, 0, 5]] = 1.0
    assert two_hot(values, BINS) == pytest.approx(expected)
    assert two_hot(values, BINS) @ BINS == pytest.approx(np.clip(values, 0, 5))


@pytest.mark.parametrize("seed", range(3))
def test_loss_and_its_slope(seed: int) -> None:
    rng = np.random.default_rng(seed)
    bins, logits = np.cumsum(rng.uniform(0.1, 2.0, size=5)), rng.normal(size=(4, 5))
    values = rng.uniform(bins[0], bins[-1], size=4)
    loss, gradient = two_hot_loss(logits, values, bins)
    step = 1e-6 * np.eye(5)
    for i in range(5):
        up, down = (two_hot_loss(logits + sign * step[i], values, bins)[0] for sign in (1, -1))
        assert (up - down) / 2e-6 == pytest.approx(gradient[:, i], abs=1e-6)
    in_cents = two_hot_loss(logits, 100 * values, 100 * bins)
    assert in_cents[0] == pytest.approx(loss)
    assert in_cents[1] == pytest.approx(gradient)
    assert bin_mean(logits, 100 * bins) == pytest.approx(100 * bin_mean(logits, bins))


def test_no_gradient_is_longer_than_the_root_of_two() -> None:
    gradient = two_hot_loss(np.array([800.0, 0.0, 0.0]), np.array(2.0), np.arange(3.0))[1]
    assert np.linalg.norm(gradient) == pytest.approx(np.sqrt(2))


@pytest.mark.parametrize("bins", [[1.0], [0.0, 0.0], [1.0, 0.0]])
def test_bins_have_an_order(bins: list[float]) -> None:
    with pytest.raises(ValueError, match="increasing order"):
        two_hot(np.zeros(2), np.array(bins))
