"""MGDA, CAGrad and PCGrad for two tasks and for more: by hand, by grid, and against each other."""

from __future__ import annotations

import numpy as np
import pytest

from metarl.multitask import cagrad, cagrad_pair, mgda, mgda_pair, pcgrad, pcgrad_pair

PAIR = np.array([[1.0, 0.0], [-1.0, 1.0]])


def test_shortest_combination_of_two_by_hand() -> None:
    # g_1 - g_2 = (2, -1); (-2, 1) . (-1, 1) / 5 = 3/5; 0.6 (1, 0) + 0.4 (-1, 1).
    gamma, direction = mgda_pair(PAIR)
    assert float(gamma) == pytest.approx(0.6)
    assert direction == pytest.approx([0.2, 0.4])


def test_the_shorter_gradient_alone_where_it_dominates() -> None:
    # (1, 0) and (3, 1): moving from the first towards the second only makes it longer.
    gamma, direction = mgda_pair(np.array([[1.0, 0.0], [3.0, 1.0]]))
    assert (float(gamma), direction.tolist()) == (1.0, [1.0, 0.0])
    gamma, direction = mgda_pair(np.array([[3.0, 1.0], [1.0, 0.0]]))
    assert (float(gamma), direction.tolist()) == (0.0, [1.0, 0.0])


def test_equal_gradients_share_evenly() -> None:
    gamma, direction = mgda_pair(np.full((2, 3), 2.0))
    assert (float(gamma), direction.tolist()) == (0.5, [2.0, 2.0, 2.0])
    assert cagrad_pair(np.full((2, 3), 2.0), 0.5) == pytest.approx([3.0, 3.0, 3.0])


@pytest.mark.parametrize("rows", [[[-4.0, 1, 1], [6.0, 1, 1]]])
def test_opposite_parts_cancel(rows: list[list[float]]) -> None:
    weights, direction = mgda(np.array(rows))
    assert weights == pytest.approx([0.6, 0.4])
    assert direction == pytest.approx([0.0, 1.0, 1.0])


@pytest.mark.parametrize(
    ("c", "expected"), [(0.0, [0.0, 0.5]), (0.5, [0.25, 0.5]), (0.9, [0.3746, 0.7493])]
)
def test_conflict_averse_direction(c: float, expected: list[float]) -> None:
    assert cagrad_pair(PAIR, c) == pytest.approx(expected, abs=5e-5)
    assert cagrad(PAIR, c) == pytest.approx(expected, abs=5e-5)


def test_pairs_agree_with_the_search_over_weights() -> None:
    rng = np.random.default_rng(0)
    G = rng.normal(size=(60, 2, 3))
    G[::3, 1] -= 2 * G[::3, 0]
    closed = [mgda_pair(G)[1], cagrad_pair(G, 0.4), cagrad_pair(G, 0.95), pcgrad_pair(G)]
    for place, pair in enumerate(G):
        searched = [mgda(pair)[1], cagrad(pair, 0.4), cagrad(pair, 0.95), pcgrad(pair, rng)]
        for fast, slow in zip(closed, searched, strict=True):
            assert fast[place] == pytest.approx(slow, abs=1e-9)


def test_no_combination_of_four_tasks_is_shorter() -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        G = rng.normal(size=(4, 5)) + 0.5
        weights, direction = mgda(G)
        assert weights.min() >= 0
        assert weights.sum() == pytest.approx(1.0)
        # the condition of optimality: no task agrees with it less than its own squared length
        assert (G @ direction).min() == pytest.approx(direction @ direction, abs=1e-9)
        others = rng.dirichlet(np.ones(4), 500) @ G
        assert (others * others).sum(axis=1).min() >= direction @ direction


def test_no_direction_in_the_ball_serves_the_worst_task_better() -> None:
    rng = np.random.default_rng(2)
    for _ in range(10):
        G = rng.normal(size=(3, 4))
        mean = G.mean(axis=0)
        radius = 0.5 * np.linalg.norm(mean)
        direction = cagrad(G, 0.5)
        assert np.linalg.norm(direction - mean) <= radius + 1e-9
        steps = rng.normal(size=(3000, 4))
        steps *= radius / np.linalg.norm(steps, axis=1, keepdims=True)
        assert ((mean + steps) @ G.T).min(axis=1).max() <= (G @ direction).min() + 1e-9


def test_tasks_that_exactly_oppose_stop_both() -> None:
    G = np.array([[2.0, -1.0], [-2.0, 1.0]])
    assert mgda_pair(G)[1] == pytest.approx([0.0, 0.0])
    assert mgda(G)[1] == pytest.approx([0.0, 0.0])
    assert pcgrad_pair(G) == pytest.approx([0.0, 0.0])
    assert cagrad_pair(G, 0.5).tolist() == cagrad(G, 0.5).tolist() == [0.0, 0.0]


def test_a_zero_gradient_gives_no_nan() -> None:
    G = np.array([[0.0, 0.0], [1.0, 2.0]])
    assert mgda_pair(G)[1].tolist() == mgda(G)[1].tolist() == [0.0, 0.0]
    assert pcgrad_pair(G).tolist() == [1.0, 2.0]
    assert np.isfinite(cagrad_pair(G, 0.5)).all()
    assert cagrad(np.zeros((3, 2)), 0.5).tolist() == [0.0, 0.0]


def test_one_task_is_left_alone() -> None:
    weights, direction = mgda(np.array([[3.0, 4.0]]))
    assert (weights.tolist(), direction.tolist()) == ([1.0], [3.0, 4.0])
    # the mean itself, and as far again as the radius allows
    assert cagrad(np.array([[3.0, 4.0]]), 0.5) == pytest.approx([4.5, 6.0])


def test_wrong_arguments_are_named() -> None:
    for method in (mgda_pair, pcgrad_pair, lambda G: cagrad_pair(G, 0.5)):
        with pytest.raises(ValueError, match=r"G: expected shape \(..., 2, P\), found \(3, 2\)"):
            method(np.ones((3, 2)))
    for averse in (cagrad, cagrad_pair):
        with pytest.raises(ValueError, match=r"c: expected 0 or more and less than 1, found 1\.0"):
            averse(PAIR, 1.0)
    with pytest.raises(ValueError, match="G: expected at least one task, found none"):
        mgda(np.ones((0, 3)))
    with pytest.raises(ValueError, match=r"G: expected 2 dimension\(s\), found shape \(3,\)"):
        cagrad(np.ones(3), 0.5)
