"""Gradient surgery on gradients that can be projected by hand."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import ArrayLike

from metarl.multitask.surgery import conflict, pcgrad
from metarl.shapes import FloatArray

PAIR = np.array([[1.0, 0.0], [-1.0, 1.0]])
TRIPLE = np.array([[1.0, 0.0], [-0.5, 1.0], [-0.5, -1.0]])


def combine(G: ArrayLike, seed: int = 0) -> FloatArray:
    return pcgrad(np.array(G), np.random.default_rng(seed))


def test_cosine_of_135_degrees() -> None:
    # -1 / (1 * sqrt 2)
    root = 0.7071067811865476
    assert conflict(PAIR) == pytest.approx(np.array([[1.0, -root], [-root, 1.0]]))


def test_a_zero_gradient_has_no_direction() -> None:
    assert conflict(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist() == [[1.0, 0.0], [0.0, 0.0]]


def test_two_conflicting_gradients() -> None:
    # (1, 0) + 1/2 (-1, 1) = (0.5, 0.5); (-1, 1) + 1/1 (1, 0) = (0, 1)
    assert combine(PAIR) == pytest.approx([0.5, 1.5])


def test_two_conflicting_gradients_in_three_dimensions() -> None:
    # Dot product -22, squared lengths 18 and 38.
    direction = combine([[-4.0, 1.0, 1.0], [6.0, 1.0, 1.0]])
    assert direction == pytest.approx([2 + 6 * 22 / 38 - 4 * 22 / 18] + [2 + 22 / 38 + 22 / 18] * 2)
    assert direction == pytest.approx([0.58480, 3.80117, 3.80117], abs=1e-5)


def test_without_conflict_the_result_is_the_sum() -> None:
    assert combine([[1.0, 0.0], [1.0, 1.0]]).tolist() == [2.0, 1.0]
    assert combine([[0.5, -2.0, 1.0]]).tolist() == [0.5, -2.0, 1.0]


def test_a_zero_gradient_changes_nothing() -> None:
    assert combine([[1.0, 0.0], [0.0, 0.0], [-1.0, 1.0]]) == pytest.approx([0.5, 1.5])


def test_the_length_of_the_other_gradient_does_not_matter() -> None:
    # g_1 stays (0.5, 0.5), g_2 becomes 10 times (0, 1).
    assert combine([[1.0, 0.0], [-10.0, 10.0]]) == pytest.approx([0.5, 10.5])


def test_two_tasks_both_profit() -> None:
    rng = np.random.default_rng(0)
    for _ in range(50):
        G = rng.normal(size=(2, 4))
        assert (G @ pcgrad(G, rng) >= -1e-12).all()


def test_three_tasks_give_a_result_that_depends_on_the_order() -> None:
    # Task 0: (0.48, -0.24) or (0.48, 0.24); task 1: (-0.4, 0.2) or (0, 0.4); task 2: (-0.4, -0.2)
    # or (0, -0.4). The orders (0, 1, 2) and (0, 2, 1) for all tasks give the two sums asked for.
    rng = np.random.default_rng(0)
    results = {tuple(np.round(pcgrad(TRIPLE, rng), 6).tolist()) for _ in range(300)}
    assert {(-0.32, -0.24), (-0.32, 0.24)} <= results
    assert len(results) == 8


def test_the_same_state_gives_the_same_result_and_the_gradients_stay() -> None:
    G = TRIPLE.copy()
    for seed in range(10):
        first = pcgrad(G, np.random.default_rng(seed))
        assert first.tolist() == pcgrad(G, np.random.default_rng(seed)).tolist()
    assert G.tolist() == TRIPLE.tolist()


def test_wrong_shapes_are_named() -> None:
    for method in (conflict, combine):
        with pytest.raises(ValueError, match=r"G: expected 2 dimension\(s\), found shape \(3,\)"):
            method(np.ones(3))
