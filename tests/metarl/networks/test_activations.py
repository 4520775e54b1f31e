"""Functions of single numbers, far out and in the middle."""

from __future__ import annotations

import math

import numpy as np
import pytest

from metarl.networks.activations import sigmoid, softplus


def test_softplus_and_its_slope_do_not_overflow() -> None:
    x = np.array([-800.0, -1.0, 0.0, 2.0, 800.0])
    expected = [0.0, np.log1p(np.exp(-1.0)), np.log(2.0), np.log1p(np.exp(2.0)), 800.0]
    assert softplus(x) == pytest.approx(np.array(expected))
    assert sigmoid(x) == pytest.approx(
        np.array([0.0, 1 / (1 + math.e), 0.5, 1 / (1 + np.exp(-2)), 1])
    )
