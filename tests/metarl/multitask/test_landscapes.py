"""Landscapes of two losses: values, slopes, and where each way of combining gradients ends."""

from __future__ import annotations

import numpy as np
import pytest

from metarl.multitask import cagrad_pair, conflict, mgda_pair, pcgrad_pair
from metarl.multitask.descent import Landscape, descend, mean_gradient, plain_descent
from metarl.multitask.landscapes import cagrad_landscape, pcgrad_landscape
from metarl.shapes import FloatArray

STARTS = np.array([[-8.5, 7.5], [-8.5, -5.0], [9.0, 9.0]])


def test_losses_at_the_authors_starts() -> None:
    losses, _ = cagrad_landscape(STARTS)
    expected = [[6.5524, 7.9008], [4.0599, -19.4215], [7.9439, 6.6915]]
    assert losses == pytest.approx(np.array(expected), abs=6e-5)


def test_losses_in_the_bowl_by_hand() -> None:
    # far below zero only q counts: ((7 - 0)^2 + 0)/10 - 20 for both tasks, times tanh(4)
    losses, _ = cagrad_landscape(np.array([0.0, -8.0]))
    assert losses == pytest.approx([-15.1 * np.tanh(4.0)] * 2)


def test_the_first_loss_may_count_less() -> None:
    whole, part = cagrad_landscape(STARTS), cagrad_landscape(STARTS, scale=0.1)
    for all_of_it, tenth in zip(whole, part, strict=True):
        assert tenth[:, 0] == pytest.approx(0.1 * all_of_it[:, 0])
        assert tenth[:, 1].tolist() == all_of_it[:, 1].tolist()


@pytest.mark.parametrize("landscape", [cagrad_landscape, pcgrad_landscape])
def test_slopes_against_central_differences(landscape: Landscape) -> None:
    places = np.random.default_rng(0).normal(0.0, 4.0, (40, 2))
    _, G = landscape(places)
    for axis, step in enumerate(np.eye(2) * 1e-6):
        slopes = (landscape(places + step)[0] - landscape(places - step)[0]) / 2e-6
        assert G[..., axis] == pytest.approx(slopes, rel=1e-5, abs=1e-5)


def test_a_cut_off_logarithm_is_flat() -> None:
    # x = 0, y = 0 lies in the first valley: 20 log 5e-6, and 25 log 2 for the second
    losses, G = pcgrad_landscape(np.zeros(2))
    assert losses == pytest.approx([20 * np.log(5e-6), 25 * np.log(2.0)])
    assert G[0].tolist() == [0.0, 0.0]
    assert G[1] == pytest.approx([6.25, -12.5])


def test_the_gradients_at_the_start_nearly_oppose() -> None:
    _, G = pcgrad_landscape(np.array([0.5, -3.0]))
    assert conflict(G)[0, 1] == pytest.approx(-0.9992, abs=5e-5)


def test_where_the_descents_end_in_the_bowl() -> None:
    """As after 50 000 steps of 0.001, but with longer and fewer steps, which end there as well."""

    def each_its_own(losses: FloatArray, G: FloatArray) -> FloatArray:
        return np.stack(
            [G[0].mean(axis=0), cagrad_pair(G[1], 0.5), pcgrad_pair(G[2]), mgda_pair(G[3])[1]]
        )

    ends = descend(cagrad_landscape, np.tile(STARTS[1], (4, 1)), each_its_own, 4000, lr=0.01)
    means = cagrad_landscape(ends)[0].mean(axis=1)
    assert ends[:2] == pytest.approx(np.array([[0.0, -8.355]] * 2), abs=0.01)
    assert means[:2] == pytest.approx([-15.0916] * 2, abs=1e-3)
    assert ends[2:] == pytest.approx(np.array([[-6.55, -8.43], [-7.0, -8.43]]), abs=0.02)
    assert means[2:] == pytest.approx([-10.81, -10.20], abs=0.03)


def test_descents_side_by_side_are_those_one_by_one() -> None:
    together = descend(cagrad_landscape, STARTS, mean_gradient, 50)
    for start, end in zip(STARTS, together, strict=True):
        assert descend(cagrad_landscape, start, mean_gradient, 50) == pytest.approx(end)
    assert STARTS[0].tolist() == [-8.5, 7.5]


@pytest.mark.parametrize("steps", [0, 1, 5])
def test_plain_steps_on_a_bowl(steps: int) -> None:
    # the slope of (x - 1)^2 / 2 for both tasks: each step leaves 0.7 of the way
    def bowl(x: FloatArray) -> tuple[FloatArray, FloatArray]:
        return np.zeros((*x.shape[:-1], 2)), np.stack([x - 1.0, x - 1.0], axis=-2)

    start = np.array([3.0, -1.0])
    end = plain_descent(bowl, start, mean_gradient, steps, 0.3)
    assert end == pytest.approx(1.0 + 0.7**steps * (start - 1.0))
    assert start.tolist() == [3.0, -1.0]


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match=r"x: expected shape \(..., 2\), found \(3,\)"):
        cagrad_landscape(np.ones(3))
    with pytest.raises(ValueError, match="steps: expected 0 or more, found -1"):
        descend(pcgrad_landscape, np.ones(2), mean_gradient, -1)
    with pytest.raises(ValueError, match="steps"):
        plain_descent(pcgrad_landscape, np.ones(2), mean_gradient, -1, 0.5)
