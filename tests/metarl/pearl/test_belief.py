"""PEARL's belief and its distance from the prior, worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from metarl.pearl import kl_to_std_normal, product_of_gaussians


def test_a_sure_and_an_unsure_factor() -> None:
    # Precision 1 + 1/4 = 1.25, variance 0.8; mean 0.8 (0/1 + 2/4) = 0.4.
    mean, variance = product_of_gaussians(np.array([[0.0], [2.0]]), np.array([[1.0], [4.0]]))
    assert mean == pytest.approx([0.4])
    assert variance == pytest.approx([0.8])


def test_four_equal_factors_have_a_quarter_of_the_variance() -> None:
    mean, variance = product_of_gaussians(np.full((4, 1), 1.0), np.full((4, 1), 2.0))
    assert mean == pytest.approx([1.0])
    assert variance == pytest.approx([0.5])


def test_a_single_factor_comes_back() -> None:
    mean, variance = product_of_gaussians(np.array([[3.0, -1.0]]), np.array([[0.25, 9.0]]))
    assert mean == pytest.approx([3.0, -1.0])
    assert variance == pytest.approx([0.25, 9.0])


def test_order_and_grouping_do_not_matter_and_no_factor_is_surer_than_the_product() -> None:
    rng = np.random.default_rng(0)
    mu, var = rng.normal(size=(5, 3)), rng.uniform(0.1, 4.0, size=(5, 3))
    mean, variance = product_of_gaussians(mu, var)
    shuffled = product_of_gaussians(mu[::-1], var[::-1])
    halves = [product_of_gaussians(mu[part], var[part]) for part in (slice(2), slice(2, 5))]
    merged = product_of_gaussians(*map(np.array, zip(*halves, strict=True)))
    for other in (shuffled, merged):
        assert other[0] == pytest.approx(mean)
        assert other[1] == pytest.approx(variance)
    assert (variance <= var.min(axis=0)).all()


def test_small_variances_count_as_the_smallest_one() -> None:
    # Two factors of variance 1e-7 leave half of it.
    var = np.array([[0.0], [5e-8]])
    mean, variance = product_of_gaussians(np.array([[3.0], [1.0]]), var)
    assert mean == pytest.approx([2.0])
    assert variance == pytest.approx([5e-8])
    assert var.tolist() == [[0.0], [5e-8]]


def test_divergence_from_the_prior() -> None:
    # 0.5 (0.16 + 0.8 - log 0.8 - 1) with log 0.8 = -0.22314355
    assert kl_to_std_normal(np.array([0.4]), np.array([0.8])) == pytest.approx(0.0915717757)
    assert kl_to_std_normal(np.zeros(3), np.ones(3)) == 0.0


def test_divergence_adds_up_over_dimensions() -> None:
    # 0.5 * 2^2 for the mean, and 0.5 (e - 1 - 1) for the variance e.
    divergence = kl_to_std_normal(np.array([2.0, 0.0]), np.array([1.0, math.e]))
    assert divergence == pytest.approx(2.0 + (math.e - 2.0) / 2.0)


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match=r"mu: expected 2 dimensions or more, found shape \(2,\)"):
        product_of_gaussians(np.ones(2), np.ones(2))
    with pytest.raises(ValueError, match=r"var: expected shape \(2, 1\), found \(1, 1\)"):
        product_of_gaussians(np.ones((2, 1)), np.ones((1, 1)))
    with pytest.raises(ValueError, match="mu: expected at least one factor, found none"):
        product_of_gaussians(np.ones((0, 2)), np.ones((0, 2)))
    with pytest.raises(ValueError, match=r"var: expected positive values, found 0\.0"):
        kl_to_std_normal(np.ones(2), np.array([1.0, 0.0]))
    with pytest.raises(ValueError, match=r"var: expected shape \(2,\), found \(3,\)"):
        kl_to_std_normal(np.ones(2), np.ones(3))
